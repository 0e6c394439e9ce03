"""My interests: what I said that I am interested in, where it stands, and taking it back."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.domain.application import ApplicationAction
from skillsbank.forms.decisions import TakeBackForm
from skillsbank.policies import Permission
from skillsbank.queries import applications as candidacies
from skillsbank.queries import candidates, own
from skillsbank.services import applications, consents, workflow
from skillsbank.web import own_words
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.forms import form_page, reasons

blueprint = Blueprint("applications", __name__, url_prefix="/interests")
REASONS = "withdraw_interest"


@blueprint.get("")
@permits(Permission.OWN_APPLICATION_WRITE)
def index() -> ResponseReturnValue:
    """List the person's interests with what they agreed to for each."""
    session, actor = db(), current_actor()
    profile = own.profile_of(session, actor)
    interests = candidacies.of_person(session, profile)
    return render_template(
        "applications/index.html",
        interests=interests,
        steps={one.id: workflow.actions_for(session, actor, one) for one in interests},
        named={(c.vacancy_id, c.recipient) for c in consents.live(session, profile) if c.vacancy_id},
        clinical={need.id: answers for need, answers in candidates.clinical_needs(session, profile)},
        words=own_words,
    )


@blueprint.route("/<string(length=24):public_id>/take-back", methods=["GET", "POST"])
@permits(Permission.OWN_APPLICATION_WRITE)
def take_back(public_id: str) -> ResponseReturnValue:
    """Take an interest back, after a page that says what ends with it."""
    session, actor = db(), current_actor()
    application = candidacies.own_one(session, own.profile_of(session, actor), public_id)
    if ApplicationAction.WITHDRAW not in workflow.actions_for(session, actor, application):
        return redirect(url_for("applications.index"), 303)
    form = TakeBackForm()
    form.reason.choices = reasons(REASONS, _("No reason"))
    if form.validate_on_submit():
        with transaction() as session:
            application = candidacies.own_one(session, own.profile_of(session, actor), public_id)
            applications.withdraw(session, actor, application, form.reason.data or "")
        flash(_("Your interest is taken back, and with it every agreement to be named for this need."), "good")
        return redirect(url_for("applications.index"), 303)
    return form_page("applications/take_back.html", form, application=application)

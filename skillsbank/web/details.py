"""The page behind the mail "your details were passed on": all that is held, and the person's own decision."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import login_user

from skillsbank.domain.intakes import ANSWER_WITHIN
from skillsbank.models import Account
from skillsbank.policies import Permission
from skillsbank.services import intakes
from skillsbank.web import intake_words
from skillsbank.web.access import permits
from skillsbank.web.database import db, transaction

blueprint = Blueprint("details", __name__)
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(intake_words=intake_words))


@blueprint.route("/link/details/<string(maxlength=64):token>", methods=["GET", "POST"])
@permits(Permission.PUBLIC_PAGE_READ)
def decide(token: str) -> ResponseReturnValue:
    """Show everything that is held; the person keeps it, corrects it, or has it erased at once."""
    step = request.form.get("step", "") if request.method == "POST" else ""
    if step == "erase":
        with transaction() as session:
            intakes.refuse(session, token)
        return render_template("details/erased.html")
    if step in ("keep", "correct"):
        with transaction() as session:
            account = intakes.keep(session, token)
            number = account.id if account is not None else None
        return _kept(number, step)
    intake = intakes.peek(db(), token)
    until = intake.created_at + ANSWER_WITHIN
    page = render_template("details/show.html", intake=intake, profile=intake.profile, until=until)
    return page, 422 if request.method == "POST" else 200


def _kept(number: int | None, step: str) -> ResponseReturnValue:
    if number is None:
        flash(_("You have an account with this address already. Sign in to see your profile."), "info")
        return redirect(url_for("accounts.sign_in"), 303)
    login_user(db().get_one(Account, number))
    flash(_("This profile is yours now. Nobody else sees it before you say so."), "good")
    return redirect(url_for("profile.answer", part="name") if step == "correct" else url_for("profile.show"), 303)

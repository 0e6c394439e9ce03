"""Contesting a comparison: the person writes what is wrong, an officer reads it on the desk and answers."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.domain.errors import IllegalMove
from skillsbank.forms.decisions import AnswerForm, ObjectionForm
from skillsbank.models import Objection
from skillsbank.policies import Permission
from skillsbank.queries import objections as queries
from skillsbank.queries import own, public
from skillsbank.services import objections
from skillsbank.web import candidate_cards as cards
from skillsbank.web import errors
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.forms import form_page

blueprint = Blueprint("objections", __name__)
_ID = "<string(length=24):public_id>"


@blueprint.route(f"/fits/{_ID}/contest", methods=["GET", "POST"])
@permits(Permission.OWN_APPLICATION_WRITE)
def contest(public_id: str) -> ResponseReturnValue:
    """Take what the person thinks is wrong with how they stand for a need."""
    back = url_for("fits.show", public_id=public_id)
    form, actor = ObjectionForm(), current_actor()
    profile, vacancy = own.profile_of(db(), actor), public.need(db(), public_id)
    if objections.waiting(db(), profile, vacancy) is not None:
        flash(_("You wrote already, and nobody has answered yet. The answer will stand here."), "info")
        return redirect(back, 303)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                person, need = own.profile_of(session, actor), public.need(session, public_id)
                objections.contest(session, actor, person, need, form.words.data)
            flash(_("An officer reads it and answers here. Nobody at the institution sees it."), "good")
        except IllegalMove:
            flash(_("You wrote already, and nobody has answered yet. The answer will stand here."), "info")
        return redirect(back, 303)
    return form_page("objections/contest.html", form, need=vacancy, back_url=back, back_label=_("The need"))


@blueprint.get("/desk/objections")
@permits(Permission.PROGRAMME_RANKING_READ)
def index() -> ResponseReturnValue:
    """List what people say is wrong with how they were ranked, what waits first."""
    actor = current_actor()
    return render_template(
        "objections/index.html",
        waiting=queries.waiting(db(), actor),
        answered=queries.answered(db(), actor),
        code=_code,
        back_url=url_for("desk.needs"),
        back_label=_("Desk"),
    )


@blueprint.route(f"/desk/objections/{_ID}", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_SHORTLIST_WRITE)
def answer(public_id: str) -> ResponseReturnValue:
    """Show what one person wrote, and take the answer."""
    form, actor = AnswerForm(), current_actor()
    objection = queries.one(db(), actor, public_id)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                objections.answer(session, actor, queries.one(session, actor, public_id), form.answer.data)
            flash(_("Your answer stands on the person's page of this need."), "good")
            return redirect(url_for("objections.index"), 303)
        except IllegalMove:
            told = _("A colleague answered while you had the page open.")
            return errors.page(409, what_happened=told, record_url=url_for("objections.answer", public_id=public_id))
    return form_page(
        "objections/answer.html", form, objection=objection, code=_code(objection),
        back_url=url_for("objections.index"), back_label=_("What people contest"),
    )  # fmt: skip


def _code(objection: Objection) -> str:
    return cards.code(objection.vacancy_id, objection.profile_id)

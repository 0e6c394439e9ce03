"""What is kept about me: who looked, what was decided, and what I may do about it."""

import json

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from skillsbank import clock
from skillsbank.domain import exchange
from skillsbank.domain.errors import Invalid
from skillsbank.domain.profile import ProfileAction
from skillsbank.forms.decisions import ERASE_WORD, AnswerForm, ErasureForm, PressForm
from skillsbank.policies import Permission
from skillsbank.queries import own, own_data
from skillsbank.reading.own_csv import COLUMNS as OWN_COLUMNS
from skillsbank.services import own_profile, workflow
from skillsbank.web import own_words
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.forms import form_page

blueprint = Blueprint("mydata", __name__, url_prefix="/my-data")

DONE = {
    ProfileAction.CONFIRM: _l("Thank you. Your profile is confirmed as of today."),
    ProfileAction.HIDE: _l("Your profile is paused. Nobody is offered it until you show it again."),
    ProfileAction.SHOW: _l("Your profile takes part in matching again."),
    ProfileAction.REACTIVATE: _l("Your profile is back as a draft. Check your answers and activate it."),
    ProfileAction.ANSWER: _l("Your answer is with the officers, and your profile is active again."),
    ProfileAction.WITHDRAW: _l("Your profile is withdrawn, and every agreement and interest with it."),
    ProfileAction.REQUEST_ERASURE: _l("You asked for erasure. From now on nobody is shown your profile."),
}
STEPS = {"confirm", "hide", "show", "reactivate"}
"""What one press on the page does."""


@blueprint.get("")
@permits(Permission.OWN_PROFILE_READ)
def index() -> ResponseReturnValue:
    """Show state, who looked, decisions, and the buttons that the state allows."""
    profile = own.profile_of(db(), current_actor())
    events = own.decisions(db(), profile)
    actions = {action.value for action in workflow.actions_for(db(), current_actor(), profile)}
    return render_template(
        "mydata/index.html",
        profile=profile,
        actions=actions,
        may_step=bool(actions & STEPS),
        looks=own.looks(db(), profile),
        events=events,
        question=own.open_question(profile, events),
        words=own_words,
    )


@blueprint.get("/download")
@permits(Permission.OWN_PROFILE_READ)
def download() -> ResponseReturnValue:
    """Give a copy of everything as readable JSON; the audit trail notes it."""
    with transaction() as session:
        profile = own.profile_of(session, current_actor())
        own_profile.note_download(session, current_actor(), profile)
        data = own_data.export(session, profile)
    text = json.dumps({"made_at": clock.now().isoformat(), **data}, ensure_ascii=False, indent=2)
    disposition = {"Content-Disposition": 'attachment; filename="my-data.json"'}
    return Response(text + "\n", mimetype="application/json", headers=disposition)


@blueprint.get("/answers.csv")
@permits(Permission.OWN_PROFILE_READ)
def answers_csv() -> ResponseReturnValue:
    """Give a copy of one's own answers as CSV, which can be loaded again; the audit trail notes it."""
    with transaction() as session:
        profile = own.profile_of(session, current_actor())
        own_profile.note_download(session, current_actor(), profile)
        rows = own_data.answers_as_rows(session, profile)
    disposition = {"Content-Disposition": 'attachment; filename="my-answers.csv"'}
    text = "\ufeff" + exchange.as_csv(OWN_COLUMNS, rows)
    return Response(text.encode(), mimetype="text/csv", headers=disposition)


@blueprint.post("/step/<any(confirm, hide, show, reactivate):step>")
@permits(Permission.OWN_PROFILE_WRITE)
def step(step: str) -> ResponseReturnValue:
    """Take a step that one press may take, since one press takes it back."""
    return _act(ProfileAction(step))


@blueprint.route("/answer", methods=["GET", "POST"])
@permits(Permission.OWN_PROFILE_WRITE)
def answer() -> ResponseReturnValue:
    """Answer an officer's question."""
    form = AnswerForm()
    profile = own.profile_of(db(), current_actor())
    if form.validate_on_submit():
        try:
            return _act(ProfileAction.ANSWER, note=form.answer.data or "")
        except Invalid as error:
            form.form_errors.append(own_words.problem(error))
    question = own.open_question(profile, own.decisions(db(), profile))
    if question is None and request.method == "GET":
        return redirect(url_for("mydata.index"), 303)
    return form_page("mydata/answer.html", form, question=question)


@blueprint.route("/withdraw", methods=["GET", "POST"])
@permits(Permission.OWN_PROFILE_WRITE)
def withdraw() -> ResponseReturnValue:
    """Withdraw the profile, after a page that says what ends with it."""
    form = PressForm()
    if form.validate_on_submit():
        return _act(ProfileAction.WITHDRAW)
    return render_template("mydata/withdraw.html", form=form, profile=own.profile_of(db(), current_actor()))


@blueprint.route("/erasure", methods=["GET", "POST"])
@permits(Permission.OWN_PROFILE_WRITE)
def erasure() -> ResponseReturnValue:
    """Ask for erasure by typing a word."""
    form = ErasureForm()
    profile = own.profile_of(db(), current_actor())
    if form.validate_on_submit():
        return _act(ProfileAction.REQUEST_ERASURE)
    return form_page("mydata/erasure.html", form, profile=profile, word=ERASE_WORD)


def _act(action: ProfileAction, note: str = "") -> ResponseReturnValue:
    with transaction() as session:
        profile = own.profile_of(session, current_actor())
        own_profile.act(session, current_actor(), profile, action, note=note)
    flash(str(DONE[action]), "good")
    return redirect(url_for("mydata.index"), 303)

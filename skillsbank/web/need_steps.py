"""Moving a need on: its programme and money, and every step with its reason."""

from typing import cast

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from skillsbank.domain.errors import IllegalMove, Incomplete, Invalid, NotFound
from skillsbank.domain.vacancy import VacancyAction
from skillsbank.forms.fields import CHOOSE, choices
from skillsbank.forms.needs import ProgrammeForm, StepForm
from skillsbank.models import Vacancy
from skillsbank.policies import Permission
from skillsbank.queries import vacancies as queries
from skillsbank.reading import LARGEST, Unreadable
from skillsbank.reading.documents import checked
from skillsbank.services import vacancies, workflow
from skillsbank.web import need_words
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.files import takes_file
from skillsbank.web.forms import form_page, reasons
from skillsbank.web.needs import NEED, conflict

blueprint = Blueprint("need_steps", __name__)
STEP_NAMES = ", ".join(f"'{name}'" for name in need_words.OFFERED)


@blueprint.route(f"{NEED}/programme", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_VACANCY_DECIDE)
def programme(public_id: str) -> ResponseReturnValue:
    """Choose the programme and the budget line."""
    need = queries.one(db(), current_actor(), public_id)
    offered = queries.programmes_for(db(), current_actor(), need.country)
    start = {
        "programme": need.programme.code if need.programme else "",
        "budget_line": need.budget_line,
        "max_cost": need.max_cost,
        "cost_currency": need.cost_currency,
    }
    form = ProgrammeForm(data=start | {"version": str(need.version)})
    form.programme.choices = choices(((each.code, each.name) for each in offered), blank=CHOOSE)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                again = queries.one(session, current_actor(), public_id)
                programmes = queries.programmes_for(session, current_actor(), again.country)
                chosen = next(each for each in programmes if each.code == form.programme.data)
                vacancies.assign(
                    session, current_actor(), again, chosen, budget_line=form.budget_line.data or "",
                    max_cost=form.max_cost.data, cost_currency=form.cost_currency.data or "",
                    version=form.seen_version(),
                )  # fmt: skip
            return redirect(url_for("needs.show", public_id=public_id), 303)
        except Invalid as error:
            form.programme.errors = [need_words.fault(error)]
        except IllegalMove as error:
            return conflict(public_id, error.code)
    return form_page("needs/programme.html", form, need=need)


@blueprint.route(f"{NEED}/actions/<any({STEP_NAMES}):step>", methods=["GET", "POST"])
@permits(Permission.NEED_VACANCY_ACT)
@takes_file(LARGEST)
def act(public_id: str, step: str) -> ResponseReturnValue:
    """Say what a step does, ask for its reason, and take it."""
    need = queries.one(db(), current_actor(), public_id)
    action = need_words.OFFERED[step]
    try:
        workflow.target_of(db(), current_actor(), need, action)
    except IllegalMove as error:
        return conflict(public_id, error.code)
    form = _step_form(need, action)
    if form.validate_on_submit():
        try:
            letter = _letter(form)
            with transaction() as session:
                again = queries.one(session, current_actor(), public_id)
                vacancies.check_version(again, form.seen_version())
                reason = form.reason.data if "reason" in form else ""
                note = form.note.data or ""
                if action is VacancyAction.EXTEND:
                    vacancies.extend(session, current_actor(), again, form.deadline.data, reason=reason, note=note)
                elif action is VacancyAction.ENDORSE:
                    office = form.office.data
                    vacancies.endorse(session, current_actor(), again, office, note=note, letter=letter)
                else:
                    workflow.perform(session, current_actor(), again, action, reason=reason, note=note)
            flash(need_words.ACTION_DONE[action], "good")
            return redirect(_where_next(public_id), 303)
        except Incomplete as error:
            missing = cast("list[str]", error.params["missing"])
            form.form_errors.extend(need_words.LACKS[code][0] for code in missing)
        except Unreadable as error:
            form.file.errors = [need_words.letter_refusal(error.code)]
        except Invalid as error:
            form.form_errors.append(need_words.fault(error))
        except IllegalMove as error:
            return conflict(public_id, error.code)
    return form_page("needs/act.html", form, need=need, action=action)


def _step_form(need: Vacancy, action: VacancyAction) -> StepForm:
    form = StepForm(data={"version": str(need.version), "deadline": need.deadline, "office": _office(action)})
    if kind := workflow.reason_list(need, action):
        form.reason.choices = reasons(kind, CHOOSE)
    else:
        del form.reason
    if action is not VacancyAction.EXTEND:
        del form.deadline
    if action is not VacancyAction.ENDORSE:
        del form.office, form.file
    return form


def _letter(form: StepForm) -> vacancies.Letter | None:
    """Return the letter that came with an endorsement, checked; raises Unreadable."""
    if not form.file or not form.file.data:
        return None
    db().rollback()  # nothing waits in the database while another process reads
    return checked(form.file.data.stream.read(LARGEST + 1), form.file.data.filename or "")


def _office(action: VacancyAction) -> str:
    """Return the office in whose name the person endorsed last."""
    return queries.last_office(db(), current_actor()) if action is VacancyAction.ENDORSE else ""


def _where_next(public_id: str) -> str:
    """Return the need's page, or the start page when the step took the need out of the person's sight."""
    try:
        queries.one(db(), current_actor(), public_id)
    except NotFound:
        return url_for("accounts.start")
    return url_for("needs.show", public_id=public_id)

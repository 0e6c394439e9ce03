"""Needs: posting one in five lines, completing it section by section, checking it, moving it on."""

from collections.abc import Callable
from typing import Any, cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.domain.errors import IllegalMove, Incomplete, Invalid, NotFound
from skillsbank.domain.vacancy import VacancyAction
from skillsbank.forms.fields import CHOOSE, choices
from skillsbank.forms.needs import HostForm, LinesForm, ProgrammeForm, StepForm
from skillsbank.forms.needs.base import NeedForm
from skillsbank.models import Vacancy
from skillsbank.policies import Permission, can
from skillsbank.queries import decisions
from skillsbank.queries import vacancies as queries
from skillsbank.queries.suggestions import occupation_code
from skillsbank.services import disclosures, vacancies, workflow
from skillsbank.web import errors, i18n, labels, lists, need_sections, need_words
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.exports import as_csv
from skillsbank.web.forms import form_page, reasons
from skillsbank.web.rows import Found, pressed, suggestions

blueprint = Blueprint("needs", __name__)
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(need_words=need_words))
NEED = "/needs/<string(length=24):public_id>"
SECTION_NAMES = ", ".join(need_sections.FORMS)
LINE_FIELDS = {
    "who": "occupation",
    "where": "place",
    "what_for": "purpose",
    "when": "start_from",
    "how_many": "posts",
}
"""What sending may find missing -> the field that asks for it."""
STEP_NAMES = ", ".join(f"'{name}'" for name in need_words.OFFERED)


@blueprint.get("/needs")
@permits(Permission.INSTITUTION_VACANCY_READ)
def index() -> ResponseReturnValue:
    """List the needs of the person's institution with what waits."""
    page = queries.of_own_institutions(db(), current_actor(), lists.wish())
    return render_template("needs/index.html", page=page)


@blueprint.get("/needs/list.csv")
@permits(Permission.INSTITUTION_VACANCY_READ)
def index_csv() -> ResponseReturnValue:
    """Download the list."""
    with transaction() as session:
        page = queries.of_own_institutions(session, current_actor(), lists.whole(lists.wish()))
        rows = [
            [
                need.reference, need.title, labels.label(labels.VACANCY_STATE, need.state), need_words.waits_for(need),
                need.deadline.isoformat() if need.deadline else "", need.posts,
            ]
            for need in page.rows
        ]  # fmt: skip
        own = Permission.INSTITUTION_VACANCY_READ
        disclosures.downloaded(session, current_actor(), "needs", len(rows), permission=own)
    heads = [_("Reference"), _("Title"), _("State"), _("What happens next"), _("Deadline"), _("People")]
    return as_csv("needs", heads, rows)


@blueprint.route("/needs/new", methods=["GET", "POST"])
@permits(Permission.INSTITUTION_VACANCY_WRITE)
def new() -> ResponseReturnValue:
    """Post a need in five lines; who may write for several institutions first says for which."""
    hosts = queries.hosts_for(db(), current_actor())
    chosen = request.args.get("institution") or (hosts[0].public_id if len(hosts) == 1 else "")
    if not chosen:
        form = HostForm(formdata=None)
        form.institution.choices = choices(((each.public_id, each.name) for each in hosts), blank=CHOOSE)
        return render_template("needs/host.html", choice=form, hosts=hosts), 200 if request.method == "GET" else 422
    host = queries.host(db(), current_actor(), chosen)
    lines = need_sections.new_lines(host.country)

    def store(send: bool) -> str:
        with transaction() as session:
            institution, language = queries.host(session, current_actor(), chosen), i18n.language()
            drawn, said = lines.version.data or "", lines.values()
            need = vacancies.post(session, current_actor(), institution, language, said, drawn=drawn, send=send)
            return need.public_id

    return _lines_page(lines, store, host_name=host.name, country=host.country)


@blueprint.get(NEED)
@permits(Permission.NEED_VACANCY_READ)
def show(public_id: str) -> ResponseReturnValue:
    """Show the whole file of a need: terms, state, history, what is missing, what can be done."""
    need = queries.one(db(), current_actor(), public_id)
    writes = can(current_actor(), Permission.INSTITUTION_VACANCY_WRITE, need)
    return render_template(
        "needs/show.html",
        need=need,
        writes=writes,
        reads_candidates=can(current_actor(), Permission.INSTITUTION_CANDIDATE_READ, need),
        **_rights(need),
        steps=_steps(need),
        sections=need_sections.sections_of(need),
        history=decisions.about(db(), need),
        missing=need_sections.missing(need, **_rights(need)) if writes and need.published_at is None else [],
    )


@blueprint.get(f"{NEED}/sections")
@permits(Permission.INSTITUTION_VACANCY_WRITE)
def sections(public_id: str) -> ResponseReturnValue:
    """Show the guided form as a task list."""
    need = queries.one(db(), current_actor(), public_id)
    rights = _rights(need)
    items = need_sections.tasks(need)
    for item in items:
        item["url"] = rights["edits"] and url_for("needs.edit", public_id=public_id, section=item["name"])
    if rights["decides"]:
        title, why = need_words.SECTION["programme"]
        url = rights["edits"] and url_for("needs.programme", public_id=public_id)
        status = "done" if need.programme else "new"
        items.append({"name": "programme", "label": title, "hint": why, "status": status, "url": url})
    return render_template("needs/sections.html", need=need, tasks=items, edits=rights["edits"])


@blueprint.get(f"{NEED}/check")
@permits(Permission.INSTITUTION_VACANCY_WRITE)
def check(public_id: str) -> ResponseReturnValue:
    """List what is still missing for publication, each with a link to where it is filled in."""
    need = queries.one(db(), current_actor(), public_id)
    return render_template(
        "needs/check.html", need=need, missing=need_sections.missing(need, **_rights(need)), **_rights(need)
    )


@blueprint.route(f"{NEED}/sections/<any({SECTION_NAMES}):section>", methods=["GET", "POST"])
@permits(Permission.INSTITUTION_VACANCY_WRITE)
def edit(public_id: str, section: str) -> ResponseReturnValue:
    """Fill in one section."""
    need = queries.one(db(), current_actor(), public_id)
    if section not in need_sections.sections_of(need):
        raise NotFound("section")
    if not vacancies.may_edit(current_actor(), need):
        return _conflict(public_id, "not_editable")
    form = need_sections.form_of(need, section)

    def store(send: bool) -> str:
        with transaction() as session:
            again = queries.one(session, current_actor(), public_id)
            version = form.seen_version()
            vacancies.save(session, current_actor(), again, section, form.values(), version=version, send=send)
        return public_id

    try:
        if isinstance(form, LinesForm):
            return _lines_page(form, store, host_name=need.institution.name, country=need.country, need=need)
        return _section_page(need, section, form, store)
    except IllegalMove as error:
        return _conflict(public_id, error.code)


@blueprint.route(f"{NEED}/programme", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_VACANCY_DECIDE)
def programme(public_id: str) -> ResponseReturnValue:
    """Choose the programme and the budget line."""
    need = queries.one(db(), current_actor(), public_id)
    offered = queries.programmes_for(db(), current_actor(), need.country)
    start = {"programme": need.programme.code if need.programme else "", "budget_line": need.budget_line}
    form = ProgrammeForm(data=start | {"version": str(need.version)})
    form.programme.choices = choices(((each.code, each.name) for each in offered), blank=CHOOSE)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                again = queries.one(session, current_actor(), public_id)
                programmes = queries.programmes_for(session, current_actor(), again.country)
                chosen = next(each for each in programmes if each.code == form.programme.data)
                budget = form.budget_line.data or ""
                vacancies.assign(
                    session, current_actor(), again, chosen, budget_line=budget, version=form.seen_version()
                )
            return redirect(url_for("needs.show", public_id=public_id), 303)
        except Invalid as error:
            form.programme.errors = [need_words.fault(error)]
        except IllegalMove as error:
            return _conflict(public_id, error.code)
    return form_page("needs/programme.html", form, need=need)


@blueprint.route(f"{NEED}/actions/<any({STEP_NAMES}):step>", methods=["GET", "POST"])
@permits(Permission.NEED_VACANCY_ACT)
def act(public_id: str, step: str) -> ResponseReturnValue:
    """Say what a step does, ask for its reason, and take it."""
    need = queries.one(db(), current_actor(), public_id)
    action = need_words.OFFERED[step]
    try:
        workflow.target_of(db(), current_actor(), need, action)
    except IllegalMove as error:
        return _conflict(public_id, error.code)
    form = _step_form(need, action)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                again = queries.one(session, current_actor(), public_id)
                vacancies.check_version(again, form.seen_version())
                reason = form.reason.data if "reason" in form else ""
                note = form.note.data or ""
                if action is VacancyAction.EXTEND:
                    vacancies.extend(session, current_actor(), again, form.deadline.data, reason=reason, note=note)
                else:
                    workflow.perform(session, current_actor(), again, action, reason=reason, note=note)
            flash(need_words.ACTION_DONE[action], "good")
            return redirect(_where_next(public_id), 303)
        except Incomplete as error:
            missing = cast("list[str]", error.params["missing"])
            form.form_errors.extend(need_words.LACKS[code][0] for code in missing)
        except Invalid as error:
            form.form_errors.append(need_words.fault(error))
        except IllegalMove as error:
            return _conflict(public_id, error.code)
    return form_page("needs/act.html", form, need=need, action=action)


def _lines_page(
    form: LinesForm, store: Callable[[bool], str], need: Vacancy | None = None, **words: Any
) -> ResponseReturnValue:
    find = need_sections.finders()["occupation"]
    found: Found | None = None
    if request.method == "POST":
        found = pressed(form, {"occupation": find})
        chosen = request.form.get("choose", "").partition(":")[2]
        form.isco.data = occupation_code(form.occupation.data, chosen or form.isco.data)
        if found is None and form.validate():
            if form.occupation.data and not form.isco.data:
                form.occupation.errors = [_("Choose an occupation from the list, or leave the line empty for now.")]
                found = {"occupation": suggestions(find, form.occupation.data)}
            else:
                send = "send" in request.form
                try:
                    public_id = store(send)
                    return redirect(url_for("needs.show" if send else "needs.sections", public_id=public_id), 303)
                except Incomplete as error:
                    for code in cast("list[str]", error.params["missing"]):
                        form[LINE_FIELDS[code]].errors = [need_words.LACKS[code][0]]
    return form_page("needs/lines.html", form, need=need, found=found or {}, **words)


def _section_page(need: Vacancy, section: str, form: NeedForm, store: Callable[[bool], str]) -> ResponseReturnValue:
    found: Found | None = None
    if request.method == "POST":
        found = pressed(form, need_sections.finders())
        if found is not None:
            need_sections.fit(form, need)
        elif form.validate():
            return redirect(url_for("needs.sections", public_id=store(False)), 303)
    return form_page("needs/section.html", form, section=section, need=need, found=found or {})


def _step_form(need: Vacancy, action: VacancyAction) -> StepForm:
    form = StepForm(data={"version": str(need.version), "deadline": need.deadline})
    if kind := workflow.reason_list(need, action):
        form.reason.choices = reasons(kind, CHOOSE)
    else:
        del form.reason
    if action is not VacancyAction.EXTEND:
        del form.deadline
    return form


def _steps(need: Vacancy) -> list[tuple[str, VacancyAction]]:
    allowed = workflow.actions_for(db(), current_actor(), need)
    endorsed = need.programme is not None and need.programme.current.terms.endorsement
    hidden = {VacancyAction.WAIVE_ENDORSEMENT} if endorsed else set()
    return [(name, action) for name, action in need_words.OFFERED.items() if action in allowed and action not in hidden]


def _rights(need: Vacancy) -> dict[str, bool]:
    return {
        "edits": vacancies.may_edit(current_actor(), need),
        "decides": can(current_actor(), Permission.PROGRAMME_VACANCY_DECIDE, need),
    }


def _where_next(public_id: str) -> str:
    """Return the need's page, or the start page when the step took the need out of the person's sight."""
    try:
        queries.one(db(), current_actor(), public_id)
    except NotFound:
        return url_for("accounts.start")
    return url_for("needs.show", public_id=public_id)


def _conflict(public_id: str, code: str) -> ResponseReturnValue:
    return errors.page(
        409, what_happened=need_words.CONFLICT[code], record_url=url_for("needs.show", public_id=public_id)
    )

"""Needs: posting one in five lines, completing it section by section, checking it, moving it on."""

from collections.abc import Callable
from itertools import chain
from typing import Any, cast

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.domain.errors import IllegalMove, Incomplete, NotFound
from skillsbank.domain.vacancy import VacancyAction
from skillsbank.forms.fields import CHOOSE, choices
from skillsbank.forms.needs import HostForm, LinesForm
from skillsbank.forms.needs.base import NeedForm
from skillsbank.models import Vacancy
from skillsbank.policies import Permission, can
from skillsbank.queries import decisions
from skillsbank.queries import vacancies as queries
from skillsbank.services import disclosures, teams, vacancies, workflow
from skillsbank.services.checks import missing_to_approve
from skillsbank.web import errors, i18n, labels, lists, need_sections, need_words
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.exports import as_csv
from skillsbank.web.files import attachment
from skillsbank.web.forms import form_page
from skillsbank.web.need_choices import fit
from skillsbank.web.occupations import code_of
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
        **rights_over(need),
        steps=_steps(need),
        sections=need_sections.sections_of(need),
        history=decisions.about(db(), need),
        letter=queries.letter(db(), current_actor(), need),
        team=queries.team(db(), current_actor(), need),
        adds_role=teams.may_add(current_actor(), need),
        leaves_team=teams.may_leave(current_actor(), need),
        missing=need_sections.missing(need, **rights_over(need)) if writes and need.published_at is None else [],
    )


@blueprint.get(f"{NEED}/endorsement-letter")
@permits(Permission.NEED_LETTER_READ)
def letter(public_id: str) -> ResponseReturnValue:
    """Give the letter with which the need was endorsed to its ministry and to the programme's team."""
    with transaction() as session:
        need = queries.one(session, current_actor(), public_id)
        found = queries.letter(session, current_actor(), need)
        if found is None:
            raise NotFound("letter")
        vacancies.note_letter_read(session, current_actor(), need)
        return attachment(found.content, found.media_type, f"endorsement-{found.public_id}")


@blueprint.get(f"{NEED}/sections")
@permits(Permission.INSTITUTION_VACANCY_WRITE)
def sections(public_id: str) -> ResponseReturnValue:
    """Show the guided form as a task list."""
    need = queries.one(db(), current_actor(), public_id)
    rights = rights_over(need)
    groups = need_sections.tasks(need)
    for item in chain.from_iterable(groups.values()):
        item["url"] = rights["edits"] and url_for("needs.edit", public_id=public_id, section=item["name"])
    if rights["decides"]:
        title, why = need_words.SECTION["programme"]
        url = rights["edits"] and url_for("need_steps.programme", public_id=public_id)
        status = "new" if need.programme is None else "started" if "budget" in missing_to_approve(need) else "done"
        groups[title] = [{"name": "programme", "label": title, "hint": why, "status": status, "url": url}]
    return render_template("needs/sections.html", need=need, groups=groups, edits=rights["edits"])


@blueprint.get(f"{NEED}/check")
@permits(Permission.INSTITUTION_VACANCY_WRITE)
def check(public_id: str) -> ResponseReturnValue:
    """List what is still missing for publication, each with a link to where it is filled in."""
    need = queries.one(db(), current_actor(), public_id)
    rights = rights_over(need)
    return render_template("needs/check.html", need=need, missing=need_sections.missing(need, **rights), **rights)


@blueprint.route(f"{NEED}/sections/<any({SECTION_NAMES}):section>", methods=["GET", "POST"])
@permits(Permission.INSTITUTION_VACANCY_WRITE)
def edit(public_id: str, section: str) -> ResponseReturnValue:
    """Fill in one section."""
    need = queries.one(db(), current_actor(), public_id)
    if section not in need_sections.sections_of(need):
        raise NotFound("section")
    if not vacancies.may_edit(current_actor(), need):
        return conflict(public_id, "not_editable")
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
        return conflict(public_id, error.code)


def _lines_page(
    form: LinesForm, store: Callable[[bool], str], need: Vacancy | None = None, **words: Any
) -> ResponseReturnValue:
    find = need_sections.finders()["occupation"]
    found: Found | None = None
    if request.method == "POST":
        found = pressed(form, {"occupation": find})
        chosen = request.form.get("choose", "").partition(":")[2]
        form.isco.data = code_of(form.occupation.data, chosen or form.isco.data)
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
            fit(form, need)
        elif form.validate():
            return redirect(url_for("needs.sections", public_id=store(False)), 303)
    return form_page("needs/section.html", form, section=section, need=need, found=found or {})


def _steps(need: Vacancy) -> list[tuple[str, VacancyAction]]:
    allowed = workflow.actions_for(db(), current_actor(), need)
    endorsed = need.programme is not None and need.programme.current.terms.endorsement
    hidden = {VacancyAction.WAIVE_ENDORSEMENT} if endorsed else set()
    return [(name, action) for name, action in need_words.OFFERED.items() if action in allowed and action not in hidden]


def rights_over(need: Vacancy) -> dict[str, bool]:
    """Return whether the actor may change the terms of a need now, and whether they decide on it."""
    return {
        "edits": vacancies.may_edit(current_actor(), need),
        "decides": can(current_actor(), Permission.PROGRAMME_VACANCY_DECIDE, need),
    }


def conflict(public_id: str, code: str) -> ResponseReturnValue:
    """Return the page that says why a change met a conflict."""
    return errors.page(
        409, what_happened=need_words.CONFLICT[code], record_url=url_for("needs.show", public_id=public_id)
    )

"""Posting a need, completing it, giving it a programme, moving its deadline, advertising it again."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Invalid, Refused
from skillsbank.domain.roles import PROGRAMME_TEAM
from skillsbank.domain.vacancy import EDITABLE_STATES, VacancyAction, VacancyState
from skillsbank.domain.vocabulary import InstitutionState, Modality
from skillsbank.models import (
    Base,
    EndorsementLetter,
    Institution,
    Programme,
    Vacancy,
    VacancyLanguage,
    VacancySkill,
    VacancyStation,
)
from skillsbank.policies import Actor, Permission, can, require
from skillsbank.services import audit, outbox
from skillsbank.services.taxonomy import concept_of
from skillsbank.services.workflow import perform

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "lines": (
        "title", "isco", "modality", "place", "region", "purpose", "start_from", "start_until", "min_days",
        "max_days", "posts",
    ),
    "reason": ("sector", "why_not_local"),
    "priority": ("plan_objective", "sdg"),
    "work": ("objectives", "tasks", "deliverables", "activities"),
    "host": ("department", "supervisor_name", "supervisor_role"),
    "transfer": (
        "counterpart_name", "counterpart_role", "more_counterparts", "people_trained", "trained_women",
        "trained_men", "methods",
    ),
    "after": ("sustainability",),
    "occupations": ("isco_alternates",),
    "requirements": ("min_years", "min_isced", "isced_fields", "licence_needed", "teaching_only"),
    "skills": ("skills",),
    "languages": ("language", "languages"),
    "eligibility": ("encouraged", "only_links", "fallback_modality"),
    "place": (
        "security_level", "housing", "power", "water", "clinic", "conditions", "host_connectivity",
        "hours_per_week", "time_zone", "overlap_hours", "equipment",
    ),
    "stations": ("stations",),
    "dates": ("workload_percent", "deadline", "interview_from", "interview_until"),
    "visits": ("visits", "within_months", "visit_plan"),
    "pay": ("paid", "top_up_until", "not_paid"),
    "contribution": ("contributions",),
}  # fmt: skip
"""The sections of a need and the columns that each may change; nothing else is ever written from a form."""

Letter = tuple[str, bytes]
"""Media type and bytes of a file whose content was checked."""
_NO_SERIES: Mapping[str, Any] = {"visits": None, "within_months": None, "visit_plan": ()}
_UNASKED: Mapping[Modality, Mapping[str, Any]] = {
    Modality.TEMPORARY: _NO_SERIES,
    Modality.VIRTUAL: {
        **_NO_SERIES, "place": "", "region": "", "security_level": None, "conditions": "", "housing": "", "power": "",
        "water": "", "clinic": "", "stations": (), "workload_percent": None,
    },
    Modality.CIRCULAR: {},
    Modality.PERMANENT: {
        **_NO_SERIES, "min_days": None, "max_days": None, "workload_percent": None, "sustainability": "",
    },
}  # fmt: skip
"""Modality -> the columns that it leaves empty, with their empty values."""
_DATES = frozenset({"deadline", "start_from", "start_until", "interview_from", "interview_until", "top_up_until"})
_ROWS = frozenset({"skills", "languages", "stations"})


def post(
    session: Session,
    actor: Actor,
    institution: Institution,
    language: str,
    lines: Mapping[str, Any],
    *,
    drawn: str,
    send: bool = False,
) -> Vacancy:
    """Write a new draft for `institution` from its five lines; title, isco and modality are there at least.

    `language` is the one that the text is written in; `send` sends it at once. `drawn` is what the page drew by lot:
    the same answers from the same page are one need, however often they arrive. Raises Refused when the actor may
    not write for the institution or it is suspended, Incomplete when one of the five lines lacks for sending.
    """
    require(actor, Permission.INSTITUTION_VACANCY_WRITE, institution)
    if institution.state is InstitutionState.SUSPENDED:
        raise Refused("institution_suspended")
    vacancy = Vacancy(
        public_id=_identifier(actor, institution, lines, drawn), institution=institution, country=institution.country,
        author_id=actor.account_id, language=language, state=VacancyState.DRAFT,
    )  # fmt: skip
    _write(session, vacancy, "lines", lines)
    query = select(Vacancy).where(Vacancy.public_id == vacancy.public_id)
    if (earlier := session.scalar(query)) is None:
        try:
            with session.begin_nested():
                session.add(vacancy)
            audit.record(session, actor, "vacancy:post", vacancy)
        except IntegrityError:  # the other press of a double click was faster
            earlier = session.scalars(query).one()
    vacancy = earlier or vacancy
    if send and vacancy.state is VacancyState.DRAFT:
        perform(session, actor, vacancy, VacancyAction.SUBMIT)
    return vacancy


def may_edit(actor: Actor, vacancy: Vacancy) -> bool:
    """Say whether `actor` may change the terms now: the institution its drafts, the programme until approval."""
    if vacancy.state is VacancyState.DRAFT:
        return can(actor, Permission.INSTITUTION_VACANCY_WRITE, vacancy)
    return vacancy.state in EDITABLE_STATES and can(actor, Permission.PROGRAMME_VACANCY_DECIDE, vacancy)


def save(
    session: Session,
    actor: Actor,
    vacancy: Vacancy,
    section: str,
    values: Mapping[str, Any],
    *,
    version: int,
    send: bool = False,
) -> None:
    """Store the answers of one section (keys outside SECTIONS[section] are ignored), then send the need if asked.

    Raises Refused (may not write), IllegalMove (the state allows no change, or `version` is not the one in force),
    Incomplete when one of the five lines lacks for sending.
    """
    _check_editable(actor, vacancy, version)
    _write(session, vacancy, section, values)
    vacancy.updated_at = clock.now()  # rows of skills and languages change the need as well
    session.flush()
    audit.record(session, actor, "vacancy:edit", vacancy, section=section)
    if send:
        perform(session, actor, vacancy, VacancyAction.SUBMIT)


def assign(
    session: Session,
    actor: Actor,
    vacancy: Vacancy,
    programme: Programme,
    *,
    budget_line: str,
    version: int,
    max_cost: int | None = None,
    cost_currency: str = "",
) -> None:
    """Give the need to a programme of the actor's that accepts its country, with the line that pays and its limit.

    A ministry that must endorse hears of it when the need was sent already. Raises Refused, IllegalMove like `save`,
    Invalid when the programme does not fit.
    """
    require(actor, Permission.PROGRAMME_VACANCY_DECIDE, vacancy)
    _check_editable(actor, vacancy, version)
    if not any(grant.role in PROGRAMME_TEAM and grant.programme_id in (None, programme.id) for grant in actor.grants):
        raise Refused("not_allowed", permission=Permission.PROGRAMME_VACANCY_DECIDE.value)
    terms = programme.current.terms
    if not terms.accepts_country(vacancy.country):
        raise Invalid("country_in_programme")
    if vacancy.endorsement == "waived" and terms.endorsement:
        raise Invalid("endorsement_is_on")
    moved = vacancy.programme_id != programme.id
    vacancy.programme, vacancy.budget_line, vacancy.updated_at = programme, budget_line, clock.now()
    vacancy.max_cost, vacancy.cost_currency = max_cost, cost_currency
    session.flush()
    audit.record(session, actor, "vacancy:assign", vacancy, programme=programme.code)
    if moved and terms.endorsement and vacancy.state is VacancyState.SUBMITTED:
        outbox.send_to_ministry(session, vacancy, "need_to_endorse")


def endorse(
    session: Session, actor: Actor, vacancy: Vacancy, office: str, *, note: str = "", letter: Letter | None = None
) -> None:
    """Endorse a need in the name of an office of the ministry; raises Invalid when it is not named, else as `perform`.

    The page of the need names the office, never the person. The content of `letter` was checked.
    """
    require(actor, Permission.COUNTRY_VACANCY_ENDORSE, vacancy)
    if not office.strip():
        raise Invalid("office_needed")
    perform(session, actor, vacancy, VacancyAction.ENDORSE, note=note)
    vacancy.endorser_office = office.strip()
    if letter is not None:
        media_type, content = letter
        digest = hashlib.sha256(content).hexdigest()
        kept = EndorsementLetter(
            vacancy_id=vacancy.id, media_type=media_type, size=len(content), sha256=digest, content=content
        )
        session.add(kept)
    session.flush()


def note_letter_read(session: Session, actor: Actor, vacancy: Vacancy) -> None:
    """Write down that somebody took the letter with which a need was endorsed; raises Refused."""
    require(actor, Permission.NEED_LETTER_READ, vacancy)
    audit.record(session, actor, "vacancy:letter", vacancy)


def extend(
    session: Session, actor: Actor, vacancy: Vacancy, deadline: date | None, *, reason: str, note: str = ""
) -> None:
    """Move the deadline of an open need to a later day; raises Invalid when it is none, else like `perform`."""
    require(actor, Permission.PROGRAMME_VACANCY_DECIDE, vacancy)
    if vacancy.state is VacancyState.OPEN:
        if deadline is None or (vacancy.deadline is not None and deadline <= vacancy.deadline):
            raise Invalid("deadline_not_later")
        vacancy.deadline = deadline
    perform(session, actor, vacancy, VacancyAction.EXTEND, reason=reason, note=note)


def readvertise(session: Session, actor: Actor, vacancy: Vacancy) -> Vacancy:
    """Return a new draft with the terms of a failed need, linked to it, without dates; raises like `perform`."""
    perform(session, actor, vacancy, VacancyAction.READVERTISE)
    names = {name for names in SECTIONS.values() for name in names} - _DATES
    copy = copied(vacancy, names | {"language", "budget_line", "max_cost", "cost_currency"})
    copy.author_id, copy.readvertises_id = actor.account_id, vacancy.id
    session.add(copy)
    session.flush()
    audit.record(session, actor, "vacancy:post", copy, readvertises=vacancy.reference)
    return copy


def copied(vacancy: Vacancy, names: Iterable[str]) -> Vacancy:
    """Return a draft of the same institution and programme with some columns and rows of `vacancy`, not yet added."""
    copy = Vacancy(
        institution=vacancy.institution, programme=vacancy.programme, country=vacancy.country, state=VacancyState.DRAFT
    )
    for name in names:
        value = getattr(vacancy, name)
        setattr(copy, name, [_twin(row) for row in value] if name in _ROWS else value)
    return copy


def leave_unasked(vacancy: Vacancy) -> None:
    """Empty what the need's way of working does not ask."""
    for name, empty in _UNASKED[vacancy.modality].items():
        setattr(vacancy, name, [] if empty == () else empty)


def check_version(vacancy: Vacancy, version: int) -> None:
    """Raise IllegalMove when somebody changed the need since the person looked at `version`."""
    if vacancy.version != version:
        raise IllegalMove("changed_meanwhile")


def _identifier(actor: Actor, institution: Institution, lines: Mapping[str, Any], drawn: str) -> str:
    """Return the public id of a new need: the same for the same answers of the same person from the same page."""
    said = json.dumps([actor.account_id, institution.public_id, drawn, dict(lines)], default=str, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def _check_editable(actor: Actor, vacancy: Vacancy, version: int) -> None:
    require(actor, Permission.INSTITUTION_VACANCY_WRITE, vacancy)
    if not may_edit(actor, vacancy):
        raise IllegalMove("not_editable", state=vacancy.state)
    check_version(vacancy, version)


def _twin(row: Base) -> Base:
    """Return a new row with the values of another one."""
    columns = type(row).__table__.columns.keys()
    return type(row)(**{name: getattr(row, name) for name in columns if name not in ("id", "vacancy_id")})


def _write(session: Session, vacancy: Vacancy, section: str, values: Mapping[str, Any]) -> None:
    further = vacancy.stations  # read before anything changes: reading later would store the change in two steps
    for name in SECTIONS[section]:
        if name == "skills" and name in values:
            vacancy.skills = [VacancySkill(**row, concept=concept_of(session, row["label"])) for row in values[name]]
        elif name == "languages" and name in values:
            vacancy.languages = [VacancyLanguage(**row) for row in values[name]]
        elif name == "stations" and name in values:
            vacancy.stations = [VacancyStation(**row) for row in values[name]]
        elif name in values:
            way = name in ("modality", "fallback_modality") and values[name]
            setattr(vacancy, name, Modality(values[name]) if way else values[name])
    leave_unasked(vacancy)
    if vacancy.posts == 1 and further:
        vacancy.stations = []

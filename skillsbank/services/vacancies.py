"""Posting a need, completing it, giving it a programme, moving its deadline, advertising it again."""

import hashlib
import json
from collections.abc import Mapping
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
from skillsbank.models import Institution, Programme, Vacancy, VacancyLanguage, VacancySkill
from skillsbank.policies import Actor, Permission, can, require
from skillsbank.reference import concept_by_label
from skillsbank.services import audit, outbox
from skillsbank.services.workflow import perform

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "lines": (
        "title", "isco", "modality", "place", "region", "purpose", "start_from", "start_until", "min_days",
        "max_days", "posts",
    ),
    "reason": ("sector", "why_not_local"),
    "work": ("objectives", "tasks", "deliverables", "activities"),
    "transfer": ("counterpart_name", "counterpart_role", "people_trained", "methods"),
    "requirements": ("min_years", "min_isced", "isced_fields", "licence_needed", "teaching_only"),
    "skills": ("skills",),
    "languages": ("language", "languages"),
    "place": ("security_level", "conditions", "host_connectivity", "hours_per_week", "time_zone"),
    "dates": ("visits", "within_months", "deadline"),
    "pay": ("paid", "not_paid"),
}  # fmt: skip
"""The sections of a need and the columns that each may change; nothing else is ever written from a form."""

_NOT_COPIED = frozenset({"deadline", "start_from", "start_until", "language", "skills", "languages"})
_UNASKED: Mapping[Modality, Mapping[str, Any]] = {
    Modality.TEMPORARY: {"visits": None, "within_months": None},
    Modality.VIRTUAL: {
        "visits": None, "within_months": None, "place": "", "region": "", "security_level": None, "conditions": "",
    },
    Modality.CIRCULAR: {},
    Modality.PERMANENT: {"visits": None, "within_months": None, "min_days": None, "max_days": None},
}  # fmt: skip
"""Modality -> the columns that it leaves empty, with their empty values."""


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
    _write(vacancy, "lines", lines)
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
    _write(vacancy, section, values)
    vacancy.updated_at = clock.now()  # rows of skills and languages change the need as well
    session.flush()
    audit.record(session, actor, "vacancy:edit", vacancy, section=section)
    if send:
        perform(session, actor, vacancy, VacancyAction.SUBMIT)


def assign(
    session: Session, actor: Actor, vacancy: Vacancy, programme: Programme, *, budget_line: str, version: int
) -> None:
    """Give the need to a programme of the actor's that accepts its country, with the line that pays.

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
    session.flush()
    audit.record(session, actor, "vacancy:assign", vacancy, programme=programme.code)
    if moved and terms.endorsement and vacancy.state is VacancyState.SUBMITTED:
        outbox.send_to_ministry(session, vacancy, "need_to_endorse")


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
    copied = [name for names in SECTIONS.values() for name in names if name not in _NOT_COPIED]
    copy = Vacancy(
        institution=vacancy.institution, programme=vacancy.programme, country=vacancy.country,
        language=vacancy.language, author_id=actor.account_id, readvertises_id=vacancy.id,
        isco_alternates=list(vacancy.isco_alternates), budget_line=vacancy.budget_line, state=VacancyState.DRAFT,
        **{name: getattr(vacancy, name) for name in copied},
    )  # fmt: skip
    copy.skills = [
        VacancySkill(concept=row.concept, label=row.label, level=row.level, required=row.required)
        for row in vacancy.skills
    ]
    copy.languages = [
        VacancyLanguage(code=row.code, level=row.level, required=row.required) for row in vacancy.languages
    ]
    session.add(copy)
    session.flush()
    audit.record(session, actor, "vacancy:post", copy, readvertises=vacancy.reference)
    return copy


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


def _write(vacancy: Vacancy, section: str, values: Mapping[str, Any]) -> None:
    for name in SECTIONS[section]:
        if name == "skills" and name in values:
            known = concept_by_label()
            vacancy.skills = [VacancySkill(**row, concept=known.get(row["label"].casefold())) for row in values[name]]
        elif name == "languages" and name in values:
            vacancy.languages = [VacancyLanguage(**row) for row in values[name]]
        elif name in values:
            setattr(vacancy, name, Modality(values[name]) if name == "modality" else values[name])
    for name, empty in _UNASKED[vacancy.modality].items():
        setattr(vacancy, name, empty)

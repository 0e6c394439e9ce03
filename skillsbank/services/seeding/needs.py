"""Makes the demo's institutions and walks each of their needs to its state, as people would."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.roles import Role
from skillsbank.domain.vacancy import VacancyAction as A
from skillsbank.domain.vocabulary import Connectivity, InstitutionState, InstitutionType, Modality, Ownership
from skillsbank.models import Institution, Programme, Vacancy, VacancyLanguage, VacancySkill, VacancyTeam
from skillsbank.policies import Actor
from skillsbank.reference import concept_by_label
from skillsbank.services import accounts, institutions, vacancies, workflow
from skillsbank.services.institutions import InstitutionFacts
from skillsbank.services.seeding import need_words
from skillsbank.services.seeding.cast import INSTITUTION, add_account
from skillsbank.services.seeding.files import moved, records, rounds
from skillsbank.services.seeding.hosts import add_record

FIRST, LAST = 42, 2
"""The demo's needs were sent between so many days ago."""
LANGUAGE = {"CD": "fr", "CV": "pt", "IQ": "ar", "PE": "es"}
TIME_ZONE = {
    "CD": "Africa/Kinshasa",
    "CV": "Atlantic/Cape_Verde",
    "GH": "Africa/Accra",
    "IQ": "Asia/Baghdad",
    "NG": "Africa/Lagos",
    "PE": "America/Lima",
    "RW": "Africa/Kigali",
    "SO": "Africa/Mogadishu",
}
Host = tuple[Institution, Actor, str]
"""An institution, who acts for it, and the name of the colleague who works with the experts."""


def add_institutions(session: Session, officer: Actor, password_hash: str) -> dict[str, Host]:
    """Add the institutions of seeds/demo, each with its focal point; the first one's can sign in."""
    hosts: dict[str, Host] = {}
    for record in records("institutions.jsonl"):
        institution = institutions.register(session, officer, record["country"], facts_of(record))
        if record["state"] == InstitutionState.VERIFIED:
            institutions.verify(session, officer, institution, record["evidence"])
        else:
            institution.evidence = record["evidence"]
        first = not hosts
        account = add_account(
            session, INSTITUTION.email if first else f"focal@{institution.domain}", Role.INSTITUTION,
            name=record["contact"], password_hash=password_hash if first else None,
            duty_country=institution.country, language=LANGUAGE.get(institution.country, "en"),
            institution=institution,
        )  # fmt: skip
        user = accounts.actor_of(session, account)
        add_record(session, len(hosts), institution, officer, user)
        hosts[record["ref"]] = (institution, user, record["contact"])
    return hosts


def facts_of(record: dict[str, Any]) -> InstitutionFacts:
    """Return what a record of institutions.jsonl says of an institution."""
    same = ("name", "name_en", "acronym", "sector", "parent", "region", "place", "domain", "staff", "capacity")
    return InstitutionFacts(
        kind=InstitutionType(record["type"]),
        ownership=Ownership(record["ownership"]),
        description=record["about"],
        **{key: record[key] for key in same},
    )


def add_needs(
    session: Session, hosts: dict[str, Host], programmes: dict[str, Programme], actors: dict[str, Actor]
) -> None:
    """Add the needs of seeds/demo and take each through the steps that lead to its state."""
    needs, teams = list(records("needs.jsonl")), defaultdict[str, list[Vacancy]](list)
    for place, record in enumerate(needs):
        institution, author, contact = hosts[record["institution"]]
        sent = FIRST - place * (FIRST - LAST) // len(needs)
        programme = programmes[record["programme"]]
        vacancy = vacancy_of(record, institution, programme, contact)  # before the clock moves: it reads today
        vacancy.author_id = author.account_id
        if record["complete"]:
            need_words.complete(vacancy, programme.current.terms, contact)
        vacancies.leave_unasked(vacancy)
        if "also" in record:
            other = hosts[record["also"]][0]
            need_words.second_place(vacancy, other.region, other.place)
        with clock.moved(-timedelta(days=sent)):
            session.add(vacancy)
            session.flush()
            officer = actors["officer"]
            endorsement = (officer, A.WAIVE_ENDORSEMENT)
            if programme.current.terms.endorsement:
                endorsement = (actors[vacancy.country], A.ENDORSE)
            for actor, action in ((author, A.SUBMIT), endorsement, (officer, A.APPROVE), (officer, A.PUBLISH)):
                if vacancy.state != record["state"]:
                    _step(session, actor, vacancy, action)
        if "team" in record:
            teams[record["team"]].append(vacancy)
    for roles in teams.values():
        session.add(VacancyTeam(roles=roles))
    session.flush()


def _step(session: Session, actor: Actor, vacancy: Vacancy, action: A) -> None:
    if action is A.ENDORSE:
        vacancies.endorse(session, actor, vacancy, vacancy.institution.parent or "Ministry of Planning")
    else:
        workflow.perform(session, actor, vacancy, action)


def vacancy_of(record: dict[str, Any], institution: Institution, programme: Programme, contact: str) -> Vacancy:
    """Return the draft need that a record of needs.jsonl describes."""
    count = rounds(record["deadline"], ahead=21)
    counterpart = record.get("counterpart") or {}
    series = record.get("series") or {}
    same = (
        "title", "language", "purpose", "why_not_local", "objectives", "tasks", "activities", "posts", "isco",
        "min_years", "min_isced", "isced_fields", "teaching_only", "region", "place", "conditions",
        "hours_per_week", "min_days", "max_days", "paid", "not_paid",
    )  # fmt: skip
    return Vacancy(
        institution=institution,
        programme=programme,
        country=institution.country,
        sector=institution.sector,
        modality=Modality(record["modality"]),
        isco_alternates=record["alternates"],
        licence_needed=record["licence"],
        security_level=record["security"],
        host_connectivity=Connectivity(record["host_connectivity"]),
        time_zone=TIME_ZONE[institution.country],
        deliverables=record.get("deliverables") or [],
        counterpart_name=contact if counterpart else "",
        counterpart_role=counterpart.get("role", ""),
        people_trained=counterpart.get("trained"),
        methods=counterpart.get("methods", []),
        visits=series.get("visits"),
        within_months=series.get("within_months"),
        start_from=moved(record["start_from"], count),
        start_until=moved(record["start_until"], count),
        deadline=moved(record["deadline"], count),
        skills=[
            VacancySkill(
                concept=concept_by_label().get(row["label"].casefold()),
                label=row["label"],
                level=row["level"],
                required=required,
            )
            for required, rows in ((True, record["required_skills"]), (False, record["desired_skills"]))
            for row in rows
        ],
        languages=[VacancyLanguage(**row) for row in record["languages"]],
        **{key: record[key] for key in same},
    )

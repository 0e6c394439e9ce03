"""Makes the demo's experts: each registers, answers the questions, consents and becomes active."""

from datetime import date, timedelta
from typing import Any
from zlib import crc32

from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.profile import ProfileAction
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import Connectivity, Employment, LinkKind, Purpose, Sex, SkillTier, Visibility
from skillsbank.models import (
    Account,
    AvailabilityWindow,
    Education,
    Experience,
    Licence,
    Profile,
    ProfileCountry,
    ProfileLanguage,
    ProfileOccupation,
    ProfileSkill,
)
from skillsbank.reference import concept_by_label
from skillsbank.services import accounts, consents, workflow
from skillsbank.services.seeding.cast import EXPERT, add_account
from skillsbank.services.seeding.details import fill
from skillsbank.services.seeding.files import address, moved, records, rounds, window_days

FIRST, LAST = 140, 3
"""The demo's experts registered between so many days ago: none is stale yet."""


def add_experts(session: Session, password_hash: str) -> None:
    """Add the experts of seeds/demo; the first of the list of Somalia is the one who can sign in."""
    people = list(enumerate(records("experts_*.jsonl"), start=1))
    star = next(number for number, record in people if record["origins"][0]["country"] == "SO")
    people.sort(key=lambda entry: crc32(str(entry).encode()))  # countries mixed, the same in every demo
    for place, (number, record) in enumerate(people):
        days_ago = FIRST - place * (FIRST - LAST) // len(people)
        profile = profile_of(record)  # before the clock moves: it reads today
        fill(profile, address(record["given"], record["family"], number))
        with clock.moved(-timedelta(days=days_ago)):
            email = address(record["given"], record["family"], number)
            secret = password_hash if number == star else None
            account = add_account(
                session, EXPERT.email if secret else email, Role.EXPERT,
                password_hash=secret, language=record["language"],
            )  # fmt: skip
            _activate(session, account, profile)


def _activate(session: Session, account: Account, profile: Profile) -> None:
    profile.account_id = account.id
    session.add(profile)
    session.flush()
    actor = accounts.actor_of(session, account)
    purposes = [Purpose.REGISTRATION, Purpose.MATCHING]
    if profile.id % 10:  # nine in ten agree to count in the statistics as well
        purposes.append(Purpose.STATISTICS)
    for purpose in purposes:
        consents.give(session, actor, profile, purpose, profile.text_language)
    workflow.perform(session, actor, profile, ProfileAction.ACTIVATE)


def profile_of(record: dict[str, Any]) -> Profile:
    """Return the draft profile that a record of experts_*.jsonl describes, without its account."""
    concepts = concept_by_label()
    origins = record["origins"]
    return Profile(
        given_name=record["given"],
        family_name=record["family"],
        name_original=record.get("original") or "",
        sex=Sex(record["sex"]),
        birth_year=record["birth_year"],
        citizenships=[origin["country"] for origin in origins if LinkKind.CITIZEN in origin["links"]],
        residence_country=record["residence"],
        city=record["city"],
        text_language=record["language"],
        headline=record["headline"],
        summary=record["summary"],
        public_summary=record["headline"],
        motivation=record["motivation"],
        skill_tier=SkillTier(record["tier"]),
        sectors=record["sectors"],
        modalities=record["modalities"],
        must_keep_job=record["keep_job"],
        leave_max_days=record["leave_days"],
        employment=Employment(record["employment"]),
        right_of_return_until=moved(record["return_until"], rounds()),
        excluded_regions=record["excluded_regions"],
        max_security_level=record["max_security"],
        hours_per_week=record["hours_per_week"],
        time_zone=record["time_zone"] or "",
        connectivity=Connectivity(record["connectivity"]) if record["connectivity"] else None,
        countries=[
            ProfileCountry(
                country=origin["country"],
                links=origin["links"],
                visibility=Visibility.CARD if origin["visible"] else Visibility.ASK_FIRST,
            )
            for origin in origins
        ],
        occupations=[ProfileOccupation(**row) for row in record["occupations"]],
        skills=[
            ProfileSkill(
                concept=concepts.get(row["label"].casefold()),
                label=row["label"],
                level=row["level"],
                can_teach=row["teach"],
            )
            for row in record["skills"]
        ],
        languages=[ProfileLanguage(**row) for row in record["languages"]],
        education=[Education(**row) for row in record["education"]],
        experience=[_experience(row, record["sectors"][0]) for row in record["experience"]],
        windows=[_window(row) for row in record["windows"]],
        licences=[
            Licence(isco=row["isco"], country=row["country"], valid_until=moved(row["until"], rounds()))
            for row in record["licences"]
        ],
    )


def _experience(row: dict[str, Any], sector: str) -> Experience:
    rest = {key: row[key] for key in ("title", "isco", "employer", "country", "text")}
    return Experience(sector=sector, started=row["from"], ended=row["to"], **rest)


def _window(row: dict[str, Any]) -> AvailabilityWindow:
    starts, ends = window_days(row)
    rest: dict[str, int | date] = {key: row[key] for key in ("min_days", "max_days", "notice_weeks", "yearly")}
    return AvailabilityWindow(starts=starts, ends=ends, **rest)

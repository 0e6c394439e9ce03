"""Invented people whose records are full of who they are, with the trades and the needs of the demo."""

import json
import os
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from matching import Concepts, LanguageNeed, Modality, Rules, SkillNeed, Vacancy
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.vocabulary import Sex, Source, Visibility
from skillsbank.models import (
    Account,
    AvailabilityWindow,
    Education,
    Experience,
    Profile,
    ProfileCountry,
    ProfileLanguage,
    ProfileOccupation,
    ProfileSkill,
    Referee,
)
from skillsbank.services.ranking import adapter

ROOT = Path(__file__).parents[3]
SEEDS = ROOT / "seeds"
LONG = bool(os.environ.get("SOAK"))
PEOPLE, NEEDS = (500, 50) if LONG else (40, 5)


@dataclass(frozen=True)
class Who:
    """Everything about a person that must not count."""

    given: str = "Hodan"
    family: str = "Warsame"
    original: str = "هودن ورسمي"
    email: str = "hodan.warsame@example.org"
    phone: str = "+46 70 123 45 67"
    sex: Sex = Sex.FEMALE
    address: str = "Ms"
    pronoun: str = "she"
    possessive: str = "her"
    born: int = 1984
    finished: int = 2009
    citizenships: tuple[str, ...] = ("SE",)
    residence: str = "SE"
    city: str = "Uppsala"
    school: str = "Mälarstrand University College"
    employer: str = "Aroslund Regional Hospital"
    family_state: str = "married"
    belief: str = "Muslim"
    since: datetime = field(default=datetime(2024, 5, 1, tzinfo=UTC))
    source: Source = Source.SELF
    referee: str = "Asha Nur"


@cache
def rows() -> tuple[dict[str, Any], ...]:
    files = sorted((SEEDS / "demo").glob("experts_*.jsonl"))
    every = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(islice(cycle(every[:: max(len(every) // PEOPLE, 1)]), PEOPLE))


def record(number: int, row: dict[str, Any], who: Who) -> Profile:
    """Return a person of the demo's trade whose texts are full of who they are."""
    age = 2026 - who.born
    posts = [
        Experience(
            title=post["title"], isco=post.get("isco", ""), employer=who.employer, started=2012 + at,
            text=f"At {who.employer} since {who.finished}. {post.get('text', '')}",
        )
        for at, post in enumerate(row["experience"][:2])
    ]  # fmt: skip
    made = Profile(
        id=number, state=ProfileState.ACTIVE, source=who.source, given_name=who.given, family_name=who.family,
        name_original=who.original, other_names="", diaspora_organisation="", phone=who.phone, sex=who.sex,
        birth_year=who.born, citizenships=list(who.citizenships), residence_country=who.residence, city=who.city,
        text_language=row.get("language", "en"), headline=row["headline"],
        summary=f"{who.address} {who.given} {who.family} ({who.original}), {age} years old, {who.family_state}, "
        f"{who.belief}. {row.get('summary', '')} In {who.finished} {who.pronoun} left {who.school} with "
        f"{who.possessive} diploma. Write to {who.email} or ring {who.phone}.",
        sectors=row.get("sectors", []), modalities=row.get("modalities", []), must_keep_job=False,
        hours_per_week=row.get("hours_per_week"), time_zone="Europe/Stockholm", excluded_regions=[],
    )  # fmt: skip
    made.account = Account(email=who.email, name=f"{who.given} {who.family}", confirmed_at=who.since)
    made.countries = [ProfileCountry(country="SO", links=["parent"], visibility=Visibility.CARD)]
    made.occupations = [
        ProfileOccupation(isco=o["isco"], title="", years=o.get("years"), current=False) for o in row["occupations"]
    ]
    made.skills = [ProfileSkill(label=s["label"], level=s["level"], can_teach=s["teach"]) for s in row["skills"]]
    made.languages = [ProfileLanguage(code=each["code"], level=each["level"]) for each in row["languages"]]
    made.windows = [
        AvailabilityWindow(starts=date(2027, 1, 1), ends=date(2027, 12, 31), max_days=60, notice_weeks=0, yearly=False)
    ]
    made.education = [
        Education(
            level=s["level"],
            field=s.get("field", ""),
            title=s["title"],
            school=who.school,
            year=who.finished,
            recognised_in=[],
        )
        for s in row["education"][:2]
    ]
    made.experience = posts
    made.referees = [Referee(name=who.referee)]
    return made


@cache
def lexicon() -> Concepts:
    return Concepts.read(SEEDS / "reference")


@cache
def needs() -> tuple[Vacancy, ...]:
    lines = (SEEDS / "demo" / "needs.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines[:: len(lines) // NEEDS][:NEEDS]]
    return tuple(
        Vacancy(
            id=need["ref"], title=need["title"], text="\n".join([need["purpose"], *need["tasks"]]),
            language=need["language"], modality=Modality(need["modality"]), occupations=(need["isco"],),
            required_skills=tuple(_asked(skill, need["language"]) for skill in need["required_skills"]),
            languages=tuple(LanguageNeed(n["code"], n["level"], n["required"]) for n in need["languages"]),
            sector="health", country="SO", start_from=date(2027, 6, 1), start_until=date(2027, 8, 1), min_days=14,
            max_days=28, as_of=date(2027, 1, 1), rules=Rules(on=frozenset({"H2"})),
        )
        for need in found
    )  # fmt: skip


def _asked(skill: dict[str, Any], language: str) -> SkillNeed:
    return SkillNeed(adapter.skill_key(None, skill["label"], language, {}), skill["label"], skill["level"])

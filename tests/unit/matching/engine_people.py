"""Invented people and needs for the tests of the engine, one by one and drawn by hypothesis."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from matching import (
    DayLimits,
    Facts,
    Language,
    LanguageNeed,
    Licence,
    Modality,
    Occupation,
    Profile,
    RuleOutcome,
    Rules,
    Schooling,
    Skill,
    SkillNeed,
    Vacancy,
    Window,
)
from matching.eligibility import outcomes

FACTS = Facts(
    active=True,
    consents_to_matching=True,
    links=frozenset({("SO", "parent")}),
    citizenships=frozenset({"FI"}),
    birth_year=1985,
    right_of_return_until=date(2031, 1, 1),
    licences=(Licence("2221", "FI", date(2030, 1, 1)),),
    max_security_level=3,
    travel_page_read=True,
)
JUNE_TO_SEPTEMBER = Window(date(2020, 6, 1), date(2020, 9, 30), 7, 21, notice_weeks=8, yearly=True)
NURSE = Profile(
    id="nurse",
    title="Paediatric nurse",
    summary="I trained new nurses in triage and infection control on a children's ward.",
    language="en",
    in_statistics=True,
    skills=(Skill("triage", "triage", 4, can_teach=True), Skill("infection-control", "infection control", 3)),
    occupations=(Occupation("2221", 12, current=True),),
    languages=(Language("so", "native"), Language("en", "C1")),
    sectors=frozenset({"health"}),
    schooling=(Schooling(6, "0913"),),
    years=12,
    modalities=frozenset(Modality),
    windows=(JUNE_TO_SEPTEMBER,),
    must_keep_job=True,
    max_leave_days=21,
    trained_others=True,
    missions_completed=0,
    recognised_in=frozenset({"SO"}),
    preferred_regions=frozenset({"SO-BN"}),
    hours_per_week=6,
    time_zone="Europe/Helsinki",
    connectivity="good",
    facts=FACTS,
)
MIDA = Rules(
    accepted_links=frozenset({("SO", "citizen"), ("SO", "parent")}),
    min_age=21,
    limits=(DayLimits(Modality.TEMPORARY, 14, 180),),
)
NEED = Vacancy(
    id="need",
    title="Nurse trainer for a children's ward",
    text="Train nurses in triage and infection control at the regional hospital.",
    language="en",
    occupations=("2221",),
    required_skills=(SkillNeed("triage", "triage", 3), SkillNeed("mentoring", "mentoring")),
    desired_skills=(SkillNeed("infection-control", "infection control", 4),),
    languages=(LanguageNeed("so", "B2"), LanguageNeed("en", "B1", required=False)),
    local_languages=frozenset({"so"}),
    min_years=5,
    min_isced=6,
    isced_fields=("0913",),
    licence_needed=True,
    sector="health",
    country="SO",
    region="SO-BN",
    security_level=2,
    host_connectivity="audio",
    host_time_zone="Africa/Mogadishu",
    overlap_hours=4,
    hours_per_week=5,
    start_from=date(2026, 6, 1),
    start_until=date(2026, 9, 1),
    min_days=14,
    max_days=21,
    institution_id="hospital",
    as_of=date(2026, 3, 1),
    rules=MIDA,
)
OPEN = replace(NEED, rules=Rules(on=frozenset()))
"""The same need without any condition."""

ALL_2026 = Window(date(2026, 1, 1), date(2026, 12, 31))
FREE = replace(NURSE, must_keep_job=False, max_leave_days=None, windows=(ALL_2026,))

WORDS = [
    *("ward", "nurse", "triage", "training", "school", "water", "engineer", "teacher", "of", "the", "in"),
    *("hospital", "maternal", "health", "curriculum", "pumps", "budget", "surgery", "laboratory", "rural"),
]
KEYS = ("triage", "mentoring", "infection-control", "budgeting", "teaching")


def texts(least: int = 1) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), min_size=least, max_size=12).map(" ".join)


def skills() -> st.SearchStrategy[tuple[Skill, ...]]:
    levels = st.none() | st.integers(1, 5)
    one = st.builds(Skill, st.sampled_from(KEYS), st.just("label"), levels, st.booleans(), st.none() | st.just(2010))
    return st.lists(one, max_size=4).map(tuple)


def profiles(**fixed: Any) -> st.SearchStrategy[Profile]:
    """Profiles that meet no condition by design: sparse, full, hidden and visible ones."""
    codes = st.sampled_from(["en", "fr", "so"])
    grades = st.sampled_from(["A1", "A2", "B1", "B2", "C1", "C2", "native"])
    isco = st.sampled_from(["2221", "2222", "2310", "3221", "2142", "7126"])
    drawn = {
        "id": st.uuids().map(str),
        "title": texts(),
        "summary": texts(0),
        "in_statistics": st.booleans(),
        "skills": skills(),
        "occupations": st.lists(st.builds(Occupation, isco, st.none(), st.booleans()), max_size=2).map(tuple),
        "languages": st.lists(st.builds(Language, codes, grades), max_size=3).map(tuple),
        "schooling": st.lists(st.builds(Schooling, st.integers(0, 8), st.just("0913")), max_size=2).map(tuple),
        "years": st.none() | st.integers(0, 40),
        "windows": st.sampled_from([(), (JUNE_TO_SEPTEMBER,), (Window(date(2026, 1, 1), date(2027, 1, 1)),)]),
        "must_keep_job": st.booleans(),
        "trained_others": st.none() | st.booleans(),
        "missions_completed": st.none() | st.integers(0, 9),
        "host_would_repeat": st.none() | st.booleans(),
        "recognised_in": st.sampled_from([frozenset(), frozenset({"SO"}), frozenset({"IQ"})]),
        "hours_per_week": st.none() | st.integers(1, 40),
        "time_zone": st.sampled_from(["", "Europe/Helsinki", "America/Toronto"]),
        "facts": st.just(FACTS),
    }
    return st.builds(Profile, **{**drawn, **fixed})


def pools(least: int = 1, most: int = 8) -> st.SearchStrategy[list[Profile]]:
    return st.lists(profiles(), min_size=least, max_size=most, unique_by=lambda profile: profile.id)


def judged(
    profile: Profile = NURSE, vacancy: Vacancy = NEED, modality: str = "temporary", **facts: Any
) -> dict[str, RuleOutcome]:
    known = replace(FACTS, **facts)
    return {one.rule: one for one in outcomes(profile, known, vacancy, Modality(modality))}


def blocking(*args: Any, **kwargs: Any) -> set[str]:
    return {rule for rule, outcome in judged(*args, **kwargs).items() if outcome.blocks}

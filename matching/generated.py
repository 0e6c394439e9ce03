"""Invents pools and needs of any size, seeded, for timings and tests of the engine; nobody in them is real."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import numpy as np

from matching.types import (
    RULE_IDS,
    DayLimits,
    Facts,
    Language,
    LanguageNeed,
    Licence,
    Modality,
    Occupation,
    Period,
    Profile,
    Rules,
    Schooling,
    Series,
    Skill,
    SkillNeed,
    Station,
    Vacancy,
    Window,
)

TODAY = date(2026, 3, 1)
TOKENS = 109  # the mean length of a profile's text
VOCABULARY, EXPONENT = 50_000, 0.95  # of the Zipf law: a need then touches about 11 postings a profile
_TITLE = 4

COUNTRIES = {"SO": "so", "ET": "am", "ML": "fr", "HT": "fr", "AO": "pt", "IQ": "ar", "YE": "ar", "VE": "es"}
"""Countries of families, with a language spoken there."""

_HOMES = ("SO", "SO", "SO", "SO", *COUNTRIES)

_ZONES = (
    *("Europe/Paris", "Europe/London", "Europe/Helsinki", "Europe/Lisbon", "Europe/Berlin", "Asia/Dubai"),
    *("America/Toronto", "America/New_York", "America/Los_Angeles", "Australia/Sydney", "Africa/Nairobi", ""),
)
_ISCO = tuple(
    f"{major}{sub}{minor}{unit}" for major in (2, 3) for sub in (1, 2, 3) for minor in (1, 4) for unit in "123459"
)
_FIELDS = ("0913", "0912", "0111", "0113", "0732", "0714", "0411", "0421", "0811", "0923")
_SECTORS = ("health", "education", "water", "finance", "energy", "justice", "farming")
_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
_LINKS = ("citizen", "parent", "grandparent", "spouse")
_DANGERS = (None, 0, 1, 2, 3, 4)


def documents(seed: int, count: int, tokens: int = TOKENS) -> Iterator[list[str]]:
    """Draw documents of words whose frequencies follow a Zipf law, in random order."""
    draw = np.random.default_rng(seed)
    chance = 1.0 / np.arange(1, VOCABULARY + 1) ** EXPONENT
    edges = np.cumsum(chance / chance.sum())
    for _ in range(count):
        length = max(int(draw.normal(tokens, tokens / 5)), _TITLE + 1)
        yield [f"w{rank}" for rank in np.searchsorted(edges, draw.random(length) * edges[-1]).tolist()]


def profiles(count: int, seed: int = 1) -> Iterator[Profile]:
    """Invent people: some say much, some little; half of a pool or so is open to any one kind of work."""
    draw = Random(seed)  # noqa: S311  # invented people need no secret
    for number, words in enumerate(documents(seed, count)):
        yield _person(draw, number, words)


def needs(count: int, seed: int = 1) -> Iterator[Vacancy]:
    """Invent needs of all modalities in turn."""
    draw = Random(-seed)  # noqa: S311
    modalities = list(Modality)
    for number, words in enumerate(documents(seed + 1, count)):
        yield _need(draw, number, words, modalities[number % len(modalities)])


def _some(draw: Random, of: tuple[str, ...], most: int) -> tuple[str, ...]:
    return tuple(draw.sample(of, draw.randint(0, most)))


def _skill_key(draw: Random, isco: str) -> str:
    return f"{isco[:2]}-{min(int(draw.expovariate(0.12)), 39)}" if draw.random() < 0.8 else f"all-{draw.randint(0, 29)}"


def _person(draw: Random, number: int, words: list[str]) -> Profile:
    isco, home = draw.choice(_ISCO), draw.choice(_HOMES)
    keys = sorted({_skill_key(draw, isco) for _ in range(draw.randint(0, 9))})
    spoken = {code: draw.choice(_LEVELS) for code in _some(draw, ("en", "fr", "ar", "de", "sv"), 3)}
    spoken[COUNTRIES[home]] = draw.choice(("A2", "B2", "C1", "native"))
    last = draw.choice((None, 2018, 2022, 2025))
    return Profile(
        id=f"p{number}",
        title=" ".join(words[:_TITLE]),
        summary=" ".join(words[_TITLE:]),
        in_statistics=draw.random() < 0.9,
        skills=tuple(_skill(draw, key) for key in keys),
        occupations=(
            Occupation(isco, float(draw.randint(1, 30)), draw.random() < 0.6, last),
            *(Occupation(code) for code in _some(draw, _ISCO, 1)),
        ),
        languages=tuple(Language(code, level) for code, level in spoken.items()),
        sectors=frozenset(_some(draw, _SECTORS, 2)),
        schooling=tuple(Schooling(draw.randint(3, 8), draw.choice(_FIELDS)) for _ in range(draw.randint(0, 2))),
        years=None if draw.random() < 0.05 else float(draw.randint(0, 35)),
        modalities=frozenset(modality for modality in Modality if draw.random() < 0.6),
        windows=tuple(_window(draw) for _ in range(draw.choice((0, 1, 1, 1, 2, 3)))),
        must_keep_job=draw.random() < 0.4,
        max_leave_days=draw.choice((None, 14, 21, 30, 60)),
        trained_others=draw.choice((None, True, False)),
        missions_completed=draw.choice((None, 0, 0, 0, 1, 2, 5)),
        host_would_repeat=draw.choice((None, None, True, False)),
        recognised_in=frozenset(_some(draw, tuple(COUNTRIES), 2)),
        preferred_regions=frozenset(_some(draw, (home, f"{home}-1", f"{home}-2"), 2)),
        hours_per_week=draw.choice((None, 3.0, 5.0, 8.0, 12.0)),
        time_zone=draw.choice(_ZONES),
        connectivity=draw.choice((None, "good", "good", "good", "audio", "text")),
        facts=_facts(draw, isco, home),
    )


def _skill(draw: Random, key: str) -> Skill:
    level, last_used = draw.choice((None, 1, 2, 3, 4, 5)), draw.choice((None, 2015, 2025))
    return Skill(key, key, level, draw.random() < 0.4, last_used)


def _window(draw: Random) -> Window:
    starts = TODAY + timedelta(days=draw.randint(-200, 400))
    ends = starts + timedelta(days=draw.randint(20, 340))
    shortest, longest = draw.choice((None, None, 7, 14)), draw.choice((None, 21, 30, 90, 180))
    return Window(starts, ends, shortest, longest, draw.choice((0, 0, 4, 8, 12)), draw.random() < 0.4)


def _facts(draw: Random, isco: str, home: str) -> Facts:
    until = draw.choice((None, date(2024, 5, 1), TODAY + timedelta(days=draw.randint(0, 1500))))
    away = date(2026, 6, 1) + timedelta(days=draw.randint(0, 300))
    return Facts(
        active=draw.random() < 0.97,
        consents_to_matching=draw.random() < 0.97,
        links=frozenset((home, kind) for kind in (draw.choice(_LINKS), *_some(draw, _LINKS, 1))),
        citizenships=frozenset({draw.choice(("FR", "CA", "GB", "SE", home))}),
        birth_year=draw.choice((None, *range(1955, 2006))),
        right_of_return_until=until,
        licences=(Licence(isco, "FR", until),) if draw.random() < 0.5 else (),
        excluded_regions=frozenset(_some(draw, (f"{home}-1", f"{home}-2", "SO", "IQ"), 1)),
        max_security_level=draw.choice((None, 1, 2, 3, 4)),
        travel_page_read=draw.random() < 0.8,
        busy=(Period(away, away + timedelta(days=60)),) if draw.random() < 0.05 else (),
        conflicts=frozenset({f"i{draw.randint(0, 50)}"}) if draw.random() < 0.05 else frozenset(),
    )


def _need(draw: Random, number: int, words: list[str], modality: Modality) -> Vacancy:
    isco, home = draw.choice(_ISCO), draw.choice(_HOMES)
    keys = sorted({_skill_key(draw, isco) for _ in range(6)})
    asked = [SkillNeed(key, key, draw.choice((None, 2, 3, 4))) for key in keys]
    starts, shortest = TODAY + timedelta(days=draw.randint(30, 300)), draw.choice((7, 14, 21, 30))
    return Vacancy(
        id=f"v{number}",
        title=" ".join(words[:_TITLE]),
        text=" ".join(words[_TITLE:]),
        modality=modality,
        occupations=(isco, *_some(draw, _ISCO, 1)),
        required_skills=tuple(asked[:3]),
        desired_skills=tuple(asked[3:]),
        languages=(LanguageNeed(COUNTRIES[home], "B1", draw.random() < 0.7), LanguageNeed("en", "B1", required=False)),
        local_languages=frozenset({COUNTRIES[home]}),
        min_years=draw.choice((None, 2.0, 3.0, 5.0)),
        min_isced=draw.choice((None, 4, 6)),
        isced_fields=_some(draw, _FIELDS, 2),
        licence_needed=draw.random() < 0.2,
        teaching_only=draw.random() < 0.5,
        sector=draw.choice(_SECTORS),
        country=home,
        region=f"{home}-1",
        place="first",
        security_level=draw.choice(_DANGERS),
        stations=(Station(f"{home}-2", "second", draw.choice(_DANGERS)),) if draw.random() < 0.2 else (),
        host_connectivity=draw.choice((None, "good", "audio")),
        host_time_zone="Africa/Nairobi",
        overlap_hours=draw.choice((None, 2.0, 4.0)),
        hours_per_week=draw.choice((None, 5.0)),
        start_from=starts,
        start_until=starts + timedelta(days=draw.randint(0, 120)),
        min_days=shortest,
        max_days=shortest * draw.randint(1, 4),
        series=Series(draw.randint(2, 3), shortest, 24) if draw.random() < 0.5 else None,
        institution_id=f"i{draw.randint(0, 50)}",
        as_of=TODAY,
        rules=_rules(draw, home),
    )


def _rules(draw: Random, home: str) -> Rules:
    links = frozenset((home, kind) for kind in ("citizen", "parent", "grandparent"))
    limits = (DayLimits(Modality.TEMPORARY, 7, 180), DayLimits(Modality.CIRCULAR, 7, 60))
    return Rules(frozenset(RULE_IDS) - {"H14"}, links if draw.random() < 0.7 else None, 21, limits)

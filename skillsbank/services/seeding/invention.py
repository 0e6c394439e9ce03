"""Invents one generated expert from the seeds: names, places and words are drawn, sentences are patterns."""

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from skillsbank import clock
from skillsbank.domain.vocabulary import Connectivity, Employment, Modality, Sex, SkillTier, Source, Visibility
from skillsbank.reference import lexicon
from skillsbank.resources import folder
from skillsbank.services.seeding.files import records

LINKS = (["citizen", "born_there"], ["former_citizen", "born_there"], ["citizen"], ["parent"], ["grandparent"])
LEVELS = ("B1", "B2", "B2", "C1", "C1", "C2")
ACCEPTED = ((Modality.TEMPORARY, 70), (Modality.VIRTUAL, 65), (Modality.CIRCULAR, 40), (Modality.PERMANENT, 20))
"""How many of a hundred accept each modality (domain.md 8.2 and the hand-written experts)."""


@dataclass(frozen=True, slots=True)
class Pools:
    """What people are drawn from."""

    origins: dict[str, list[dict[str, Any]]]
    """The hand-written experts by country of origin: their names, places and languages are mixed anew."""
    concepts: dict[str, list[Any]]
    """Concepts of the lexicon by sector."""
    sentences: dict[str, dict[str, list[str]]]
    countries: list[str] = field(default_factory=list)
    """One entry for each hand-written expert, so that origins are drawn in the same proportions."""

    @classmethod
    def read(cls) -> "Pools":
        """Read the seeds once."""
        origins: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for record in records("experts_*.jsonl"):
            origins[record["origins"][0]["country"]].append(record)
        concepts: dict[str, list[Any]] = defaultdict(list)
        for row in lexicon():
            concepts[row["sector"]].append(row)
        sentences = tomllib.loads((folder("seeds") / "demo" / "sentences.toml").read_text(encoding="utf-8"))
        return cls(origins, concepts, sentences, [country for country, all_ in origins.items() for _ in all_])


def person(pools: Pools, seed: int, number: int) -> dict[str, Any]:
    """Return person `number` of `seed`: the columns of the profile under "profile", rows under each table's name."""
    draw = Random(f"{seed}.{number}")  # noqa: S311  # must be repeatable, keeps no secret
    country = draw.choice(pools.countries)
    people = pools.origins[country]
    home, tongue = draw.choice(people), draw.choice(people)
    language = tongue["language"]
    peer = draw.choice(people)
    sector = draw.choice(peer["sectors"])
    chosen = draw.sample(pools.concepts[sector], min(len(pools.concepts[sector]), draw.randint(5, 8)))
    isco = draw.choice(chosen[0]["isco"].split())
    years = min(40, 1 + int(draw.expovariate(1 / 11)))
    this_year = clock.today().year
    keeps_job = draw.random() < 0.73
    modalities = [modality.value for modality, share in ACCEPTED if draw.random() * 100 < share] or ["temporary"]
    words = {letter: _label(row, language, draw) for letter, row in zip("abcde", chosen, strict=False)}
    patterns = pools.sentences[language]
    text = {part: draw.choice(patterns[part]).format(city=home["city"], **words) for part in patterns}
    headline = (text["headline"][:1].upper() + text["headline"][1:])[:120]
    virtual = Modality.VIRTUAL in modalities
    return {
        "profile": {
            "public_id": f"{draw.getrandbits(96):024x}",
            "source": Source.SELF,
            "given_name": draw.choice(people)["given"],
            "family_name": draw.choice(people)["family"],
            "sex": draw.choices((Sex.FEMALE, Sex.MALE, Sex.OTHER, Sex.NOT_STATED), (25, 72, 1, 2))[0],
            "birth_year": this_year - 22 - years - draw.randint(0, 6),
            "citizenships": [],
            "residence_country": home["residence"],
            "city": home["city"],
            "text_language": language,
            "headline": headline,
            "summary": f"{text['open']} {text['work']} {text['offer']}",
            "public_summary": headline,
            "skill_tier": draw.choices(tuple(SkillTier), (55, 30, 15))[0],
            "sectors": [sector],
            "modalities": modalities,
            "must_keep_job": keeps_job,
            "leave_max_days": draw.choice((15, 20, 21, 28, 30, 42)) if keeps_job else None,
            "employment": Employment.EMPLOYED if keeps_job else draw.choice(tuple(Employment)),
            "excluded_regions": [],
            "max_security_level": draw.choice((0, 1, 1, 2, 2, 2, 3)),
            "hours_per_week": draw.randint(2, 8) if virtual else None,
            "time_zone": (home["time_zone"] or "Europe/London") if virtual else "",
            "connectivity": Connectivity.GOOD if virtual else None,
        },
        "profile_countries": [
            {
                "country": country,
                "links": draw.choice(LINKS),
                "visibility": Visibility.CARD if draw.random() < 0.6 else Visibility.ASK_FIRST,
            }
        ],
        "profile_occupations": [{"isco": isco, "title": words["a"], "years": years, "current": True}],
        "profile_skills": [
            {
                "concept": row["id"],
                "label": row[language],
                "level": draw.randint(2, 5),
                "can_teach": draw.random() < 0.5,
            }
            for row in chosen
        ],
        "profile_languages": [
            {"code": row["code"], "level": "C2" if place == 0 else draw.choice(LEVELS)}
            for place, row in enumerate(tongue["languages"])
        ],
        "education": [
            {
                "level": draw.choice((4, 5, 6, 6, 6, 7, 7, 8)),
                "field": draw.choice(peer["education"])["field"],
                "title": words["b"],
                "country": home["residence"],
                "year": this_year - years,
            }
        ],
        "experience": [
            {
                "title": words["a"],
                "isco": isco,
                "sector": sector,
                "country": home["residence"],
                "started": this_year - years,
                "ended": None,
                "text": text["work"],
            }
        ],
        "availability_windows": [_window(draw, this_year)],
        "licences": [dict(row, valid_until=date(this_year + 2, 12, 31)) for row in _licence(draw, isco, home)],
    }


def _label(row: Any, language: str, draw: Random) -> str:
    """Return a name of a concept: mostly the preferred one, else one of those that people also use."""
    others = [label.strip() for label in row[f"{language}_alt"].split(" | ") if label.strip()]
    return str(draw.choice(others) if others and draw.random() < 0.3 else row[language])


def _window(draw: Random, year: int) -> dict[str, Any]:
    month, least = draw.randint(1, 8), draw.choice((14, 14, 21))
    return {
        "starts": date(year, month, 1),
        "ends": date(year, month + draw.randint(2, 4), 28),
        "min_days": least,
        "max_days": least + draw.choice((0, 7, 14, 30)),
        "notice_weeks": draw.choice((4, 6, 8, 12)),
        "yearly": True,
    }


def _licence(draw: Random, isco: str, home: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a licence for most health professionals (ISCO-08 sub-major groups 22 and 32)."""
    if not isco.startswith(("22", "32")) or draw.random() < 0.2:
        return []
    return [{"isco": isco, "country": home["residence"]}]

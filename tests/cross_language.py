"""Measures whether profiles in four languages meet needs in English: python -m tests.cross_language [--misses]."""

import csv
import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from matching import Concepts, Profile, Rules, Vacancy
from matching.text_criterion import TextCriterion, text_of, words_of

ROOT = Path(__file__).parents[1]
PAIRS = ROOT / "tests" / "data" / "cross_language_pairs.csv"
LANGUAGES = ("fr", "es", "pt", "ar")
POOL = 300
TOP = 3


@dataclass(frozen=True)
class Pair:
    """A profile, the English need that it should meet, and at which place of the list it stands."""

    language: str
    sector: str
    profile: str
    need: str
    place: int


@cache
def rows() -> tuple[dict[str, str], ...]:
    """Return the pairs as they were written."""
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def placed() -> tuple[Pair, ...]:
    """Rank the pool for the need of each pair: all profiles of the pairs, filled up to 300 with the demo's."""
    wanted = [
        Profile(
            id=f"pair-{number}", title=row["profile_title"], summary=row["profile_text"], language=row["language"],
            in_statistics=True,
        )
        for number, row in enumerate(rows())
    ]  # fmt: skip
    needs = [
        Vacancy(str(number), row["need_title"], row["need_text"], language="en", rules=Rules(on=frozenset()))
        for number, row in enumerate(rows())
    ]
    pool = [*wanted, *_demo(POOL - len(wanted))]
    lexicon = Concepts.read(ROOT / "seeds" / "reference")
    texts, ids = [text_of(profile) for profile in pool], [profile.id for profile in pool]
    criterion = TextCriterion.fit(texts, ids, [True] * POOL, lexicon)
    everybody = np.arange(POOL, dtype=np.int64)
    found = []
    for number, (row, need) in enumerate(zip(rows(), needs, strict=True)):
        scores = criterion.fused(criterion.ask(words_of(need)), everybody)
        place = 1 + int((scores > scores[number]).sum()) + int((scores[:number] == scores[number]).sum())
        found.append(Pair(row["language"], row["sector"], row["profile_title"], row["need_title"], place))
    return tuple(found)


def _demo(most: int) -> list[Profile]:
    files = sorted((ROOT / "seeds" / "demo").glob("experts_*.jsonl"))
    people = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [
        Profile(
            id=f"demo-{number}", title=row["headline"], summary=row.get("summary", ""),
            language=row.get("language", "en"), in_statistics=True,
        )
        for number, row in enumerate(people[:: len(people) // most][:most])
    ]  # fmt: skip


def figures(language: str) -> tuple[int, float, float]:
    """Return how many pairs a language has, their mean reciprocal rank, and the share in the first three places."""
    places = [pair.place for pair in placed() if pair.language == language]
    reciprocal = sum(1 / place for place in places) / len(places)
    return len(places), reciprocal, sum(place <= TOP for place in places) / len(places)


def main() -> None:
    """Print the figures, and with --misses the pairs behind the third place."""
    print(f"{'':4}{'pairs':>7}{'MRR':>9}{'top 3':>9}   among {POOL}")
    for language in LANGUAGES:
        number, reciprocal, top = figures(language)
        print(f"{language:4}{number:7}{reciprocal:9.4f}{top:9.4f}")
    if "--misses" in sys.argv:
        for pair in placed():
            if pair.place > TOP:
                print(f"{pair.language} {pair.place:4}  {pair.profile}  /  {pair.need}")


if __name__ == "__main__":
    main()

"""F1: two people who differ in who they are, and in nothing that they can do, have the same scores and places."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from identities import NEEDS, PEOPLE, Who, lexicon, needs, record, rows

from matching import Match, Ranker
from skillsbank.domain.vocabulary import Sex, Source
from skillsbank.services.ranking import adapter

BASE = Who()
SWAPS: dict[str, dict[str, Any]] = {
    "name": {"given": "Ana María", "family": "de la Cruz O'Neill"},
    "name in its own script": {"original": "王芳"},
    "e-mail": {"email": "x.y+z@correo.example.com"},
    "phone": {"phone": "(0044) 20-7946 0999"},
    "sex and pronouns": {"sex": Sex.MALE, "pronoun": "he", "possessive": "his"},
    "form of address": {"address": "Professor Dr"},
    "birth year and age": {"born": 1958},
    "year of graduation": {"finished": 1981},
    "citizenship": {"citizenships": ("SO", "KE")},
    "address": {"residence": "US", "city": "Minneapolis"},
    "school": {"school": "Université Cheikh Anta Diop"},
    "employer": {"employer": "Ministry of Health and Child Care"},
    "family": {"family_state": "widowed"},
    "religion": {"belief": "Christian"},
    "account, source and who referred": {
        "since": datetime(2026, 9, 1, tzinfo=UTC), "source": Source.SURVEY, "referee": "Ruth Keller",
    },
    "everything at once": {},
}  # fmt: skip
SWAPS["everything at once"] = {name: value for swap in SWAPS.values() for name, value in swap.items()}


def lists(of: Callable[[int], Who]) -> list[list[Match]]:
    """Return every need's whole list of the people, the n-th being who `of` says."""
    pool = [adapter.profile(record(n, row, of(n)), consents=True, meanings={}) for n, row in enumerate(rows())]
    ranker = Ranker(concepts=lexicon(), key=b"key").fit(pool)
    return [ranker.rank(need, k=PEOPLE) for need in needs()]


@cache
def before() -> list[list[Match]]:
    return lists(lambda _: BASE)


@pytest.mark.slow
@pytest.mark.parametrize("swap", SWAPS)
def test_f1_who_somebody_is_changes_no_score_and_no_place(swap: str, tell: Callable[[str], None]) -> None:
    other = replace(BASE, **SWAPS[swap])
    after = lists(lambda number: other if number % 2 else BASE)
    worst, moved = 0.0, 0
    for one, two in zip(before(), after, strict=True):
        assert len(one) == len(two) == PEOPLE
        scores = {match.profile_id: match.score for match in one}
        worst = max([worst, *(abs(scores[match.profile_id] - match.score) for match in two)])
        moved += sum(a.profile_id != b.profile_id for a, b in zip(one, two, strict=True))
    tell(f"{PEOPLE} people x {NEEDS} needs, largest difference {worst}, {moved} moved")
    assert (worst, moved) == (0.0, 0)
    assert after == before()


def test_f1_what_somebody_can_do_changes_them() -> None:
    """The swaps prove something: a word of the trade in the same place moves a score."""
    row = rows()[0]
    one, two = (
        adapter.profile(record(0, each, BASE), consents=True, meanings={})
        for each in (row, {**row, "summary": "Bees."})
    )
    assert one != two
    assert Ranker().fit([one]).assess(needs()[0], "0") != Ranker().fit([two]).assess(needs()[0], "0")

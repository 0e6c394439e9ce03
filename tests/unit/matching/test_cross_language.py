"""Profiles in four languages meet needs in English; how the pairs were written stands in docs/matching.md."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.cross_language import LANGUAGES, TOP, figures, placed, rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_pair_meets_in_the_first_three_of_300(language: str, tell: Callable[[str], None]) -> None:
    number, reciprocal, top = figures(language)
    tell(f"{number} pairs, MRR {reciprocal:.3f}, in the first {TOP}: {top:.2f}")
    assert number >= 50
    assert [pair for pair in placed() if pair.language == language and pair.place > TOP] == []
    assert reciprocal >= 0.85


def test_the_pairs_are_of_every_sector_and_no_text_is_there_twice() -> None:
    assert len({row["sector"] for row in rows()}) == 13
    assert min(Counter(row["language"] for row in rows()).values()) >= 50
    for column in ("profile_text", "need_title", "need_text"):
        assert len({row[column] for row in rows()}) == len(rows())

"""F3: in a population in which every group can do the same, every group is shown and found alike."""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from identities import LONG, Who, lexicon, needs, record, rows

from matching import Ranker
from skillsbank.domain.vocabulary import Sex
from skillsbank.services.ranking import adapter

TRADES = 150 if LONG else 40
SHOWN = 50
SEXES = {
    "women": {"sex": Sex.FEMALE, "given": "Hodan", "address": "Mrs", "pronoun": "she", "possessive": "her"},
    "men": {"sex": Sex.MALE, "given": "Bile", "address": "Mr", "pronoun": "he", "possessive": "his"},
}
AGES = {"30s": {"born": 1992, "finished": 2016}, "60s": {"born": 1962, "finished": 1986}}
REGIONS = {
    "Europe": {"residence": "SE", "city": "Uppsala", "employer": "Aroslund Regional Hospital"},
    "Africa": {"residence": "KE", "city": "Nairobi", "employer": "Hôpital de la Paix"},
}


@pytest.mark.slow
def test_f3_exposure_and_true_positives_are_alike_in_every_group(tell: Callable[[str], None]) -> None:
    """Each trade is there once for each sex, age and region, so that only who they are can part them."""
    groups = list(product(SEXES, AGES, REGIONS))
    pool, group_of, trade_of = [], {}, {}
    for trade, row in enumerate(rows()[:TRADES]):
        for at, (sex, age, region) in enumerate(groups):
            number = trade * len(groups) + at
            who = replace(Who(), **SEXES[sex], **AGES[age], **REGIONS[region], email=f"p{number}@example.org")
            pool.append(adapter.profile(record(number, row, who), consents=True, meanings={}))
            group_of[str(number)], trade_of[str(number)] = (sex, age, region), row
    ranker = Ranker(concepts=lexicon(), key=b"key").fit(pool)
    exposure: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for need in needs():
        wanted = {name for name, row in trade_of.items() if _fits(row, need.occupations)}
        ranked = [match.profile_id for match in ranker.rank(need, k=max(SHOWN, len(wanted)))]
        for name in wanted:
            right.update(group_of[name])
        for name in ranked[: len(wanted)]:
            hits.update(group_of[name] if name in wanted else ())
        for place, name in enumerate(ranked[:SHOWN], 1):
            for group in group_of[name]:
                exposure[group] += 1 / math.log2(place + 1)
    ratios = {one: exposure[one] / exposure[other] for one, other in _pairs()}
    gaps = {one: abs(hits[one] / right[one] - hits[other] / right[other]) for one, other in _pairs()}
    tell(f"{len(pool)} people, exposure {_shown(ratios)}, true-positive gaps {_shown(gaps)}")
    assert sum(right.values()) > 100
    assert all(0.9 <= ratio <= 1.1 for ratio in ratios.values())
    assert all(gap <= 0.05 for gap in gaps.values())


def _fits(row: dict[str, list[dict[str, str]]], occupations: tuple[str, ...]) -> bool:
    """Whether a trade is that of a need, by its first two digits."""
    return any(held["isco"][:2] == asked[:2] for held in row["occupations"] for asked in occupations)


def _pairs() -> list[tuple[str, str]]:
    return [(one, other) for kind in (SEXES, AGES, REGIONS) for one, other in [tuple(kind)]]


def _shown(values: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in values.items())

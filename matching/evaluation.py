"""Measures of a ranking against judgements: precision, nDCG, recall, reciprocal rank, pairs."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

Judgements = Mapping[str, Mapping[str, int]]
"""Grades by need and profile: 1 or more is relevant, 0 was judged not relevant, unlisted is not relevant."""

Run = Mapping[str, Sequence[str]]
"""Profile ids by need, best first."""


def average_precision(ranked: Sequence[str], relevant: Iterable[str]) -> float:
    """Average the precision at each relevant profile over all relevant ones (0 to 1)."""
    wanted = set(relevant)
    hits, whole = 0, 0.0
    for place, profile in enumerate(ranked, 1):
        if profile in wanted:
            hits += 1
            whole += hits / place
    return whole / len(wanted)


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Compare the gain (2^grade - 1) / log2(place + 1) of the first places with the best possible."""
    gain = _gain([grades.get(profile, 0) for profile in ranked[:depth]])
    return gain / _gain(sorted(grades.values(), reverse=True)[:depth])


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2.0**grade - 1.0) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def recall(ranked: Sequence[str], relevant: Iterable[str], depth: int = 100) -> float:
    """Give the share of the relevant profiles that are among the first places."""
    wanted = set(relevant)
    return len(wanted.intersection(ranked[:depth])) / len(wanted)


def reciprocal_rank(ranked: Sequence[str], relevant: Iterable[str]) -> float:
    """Give 1 / place of the first relevant profile, 0 if none is ranked."""
    wanted = set(relevant)
    return next((1.0 / place for place, profile in enumerate(ranked, 1) if profile in wanted), 0.0)


def pair_accuracy(run: Run, judgements: Judgements) -> float | None:
    """Give the share of (relevant, judged not relevant) pairs of one need that the run orders right.

    A profile that is not ranked comes after all that are; two such are not ordered. None without pairs.
    """
    right = whole = 0
    for need, grades in judgements.items():
        place = {profile: at for at, profile in enumerate(run.get(need, ()))}
        last = len(place)
        good = [profile for profile, grade in grades.items() if grade > 0]
        bad = [profile for profile, grade in grades.items() if grade <= 0]
        for better, worse in product(good, bad):
            whole += 1
            right += place.get(better, last) < place.get(worse, last)
    return right / whole if whole else None


def evaluate(run: Run, judgements: Judgements) -> dict[str, float]:
    """Average the measures over the needs that have a relevant profile; ranked or not, each counts."""
    rows: list[tuple[float, float, float, float]] = []
    for need, grades in judgements.items():
        gold = {profile: grade for profile, grade in grades.items() if grade > 0}
        if gold:
            ranked = run.get(need, ())
            rows.append(
                (
                    average_precision(ranked, gold),
                    ndcg(ranked, gold),
                    recall(ranked, gold),
                    reciprocal_rank(ranked, gold),
                )
            )
    names = ("MAP", "nDCG@10", "recall@100", "MRR")
    return {name: math.fsum(column) / len(rows) for name, column in zip(names, zip(*rows, strict=True), strict=False)}

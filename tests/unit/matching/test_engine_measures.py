import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Assignment, Match, Modality, RuleOutcome, allocate
from matching.evaluation import average_precision, evaluate, ndcg, pair_accuracy, recall, reciprocal_rank


def test_measures_on_a_list_worked_out_by_hand() -> None:
    ranked, grades = ["a", "x", "b", "y"], {"a": 1, "b": 2, "c": 1, "x": 0}
    gold = {"a", "b", "c"}
    assert average_precision(ranked, gold) == pytest.approx((1 + 2 / 3) / 3)
    assert reciprocal_rank(ranked[1:], gold) == 0.5
    assert reciprocal_rank(["z"], gold) == 0
    assert recall(ranked, gold) == pytest.approx(2 / 3)
    assert recall(ranked, gold, depth=1) == pytest.approx(1 / 3)
    best = 3 + 1 / math.log2(3) + 1 / 2
    assert ndcg(ranked, grades) == pytest.approx((1 + 3 / 2) / best)
    assert ndcg(["b", "a", "c"], grades) == pytest.approx(1)
    assert ndcg(["z"] * 10 + ["b"], grades) == 0


def test_needs_without_a_relevant_profile_are_left_out_and_missing_lists_count() -> None:
    judgements = {"one": {"a": 1}, "two": {"a": 1}, "three": {"a": 0}}
    found = evaluate({"one": ["a"]}, judgements)
    assert found == {"MAP": 0.5, "nDCG@10": 0.5, "recall@100": 0.5, "MRR": 0.5}


def test_pairs() -> None:
    judgements = {"one": {"a": 1, "x": 0, "y": 0}, "two": {"a": 1, "x": 0}, "three": {"a": 1}}
    assert pair_accuracy({"one": ["x", "a"], "two": ["a"]}, judgements) == pytest.approx(2 / 3)
    assert pair_accuracy({}, {"two": {"a": 1, "x": 0}}) == 0
    assert pair_accuracy({}, {"three": {"a": 1}}) is None


def match(need: str, person: str, score: float, *rules: RuleOutcome) -> Match:
    return Match(need, person, Modality.VIRTUAL, score, "low", (), (), (), rules, ())


def test_one_person_who_fits_two_needs_goes_where_it_helps_most() -> None:
    rounds = [
        [match("a", "ann", 90), match("a", "ben", 85)],
        [match("b", "ann", 88), match("b", "ben", 20)],
    ]
    assert allocate(rounds, {"a": 1, "b": 1}) == (Assignment("a", "ben", 85), Assignment("b", "ann", 88))
    assert allocate(rounds, {"a": 2}) == (Assignment("a", "ann", 90), Assignment("a", "ben", 85))
    assert allocate(rounds, {"a": 10**9, "b": 0}) == allocate(rounds, {"a": 2})
    assert allocate(rounds, {}) == ()
    assert allocate([], {"a": 1}) == ()


def test_nobody_is_proposed_who_is_not_listed_or_not_eligible() -> None:
    blocked = RuleOutcome("H2", "fail", blocks=True)
    rounds = [[match("a", "ann", 90, blocked), match("a", "ben", 0)], [match("b", "cem", 5)]]
    assert allocate(rounds, {"a": 3, "b": 3}) == (Assignment("a", "ben", 0), Assignment("b", "cem", 5))


def test_equal_plans_follow_the_key() -> None:
    rounds = [[match("a", person, 50) for person in "vwxyz"]]
    plans = {allocate(rounds, {"a": 1}, bytes([n])) for n in range(8)}
    assert len(plans) > 1
    assert allocate(rounds, {"a": 1}, b"k") == allocate([rounds[0][::-1]], {"a": 1}, b"k")


@given(st.lists(st.lists(st.integers(0, 100), min_size=3, max_size=3), min_size=1, max_size=3))
def test_no_other_plan_is_worth_more(table: list[list[int]]) -> None:
    rounds = [
        [match(str(need), str(person), score) for person, score in enumerate(row)] for need, row in enumerate(table)
    ]
    plan = allocate(rounds, {str(need): 1 for need in range(len(table))})
    assert len({seat.profile_id for seat in plan}) == len(plan) == len(table)
    best = max(sum(row[p] for row, p in zip(table, order, strict=False)) for order in permutations(range(3)))
    assert sum(seat.score for seat in plan) == best

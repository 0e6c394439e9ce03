"""A pool that changed bit by bit answers to the bit as one that is put together anew with the same statistics."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
from engine_people import FREE, NEED, NURSE, OPEN, pools, profiles
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Concepts, Modality, Profile, Ranker
from matching.generated import needs
from matching.generated import profiles as generated
from matching.order import draws, tie_break
from matching.pool import Pool
from matching.similarity import Text

LEXICON = Concepts({"en": {"triage": ("triage",), "nurse": ("nurse",), "water engineer": ("engineer",)}})


def anew(ranker: Ranker) -> Ranker:
    """Return the same pool in one piece."""
    whole = Ranker(ranker.weights, ranker.concepts, ranker.key, ranker.candidates)
    whole._hold(Pool.of(ranker.pool_.settled()))
    assert whole.pool_.unchanged
    return whole


def assert_same(changed: Ranker, whole: Ranker) -> None:
    ids = [profile.id for profile in whole.profiles_]
    assert sorted(changed.row_) == sorted(ids)
    assert len(changed.row_) == len(changed.facts_) == len(ids)
    for need in (NEED, OPEN, replace(NEED, title="", text="curriculum of a rural school")):
        for modality in Modality:
            for among in (None, ids[::2]):
                assert changed.rank(need, modality, among=among) == whole.rank(need, modality, among=among)
                assert changed.near_misses(need, modality, among=among) == whole.near_misses(
                    need, modality, among=among
                )
        assert [changed.assess(need, name) for name in ids[:3]] == [whole.assess(need, name) for name in ids[:3]]
        assert changed.rank_vacancies(NURSE, [need]) == whole.rank_vacancies(NURSE, [need])


@settings(max_examples=25)
@given(pools(), st.data())
def test_changes_give_what_a_new_pool_gives(pool: list[Profile], data: st.DataObject) -> None:
    ranker = Ranker(concepts=LEXICON, key=b"k", candidates=data.draw(st.sampled_from([2, 1000]))).fit(pool)
    known = [profile.id for profile in pool]
    for _ in range(data.draw(st.integers(1, 4))):
        names = st.sampled_from([*known, "nobody"])
        if data.draw(st.booleans()):
            ranker.remove(data.draw(st.lists(names, max_size=2)))
        else:
            came = data.draw(st.lists(profiles(), max_size=3))
            came = [replace(one, id=data.draw(names)) if data.draw(st.booleans()) else one for one in came]
            ranker.update(came)
            known += [one.id for one in came]
    assert_same(ranker, anew(ranker))


def test_many_changes_in_a_larger_pool_give_what_a_new_pool_gives() -> None:
    people = list(generated(400, 7))
    ranker = Ranker(candidates=40).fit(people[:300])
    for low, high in pairwise(range(300, 401, 20)):
        changed = [replace(one, id=people[at].id) for at, one in enumerate(people[low : low + 8], start=low - 290)]
        ranker.update([*changed, *people[low + 8 : high]])
        ranker.remove([people[low - 100].id, people[low + 9].id])
    whole = anew(ranker)
    assert len(whole.profiles_) < len(ranker.profiles_)
    assert_same(ranker, whole)
    for one in people[::20]:
        words = Text(one.title, one.summary)
        queries = ranker.text_.fusion.similarity.need(words)
        rows, near = ranker.text_.fusion.similarity.nearest(queries, 25)
        assert np.array_equal(near, ranker.text_.fusion.similarity.scores(queries)[rows])
        expected, same = whole.text_.fusion.similarity.nearest(queries, 25)
        assert [ranker.profiles_[row].id for row in rows.tolist()] == [
            whole.profiles_[row].id for row in expected.tolist()
        ]
        assert np.array_equal(near, same)


def test_everybody_can_go_and_come_back() -> None:
    ranker = Ranker().fit([NURSE, FREE.__class__(id="other", title="Clerk")])
    ranker.remove(["nurse", "other"])
    assert ranker.rank(OPEN) == []
    ranker.update([NURSE])
    assert [match.profile_id for match in ranker.rank(OPEN)] == ["nurse"]
    assert_same(ranker, anew(ranker))
    empty = Ranker().fit([])
    empty.update([NURSE])
    assert [match.profile_id for match in empty.rank(OPEN)] == ["nurse"]


def test_what_was_taken_before_a_change_stays_as_it_was() -> None:
    ranker = Ranker().fit([NURSE])
    before, columns = ranker.pool_, ranker.columns_
    ranker.update([replace(NURSE, years=1, summary="Something else.")])
    assert before.unchanged
    assert before.person(0)[0].years == NURSE.years
    assert columns.flat["years"][np.array([0])].tolist() == [NURSE.years]
    assert ranker.columns_.flat["years"][ranker.pool_.rows()].tolist() == [1.0]


def test_who_is_hidden_now_leaves_what_is_learned_from_at_once() -> None:
    people = [replace(NURSE, id=str(number), summary=f"ward {number}") for number in range(3)]
    ranker = Ranker().fit(people)
    ranker.update([replace(people[1], in_statistics=False)])
    assert ranker.pool_.learned.tolist() == [True, False, True, False]


def test_equals_are_drawn_by_their_hash() -> None:
    names = [str(number) for number in range(500)]
    by_hash: Callable[[int], bytes] = lambda at: tie_break(b"", "", names[at])  # noqa: E731
    assert np.argsort(draws(names)).tolist() == sorted(range(500), key=by_hash)


@given(st.sets(st.integers(0, 120)), st.sets(st.integers(0, 120), max_size=9), st.data())
def test_of_the_ids_that_are_asked_those_in_the_pool_are_found(
    asked: set[int], out: set[int], data: st.DataObject
) -> None:
    """Few ids are looked up, many are searched for; who is out is not found, who came is."""
    pool = SMALL.pool_.exchanged([str(one) for one in out], [replace(NURSE, id=str(one)) for one in (100, 101)])
    given_as = data.draw(st.sampled_from([set, frozenset, list]))
    names = given_as(str(one) for one in asked)
    expected = asked & ({*range(100)} - out | {100, 101})
    for _ in range(2):
        assert sorted(int(pool.person(row)[0].id) for row in pool.rows(names).tolist()) == sorted(expected)


SMALL = Ranker().fit([Profile(str(number), "Nurse", in_statistics=True) for number in range(100)])


def test_no_need_is_searched_by_the_bounds_of_another() -> None:
    people = list(generated(400, 7))
    asked = [replace(need, rules=OPEN.rules) for need in needs(2, 7)]
    ranker = Ranker(candidates=40).fit(people)
    in_turn = [ranker.rank(need, k=20) for need in (*asked, *asked)]
    alone = [Ranker(candidates=40).fit(people).rank(need, k=20) for need in asked]
    assert in_turn == [*alone, *alone]
    assert in_turn[0] != in_turn[1]

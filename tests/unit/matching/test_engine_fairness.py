import math
import os
from dataclasses import replace
from typing import Any

import pytest
from engine_people import FACTS, KEYS, NEED, NURSE, OPEN, pools, profiles
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import (
    Facts,
    Modality,
    Profile,
    Ranker,
    Skill,
    Vacancy,
    band,
)

CASES = settings(max_examples=10_000 if os.environ.get("SOAK") else 200)
MODALITIES = st.sampled_from(list(Modality))


@CASES
@pytest.mark.slow
@given(pools(), MODALITIES)
def test_f6_parts_sum_to_the_score(pool: list[Profile], modality: Modality) -> None:
    for match in Ranker().fit(pool).rank(OPEN, modality):
        assert abs(math.fsum(share.points for share in match.shares) - match.score) < 1e-9
        assert abs(math.fsum(share.weight for share in match.shares) - 100) < 1e-9
        assert all(0 <= share.value <= 1 for share in match.shares)
        assert all(abs(share.weight * share.value - share.points) < 1e-12 for share in match.shares)
        assert 0 <= match.score <= 100
        assert match.band == band(match.score)
        assert len(match.reasons) <= 3


@CASES
@pytest.mark.slow
@given(pools(2).flatmap(lambda pool: st.tuples(st.just(pool), st.permutations(pool))), MODALITIES)
def test_f5_the_order_of_the_pool_changes_nothing(
    pair: tuple[list[Profile], list[Profile]], modality: Modality
) -> None:
    one, other = pair
    assert Ranker().fit(one).rank(OPEN, modality) == Ranker().fit(other).rank(OPEN, modality)


@given(pools(1, 5), MODALITIES)
def test_same_input_same_output(pool: list[Profile], modality: Modality) -> None:
    ranker = Ranker(key=b"key").fit(pool)
    first = ranker.rank(OPEN, modality)
    assert first == ranker.rank(OPEN, modality) == Ranker(key=b"key").fit(iter(pool)).rank(OPEN, modality)
    assert [ranker.assess(OPEN, match.profile_id, modality) for match in first] == first
    assert ranker.rank_many([OPEN], n_jobs=2)[0] == ranker.rank(OPEN)


LEVELS = st.none() | st.integers(1, 5)
LISTED = st.builds(Skill, st.sampled_from(KEYS), st.just("label"), LEVELS, st.booleans())


@CASES
@pytest.mark.slow
@given(pools(), profiles(), LISTED, MODALITIES)
def test_f5_listing_an_asked_skill_never_lowers(
    pool: list[Profile], person: Profile, skill: Skill, modality: Modality
) -> None:
    asked = replace(OPEN.required_skills[0], key=skill.key)
    need = replace(OPEN, required_skills=(*OPEN.required_skills, asked))
    before = Ranker().fit([*pool, person]).assess(need, person.id, modality)
    more = replace(person, skills=(*person.skills, skill))
    after = Ranker().fit([*pool, more]).assess(need, person.id, modality)
    assert after.score >= before.score


@given(pools(), MODALITIES)
def test_hidden_people_change_no_number_of_others(pool: list[Profile], modality: Modality) -> None:
    shown = [person for person in pool if person.in_statistics]
    with_hidden = {match.profile_id: match for match in Ranker().fit(pool).rank(OPEN, modality)}
    without = {match.profile_id: match for match in Ranker().fit(shown).rank(OPEN, modality)}
    assert without == {name: match for name, match in with_hidden.items() if name in without}
    later = Ranker().fit(shown)
    later.update(person for person in pool if not person.in_statistics)
    assert {match.profile_id: match for match in later.rank(OPEN, modality)} == with_hidden


@given(profiles(), st.builds(Facts, active=st.booleans(), birth_year=st.integers(1940, 2000)), MODALITIES)
def test_the_score_never_sees_the_facts(person: Profile, facts: Facts, modality: Modality) -> None:
    known = Ranker().fit([NURSE, person]).assess(OPEN, person.id, modality)
    other = Ranker().fit([NURSE, replace(person, facts=facts)]).assess(OPEN, person.id, modality)
    assert known == other
    assert all(profile.facts is None for profile in Ranker().fit([person]).profiles_)


@pytest.mark.parametrize(
    "changes",
    [
        {"birth_year": 1960},
        {"citizenships": frozenset({"KE", "NO"})},
        {"links": frozenset({("SO", "citizen"), ("KE", "parent")})},
        {"excluded_regions": frozenset({"SO-GE"})},
        {"max_security_level": 4},
        {"conflicts": frozenset({"school"})},
    ],
)
def test_facts_that_leave_a_person_eligible_leave_the_score(changes: dict[str, Any]) -> None:
    (before,) = Ranker().fit([NURSE]).rank(NEED)
    (after,) = Ranker().fit([replace(NURSE, facts=replace(FACTS, **changes))]).rank(NEED)
    assert (before.score, before.shares, before.reasons, before.gaps) == (
        after.score,
        after.shares,
        after.reasons,
        after.gaps,
    )


def test_f5_ties_follow_the_key_and_neither_name_nor_place() -> None:
    pool = [replace(NURSE, id=f"p{n}") for n in range(6)]

    def order(key: bytes, need: Vacancy = NEED, people: list[Profile] = pool) -> list[str]:
        return [match.profile_id for match in Ranker(key=key).fit(people).rank(need)]

    assert order(b"one") == order(b"one", people=pool[::-1])
    orders = {tuple(order(bytes([n]))) for n in range(8)}
    needs = {tuple(order(b"one", replace(NEED, id=str(n)))) for n in range(8)}
    assert len(orders) > 1
    assert len(needs) > 1

from dataclasses import replace

import pytest
from engine_people import FACTS, NEED, NURSE, OPEN
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from matching import (
    DEFAULT_WEIGHTS,
    FieldWeights,
    LanguageNeed,
    Match,
    Modality,
    Profile,
    Ranker,
    Vacancy,
    Weights,
    band,
)


def test_only_the_eligible_are_ranked_and_near_misses_are_named() -> None:
    far = replace(NURSE, id="far", facts=replace(FACTS, travel_page_read=False))
    two = replace(NURSE, id="two", years=4, facts=replace(FACTS, travel_page_read=False))
    silent = replace(NURSE, id="silent", facts=replace(FACTS, consents_to_matching=False))
    unknown = replace(NURSE, id="unknown", facts=None)
    ranker = Ranker().fit([NURSE, far, two, silent, unknown])
    assert [match.profile_id for match in ranker.rank(NEED, "temporary")] == ["nurse"]
    (near,) = ranker.near_misses(NEED, "temporary")
    assert (near.match.profile_id, near.failed.rule, near.cure.code) == ("far", "H14", "read_travel_page")
    assert near.match == ranker.assess(NEED, "far")
    assert not near.match.eligible
    assert ranker.near_misses(NEED, "temporary", among=["two"]) == []


def test_near_misses_come_best_first() -> None:
    unread = replace(FACTS, travel_page_read=False)
    poor = replace(NURSE, id="poor", title="Accountant", summary="", skills=(), facts=unread)
    found = Ranker().fit([poor, replace(NURSE, facts=unread)]).near_misses(NEED)
    assert [near.match.profile_id for near in found] == ["nurse", "poor"]
    assert len(Ranker().fit([poor, replace(NURSE, facts=unread)]).near_misses(NEED, k=1)) == 1


def test_the_nurse_is_explained() -> None:
    others = [replace(NURSE, id=str(n), title="Accountant", summary=f"budget {n}") for n in range(3)]
    (match,) = Ranker().fit([NURSE, *others]).rank(NEED, k=1)
    assert [reason.code for reason in match.reasons] == ["text", "occupation", "skills"]
    assert dict(match.reasons[0].params)["words"] == "children, control, infection, nurse, nurses"
    assert dict(match.reasons[2].params) == {"skills": "triage, infection control"}
    assert [(gap.code, dict(gap.params).get("skill")) for gap in match.gaps[:2]] == [
        ("required_skill_missing", "mentoring"),
        ("skill_below", "infection control"),
    ]
    assert {rule.rule for rule in match.rules} == {
        *("H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9", "H10", "H11", "H14", "H15")
    }
    assert match.terms[0].share >= match.terms[-1].share > 0


def test_texts_alone_are_scored_by_text_alone() -> None:
    pool = [Profile("a", "ward nurse", in_statistics=True), Profile("b", "pump engineer", in_statistics=True)]
    need = Vacancy("v", "nurse for a ward", rules=OPEN.rules)
    first, second = Ranker().fit(pool).rank(need)
    assert (first.profile_id, second.profile_id) == ("a", "b")
    assert [share.criterion for share in first.shares] == ["text"]
    assert first.score > second.score > 0


def test_a_need_without_a_known_word_leaves_the_text_out() -> None:
    match = Ranker().fit([NURSE]).assess(replace(OPEN, title="zzz", text=""), "nurse")
    assert "text" not in {share.criterion for share in match.shares}
    nothing = Ranker().fit([Profile("a", "nurse")]).assess(Vacancy("v", "zzz"), "a")
    assert (nothing.score, nothing.shares, nothing.reasons) == (0.0, (), ())


def test_without_a_spread_the_similarity_stands_for_itself() -> None:
    match = Ranker().fit([replace(NURSE, summary="")]).assess(replace(OPEN, title="", text="paediatric nurse"), "nurse")
    text = match.shares[0]
    assert text.criterion == "text"
    assert text.value == pytest.approx(1.0)


def test_a_clear_best_and_an_average_profile_earn_what_is_promised() -> None:
    words = ("pump", "budget", "school", "laboratory", "bridge", "harvest", "court", "radio", "port", "bank")
    pool = [
        Profile(str(n), f"{words[n % 10]} {words[n // 10 % 10]} {words[n // 100]} work", in_statistics=True)
        for n in range(299)
    ]
    nurse = Profile("nurse", "paediatric nurse and triage trainer, ward work", in_statistics=True)
    best, *others = (
        Ranker().fit([*pool, nurse]).rank(Vacancy("v", "triage trainer for a ward, pump work", rules=OPEN.rules), k=300)
    )
    assert best.profile_id == "nurse"
    assert best.shares[0].value > 0.9
    middle = others[len(others) // 2].shares[0].value
    assert 0.1 < middle < 0.3


def test_among_limits_who_may_be_ranked() -> None:
    pool = [replace(NURSE, id=f"p{n}") for n in range(6)]
    ranker = Ranker().fit(pool)
    chosen = {match.profile_id for match in ranker.rank(NEED, among={"p1", "p4", "not here"})}
    assert chosen == {"p1", "p4"}
    assert ranker.rank(NEED, among=()) == []
    everyone = {match.profile_id: match for match in ranker.rank(NEED)}
    assert ranker.rank(NEED, among=["p1"]) == [everyone["p1"]]


def test_only_the_nearest_by_text_are_scored_when_the_pool_is_large() -> None:
    pool = [NURSE, replace(NURSE, id="other", title="Accountant", summary="budget")]
    assert [match.profile_id for match in Ranker(candidates=1).fit(pool).rank(NEED, k=1)] == ["nurse"]
    assert len(Ranker(candidates=1).fit(pool).rank(NEED, k=2)) == 2
    unread = [replace(person, facts=replace(FACTS, travel_page_read=False)) for person in pool]
    near = Ranker(candidates=1).fit(unread).near_misses(NEED, k=1)
    assert [miss.match.profile_id for miss in near] == ["nurse"]


def test_near_misses_are_looked_for_behind_those_whom_nothing_cures() -> None:
    silent = [replace(NURSE, id=f"s{n}", facts=replace(FACTS, consents_to_matching=False)) for n in range(3)]
    unread = replace(FACTS, travel_page_read=False)
    poor = [replace(NURSE, id=f"p{n}", title="Accountant", years=5 + n, facts=unread) for n in range(3)]
    ranker = Ranker(candidates=1).fit([*silent, *poor])
    assert ranker.near_misses(NEED, k=1)[0].match.profile_id in {"p0", "p1", "p2"}
    found = ranker.near_misses(NEED, k=5)
    assert {miss.match.profile_id for miss in found} == {"p0", "p1", "p2"}
    scores = [miss.match.score for miss in found]
    assert scores == sorted(scores, reverse=True)


def test_updates_and_removals_show_at_the_next_rank() -> None:
    ranker = Ranker().fit([NURSE])
    ranker.update([replace(NURSE, id="new"), replace(NURSE, modalities=frozenset({Modality.VIRTUAL}))])
    assert [match.profile_id for match in ranker.rank(NEED)] == ["new"]
    assert [match.profile_id for match in ranker.rank(NEED, "virtual")] != ["new"]
    ranker.remove(["new", "not here"])
    assert ranker.rank(NEED) == []
    assert [match.profile_id for match in ranker.rank(NEED, "virtual")] == ["nurse"]
    ranker.update([NURSE])
    assert ranker.rank(NEED) == Ranker().fit([NURSE]).rank(NEED)


def test_the_reverse_view_agrees_with_the_list() -> None:
    other = replace(NEED, id="other", title="Accountant", text="Write the budget", min_years=10)
    shut = replace(NEED, id="shut", languages=(LanguageNeed("ar", "C1"),))
    ranker = Ranker().fit([NURSE, replace(NURSE, id="b", title="Accountant", summary="budget")])
    found = ranker.rank_vacancies(NURSE, [other, shut, NEED])
    assert [match.vacancy_id for match in found] == ["need", "other"]
    assert found[0] == ranker.assess(NEED, "nurse")
    assert ranker.rank_vacancies(replace(NURSE, id="visitor"), [NEED], k=1)[0].score == found[0].score


def test_several_needs_keep_their_order() -> None:
    needs = [replace(NEED, id=str(n), modality=m) for n, m in enumerate(Modality)]
    rounds = Ranker().fit([NURSE]).rank_many(needs, n_jobs=2)
    assert [[match.modality for match in matches] for matches in rounds] == [
        [Modality.TEMPORARY],
        [Modality.VIRTUAL],
        [Modality.CIRCULAR],
        [],
    ]


def test_weights_change_the_score_without_a_new_fit() -> None:
    ranker = Ranker().fit([NURSE])
    text_only = {modality: {"text": 100.0} for modality in Modality}
    ranker.weights = Weights("text", text_only)
    assert [share.criterion for share in ranker.rank(NEED)[0].shares] == ["text"]


def test_conventions_of_scikit_learn() -> None:
    ranker = Ranker(key=b"k", candidates=7)
    assert clone(ranker).get_params() == {
        "weights": None,
        "concepts": None,
        "key": b"k",
        "candidates": 7,
        "fields": FieldWeights(),
    }
    with pytest.raises(NotFittedError):
        ranker.rank(NEED)
    with pytest.raises(NotFittedError):
        ranker.update([NURSE])


@pytest.mark.parametrize("k", [0, -1])
def test_wrong_questions_are_refused(k: int) -> None:
    ranker = Ranker().fit([NURSE])
    with pytest.raises(ValueError, match="at least 1"):
        ranker.rank(NEED, k=k)
    with pytest.raises(ValueError, match="not a valid Modality"):
        ranker.rank(NEED, "seasonal")
    with pytest.raises(KeyError):
        ranker.assess(NEED, "nobody")
    with pytest.raises(ValueError, match="same id"):
        ranker.fit([NURSE, NURSE])


def test_bands() -> None:
    assert [band(score) for score in (100, 75, 74.9, 60, 45, 44.9, 0)] == [
        *("strong", "strong", "good", "good", "possible", "low", "low")
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"text": 99}, "sums to 99"),
        ({"text": 101, "skills": -1}, "below 0"),
        ({"text": 99, "age": 1}, "unknown criteria age"),
        ({"text": float("nan")}, "below 0"),
    ],
)
def test_weights_are_checked(row: dict[str, float], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Weights("x", {**DEFAULT_WEIGHTS.table, Modality.VIRTUAL: row})
    with pytest.raises(ValueError, match="permanent is missing"):
        Weights("x", {m: r for m, r in DEFAULT_WEIGHTS.table.items() if m is not Modality.PERMANENT})


def test_a_match_is_a_plain_value() -> None:
    (match,) = Ranker().fit([NURSE]).rank(NEED)
    assert isinstance(match, Match)
    assert hash(match) == hash(Ranker().fit([NURSE]).rank(NEED)[0])


def test_the_needs_that_one_step_would_open() -> None:
    unread = replace(NURSE, facts=replace(FACTS, travel_page_read=False))
    ranker = Ranker().fit([unread, replace(NURSE, id="b", title="Accountant", summary="budget")])
    books = replace(NEED, id="books", title="Accountant", text="Write the budget")
    shut = replace(NEED, id="shut", languages=(LanguageNeed("ar", "C1"),))
    open_to_all = replace(OPEN, id="open")
    near = ranker.near_vacancies(unread, [books, shut, open_to_all, NEED])
    assert [(miss.match.vacancy_id, miss.failed.rule) for miss in near] == [("need", "H14"), ("books", "H14")]
    assert near[0] == ranker.near_misses(NEED)[0]
    assert len(ranker.near_vacancies(unread, [books, NEED], k=1)) == 1
    everything = ranker.assess_vacancies(unread, [books, shut, open_to_all, NEED])
    assert len(everything) == 4
    assert ranker.assess(shut, "nurse") in everything

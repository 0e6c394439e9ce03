import math
from dataclasses import replace
from datetime import date

import numpy as np
from engine_people import FACTS, NURSE
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import DEFAULT_WEIGHTS, Facts, Modality, Period, Profile, Ranker, Rules, Series, Vacancy, Window, criteria
from matching.columns import UNKNOWN, Columns
from matching.eligibility import RULES as STATED
from matching.eligibility import outcomes
from matching.generated import needs, profiles
from matching.grading import VALUES, Grades
from matching.openings import fits, longest_stays, visits
from matching.scoring import shares, total
from matching.screening import RULES, Screen, blocked
from matching.windows import Stay, best_fit, longest_stay, visits_possible

SEEDS = st.integers(0, 10**6)
MODALITIES = st.sampled_from(list(Modality))
DAYS = st.dates(date(2019, 1, 1), date(2032, 12, 31)) | st.sampled_from([date(2024, 2, 29), date(2026, 12, 31)])
DAYS_2026 = st.dates(date(2026, 3, 1), date(2027, 3, 1))
WINDOWS = st.builds(
    Window,
    DAYS,
    DAYS,
    st.none() | st.integers(0, 60),
    st.none() | st.integers(0, 90),
    st.integers(0, 12),
    st.booleans(),
)
HOLDERS = st.lists(st.lists(WINDOWS, max_size=4).map(tuple), min_size=1, max_size=6)


def screen_of(people: list[Profile], need: Vacancy, modality: Modality) -> Screen:
    return Screen(Columns.of(people), np.arange(len(people)), need, modality)


def blocking(person: Profile, need: Vacancy, modality: Modality) -> list[str]:
    return [one.rule for one in outcomes(person, person.facts or Facts(), need, modality) if one.blocks]


PLACEMENTS = st.lists(st.lists(st.builds(Period, DAYS_2026, DAYS_2026), min_size=1, max_size=3).map(tuple), max_size=4)


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[Profile], Vacancy]:
    """A pool and a need in which now one thing, now another is not said."""
    seed = draw(SEEDS)
    people = list(profiles(draw(st.integers(1, 25)), seed))
    (need,) = needs(1, draw(SEEDS))
    silent = draw(st.lists(st.sampled_from(["start_from", "as_of", "country", "region", "min_years", "min_isced"])))
    empty = Vacancy("v")
    need = replace(need, **{name: getattr(empty, name) for name in silent})
    placed = [replace(NURSE, id=str(n), facts=replace(FACTS, busy=busy)) for n, busy in enumerate(draw(PLACEMENTS))]
    return [*people, *placed, replace(NURSE, facts=None), Profile("nobody")], need


@given(questions(), MODALITIES)
def test_each_condition_blocks_by_columns_whom_it_blocks_one_by_one(
    question: tuple[list[Profile], Vacancy], modality: Modality
) -> None:
    people, need = question
    screen = screen_of(people, need, modality)
    for rule, judge in RULES.items():
        alone = replace(need, rules=replace(need.rules, on=frozenset({rule})))
        expected = [bool(blocking(person, alone, modality)) for person in people]
        assert judge(screen).tolist() == expected, rule


@given(questions(), MODALITIES)
def test_those_who_pass_by_columns_are_those_who_are_eligible(
    question: tuple[list[Profile], Vacancy], modality: Modality
) -> None:
    people, need = question
    rows, counts = blocked(screen_of(people, need, modality), 1)
    expected = {
        row: len(found) for row, person in enumerate(people) if len(found := blocking(person, need, modality)) < 2
    }
    assert dict(zip(rows.tolist(), counts.tolist(), strict=True)) == expected
    assert blocked(screen_of(people, need, modality), 0)[0].tolist() == [row for row, n in expected.items() if not n]


def test_every_condition_that_can_block_is_judged_by_columns() -> None:
    assert set(STATED) - set(RULES) == {"H3"}


@given(HOLDERS, DAYS, st.integers(0, 400), st.integers(1, 60), st.integers(0, 60), st.none() | DAYS)
def test_the_calendar_by_columns_is_the_calendar(
    holders: list[tuple[Window, ...]], first: date, later: int, least: int, more: int, as_of: date | None
) -> None:
    asked = Stay(first, date.fromordinal(first.toordinal() + later), least, least + more)
    windows = (
        Columns.of([replace(NURSE, windows=held) for held in holders]).tables["windows"].of(np.arange(len(holders)))
    )
    found = fits(windows, asked, as_of).by_row(windows)
    seen = [
        (int(found.start[row]), int(found.days_off[row]), int(found.longest[row])) if found.there[row] else None
        for row in range(len(holders))
    ]
    best = [best_fit(held, asked, as_of) for held in holders]
    assert seen == [fit and (fit.start.toordinal(), fit.days_off, fit.longest) for fit in best]


@given(HOLDERS, DAYS, st.integers(1, 48), st.integers(1, 40), st.none() | DAYS)
def test_the_visits_by_columns_are_the_visits(
    holders: list[tuple[Window, ...]], first: date, months: int, each: int, as_of: date | None
) -> None:
    windows = (
        Columns.of([replace(NURSE, windows=held) for held in holders]).tables["windows"].of(np.arange(len(holders)))
    )
    days = np.arange(len(holders)) % 3 + each
    wanted = [Series(2, int(own), months) for own in days]
    found = visits(windows, wanted[0], days, first, as_of)
    assert found.tolist() == [
        visits_possible(held, own, first, as_of) for held, own in zip(holders, wanted, strict=True)
    ]


@given(HOLDERS, st.none() | st.integers(0, 60))
def test_the_longest_stay_by_columns_is_the_longest_stay(holders: list[tuple[Window, ...]], leave: int | None) -> None:
    windows = (
        Columns.of([replace(NURSE, windows=held) for held in holders]).tables["windows"].of(np.arange(len(holders)))
    )
    known = np.full(len(holders), UNKNOWN if leave is None else leave)
    stays = [longest_stay(replace(NURSE, max_leave_days=leave), held) for held in holders]
    assert longest_stays(windows, known).tolist() == [UNKNOWN if stay is None else stay for stay in stays]


@given(SEEDS, st.data())
def test_columns_that_were_changed_are_those_of_the_new_pool(seed: int, data: st.DataObject) -> None:
    people = list(profiles(12, seed))
    keep = data.draw(st.lists(st.sampled_from(range(8)), unique=True))
    changed = Columns.of(people[:8]).replaced(keep, people[8:])
    new = Columns.of([*(people[row] for row in keep), *people[8:]])
    (need,) = needs(1, seed)
    pool = [*(people[row] for row in keep), *people[8:]]
    for name, values in new.flat.items():
        if name != "time_zone":
            assert np.array_equal(values, changed.flat[name], equal_nan=True), name
    zones = [changed.names.names[int(zone)] for zone in changed.flat["time_zone"]]
    assert zones == [person.time_zone for person in pool]
    for modality in Modality:
        screen = screen_of(pool, need, modality)
        assert blocked(screen, 1)[0].tolist() == blocked(replace(screen, columns=changed), 1)[0].tolist()


@given(questions(), MODALITIES)
def test_each_criterion_by_columns_is_the_criterion(
    question: tuple[list[Profile], Vacancy], modality: Modality
) -> None:
    people, need = question
    screen = screen_of(people, need, modality)
    assert VALUES.keys() == criteria.STRUCTURED.keys()
    for name, grade in VALUES.items():
        expected = [criteria.STRUCTURED[name](need, person, modality) for person in people]
        known = [math.nan if value is None else value for value in expected]
        assert np.array_equal(grade(screen), known, equal_nan=True), name


@given(questions(), MODALITIES, st.data())
def test_points_by_columns_are_the_points(
    question: tuple[list[Profile], Vacancy], modality: Modality, data: st.DataObject
) -> None:
    people, need = question
    texts = data.draw(st.lists(st.none() | st.floats(0, 1), min_size=len(people), max_size=len(people)))
    weights = data.draw(st.sampled_from([*DEFAULT_WEIGHTS.table.values(), {"text": 0.0}, {"track_record": 3.0}]))
    grades = Grades.of(screen_of(people, need, modality), weights, np.array(texts, dtype=np.float64))
    for at, (person, text) in enumerate(zip(people, texts, strict=True)):
        expected = shares(need, person, modality, weights, text)
        assert grades.shares(at) == expected
        assert grades.totals[at] == total(expected)


@settings(max_examples=10)
@given(SEEDS, MODALITIES, st.integers(1, 20))
def test_the_list_is_the_head_of_the_list_of_everybody_scored_in_full(seed: int, modality: Modality, k: int) -> None:
    people, (need,) = list(profiles(40, seed)), needs(1, seed)
    need = replace(need, rules=Rules(on=frozenset({"H2"})))
    ranker = Ranker(key=b"key").fit(people)
    in_full = [ranker.assess(need, person.id, modality) for person in people]
    best = sorted((match for match in in_full if match.eligible), key=lambda match: -match.score)
    found = ranker.rank(need, modality, k)
    assert [match.score for match in found] == [match.score for match in best[:k]]
    assert all(match in in_full for match in found)
    assert found == ranker.rank(need, modality, 40)[:k]

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from engine_people import ALL_2026, FREE, NEED, NURSE, blocking, judged

from matching import (
    Cure,
    DayLimits,
    Modality,
    Period,
    Rules,
    Series,
    Window,
)
from matching.eligibility import only_failure


def test_a_nurse_with_21_days_is_a_near_miss_for_60_days_and_three_visits_cure_it() -> None:
    need = replace(NEED, min_days=60, max_days=90)
    found = only_failure(tuple(judged(NURSE, need).values()))
    assert found is not None
    failed, cure = found
    assert failed.rule == "H10"
    assert cure == Cure("split_visits", (("visits", 3), ("min_days", 20), ("max_days", 21)))


def test_without_a_job_to_keep_a_short_window_counts_once_too() -> None:
    person = replace(NURSE, must_keep_job=False)
    found = only_failure(tuple(judged(person, replace(NEED, min_days=60, max_days=90)).values()))
    assert found is not None
    assert (found[0].rule, found[1].code) == ("H9", "split_visits")


def test_leave_shorter_than_the_programme_allows_proposes_work_from_afar() -> None:
    person = replace(NURSE, max_leave_days=10)
    assert judged(person)["H10"].cure == Cure("propose_modality", (("modality", "virtual"),))


def test_leave_counts_in_the_window_of_the_need() -> None:
    short_june = Window(date(2026, 6, 1), date(2026, 6, 30), max_days=10)
    long_october = Window(date(2026, 10, 1), date(2026, 10, 31), max_days=21)
    person = replace(NURSE, windows=(short_june, long_october))
    need = replace(NEED, start_from=date(2026, 6, 1), start_until=date(2026, 6, 15))
    assert blocking(person, need) == {"H10"}


def test_who_must_keep_the_job_cannot_take_a_permanent_one() -> None:
    outcome = judged(modality="permanent")["H10"]
    assert outcome.blocks
    assert outcome.cure == Cure("propose_modality", (("modality", "virtual"),))
    assert "H10" not in judged(FREE, modality="permanent")
    assert judged(replace(NURSE, max_leave_days=None, windows=(ALL_2026,)))["H10"].outcome == "unknown"


@pytest.mark.parametrize(
    ("start", "blocks", "days"),
    [(date(2026, 9, 17), False, 0), (date(2026, 10, 17), True, 30), (date(2026, 10, 18), True, None)],
)
def test_dates_up_to_thirty_days_off_can_be_cured(start: date, blocks: bool, days: int | None) -> None:
    found = judged(vacancy=replace(NEED, start_from=start, start_until=start))["H9"]
    assert found.blocks is blocks
    if days:
        assert found.cure == Cure("move_start", (("days", days), ("start", "2026-09-17")))
    else:
        assert found.cure is None


def test_dates_unknown_on_either_side() -> None:
    nobody_said = judged(replace(NURSE, windows=()))["H9"]
    assert (nobody_said.outcome, nobody_said.blocks) == ("unknown", True)
    open_need = judged(vacancy=replace(NEED, start_from=None))["H9"]
    assert (open_need.outcome, open_need.blocks) == ("unknown", False)
    assert "H9" not in judged(modality="permanent")


def test_a_window_that_wants_longer_stays_does_not_hold_a_short_one() -> None:
    person = replace(FREE, windows=(replace(ALL_2026, min_days=60),))
    assert blocking(person) == {"H9"}
    assert blocking(person, replace(NEED, max_days=90)) == set()


def test_notice_pushes_the_start() -> None:
    late = replace(NEED, as_of=date(2026, 9, 1), start_until=date(2026, 9, 5))
    assert blocking(vacancy=late) == {"H9"}


@pytest.mark.parametrize(("visits", "blocks"), [(2, set()), (3, set()), (4, {"H9"})])
def test_circular_counts_visits_within_its_months(visits: int, blocks: set[str]) -> None:
    need = replace(NEED, series=Series(visits, 20, 36))
    found = judged(vacancy=need, modality="circular")
    assert {rule for rule, one in found.items() if one.blocks} == blocks
    if blocks:
        assert found["H9"].cure == Cure("fewer_visits", (("visits", 3),))


def test_circular_with_visits_longer_than_the_leave() -> None:
    found = only_failure(tuple(judged(vacancy=replace(NEED, series=Series(2, 30, 36)), modality="circular").values()))
    assert found is not None
    assert found[0].rule == "H10"
    assert found[1] == Cure("split_visits", (("visits", 3), ("min_days", 20), ("max_days", 21)))


def test_circular_with_room_for_one_visit_falls_back() -> None:
    once = replace(FREE, windows=(Window(date(2026, 6, 1), date(2026, 6, 20)),))
    found = judged(once, replace(NEED, series=Series(2, 14)), "circular")["H9"]
    assert found.cure == Cure("propose_modality", (("modality", "temporary"),))
    never = replace(FREE, windows=(Window(date(2019, 6, 1), date(2019, 6, 20)),))
    assert judged(never, replace(NEED, series=Series(2, 14)), "circular")["H9"].cure is None


@pytest.mark.parametrize(
    ("person", "need", "outcome", "blocks"),
    [
        ({}, {}, "pass", False),
        ({"connectivity": "text"}, {}, "fail", True),
        ({}, {"host_connectivity": "text"}, "fail", True),
        ({"connectivity": None}, {}, "unknown", True),
        ({}, {"host_connectivity": None}, "unknown", False),
        ({"time_zone": ""}, {}, "unknown", True),
        ({}, {"host_time_zone": "Nowhere/At_All"}, "unknown", False),
        ({"time_zone": "America/Los_Angeles"}, {"overlap_hours": 6}, "fail", True),
        ({"time_zone": ""}, {"overlap_hours": None}, "pass", False),
    ],
)
def test_connection(person: dict[str, Any], need: dict[str, Any], outcome: str, blocks: bool) -> None:
    found = judged(replace(NURSE, **person), replace(NEED, **need), "virtual")["H12"]
    assert (found.outcome, found.blocks) == (outcome, blocks)


@pytest.mark.parametrize(
    ("busy", "modality", "blocks", "cure"),
    [
        ((), "temporary", False, None),
        ((Period(date(2026, 6, 1), date(2026, 8, 1)),), "temporary", False, None),
        ((Period(date(2026, 5, 1), date(2026, 9, 10)),), "temporary", True, "move_start"),
        ((Period(date(2026, 5, 1), date(2027, 9, 10)),), "temporary", True, None),
        ((Period(date(2028, 5, 1), date(2028, 9, 10)),), "permanent", True, None),
        ((Period(date(2028, 5, 1), date(2028, 9, 10)),), "temporary", False, None),
    ],
)
def test_running_placements(busy: tuple[Period, ...], modality: str, blocks: bool, cure: str | None) -> None:
    found = judged(FREE, modality=modality, busy=busy)["H15"]
    assert (found.blocks, found.cure and found.cure.code) == (blocks, cure)


def test_limits_of_the_programme_bound_the_stay() -> None:
    need = replace(NEED, min_days=None, max_days=None)
    assert dict(judged(vacancy=need)["H9"].needed)["min_days"] == 14
    short = replace(NEED, min_days=400, rules=Rules(limits=(DayLimits(Modality.TEMPORARY, 14, 90),)))
    assert dict(judged(vacancy=short)["H9"].needed)["min_days"] == 90

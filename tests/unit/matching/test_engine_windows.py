from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Modality, Series, Vacancy, Window
from matching.windows import Stay, add_months, best_fit, occurrences, shared_hours, stay, visits_possible

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(0, 360), st.integers(1, 60), DAYS, st.integers(0, 200))
def test_a_fit_lies_in_the_window_and_a_miss_is_measured(
    opens: date, length: int, needed: int, first: date, span: int
) -> None:
    window = Window(opens, opens + timedelta(days=length))
    asked = Stay(first, first + timedelta(days=span), needed, needed)
    fit = best_fit([window], asked, None)
    possible = {opens + timedelta(days=d) for d in range(length - needed + 2)}
    if fit is None:
        month = timedelta(days=31)
        assert not any(first - month <= day <= asked.last + month for day in possible)
        return
    assert fit.start in possible
    nearest = min(max((day - asked.last).days, (first - day).days, 0) for day in possible)
    assert fit.days_off == nearest
    assert fit.longest == (window.ends - fit.start).days + 1


def opened(window: Window, first: date, last: date) -> list[tuple[date, date]]:
    found = occurrences(window, first.toordinal(), last.toordinal())
    return [(date.fromordinal(opens), date.fromordinal(closes)) for opens, closes in found]


@given(st.integers(2021, 2040))
def test_a_yearly_window_opens_every_year_by_day_and_month(year: int) -> None:
    window = Window(date(2020, 6, 1), date(2020, 9, 30), yearly=True)
    assert opened(window, date(year, 1, 1), date(year, 12, 31)) == [(date(year, 6, 1), date(year, 9, 30))]


@pytest.mark.parametrize("ends", [date(2021, 2, 15), date(2020, 2, 15)])
def test_a_yearly_window_may_wrap_over_the_new_year(ends: date) -> None:
    window = Window(date(2020, 12, 1), ends, yearly=True)
    assert opened(window, date(2025, 1, 10), date(2025, 1, 20)) == [(date(2024, 12, 1), date(2025, 2, 15))]
    fit = best_fit([window], Stay(date(2025, 1, 10), date(2025, 1, 20), 21, 21), None)
    assert fit is not None
    assert (fit.start, fit.days_off) == (date(2025, 1, 10), 0)


def test_a_window_on_leap_day_lives_in_every_year() -> None:
    window = Window(date(2024, 2, 29), date(2024, 3, 31), yearly=True)
    ((opens, _),) = opened(window, date(2023, 1, 1), date(2023, 12, 31))
    assert opens == date(2023, 2, 28)


def test_a_single_window_does_not_repeat() -> None:
    once = Window(date(2020, 6, 1), date(2020, 9, 30))
    assert not opened(once, date(2021, 1, 1), date(2021, 12, 31))


def test_notice_counts_from_the_day_of_the_question() -> None:
    window = Window(date(2026, 1, 1), date(2026, 12, 31), notice_weeks=8)
    asked = Stay(date(2026, 3, 1), date(2026, 6, 1), 10, 10)
    assert [fit.start for day in (None, date(2026, 3, 1)) if (fit := best_fit([window], asked, day)) is not None] == [
        date(2026, 3, 1),
        date(2026, 4, 26),
    ]


def test_overlapping_windows_do_not_count_a_visit_twice() -> None:
    windows = [Window(date(2026, 1, 1), date(2026, 1, 30)), Window(date(2026, 1, 1), date(2026, 2, 10))]
    assert visits_possible(windows, Series(9, 20), date(2026, 1, 1), None) == 1
    assert visits_possible(windows[::-1], Series(9, 20), date(2026, 1, 1), None) == 1


def test_a_window_that_wants_longer_visits_gives_none() -> None:
    window = Window(date(2026, 1, 1), date(2026, 6, 1), min_days=30)
    assert visits_possible([window], Series(2, 20), date(2026, 1, 1), None) == 0


@pytest.mark.parametrize(
    ("expert", "hours"),
    [
        ("Africa/Mogadishu", 9),
        ("Europe/Helsinki", 9),
        ("America/Toronto", 2),
        ("Asia/Tokyo", 8),
        ("", None),
        ("x", None),
        ("America", None),
        ("../etc", None),
    ],
)
def test_shared_hours(expert: str, hours: float | None) -> None:
    assert shared_hours(expert, "Africa/Mogadishu", date(2026, 1, 15)) == hours


@given(st.sampled_from(["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"]), DAYS)
def test_hours_stay_between_none_and_the_whole_day_at_the_host(zone: str, day: date) -> None:
    for host in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"):
        hours = shared_hours(zone, host, day)
        assert hours is not None
        assert 0 <= hours <= 9


def test_months() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 12, 5), 1) == date(2025, 1, 5)
    assert add_months(date(2024, 1, 5), -1) == date(2023, 12, 5)


def test_a_need_without_a_start_asks_nothing_of_the_calendar() -> None:
    assert stay(Vacancy(id="x"), Modality.TEMPORARY) is None

"""Calendar arithmetic: when a window holds a stay, how many visits fit, and which hours two zones share."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import itemgetter
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from matching.types import Modality, Profile, Series, Vacancy, Window

DEFAULT_SERIES_MONTHS = 36
_REMEMBERED = 256  # answers, as a list asks the same of its need for each person
_EVERY_MONTH_HAS = 28
_FIRST_HOUR_AT_HOST, _LAST_HOUR_AT_HOST = 8, 17
_FIRST_HOUR_OF_EXPERT, _LAST_HOUR_OF_EXPERT = 7, 22  # beside a job: evenings count


@dataclass(frozen=True, slots=True)
class Stay:
    """What a need asks of the calendar: a start between two days, for so many days."""

    first: date
    last: date
    min_days: int
    max_days: int


@dataclass(frozen=True, slots=True)
class Fit:
    """The best start that a window allows, and by how many days the need would have to move for it."""

    start: date
    days_off: int
    longest: int


@lru_cache(_REMEMBERED)
def stay(vacancy: Vacancy, modality: Modality) -> Stay | None:
    """Give the stay that a need asks in a modality, inside the programme's limits; None without a start day.

    A need without a last start day may start within a year of the first; one without a length takes the
    programme's shortest, else one day.
    """
    if vacancy.start_from is None:
        return None
    low, high = limits(vacancy, modality)
    shortest = min(max(vacancy.min_days or low, low), high)
    longest = max(min(vacancy.max_days or high, high), shortest)
    last = vacancy.start_until or vacancy.start_from + timedelta(days=365)
    return Stay(vacancy.start_from, max(last, vacancy.start_from), shortest, longest)


@lru_cache(_REMEMBERED)
def limits(vacancy: Vacancy, modality: Modality) -> tuple[int, int]:
    """Give the shortest and longest stay in days that the programme allows (1 and ten years by default)."""
    for limit in vacancy.rules.limits:
        if limit.modality is modality:
            return limit.min_days or 1, limit.max_days or 3650
    return 1, 3650


@lru_cache(_REMEMBERED)
def series(vacancy: Vacancy, days_each: int | None = None) -> Series:
    """Give the series of a circular engagement: as asked, else two shortest stays within 36 months.

    `days_each` bounds the length of a visit further, as a person's leave does.
    """
    low, high = limits(vacancy, Modality.CIRCULAR)
    asked = vacancy.series or Series(2, vacancy.min_days or low, DEFAULT_SERIES_MONTHS)
    each = min(max(asked.days_each, low), high)
    return Series(
        max(asked.visits, 2), each if days_each is None else max(min(each, days_each), 1), asked.within_months
    )


def add_months(day: date, months: int) -> date:
    """Move a day by months; the 31st becomes the last day of a shorter month."""
    if day.day <= _EVERY_MONTH_HAS and not months % 12:
        return day.replace(year=day.year + months // 12)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day(window: Window) -> date:
    """Give the day on which a window closes: a year later where it wraps over the new year."""
    return window.ends if window.ends >= window.starts else add_months(window.ends, 12)


def occurrences(window: Window, first: int, last: int) -> list[tuple[int, int]]:
    """Give the days (ordinals) between which a window is open, in a time: once, or every year by day and month."""
    starts, ends = window.starts, last_day(window)
    days = [(starts.toordinal(), ends.toordinal())]
    if window.yearly:
        wraps = ends.year > starts.year  # what began a year before can be open still
        begin, end = (date.fromordinal(day).year - starts.year for day in (first, last))
        years = range(begin - wraps, end + 1)
        days = [(add_months(starts, 12 * n).toordinal(), add_months(ends, 12 * n).toordinal()) for n in years]
    return [(opens, closes) for opens, closes in days if opens <= last and closes >= first]


def notice_until(window: Window, as_of: date | None) -> int:
    """Give the first day (ordinal) on which a person asked today could start."""
    return as_of.toordinal() + 7 * window.notice_weeks if as_of else 0


def usable(profile: Profile, modality: Modality) -> tuple[Window, ...]:
    """Give a person's windows as a modality sees them: work from home has no shortest or longest stay."""
    if modality.on_site:
        return profile.windows
    return tuple(Window(w.starts, w.ends, None, None, w.notice_weeks, w.yearly) for w in profile.windows)


def best_fit(windows: Iterable[Window], asked: Stay, as_of: date | None) -> Fit | None:
    """Give the earliest start of the shortest stay in any window, or the start that moves the need least.

    None when no window that is long enough opens within a month of the asked days.
    """
    first, last, near = asked.first.toordinal(), asked.last.toordinal(), 31 + asked.min_days
    found = []
    for window in windows:
        length = max(asked.min_days, window.min_days or 0)
        if length > asked.max_days:
            continue
        notice = notice_until(window, as_of)
        for starts, ends in occurrences(window, first - near, last + near):
            opens, closes = max(starts, notice), ends - length + 1
            if opens <= closes:
                start = min(max(opens, first), closes)
                found.append((max(start - last, first - start, 0), start, -(ends - start + 1)))
    if not found:
        return None
    off, start, longest = min(found)
    return Fit(date.fromordinal(start), off, -longest)


def longest_stay(profile: Profile, windows: Iterable[Window]) -> int | None:
    """Give the most days at once that leave and these windows allow a person; None is no limit."""
    caps = [window.max_days for window in windows]
    known = [cap for cap in caps if cap is not None]
    bounds = [max(known)] if known and len(known) == len(caps) else []
    if profile.must_keep_job and profile.max_leave_days is not None:
        bounds.append(profile.max_leave_days)
    return min(bounds, default=None)


def visits_possible(windows: Iterable[Window], asked: Series, first: date, as_of: date | None) -> int:
    """Count the visits of a series that fit into windows, within its months from the first start."""
    free_from, last = first.toordinal(), add_months(first, asked.within_months).toordinal()
    count = 0
    open_periods = sorted(
        ((period, window) for window in windows for period in occurrences(window, free_from, last)), key=itemgetter(0)
    )
    for (opens, closes), window in open_periods:
        ends = min(closes, last)
        days = ends - max(opens, free_from, notice_until(window, as_of)) + 1
        visits = max(min(days, window.max_days or days), 0) // asked.days_each
        if window.min_days is None or window.min_days <= asked.days_each:
            count += visits
            free_from = max(free_from, ends + 1) if visits else free_from
    return count


def shared_hours(expert_zone: str, host_zone: str, day: date) -> float | None:
    """Count the hours a day when host (8 to 17) and expert (7 to 22) can meet; None without known zones."""
    expert, host = _offset(expert_zone, day), _offset(host_zone, day)
    if expert is None or host is None:
        return None
    ahead = expert - host
    return max(
        sum(
            max(
                0.0,
                min(_LAST_HOUR_AT_HOST, _LAST_HOUR_OF_EXPERT - ahead + turn)
                - max(_FIRST_HOUR_AT_HOST, _FIRST_HOUR_OF_EXPERT - ahead + turn),
            )
            for turn in (-24, 0, 24)
        ),
        0.0,
    )


@lru_cache(_REMEMBERED)
def _offset(zone: str, day: date) -> float | None:
    try:
        offset = datetime.combine(day, time(12), tzinfo=ZoneInfo(zone)).utcoffset() if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones is no zone
        return None
    return None if offset is None else offset / timedelta(hours=1)

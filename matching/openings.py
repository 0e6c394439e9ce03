"""The calendar arithmetic of `windows` for many windows at once: days are ordinals, to the day the same."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.columns import UNKNOWN, Entries, Truth, Whole
from matching.kernel import compiled
from matching.types import Series
from matching.windows import Stay, add_months

_BEFORE = 306  # days of the calendar's first year from March on
_BITS = 22  # hold an ordinal
_LOW = (1 << _BITS) - 1
_NO_FIT = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Fits:
    """The best start in each window, packed so that the least is the best: days off, start, longest stay."""

    packed: Whole

    @property
    def there(self) -> Truth:
        """Whether there is any."""
        return self.packed < _NO_FIT

    @property
    def days_off(self) -> Whole:
        """By how many days the need would have to move; nonsense without a fit."""
        return self.packed >> 2 * _BITS

    @property
    def start(self) -> Whole:
        """The first day."""
        return self.packed >> _BITS & _LOW

    @property
    def longest(self) -> Whole:
        """The days from the start to the end of the window."""
        return _LOW - (self.packed & _LOW)

    @property
    def in_time(self) -> Truth:
        """Whether the need can stay where it is."""
        on_time: Truth = self.days_off == 0
        return self.there & on_time

    def by_row(self, windows: Entries) -> "Fits":
        """Give each person the best of their windows."""
        best = np.full(windows.rows, _NO_FIT)
        np.minimum.at(best, windows.place, self.packed)
        return Fits(best)


def fits(windows: Entries, asked: Stay, as_of: date | None) -> Fits:
    """Give the best fit of each window, as `best_fit` does."""
    near = 31 + asked.min_days
    first, last = asked.first.toordinal(), asked.last.toordinal()
    at, starts, ends = _periods(windows, first - near, last + near)
    length = np.maximum(asked.min_days, windows["min_days"])[at]
    opens = np.maximum(starts, _notice_until(windows, as_of)[at])
    closes = ends - length + 1
    start = np.minimum(np.maximum(opens, first), closes)
    off = np.maximum(np.maximum(start - last, first - start), 0)
    packed = off << 2 * _BITS | start << _BITS | _LOW - (ends - start + 1)
    best = np.full(len(windows.place), _NO_FIT)
    np.minimum.at(best, at, np.where((opens <= closes) & (length <= asked.max_days), packed, _NO_FIT))
    return Fits(best)


def visits(windows: Entries, asked: Series, days_each: Whole, first: date, as_of: date | None) -> Whole:
    """Count for each person the visits of a series, of `days_each` days for that person, as `visits_possible` does."""
    begin, last = first.toordinal(), add_months(first, asked.within_months).toordinal()
    at, starts, ends = _periods(windows, begin, last)
    order = np.lexsort((at, ends, starts, windows.place[at]))
    at, starts, ends = at[order], starts[order], np.minimum(ends[order], last)
    opens = np.maximum(starts, _notice_until(windows, as_of)[at])
    periods = np.column_stack([windows.place[at], opens, ends, windows["max_days"][at], windows["min_days"][at]])
    return _count(periods, days_each, begin)


@compiled
def _count(periods: Whole, days_each: Whole, begin: int) -> Whole:
    """Count visits in periods (person, first and last day, most and least days) that come in the order of taking."""
    count, free_from, before = np.zeros(len(days_each), np.int64), begin, -1
    for who, opens, ends, most, least in periods:
        if who != before:
            free_from, before = begin, who
        days = ends - max(opens, free_from) + 1
        if most > 0:
            days = min(days, most)
        if least <= days_each[who] <= days:
            count[who] += days // days_each[who]
            free_from = max(free_from, ends + 1)
    return count


def longest_stays(windows: Entries, leave: Whole) -> Whole:
    """Give the most days at once that each person's leave (UNKNOWN: not bounded) and windows allow, as `longest_stay`.

    UNKNOWN is no limit.
    """
    caps = np.full(windows.rows, UNKNOWN)
    np.maximum.at(caps, windows.place, windows["max_days"])
    caps[windows.any(windows["max_days"] == UNKNOWN)] = UNKNOWN
    return np.where((caps == UNKNOWN) | ((leave != UNKNOWN) & (leave < caps)), leave, caps)


def _notice_until(windows: Entries, as_of: date | None) -> Whole:
    return (as_of.toordinal() + windows["notice_days"]) if as_of else np.ones(len(windows.place), dtype=np.int64)


class _Dates(NamedTuple):
    """The first and last days of windows; a yearly one is open in other years as well."""

    year: NDArray[np.int32]
    month: NDArray[np.int32]
    day: NDArray[np.int32]
    last_year: NDArray[np.int32]
    last_month: NDArray[np.int32]
    last_day: NDArray[np.int32]
    yearly: NDArray[np.int32]


def _periods(windows: Entries, first: int, last: int) -> tuple[Whole, Whole, Whole]:
    """Give when windows are open between two days: which window, its first and its last day."""
    dates = _Dates(*(windows.fields[name] for name in _Dates._fields))
    years = date.fromordinal(first).year - 1, date.fromordinal(last).year
    return _open(dates, windows.at, years, (first, last))


@compiled
def _open(
    dates: _Dates, entries: Whole, years: tuple[int, int], between: tuple[int, int]
) -> tuple[Whole, Whole, Whole]:
    size, most = 0, len(entries) * (years[1] - years[0] + 1)
    at, starts, ends = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.int64)
    for entry in range(len(entries)):
        window = entries[entry]
        own, later = dates.year[window], dates.last_year[window] - dates.year[window]
        begin, end = years if dates.yearly[window] else (own, own)
        for year in range(begin, end + 1):
            opens = _ordinal(year, dates.month[window], dates.day[window])
            closes = _ordinal(year + later, dates.last_month[window], dates.last_day[window])
            if opens <= between[1] and closes >= between[0]:
                at[size], starts[size], ends[size] = entry, opens, closes
                size += 1
    return at[:size], starts[:size], ends[:size]


@compiled
def _ordinal(year: int, month: int, day: int) -> int:
    """Number a day of the Gregorian calendar as `date.toordinal` does; one after the end of its month is the last."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    length = (29 if leap else 28) if month == 2 else (30 if month in (4, 6, 9, 11) else 31)
    march = (month + 9) % 12  # years that begin in March have their leap day at the end
    past = year - (march >= 10)
    return past * 365 + past // 4 - past // 100 + past // 400 + (march * 153 + 2) // 5 + min(day, length) - _BEFORE

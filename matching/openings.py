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

_LONG_AGO = -(10**6)
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
    first, last, near = asked.first.toordinal(), asked.last.toordinal(), 31 + asked.min_days
    days = (first, last, asked.min_days, asked.max_days)
    return Fits(_best(_of(windows), windows.at, _around(first - near, last + near), days, _ordinal_of(as_of)))


def visits(windows: Entries, asked: Series, days_each: Whole, first: date, as_of: date | None) -> Whole:
    """Count for each person the visits of a series, of `days_each` days for that person, as `visits_possible` does."""
    around = _around(first.toordinal(), add_months(first, asked.within_months).toordinal())
    at, starts, ends = _open(_of(windows), windows.at, around)
    found = _Found(windows.place[at], windows.at[at], starts, ends)
    return _count(_of(windows), found, days_each, (*around[2:], _ordinal_of(as_of)))


def longest_stays(windows: Entries, leave: Whole) -> Whole:
    """Give the most days at once that each person's leave (UNKNOWN: not bounded) and windows allow, as `longest_stay`.

    UNKNOWN is no limit.
    """
    caps = np.full(windows.rows, UNKNOWN)
    np.maximum.at(caps, windows.place, windows["max_days"])
    caps[windows.any(windows["max_days"] == UNKNOWN)] = UNKNOWN
    return np.where((caps == UNKNOWN) | ((leave != UNKNOWN) & (leave < caps)), leave, caps)


class _Windows(NamedTuple):
    """The table of windows: first and last days, and what bounds a stay; a yearly one is open in other years too."""

    year: NDArray[np.int32]
    month: NDArray[np.int32]
    day: NDArray[np.int32]
    last_year: NDArray[np.int32]
    last_month: NDArray[np.int32]
    last_day: NDArray[np.int32]
    min_days: NDArray[np.int32]
    max_days: NDArray[np.int32]
    notice_days: NDArray[np.int32]
    yearly: NDArray[np.int32]


class _Found(NamedTuple):
    """Periods: whose, of which window, their first and last days; those of one person stand together."""

    owners: Whole
    windows: Whole
    starts: Whole
    ends: Whole


_Around = tuple[int, int, int, int]
"""The years in which a window may begin to be open between two days, and these days."""


def _of(windows: Entries) -> _Windows:
    return _Windows(*(windows.fields[name] for name in _Windows._fields))


def _around(first: int, last: int) -> _Around:
    return date.fromordinal(first).year - 1, date.fromordinal(last).year, first, last


def _ordinal_of(as_of: date | None) -> int:
    return as_of.toordinal() if as_of else _LONG_AGO


@compiled
def _open(windows: _Windows, entries: Whole, around: _Around) -> tuple[Whole, Whole, Whole]:
    """Give when windows are open between two days: which of the entries, its first and its last day."""
    size, most = 0, len(entries) * (around[1] - around[0] + 1)
    at, starts, ends = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.int64)
    for entry in range(len(entries)):
        window = entries[entry]
        own, later = windows.year[window], windows.last_year[window] - windows.year[window]
        begin, end = (around[0], around[1]) if windows.yearly[window] else (own, own)
        for year in range(begin, end + 1):
            opens = _ordinal(year, windows.month[window], windows.day[window])
            closes = _ordinal(year + later, windows.last_month[window], windows.last_day[window])
            if opens <= around[3] and closes >= around[2]:
                at[size], starts[size], ends[size] = entry, opens, closes
                size += 1
    return at[:size], starts[:size], ends[:size]


@compiled
def _best(windows: _Windows, entries: Whole, around: _Around, days: tuple[int, int, int, int], as_of: int) -> Whole:
    """Pack the best start of each entry; `days`: the first and last start, the shortest and longest stay."""
    best = np.full(len(entries), _NO_FIT)
    first, last, shortest, longest = days
    for at, starts, ends in zip(*_open(windows, entries, around)):  # noqa: B905  # compiled code knows no strict
        window = entries[at]
        length = max(shortest, windows.min_days[window])
        opens, closes = max(starts, as_of + windows.notice_days[window]), ends - length + 1
        if opens <= closes and length <= longest:
            start = min(max(opens, first), closes)
            off = max(start - last, first - start, 0)
            best[at] = min(best[at], off << 2 * _BITS | start << _BITS | _LOW - (ends - start + 1))
    return best


@compiled
def _count(windows: _Windows, found: _Found, days_each: Whole, days: tuple[int, int, int]) -> Whole:
    """Count visits in the periods that were `found`, each person's from the earliest on."""
    owners, windows_of, starts, ends = found
    begin, last, as_of = days
    count, order, low = np.zeros(len(days_each), np.int64), np.arange(len(owners)), 0
    while low < len(owners):
        who, high = owners[low], low
        while high < len(owners) and owners[high] == who:
            place = high
            while place > low and (starts[order[place - 1]], ends[order[place - 1]]) > (starts[high], ends[high]):
                order[place] = order[place - 1]
                place -= 1
            order[place] = high
            high += 1
        free_from = begin
        for each in order[low:high]:
            window, closes = windows_of[each], min(ends[each], last)
            stay = closes - max(starts[each], as_of + windows.notice_days[window], free_from) + 1
            if windows.max_days[window] > 0:
                stay = min(stay, windows.max_days[window])
            if windows.min_days[window] <= days_each[who] <= stay:
                count[who] += stay // days_each[who]
                free_from = max(free_from, closes + 1)
        low = high
    return count


@compiled
def _ordinal(year: int, month: int, day: int) -> int:
    """Number a day of the Gregorian calendar as `date.toordinal` does; one after the end of its month is the last."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    length = (29 if leap else 28) if month == 2 else (30 if month in (4, 6, 9, 11) else 31)
    march = (month + 9) % 12  # years that begin in March have their leap day at the end
    past = year - (march >= 10)
    return past * 365 + past // 4 - past // 100 + past // 400 + (march * 153 + 2) // 5 + min(day, length) - _BEFORE

"""The calendar arithmetic of `windows` for many windows at once: days are ordinals, to the day the same."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from matching.columns import UNKNOWN, Entries, Lines, Truth, Whole
from matching.kernel import compiled
from matching.types import Series
from matching.windows import Stay, add_months

_LONG_AGO = -(10**6)
_BITS = 22  # hold an ordinal
_LOW = (1 << _BITS) - 1
_NO_FIT = np.iinfo(np.int64).max
_YEARS = 64  # that are remembered by their months


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
    return Fits(_best(windows.lines, windows.at, _around(windows, first - near, last + near), days, _ordinal_of(as_of)))


def visits(windows: Entries, asked: Series, days_each: Whole, first: date, as_of: date | None) -> Whole:
    """Count for each person the visits of a series, of `days_each` days for that person, as `visits_possible` does."""
    begin, last = first.toordinal(), add_months(first, asked.within_months).toordinal()
    at, starts, ends = _open(windows.lines, windows.at, _around(windows, begin, last))
    found = _Found(windows.place[at], windows.at[at], starts, ends)
    return _count(windows.lines, found, days_each, (begin, last, _ordinal_of(as_of)))


def longest_stays(windows: Entries, leave: Whole) -> Whole:
    """Give the most days at once that each person's leave (UNKNOWN: not bounded) and windows allow, as `longest_stay`.

    UNKNOWN is no limit.
    """
    caps = np.full(windows.rows, UNKNOWN)
    np.maximum.at(caps, windows.place, windows["max_days"])
    caps[windows.any(windows["max_days"] == UNKNOWN)] = UNKNOWN
    return np.where((caps == UNKNOWN) | ((leave != UNKNOWN) & (leave < caps)), leave, caps)


class _Found(NamedTuple):
    """Periods: whose, of which window, their first and last days; those of one person stand together."""

    owners: Whole
    windows: Whole
    starts: Whole
    ends: Whole


class _Around(NamedTuple):
    """Two days, and in how many years a window may begin to be open between them, the first one the year before.

    `months` has the first day of each month from January of that year on, with all that a window may reach.
    """

    first: int
    last: int
    years: int
    months: Whole


def _around(windows: Entries, first: int, last: int) -> _Around:
    begin, end = date.fromordinal(first).year - 1, date.fromordinal(last).year
    return _Around(first, last, end - begin + 1, _months(begin, end + int(windows["years"].max(initial=0))))


@lru_cache(_YEARS)
def _months(first: int, last: int) -> Whole:
    """Give the first day of each month of some years, and of the month after."""
    months = np.arange(12 * (first - 1970), 12 * (last - 1969) + 1).astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int64) + date(1970, 1, 1).toordinal()


def _ordinal_of(as_of: date | None) -> int:
    return as_of.toordinal() if as_of else _LONG_AGO


@compiled
def _open(lines: Lines, entries: Whole, around: _Around) -> tuple[Whole, Whole, Whole]:
    """Give when windows are open between two days: which of the entries, its first and its last day."""
    size, most = 0, len(entries) * around.years
    at, starts, ends = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.int64)
    for entry in range(len(entries)):
        window = lines[entries[entry]]
        begin = 0 if window["years"] > 0 or not window["yearly"] else 1  # a year before only what wraps
        for year in range(begin, around.years if window["yearly"] else 1):
            opens, closes = int(window["opens"]), int(window["closes"])
            if window["yearly"]:
                opens = _day(around.months, year, window["month"], window["day"])
                closes = _day(around.months, year + window["years"], window["last_month"], window["last_day"])
            if opens <= around.last and closes >= around.first:
                at[size], starts[size], ends[size] = entry, opens, closes
                size += 1
    return at[:size], starts[:size], ends[:size]


@compiled
def _day(months: Whole, year: int, month: int, day: int) -> int:
    """Number a day as `date.toordinal` does, in a year of `months`, from 0 on; one after its month is the last."""
    at = max(12 * year + month - 1, 0)  # of a window that ends long before it begins
    return int(min(months[at] + day, months[at + 1]) - 1)


@compiled
def _best(lines: Lines, entries: Whole, around: _Around, days: tuple[int, int, int, int], as_of: int) -> Whole:
    """Pack the best start of each entry; `days`: the first and last start, the shortest and longest stay."""
    best = np.full(len(entries), _NO_FIT)
    first, last, shortest, longest = days
    for at, starts, ends in zip(*_open(lines, entries, around)):  # noqa: B905  # compiled code knows no strict
        window = lines[entries[at]]
        length = max(shortest, window["min_days"])
        opens, closes = max(starts, as_of + window["notice_days"]), ends - length + 1
        if opens <= closes and length <= longest:
            start = min(max(opens, first), closes)
            off = max(start - last, first - start, 0)
            best[at] = min(best[at], off << 2 * _BITS | start << _BITS | _LOW - (ends - start + 1))
    return best


@compiled
def _count(lines: Lines, found: _Found, days_each: Whole, days: tuple[int, int, int]) -> Whole:
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
            window, closes = lines[windows_of[each]], min(ends[each], last)
            stay = closes - max(starts[each], as_of + window["notice_days"], free_from) + 1
            if window["max_days"] > 0:
                stay = min(stay, window["max_days"])
            if window["min_days"] <= days_each[who] <= stay:
                count[who] += stay // days_each[who]
                free_from = max(free_from, closes + 1)
        low = high
    return count

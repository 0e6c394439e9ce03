"""The calendar arithmetic of `windows` for many windows at once: days are ordinals, to the day the same."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from matching.columns import UNKNOWN, Entries, Truth, Whole
from matching.kernel import compiled
from matching.types import Series
from matching.windows import Stay, add_months

_EPOCH = date(1970, 1, 1).toordinal()
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


def _periods(windows: Entries, first: int, last: int) -> tuple[Whole, Whole, Whole]:
    """Give when windows are open between two days: which window, its first and its last day."""
    years = np.arange(date.fromordinal(first).year - 1, date.fromordinal(last).year + 1)
    yearly = windows["yearly"] != 0
    at = np.concatenate([np.flatnonzero(~yearly), np.repeat(np.flatnonzero(yearly), len(years))])
    year = np.concatenate([windows["year"][~yearly], np.tile(years, np.count_nonzero(yearly))])
    starts = _ordinals(year, windows["month"][at], windows["day"][at])
    ends = _ordinals(
        year + (windows["last_year"] - windows["year"])[at], windows["last_month"][at], windows["last_day"][at]
    )
    open_then = (starts <= last) & (ends >= first)
    return at[open_then], starts[open_then], ends[open_then]


def _ordinals(year: Whole, month: Whole, day: Whole) -> Whole:
    """Number days; one after the end of its month is the last of it."""
    if not len(year):
        return year
    months = (year - 1970) * 12 + month - 1
    least = int(months.min())
    begins = np.arange(least, int(months.max()) + 2).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    begin, following = begins[months - least], begins[months - least + 1]
    days: Whole = begin + np.minimum(day, following - begin) - 1 + _EPOCH
    return days

"""Judges the conditions for many people at once, just as `eligibility` does one by one, which states them."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching import openings
from matching.columns import UNKNOWN, Columns, Entries, Numbers, Truth, Whole, link_name
from matching.levels import CONNECTIONS, cefr
from matching.rules import Case
from matching.timing import h15_conflicts
from matching.types import Facts, Modality, Period, Profile, Vacancy
from matching.windows import Stay, limits, series, shared_hours, stay

_NOBODY = Profile("")
_CLOSED = 0.9  # of the ranks: to close them costs more than to judge a few in vain


@dataclass(frozen=True)
class Screen:
    """Some rows of a pool before one need in one modality."""

    columns: Columns
    rows: Whole
    vacancy: Vacancy
    modality: Modality

    def flat(self, name: str) -> Numbers:
        """Give what each person has one of."""
        return self.columns.flat[name].take(self.rows)

    def several(self, name: str) -> Entries:
        """Give what each person has several of."""
        if name not in self._found:
            self._found[name] = self.columns.tables[name].of(self.rows)
        return self._found[name]

    @cached_property
    def _found(self) -> dict[str, Entries]:
        return {}

    def holding(self, table: str, field: str, names: Iterable[str], least: tuple[str, int] | None = None) -> Truth:
        """Say who has an entry whose `field` is one of some names, with a field of at least so much."""
        known = [number for name in names if (number := self.find(name)) != UNKNOWN]
        return self.columns.tables[table].holding(self.rows, field, known, least)

    def best(
        self, table: str, fields: tuple[str, str], names: Iterable[str], worth: Sequence[Sequence[float]]
    ) -> Numbers:
        """Give for each name the best among each one's entries whose first field it is: `Table.best`."""
        return self.columns.tables[table].best(self.rows, fields, list(map(self.find, names)), worth)

    def there(self, table: str) -> Truth:
        """Say who has any entry."""
        return self.columns.tables[table].there(self.rows)

    def find(self, name: str) -> int:
        """Give the number of a name."""
        return self.columns.names.find(name)

    def name(self, number: int) -> str:
        """Give the name of a number."""
        return self.columns.names.names[number]

    @cached_property
    def windows(self) -> Entries:
        """The windows of the rows, as the modality sees them."""
        found = self.several("windows")
        if self.modality.on_site:
            return found
        lines = found.lines[found.at]
        lines["min_days"], lines["max_days"] = 0, UNKNOWN
        return Entries(found.place, np.arange(len(found.place)), lines, found.rows)

    @cached_property
    def asked(self) -> Stay | None:
        """What the need asks of the calendar; None without a start day."""
        return stay(self.vacancy, self.modality)

    def fits(self, asked: Stay) -> openings.Fits:
        """Give the best start in each window."""
        return openings.fits(self.windows, asked, self.vacancy.as_of)

    @cached_property
    def shared_hours(self) -> Numbers:
        """The hours a day when each person and the host can meet; NaN is not known."""
        day = self.vacancy.start_from or self.vacancy.as_of or date(2000, 1, 1)
        zones = self.flat("time_zone").astype(np.int64)
        hours = np.full(len(self.columns.names.names), math.nan)
        for zone in np.flatnonzero(np.bincount(zones)).tolist():
            found = shared_hours(self.name(zone), self.vacancy.host_time_zone, day)
            hours[zone] = math.nan if found is None else found
        return hours[zones]

    def longest_stays(self, windows: Entries) -> Whole:
        """The most days at once that leave and windows allow people who keep their job."""
        leave = np.nan_to_num(self.flat("max_leave_days"), nan=UNKNOWN).astype(np.int64)
        return openings.longest_stays(windows, leave)


def _family_link(screen: Screen) -> Truth:
    accepted, country = screen.vacancy.rules.accepted_links, screen.vacancy.country
    if accepted is None:
        return _nobody(screen)
    return ~screen.holding("links", "name", (link_name(*one) for one in accepted if not country or one[0] == country))


def _consent(screen: Screen) -> Truth:
    out: Truth = screen.flat("listed") == 0
    return out


def _age(screen: Screen) -> Truth:
    least = screen.vacancy.rules.min_age
    day = screen.vacancy.start_from or screen.vacancy.as_of
    return _nobody(screen) if least is None or day is None else day.year - screen.flat("birth_year") < least


def _qualification(screen: Screen) -> Truth:
    years, level = screen.vacancy.min_years, screen.vacancy.min_isced
    short = _nobody(screen)
    if years is not None:
        held = screen.flat("years")
        short |= np.isnan(held) | (held < years)
    return short if level is None else short | (screen.flat("isced") < level)


def _licence(screen: Screen) -> Truth:
    vacancy = screen.vacancy
    if not vacancy.licence_needed or vacancy.teaching_only:
        return _nobody(screen)
    isco = vacancy.occupations[0] if vacancy.occupations else ""
    day = vacancy.start_from or vacancy.as_of
    groups = (isco[:size] for size in range(len(isco) + 1))
    return ~screen.holding("licences", "isco", groups, ("until", day.toordinal()) if day else None)


def _languages(screen: Screen) -> Truth:
    short = _nobody(screen)
    for need in (need for need in screen.vacancy.languages if need.required and cefr(need.level)):
        short |= ~screen.holding("languages", "code", [need.code], ("level", cefr(need.level)))
    return short


def _modality(screen: Screen) -> Truth:
    out: Truth = screen.flat(screen.modality) == 0
    return out


def _dates(screen: Screen) -> Truth:
    if screen.modality is Modality.PERMANENT or screen.asked is None:
        return _nobody(screen)
    windows = screen.windows
    keeps: Truth = screen.flat("must_keep_job") == 1
    if screen.modality is Modality.CIRCULAR:
        wanted, longest = series(screen.vacancy), screen.longest_stays(windows)
        each = np.where(keeps & (longest != UNKNOWN), np.minimum(wanted.days_each, longest), wanted.days_each)
        possible = openings.visits(windows, wanted, np.maximum(each, 1), screen.asked.first, screen.vacancy.as_of)
        too_few: Truth = possible < wanted.visits
        return too_few
    most = windows["max_days"]
    long_enough = (most == UNKNOWN) | (most >= screen.asked.min_days) | keeps[windows.place]
    return windows.none(screen.fits(screen.asked).in_time & long_enough)


def _job(screen: Screen) -> Truth:
    keeps: Truth = screen.flat("must_keep_job") == 1
    if not screen.modality.on_site or screen.modality is Modality.PERMANENT:
        return keeps if screen.modality.on_site else _nobody(screen)
    windows = screen.windows
    if screen.modality is Modality.CIRCULAR:
        days = series(screen.vacancy).days_each
    else:
        days = limits(screen.vacancy, screen.modality)[0] if screen.asked is None else screen.asked.min_days
        if screen.asked is not None:
            in_time = screen.fits(screen.asked).in_time
            windows = windows.chosen(in_time | ~windows.any(in_time)[windows.place])
    keeps &= screen.longest_stays(windows) < days
    return keeps


def _place(screen: Screen) -> Truth:
    vacancy, accepted = screen.vacancy, screen.flat("max_security_level")
    if not screen.modality.on_site:
        return _nobody(screen)
    nowhere: Truth = ~_nobody(screen)
    for station in vacancy.places:
        away = screen.holding("excluded_regions", "name", [station.region] if station.region else [])
        nowhere &= away | (accepted < (station.security_level or 0))
    nowhere |= screen.holding("excluded_regions", "name", [vacancy.country])
    return nowhere


def _connection(screen: Screen) -> Truth:
    if screen.modality is not Modality.VIRTUAL:
        return _nobody(screen)
    vacancy, held = screen.vacancy, screen.flat("connectivity")
    out = np.isnan(held)
    if vacancy.host_connectivity is None:
        return out
    out |= np.minimum(held, CONNECTIONS[vacancy.host_connectivity]) < CONNECTIONS["audio"]
    if vacancy.overlap_hours:
        shared = screen.shared_hours
        out |= (screen.flat("time_zone") == screen.find("")) | (shared < vacancy.overlap_hours)
    return out


def _travel_page(screen: Screen) -> Truth:
    out: Truth = screen.flat("travel_page_read") == 0
    return out if screen.modality.on_site else _nobody(screen)


def _conflicts(screen: Screen) -> Truth:
    """Conflicts of interest, and placements: somebody with several that are in the way is judged singly."""
    institution, busy = screen.vacancy.institution_id, screen.several("busy")
    out = screen.holding("conflicts", "name", [institution] if institution else [])
    if screen.asked is None:
        return out
    first, last = screen.asked.first.toordinal(), screen.asked.last.toordinal()
    starts, ends = busy["starts"], busy["ends"]
    running = ends >= first
    if screen.modality is not Modality.PERMANENT:
        running &= starts < first + screen.asked.min_days
    several = np.bincount(busy.place, minlength=busy.rows) > 1
    out |= busy.any(running & (ends >= last) & ~several[busy.place])  # one alone: free on the day after it
    for at in np.flatnonzero(busy.any(running) & several & ~out).tolist():
        own = slice(*np.searchsorted(busy.place, [at, at + 1]))
        days = zip(starts[own].tolist(), ends[own].tolist(), strict=True)
        periods = tuple(Period(*map(date.fromordinal, period)) for period in days)
        judged = h15_conflicts(Case(_NOBODY, Facts(busy=periods), screen.vacancy, screen.modality))
        out[at] = judged is not None and judged.blocks
    return out


def _nobody(screen: Screen) -> Truth:
    return np.zeros(len(screen.rows), dtype=bool)


RULES: dict[str, Callable[[Screen], Truth]] = {
    "H8": _modality,
    "H2": _consent,
    "H5": _qualification,
    "H14": _travel_page,
    "H12": _connection,
    "H7": _languages,
    "H1": _family_link,
    "H11": _place,
    "H6": _licence,
    "H4": _age,
    "H9": _dates,
    "H10": _job,
    "H15": _conflicts,
}
"""Who is blocked by a condition; H3 only ever warns. The cheap ones that leave out many come first."""


def blocked(screen: Screen, most: int) -> tuple[Whole, NDArray[np.int8]]:
    """Give the rows that at most so many conditions block, and how many block each."""
    counts = np.zeros(len(screen.rows), dtype=np.int8)
    for rule, judge in RULES.items():
        if rule in screen.vacancy.rules.on and len(screen.rows):
            counts = counts + judge(screen)
            stay = counts <= most
            if np.count_nonzero(stay) < _CLOSED * len(stay):
                left = np.flatnonzero(stay)
                screen, counts = replace(screen, rows=screen.rows[left]), counts[left]
    left = np.flatnonzero(counts <= most)
    return screen.rows[left], counts[left]

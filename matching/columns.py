"""The structured facts of a pool as arrays, a row a person, for what is asked of everybody at once."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching import listed
from matching.levels import CONNECTIONS, cefr
from matching.types import NOTHING_KNOWN, Facts, Modality, Occupation, Profile, Window
from matching.windows import last_day

UNKNOWN = -1
NO_END = date.max

Whole = NDArray[np.int64]
Truth = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Lines = NDArray[np.void]
"""All that is kept of one thing together, so that it comes from the memory at once; the fields have names."""

TABLES: dict[str, tuple[str, ...]] = {
    "links": ("name",),
    "licences": ("isco", "until"),
    "excluded_regions": ("name",),
    "conflicts": ("name",),
    "busy": ("starts", "ends"),
    "skills": ("key", "level", "teaches"),
    "occupations": ("isco", "left"),
    "languages": ("code", "level"),
    "sectors": ("name",),
    "schooling": ("field", "level"),
    "recognised_in": ("name",),
    "preferred_regions": ("name",),
    "windows": (
        *("opens", "closes", "min_days", "max_days", "notice_days"),
        *("yearly", "month", "day", "last_month", "last_day", "years"),
    ),
}
"""What a person can have several of, and what is kept of each; days are ordinals, names are numbered."""


class Names:
    """Numbers for names, in the order in which they were met."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = list(names)
        self._numbers = {name: number for number, name in enumerate(self.names)}

    def number(self, name: str) -> int:
        """Give the number of a name, a new one for a new name."""
        if name not in self._numbers:
            self._numbers[name] = len(self.names)
            self.names.append(name)
        return self._numbers[name]

    def find(self, name: str) -> int:
        """Give the number of a name; UNKNOWN for one that nobody in the pool has."""
        return self._numbers.get(name, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Entries:
    """Some rows' entries of one table: `place` says to which of those rows each belongs, in ascending order."""

    place: Whole
    at: Whole
    lines: Lines
    rows: int

    def __getitem__(self, name: str) -> Whole:
        return self.lines[name][self.at].astype(np.int64)  # take() would copy the whole column

    @property
    def there(self) -> Truth:
        """Which rows have any."""
        return self.any(np.ones(len(self.place), dtype=bool))

    def any(self, which: Truth) -> Truth:
        """Say which rows have one of the entries that are chosen."""
        found = np.zeros(self.rows, dtype=bool)
        found[self.place[which]] = True
        return found

    def none(self, which: Truth) -> Truth:
        """Say which rows have none of the entries that are chosen."""
        found = np.ones(self.rows, dtype=bool)
        found[self.place[which]] = False
        return found

    def largest(self, values: Numbers | Whole) -> Numbers:
        """Give each row the largest of its values; NaN where it has none."""
        found = np.full(self.rows, -np.inf)
        np.maximum.at(found, self.place, values)
        return np.where(np.isneginf(found), np.nan, found)

    def chosen(self, which: Truth) -> "Entries":
        """Give only the entries that are chosen."""
        return Entries(self.place[which], self.at[which], self.lines, self.rows)


@dataclass(frozen=True, slots=True)
class Table:
    """What the rows of a pool have several of: `starts` says where a row's entries begin; a line has all of one."""

    starts: Whole
    lines: Lines

    def of(self, rows: Whole) -> Entries:
        """Give the entries of some rows."""
        return Entries(*listed.entries(self.starts, rows), self.lines, len(rows))

    def holding(self, rows: Whole, field: str, wanted: Sequence[int], least: tuple[str, int] | None = None) -> Truth:
        """Say which of some rows have an entry whose `field` is wanted, and another field of at least so much."""
        name, amount = least or (field, np.iinfo(np.int32).min)
        return listed.holding(self._listed(field, name), rows, np.array(wanted, dtype=np.int64), amount)

    def best(
        self, rows: Whole, fields: tuple[str, str], wanted: Sequence[int], worth: Sequence[Sequence[float]]
    ) -> Numbers:
        """Give for each that is wanted, a line each, the best of a row's entries whose first field is that, else 0.

        `worth` says for each what the second field counts: from UNKNOWN to where more counts no more.
        """
        most = max(map(len, worth), default=1)
        filled = [(*each, *each[-1:] * (most - len(each))) for each in map(tuple, worth)]
        values = np.array(filled, dtype=np.float64).reshape(len(wanted), most)
        return listed.best(self._listed(*fields), rows, np.array(wanted, dtype=np.int64), values)

    def _listed(self, names: str, amounts: str) -> listed.Listed:
        return listed.Listed(self.starts, self.lines[names], self.lines[amounts])

    def there(self, rows: Whole) -> Truth:
        """Say which of some rows have any entry."""
        found: Truth = self.starts[rows + 1] > self.starts[rows]
        return found

    def joined(self, keep: Whole, new: "Table") -> "Table":
        """Give the table with only the rows `keep`, then those of another."""
        kept = self.of(keep)
        counts = np.concatenate([np.diff(self.starts)[keep], np.diff(new.starts)])
        return Table(_starts(counts), together(self.lines[kept.at], new.lines))


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of each person of a pool: one number in `flat` (NaN: not known), several in `tables`."""

    flat: Mapping[str, Numbers]
    tables: Mapping[str, Table]
    names: Names

    @classmethod
    def of(cls, people: Iterable[Profile], names: Names | None = None) -> "Columns":
        """Take in people; ValueError for a level of a language that there is not."""
        known = Names() if names is None else names
        flat: dict[str, list[float]] = {name: [] for name in FLAT}
        lines: dict[str, list[tuple[int, ...]]] = {name: [] for name in TABLES}
        counts: dict[str, list[int]] = {name: [] for name in TABLES}
        for profile in people:
            facts = profile.facts or NOTHING_KNOWN
            for name, value in zip(FLAT, _flat(profile, facts, known), strict=True):
                flat[name].append(math.nan if value is None else value)
            for name, found in zip(TABLES, _several(profile, facts, known), strict=True):
                lines[name].extend(found)
                counts[name].append(len(found))
        tables = {}
        for name, fields in TABLES.items():
            values = np.array(lines[name], dtype=[(field, np.int32) for field in fields])
            tables[name] = Table(_starts(np.array(counts[name], dtype=np.int64)), values)
        return cls({name: np.array(values, dtype=np.float64) for name, values in flat.items()}, tables, known)

    def replaced(self, keep: Sequence[int], people: Iterable[Profile]) -> "Columns":
        """Give the pool with only the rows `keep`, then new people."""
        new, rows = Columns.of(people, self.names), np.array(keep, dtype=np.int64)
        flat = {name: np.concatenate([values[rows], new.flat[name]]) for name, values in self.flat.items()}
        tables = {name: table.joined(rows, new.tables[name]) for name, table in self.tables.items()}
        return Columns(flat, tables, self.names)


FLAT = (
    *("listed", "travel_page_read", "birth_year", "max_security_level"),  # of the facts
    *("years", "isced", "must_keep_job", "max_leave_days", "connectivity", "time_zone", "hours_per_week"),
    *("trained_others", "missions", "host_would_repeat"),
    *Modality,
)
"""What a person has one of; `listed` is active and agreed to be matched, `isced` the highest level of education."""


def _flat(profile: Profile, facts: Facts, names: Names) -> tuple[float | None, ...]:
    return (
        facts.active and facts.consents_to_matching,
        facts.travel_page_read,
        facts.birth_year,
        facts.max_security_level,
        profile.years,
        max((school.level for school in profile.schooling), default=None),
        profile.must_keep_job,
        profile.max_leave_days,
        None if profile.connectivity is None else CONNECTIONS[profile.connectivity],
        names.number(profile.time_zone),
        profile.hours_per_week,
        profile.trained_others,
        profile.missions_completed,
        profile.host_would_repeat,
        *(modality in profile.modalities for modality in Modality),
    )


def _several(profile: Profile, facts: Facts, names: Names) -> tuple[list[tuple[int, ...]], ...]:
    number = names.number
    links = facts.links | {(citizen, "citizen") for citizen in facts.citizenships}
    return (
        [(number(link_name(*link)),) for link in links],
        [(number(held.isco), (held.valid_until or NO_END).toordinal()) for held in facts.licences],
        [(number(name),) for name in facts.excluded_regions],
        [(number(name),) for name in facts.conflicts],
        [(period.starts.toordinal(), period.ends.toordinal()) for period in facts.busy],
        [(number(s.key), UNKNOWN if s.level is None else s.level, s.can_teach) for s in profile.skills],
        [(number(o.isco), _left(o)) for o in profile.occupations],
        [(number(language.code), cefr(language.level)) for language in profile.languages],
        [(number(name),) for name in profile.sectors],
        [(number(school.field), school.level) for school in profile.schooling],
        [(number(name),) for name in profile.recognised_in],
        [(number(name),) for name in profile.preferred_regions],
        [_window(window) for window in profile.windows],
    )


def _window(window: Window) -> tuple[int, ...]:
    starts, ends = window.starts, last_day(window)
    most = UNKNOWN if window.max_days is None else window.max_days
    return (
        *(starts.toordinal(), ends.toordinal(), window.min_days or 0, most, 7 * window.notice_weeks),
        *(window.yearly, starts.month, starts.day, ends.month, ends.day),
        ends.year - starts.year if window.yearly else 0,
    )


def together(one: Lines, other: Lines) -> Lines:
    """Put lines after others, as plain numbers, which are copied at once."""
    return np.concatenate([one.view(np.int32), other.view(np.int32)]).view(one.dtype)


def link_name(country: str, kind: str) -> str:
    """Give one name to a family link."""
    return f"{country}\n{kind}"


def _left(occupation: Occupation) -> int:
    return UNKNOWN if occupation.current or occupation.last_year is None else occupation.last_year


def _starts(counts: Whole) -> Whole:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])

"""The people of a pool: those it was fitted with, who never change, and what changed since, which is small."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TypeVar, overload

import numpy as np

from matching import layers
from matching.columns import Columns, Truth, Whole
from matching.concepts import Concepts
from matching.fusion import Fusion, Sample, bodies_of
from matching.order import Draws, draws
from matching.text_criterion import text_of
from matching.types import NOTHING_KNOWN, Facts, Profile

Found = TypeVar("Found")
Person = tuple[Profile, Facts]
"""Somebody as the score sees them, and the facts apart, so that it cannot see those."""

NOBODY = -1
FEW = 16  # of so many people one is asked for: looking up those few is faster than going through all
_REMEMBERED = 4


@dataclass(frozen=True, slots=True)
class Fitted:
    """A pool as it was fitted or opened, a row each; `learned` from whom, `version` names what is on disk."""

    people: Sequence[Person]
    rows: Mapping[str, int]
    learned: Truth
    draws: Draws
    columns: Columns
    fusion: Fusion
    version: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def fit(cls, profiles: Iterable[Profile], concepts: Concepts | None) -> "Fitted":
        """Take in a pool and learn from it; ValueError for two profiles with one id."""
        pool = list(profiles)
        if len({profile.id for profile in pool}) < len(pool):
            raise ValueError("two profiles have the same id")
        learn = [profile.in_statistics for profile in pool]
        return cls.of(pool, Fusion.fit([text_of(profile) for profile in pool], learn, concepts))

    @classmethod
    def of(cls, pool: Sequence[Profile], fusion: Fusion) -> "Fitted":
        """Take in a pool whose texts are in `fusion`, in the same order."""
        return cls(
            [apart(profile) for profile in pool],
            {profile.id: row for row, profile in enumerate(pool)},
            np.array([profile.in_statistics for profile in pool], dtype=bool),
            draws([profile.id for profile in pool]),
            Columns.of(pool),
            fusion,
        )


@dataclass(frozen=True)
class Pool:
    """What was fitted, which of its rows are `kept`, and who came since: rows after the fitted ones."""

    fitted: Fitted
    kept: Truth
    came: tuple[Profile, ...]
    sample: Sample
    columns_of_came: Columns

    @classmethod
    def of(cls, fitted: Fitted) -> "Pool":
        """Begin: nothing changed yet."""
        nobody = Columns.of([], fitted.columns.names)
        return cls(fitted, np.ones(len(fitted.people), dtype=bool), (), fitted.fusion.sample([]), nobody)

    def exchanged(self, out: Collection[str], profiles: Sequence[Profile]) -> "Pool":
        """Give the pool without the people of some ids, then with some new ones; the work grows with the changes."""
        kept = self.kept.copy()
        kept[[row for name in out if (row := self.fitted.rows.get(name)) is not None]] = False
        stay = [at for at, profile in enumerate(self.came) if profile.id not in out]
        new = self.fitted.fusion.sample([text_of(profile) for profile in profiles])
        return Pool(
            self.fitted,
            kept,
            (*(self.came[at] for at in stay), *profiles),
            layers.stacked(layers.part(self.sample, np.array(stay, dtype=np.int64)), new),
            self.columns_of_came.replaced(stay, profiles),
        )

    def settled(self) -> Fitted:
        """Give the pool as one that is fitted, with the statistics of before and no trace of who is out."""
        if self.unchanged:
            return self.fitted
        rows = np.flatnonzero(self.kept).tolist()
        fusion = self.fitted.fusion.replaced(rows, [text_of(profile) for profile in self.came])
        people = [whole(self.fitted.people[row]) for row in rows]
        return Fitted.of([*people, *self.came], fusion)

    @property
    def unchanged(self) -> bool:
        """Whether nobody came and nobody went since it was fitted."""
        return not self.came and bool(self.kept.all())

    @cached_property
    def must_forget(self) -> bool:
        """Whether what was fitted holds somebody who is out, or learned from somebody of whom it may not any more."""
        learn = {profile.id: profile.in_statistics for profile in self.came}
        gone = ((row, self.fitted.people[row][0].id) for row in np.flatnonzero(~self.kept).tolist())
        return any(name not in learn or (self.fitted.learned[row] and not learn[name]) for row, name in gone)

    @cached_property
    def fusion(self) -> Fusion:
        """The texts of all."""
        if self.unchanged:
            return self.fitted.fusion
        bodies = bodies_of([text_of(profile) for profile in self.came])
        return layers.ChangedFusion.of(self.fitted.fusion, self.kept, self.sample, bodies)

    @cached_property
    def columns(self) -> Columns:
        """The facts of all."""
        fitted = self.fitted.columns
        return layers.joined(fitted, self.columns_of_came) if self.came else fitted

    @cached_property
    def learned(self) -> Truth:
        """From whom the engine may learn what is near to a need."""
        came = [profile.in_statistics for profile in self.came]
        return np.concatenate([self.fitted.learned & self.kept, np.array(came, dtype=bool)])

    @cached_property
    def draws(self) -> Draws:
        """What decides between equals, by row."""
        return np.concatenate([self.fitted.draws, draws([profile.id for profile in self.came])])

    def rows(self, among: Collection[str] | None = None) -> Whole:
        """Give the rows of all, or of those with some ids; an id that nobody has is passed over."""
        return self._everybody if among is None else self._rows_of(frozenset(among))

    @cached_property
    def _everybody(self) -> Whole:
        count = len(self.kept)
        return np.concatenate([np.flatnonzero(self.kept), np.arange(count, count + len(self.came))])

    @cached_property
    def _rows_of(self) -> Callable[[frozenset[str]], Whole]:
        """What was found for the last sets of ids is kept: a list and its near misses ask for the same people."""
        return lru_cache(_REMEMBERED)(self._find)

    def _find(self, asked: frozenset[str]) -> Whole:
        known, there = self.fitted.rows, self.kept.copy()
        if len(asked) < len(known) // FEW:
            found = [row for name in asked if (row := known.get(name)) is not None]
            there[:] = False
            there[found] = self.kept[found]
        else:  # in the order of the pool, which reads it from one end to the other
            there &= np.fromiter(map(asked.__contains__, known), dtype=bool, count=len(known))
        new = [row for name, row in self._row_of_came.items() if name in asked]
        return np.concatenate([np.flatnonzero(there), np.array(new, dtype=np.int64)])

    def row(self, name: str) -> int:
        """Give the row of an id; KeyError for one that nobody has."""
        row = self._row_of_came.get(name, NOBODY)
        if row == NOBODY and not self.kept[row := self.fitted.rows[name]]:
            raise KeyError(name)
        return row

    def person(self, row: int) -> Person:
        """Give somebody."""
        count = len(self.kept)
        return self.fitted.people[row] if row < count else self._people_who_came[row - count]

    def has(self, name: str) -> bool:
        """Say whether somebody has this id."""
        row = self.fitted.rows.get(name, NOBODY)
        return name in self._row_of_came or (row != NOBODY and bool(self.kept[row]))

    def holds(self, profile: Profile) -> bool:
        """Say whether somebody is in the pool with exactly these data."""
        return self.has(profile.id) and self.person(self.row(profile.id)) == apart(profile)

    @cached_property
    def _row_of_came(self) -> dict[str, int]:
        return {profile.id: row for row, profile in enumerate(self.came, start=len(self.kept))}

    @cached_property
    def _people_who_came(self) -> list[Person]:
        return [apart(profile) for profile in self.came]


class Profiles(Sequence[Profile]):
    """What the score may see of each, by row; the rows of who is out are there still."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def __len__(self) -> int:
        return len(self._pool.kept) + len(self._pool.came)

    @overload
    def __getitem__(self, row: int) -> Profile: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Profile]: ...
    def __getitem__(self, row: int | slice) -> Profile | Sequence[Profile]:
        """Give one, or some."""
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        if not 0 <= row < len(self):
            raise IndexError(row)
        return self._pool.person(row)[0]


class ById(Mapping[str, Found]):
    """What `find` gives for the row of an id, for each who is in the pool."""

    def __init__(self, pool: Pool, find: Callable[[int], Found]) -> None:
        self._pool, self._find = pool, find

    def __getitem__(self, name: str) -> Found:
        """Give what is found; KeyError for an id that nobody has."""
        return self._find(self._pool.row(name))

    def __iter__(self) -> Iterator[str]:
        return (self._pool.person(row)[0].id for row in self._pool.rows().tolist())

    def __len__(self) -> int:
        return len(self._pool.rows())


def apart(profile: Profile) -> Person:
    """Keep the facts apart from what the score may see."""
    return replace(profile, facts=None), profile.facts or NOTHING_KNOWN


def whole(person: Person) -> Profile:
    """Give somebody with the facts."""
    return replace(person[0], facts=person[1])

"""Links short titles to the nearest occupations of a lexicon, by labels and by what is said about them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from matching.kernel import Vector
from matching.text import TermModel, char_grams, folded, rows_of, stems

KEPT_OF_A_NEED = 50
KEPT_OF_A_PROFILE = 3
_BATCH = 64

Title = tuple[str, str]
"""A title and its language, "" when that is not said."""

Entry = tuple[str, str, str]
"""A text about a concept: (concept, language, text)."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Texts about concepts as vectors of one kind of term, by language and sorted by concept."""

    analyse: Callable[[str, str], list[str]]
    model: TermModel
    by_language: dict[str, tuple[csc_array, NDArray[np.int64]]]

    @classmethod
    def of(
        cls, entries: Sequence[Entry], column: Mapping[str, int], analyse: Callable[[str, str], list[str]]
    ) -> "_Shelf":
        ordered = sorted(entries, key=itemgetter(1, 0, 2))
        model = TermModel.fit(analyse(text, language) for _, language, text in ordered)
        by_language = {}
        for language, group in groupby(ordered, key=itemgetter(1)):
            members = list(group)
            rows = csc_array(model.transform(analyse(text, language) for _, _, text in members))
            by_language[language] = rows, np.array([column[name] for name, _, _ in members], dtype=np.int64)
        return cls(analyse, model, by_language)

    def best(self, titles: Sequence[str], language: str, concepts: int) -> NDArray[np.float64]:
        """Give the cosine of each title (row) with the nearest text of each concept (column) in a language."""
        columns, concept = self.by_language[language]
        present, starts = np.unique(concept, return_index=True)
        near = (self.model.transform(self.analyse(title, language) for title in titles) @ columns.T).toarray()
        found = np.zeros((len(titles), concepts))
        found[:, present] = np.maximum.reduceat(near, starts, axis=1)
        return found


class TitleLinks:
    """Finds the occupations that a title names, however it is worded.

    `labels` are the entries of all names, `accounts` one entry a concept and language with all that is said about
    it. A title in a language that the lexicon has is compared with texts in that language, else with those in the
    language in which one comes nearest to it.
    """

    def __init__(self, labels: Sequence[Entry], accounts: Sequence[Entry]) -> None:
        self.concepts = tuple(sorted({concept for concept, _, _ in labels}))
        self._column = {concept: at for at, concept in enumerate(self.concepts)}
        self._languages = sorted({language for _, language, _ in labels})
        self._shelves = (
            _Shelf.of(labels, self._column, char_grams),
            _Shelf.of(labels, self._column, stems),
            _Shelf.of(accounts, self._column, stems),
        )
        self._exact: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for concept, language, label in labels:
            self._exact[_key(label, language)].add(self._column[concept])

    def of_need(self, title: Title) -> Vector:
        """Give a title's nearest occupations, from 0 (nothing alike) to 1."""
        (batch,) = self._batches([title])
        (found,) = _strongest(batch, KEPT_OF_A_NEED)
        columns = sorted(found)
        return Vector(
            np.array(columns, dtype=np.int32), np.array([found[column] for column in columns], dtype=np.float64)
        )

    def of_profiles(self, titles: Sequence[Title]) -> csr_array:
        """Give the occupations whose label a title is, in equal parts; else its three nearest."""
        found = [self._named(title) for title in titles]
        rest = [title for title, named in zip(titles, found, strict=True) if named is None]
        nearest = (_at_most_one(row) for batch in self._batches(rest) for row in _strongest(batch, KEPT_OF_A_PROFILE))
        return self._stacked(next(nearest) if named is None else named for named in found)

    def nearest(self, phrase: str, language: str = "", most: int = KEPT_OF_A_NEED) -> list[tuple[str, float]]:
        """Give up to `most` (at most 50) concepts that a phrase is likely to name, as `of_need`, likeliest first."""
        columns, values = self.of_need((phrase, language))
        found = sorted(zip(values.tolist(), columns.tolist(), strict=True), key=lambda pair: (-pair[0], pair[1]))
        return [(self.concepts[column], value) for value, column in found[:most]]

    def _named(self, title: Title) -> dict[int, float] | None:
        languages = [title[1]] if title[1] in self._languages else self._languages
        named = {column for language in languages for column in self._exact.get(_key(title[0], language), ())}
        return dict.fromkeys(named, 1.0 / len(named)) if named else None

    def _batches(self, titles: Sequence[Title]) -> Iterator[NDArray[np.float64]]:
        for start in range(0, len(titles), _BATCH):
            batch = titles[start : start + _BATCH]
            found = np.zeros((len(batch), len(self.concepts)))
            for language in self._languages:
                rows = [at for at, (_, said) in enumerate(batch) if said == language or said not in self._languages]
                if rows:
                    views = self._views([batch[at][0] for at in rows], language)
                    nearer = views.max(axis=1) > found[rows].max(axis=1)
                    found[np.array(rows)[nearer]] = views[nearer]
            yield found

    def _views(self, titles: Sequence[str], language: str) -> NDArray[np.float64]:
        """Average the three views and square: an exact name counts for more than three that are a little alike."""
        views = [shelf.best(titles, language, len(self.concepts)) for shelf in self._shelves]
        return (sum(views[1:], start=views[0]) / len(views)) ** 2

    def _stacked(self, rows: Iterator[dict[int, float]]) -> csr_array:
        indptr, indices, data = [0], [], []
        for row in rows:
            for column, value in sorted(row.items()):
                indices.append(column)
                data.append(value)
            indptr.append(len(indices))
        return rows_of(data, indices, indptr, len(self.concepts))


def _strongest(batch: NDArray[np.float64], most: int) -> Iterator[dict[int, float]]:
    for row in batch:
        best = np.argsort(-row, kind="stable")[:most]
        yield {int(column): float(row[column]) for column in best if row[column] > 0}


def _at_most_one(row: dict[int, float]) -> dict[int, float]:
    whole = max(sum(row.values()), 1.0)
    return {column: value / whole for column, value in row.items()}


def _key(label: str, language: str) -> tuple[str, ...]:
    return language, *folded(label, language)

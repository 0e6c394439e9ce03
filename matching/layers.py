"""A fitted pool with what changed since: rows that are out, rows that came; nothing is learned anew, nothing copied."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from matching import search
from matching.columns import Columns, Entries, Numbers, One, Several, Truth, Whole
from matching.fusion import Fusion, Sample, Vectors
from matching.similarity import Similarity


@dataclass(frozen=True, slots=True)
class ChangedSimilarity(Similarity):
    """Stage one over the fitted rows, as far as they are `kept`, and over those of `new`, which come after them."""

    new: Vectors = field(kw_only=True)
    kept: Truth = field(kw_only=True)

    def nearest(
        self, queries: Vectors, k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Give each allowed profile that is at least as near to a need as the k-th nearest, and its similarity.

        The new ones are few: each is compared.
        """
        count = len(self.kept)
        fitted = self.kept if allowed is None else self.kept & allowed[:count]
        came = np.arange(self.new[0].shape[0]) if allowed is None else np.flatnonzero(allowed[count:])
        rows, near = Similarity.nearest(self, queries, k, fitted)
        rows = np.concatenate([rows, came + count])
        near = np.concatenate([near, search.similarities(self.new, queries, came)])
        if len(rows) > k:
            enough = near >= np.partition(near, -k)[-k]
            return rows[enough], near[enough]
        return rows, near

    def chosen(self, queries: Vectors, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the similarity of some profiles to a need."""
        split = _Split.of(rows, len(self.kept))
        near = (Similarity.chosen(self, queries, split.fitted), search.similarities(self.new, queries, split.came))
        return np.asarray(np.concatenate(near)[split.place])

    def scores(self, queries: Vectors) -> NDArray[np.float64]:
        """Give the similarity of each need (row) to each profile (column), also to those who are not kept."""
        came = np.zeros((queries[0].shape[0], self.new[0].shape[0]))
        for query, block in zip(queries, self.new, strict=True):
            came += (block @ query.T).toarray().T
        return np.hstack([Similarity.scores(self, queries), came])

    def rows(self, row: int) -> Vectors:
        """Give the vectors of one profile."""
        count = len(self.kept)
        return Similarity.rows(self, row) if row < count else tuple(block[[row - count]] for block in self.new)


@dataclass(frozen=True, slots=True)
class ChangedFusion(Fusion):
    """Stage two over the fitted rows and those of `new`, which come after them; `bodies` speaks of all."""

    new: Sample

    @classmethod
    def of(cls, fitted: Fusion, kept: Truth, new: Sample, bodies: Truth) -> "ChangedFusion":
        """Join what was fitted and what came since."""
        old = fitted.similarity
        similarity = ChangedSimilarity(old.blocks, old.postings, old.concepts, new=new.stage_one, kept=kept)
        everybody = np.concatenate([fitted.bodies, bodies])
        return cls(similarity, fitted.titles, fitted.latent, fitted.coordinates, everybody, new)

    def chosen(self, rows: NDArray[np.int64]) -> Sample:
        """Give some of the pool."""
        split = _Split.of(rows, len(self.coordinates))
        if not len(split.came):
            return Fusion.chosen(self, rows)
        return part(stacked(Fusion.chosen(self, split.fitted), part(self.new, split.came)), split.place)


@dataclass(frozen=True, slots=True)
class _Split:
    """Which of some rows were fitted, which came since, and where each stands once the two are put together."""

    fitted: Whole
    came: Whole
    place: Whole

    @classmethod
    def of(cls, rows: Whole, count: int) -> "_Split":
        old = rows < count
        place = np.empty(len(rows), dtype=np.int64)
        place[np.concatenate([np.flatnonzero(old), np.flatnonzero(~old)])] = np.arange(len(rows))
        return cls(rows[old], rows[~old] - count, place)


def part(sample: Sample, rows: Whole) -> Sample:
    """Give some rows of a sample."""
    stage_one, titles = (tuple(csr_array(block[rows]) for block in kind) for kind in (sample.stage_one, sample.titles))
    return Sample(stage_one, titles, sample.latent[rows])


def stacked(first: Sample, second: Sample) -> Sample:
    """Put the rows of one sample after those of another."""
    stage_one, titles = (
        tuple(csr_array(vstack(pair)) for pair in zip(*kinds, strict=True))
        for kinds in ((first.stage_one, second.stage_one), (first.titles, second.titles))
    )
    return Sample(stage_one, titles, np.vstack([first.latent, second.latent]))


def joined(fitted: Columns, new: Columns, count: int) -> Columns:
    """Put the columns of those who came after those of the `count` who were fitted; both number names alike."""
    flat = {name: _Numbers(values, new.flat[name], count) for name, values in fitted.flat.items()}
    tables = {name: _Table(table, new.tables[name], count) for name, table in fitted.tables.items()}
    return Columns(flat, tables, fitted.names)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What each has one of."""

    fitted: One
    new: One
    count: int

    def __getitem__(self, rows: Whole, /) -> Numbers:
        came = rows >= self.count
        if not self.count or not came.any():
            return self.fitted[rows] if self.count else self.new[rows]
        found = self.fitted[np.minimum(rows, self.count - 1)]
        found[came] = self.new[rows[came] - self.count]
        return found


@dataclass(frozen=True, slots=True)
class _Table:
    """What each has several of."""

    fitted: Several
    new: Several
    count: int

    def of(self, rows: Whole) -> Entries:
        """Give the entries of some rows."""
        came = rows >= self.count
        if not came.any():
            return self.fitted.of(rows)
        parts = self.fitted.of(rows[~came]), self.new.of(rows[came] - self.count)
        place = np.concatenate(
            [np.flatnonzero(which)[found.place] for which, found in zip((~came, came), parts, strict=True)]
        )
        order = np.argsort(place, kind="stable")
        fields = {
            name: np.concatenate([values, parts[1].fields[name]])[order] for name, values in parts[0].fields.items()
        }
        return Entries(place[order], fields, len(rows))

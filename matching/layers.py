"""A fitted pool with what changed since: rows that are out, rows that came; nothing is learned anew, nothing copied."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from matching import search
from matching.bounding import Bounds
from matching.columns import Columns, Table, Truth, Whole, together
from matching.fusion import Features, Fusion, Question, Sample, compare
from matching.results import Term
from matching.similarity import Similarity, Vectors, vectors_of

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class ChangedSimilarity(Similarity):
    """Stage one over the fitted rows, as far as they are `kept`, and over those of `new`, which come after them."""

    new: tuple[csr_array, ...] = field(kw_only=True)
    kept: Truth = field(kw_only=True)

    def nearest(
        self,
        query: Vectors,
        k: int,
        allowed: NDArray[np.bool_] | None = None,
        bounds: Callable[[], Bounds] | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Give each allowed profile that is at least as near to a need as the k-th nearest, and its similarity.

        The new ones are few: each is compared.
        """
        count = len(self.kept)
        fitted = self.kept if allowed is None else self.kept & allowed[:count]
        came = np.arange(self.new[0].shape[0]) if allowed is None else np.flatnonzero(allowed[count:])
        rows, near = Similarity.nearest(self, query, k, fitted, bounds)
        rows = np.concatenate([rows, came + count])
        near = np.concatenate([near, search.similarities(self.new, query, came)])
        order = np.argsort(-near, kind="stable")
        if len(order) > k:
            order = order[: np.count_nonzero(near >= near[order[k - 1]])]
        return rows[order], near[order]

    def chosen(self, query: Vectors, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the similarity of some profiles to a need."""
        split = _Split.of(rows, len(self.kept))
        near = (Similarity.chosen(self, query, split.fitted), search.similarities(self.new, query, split.came))
        return np.asarray(np.concatenate(near)[split.place])

    def scores(self, query: Vectors) -> NDArray[np.float64]:
        """Give the similarity of a need to each profile, also to those who are not kept."""
        return np.concatenate([Similarity.scores(self, query), search.products(self.new, query)])

    def shared(self, query: Vectors, rows: NDArray[np.int64], language: str = "") -> list[list[Term]]:
        """Give the terms that a need and each of some profiles share."""
        split = _Split.of(rows, len(self.kept))
        found = Similarity.shared(self, query, split.fitted, language)
        found += self.shared_with(self.new, query, split.came, language)
        return [found[at] for at in split.place.tolist()]

    def rows(self, row: int) -> Vectors:
        """Give the vectors of one profile."""
        count = len(self.kept)
        return Similarity.rows(self, row) if row < count else vectors_of(self.new, row - count)


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

    def compared(self, question: Question, rows: NDArray[np.int64]) -> Features:
        """Give what each way of comparing says of some of the pool."""
        split = _Split.of(rows, len(self.coordinates))
        old, came = Fusion.compared(self, question, split.fitted), compare(question, self.new, split.came)
        return {name: np.concatenate([found, came[name]])[split.place] for name, found in old.items()}


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


def joined(fitted: Columns, new: Columns) -> Columns:
    """Put the columns of those who came after those who were fitted; both number names alike."""

    def table(name: str) -> Table:
        one, other = fitted.tables[name], new.tables[name]
        starts = np.concatenate([one.starts, other.starts[1:] + one.starts[-1]])
        return Table(starts, together(one.lines, other.lines))

    flat = _Lazy(fitted.flat, lambda name: np.concatenate([fitted.flat[name], new.flat[name]]))
    return Columns(flat, _Lazy(fitted.tables, table), fitted.names)


class _Lazy(Mapping[str, Made]):
    """What is made for some names, each when it is first asked for."""

    def __init__(self, names: Iterable[str], make: Callable[[str], Made]) -> None:
        self._names, self._make = tuple(names), make
        self._made: dict[str, Made] = {}

    def __getitem__(self, name: str) -> Made:
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

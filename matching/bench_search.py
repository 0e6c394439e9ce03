"""Times stage one on an invented corpus beside its peers, and compares every list with the exact product."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching.generated import documents
from matching.kernel import Vector
from matching.peers import TOP, Ask, Corpus
from matching.similarity import FIELD_WEIGHTS, Block, FieldWeights, Similarity, by_field
from matching.text import TermModel

OURS = "ours"
MASKS = {"ours, 50 % allowed": 0.5, "ours, 10 % allowed": 0.1, "ours, 1 % allowed": 0.01}


@dataclass(frozen=True, slots=True)
class Searched:
    """One size: milliseconds of every need by engine, postings that one touches a profile, equal lists or not."""

    size: int
    runs: dict[str, list[float]]
    postings_per_profile: float
    identical_top_k: bool

    def median(self, name: str) -> float:
        """Give the median of an engine."""
        return median(self.runs[name])


def measure(size: int, needs: int, seed: int, peers: Mapping[str, Callable[[Corpus], Ask]]) -> Searched:
    """Time all on one corpus in one process, each need by each engine, in another order each time."""
    draw = np.random.default_rng(seed)
    corpus = _corpus(size, needs, seed)
    pool, queries = _ours(corpus)
    everybody = np.ones(size, dtype=bool)
    masks = {OURS: everybody, **{name: draw.random(size) < share for name, share in MASKS.items()}}
    ours = {name: _ask(pool, queries, None if name == OURS else mask) for name, mask in masks.items()}
    asks = {**ours, **{name: build(corpus) for name, build in peers.items()}}
    runs: dict[str, list[float]] = {name: [] for name in asks}
    identical = True
    for ask in asks.values():
        ask(0)  # what is loaded or compiled at the first call is no part of a search
    for number in range(needs):
        for name in draw.permutation(list(asks)).tolist():
            begun = time.perf_counter()
            asks[name](number)
            runs[name].append((time.perf_counter() - begun) * 1000)
        exact = pool.scores((queries[number],))
        for name, mask in masks.items():
            best = np.flatnonzero(mask)[np.argsort(-exact[mask], kind="stable")[:TOP]]
            identical &= np.array_equal(ours[name](number), best)
    rows = pool.blocks[0].rows
    frequency = np.bincount(rows.indices, minlength=rows.shape[1])
    touched = np.mean([frequency[query.columns].sum() / size for query in queries])
    return Searched(size, runs, float(touched), bool(identical))


def _corpus(size: int, needs: int, seed: int) -> Corpus:
    profiles, asked = list(documents(seed, size)), list(documents(seed + 1, needs))
    model = TermModel.fit(profiles)
    vectors = model.transform(asked)
    return Corpus(profiles, asked, model.transform(profiles), [csr_array(vectors[[row]]) for row in range(needs)])


def _ours(corpus: Corpus) -> tuple[Similarity, list[Vector]]:
    """Give the same vectors in the columns of one field, and the needs asked in all fields, as the engine does."""
    shape = corpus.rows.shape[0], corpus.rows.shape[1] * len(FIELD_WEIGHTS)
    columns = corpus.rows.indices * len(FIELD_WEIGHTS) + FieldWeights._fields.index("summary")
    rows = csr_array((corpus.rows.data, columns, corpus.rows.indptr), shape=shape)
    model = TermModel((), np.zeros(0))
    return Similarity.of([Block("words", model, rows)]), [
        by_field(Vector(query.indices, query.data), FIELD_WEIGHTS) for query in corpus.queries
    ]


def _ask(
    pool: Similarity, queries: Sequence[Vector], allowed: NDArray[np.bool_] | None
) -> Callable[[int], NDArray[np.int64]]:
    return lambda number: pool.nearest((queries[number],), TOP, allowed)[0][:TOP]

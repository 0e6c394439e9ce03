"""Times stage one on an invented corpus beside its peers, and compares every list with the exact product."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching.generated import documents
from matching.peers import TOP, Ask, Corpus
from matching.similarity import Block, Similarity
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
    pool = Similarity.of([Block("words", TermModel((), np.zeros(0)), corpus.rows)])
    everybody = np.ones(size, dtype=bool)
    masks = {OURS: everybody, **{name: draw.random(size) < share for name, share in MASKS.items()}}
    ours = {name: _ours(pool, corpus, None if name == OURS else mask) for name, mask in masks.items()}
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
        exact = pool.scores((corpus.queries[number],))[0]
        for name, mask in masks.items():
            best = np.flatnonzero(mask)[np.argsort(-exact[mask], kind="stable")[:TOP]]
            identical &= np.array_equal(ours[name](number), best)
    frequency = np.bincount(corpus.rows.indices, minlength=corpus.rows.shape[1])
    touched = np.mean([frequency[query.indices].sum() / size for query in corpus.queries])
    return Searched(size, runs, float(touched), bool(identical))


def _corpus(size: int, needs: int, seed: int) -> Corpus:
    profiles, asked = list(documents(seed, size)), list(documents(seed + 1, needs))
    model = TermModel.fit(profiles)
    vectors = model.transform(asked)
    return Corpus(profiles, asked, model.transform(profiles), [csr_array(vectors[[row]]) for row in range(needs)])


def _ours(pool: Similarity, corpus: Corpus, allowed: NDArray[np.bool_] | None) -> Callable[[int], NDArray[np.int64]]:
    return lambda number: pool.nearest((corpus.queries[number],), TOP, allowed)[0][:TOP]

"""Times the text search on a generated corpus beside the product and sort that anyone would write."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching.similarity import Block, Similarity
from matching.text import TermModel

TOKENS = 109  # the mean length of a profile's text
TOP = 50
_VOCABULARY = 50_000
_EXPONENT = 0.95  # of the Zipf law: a need then touches about 11 postings a profile


@dataclass(frozen=True, slots=True)
class Timing:
    """One size: median milliseconds a need, postings that a need touches a profile, equal lists or not."""

    profiles: int
    ours_ms: float
    by_hand_ms: float
    postings_per_profile: float
    identical_top: bool


def measure(profiles: int, vacancies: int, seed: int) -> Timing:
    """Time both on one corpus in one process, taking turns; the lists of all needs are compared."""
    draw = np.random.default_rng(seed)
    documents = list(_documents(draw, profiles))
    asked = list(_documents(draw, vacancies))
    model = TermModel.fit(documents)
    rows, queries = model.transform(documents), model.transform(asked)
    pool = Similarity.of([Block("words", model, rows)])
    frequency = np.bincount(rows.indices, minlength=rows.shape[1])
    ours: list[float] = []
    by_hand: list[float] = []
    touched: list[float] = []
    identical = True
    for number in range(vacancies):
        query = csr_array(queries[[number]])
        touched.append(frequency[query.indices].sum() / profiles)
        first = (_ours, _by_hand) if number % 2 else (_by_hand, _ours)
        lists = {}
        for way in first:
            begun = time.perf_counter()
            lists[way] = way(pool, query)
            (ours if way is _ours else by_hand).append((time.perf_counter() - begun) * 1000)
        identical &= bool(np.array_equal(lists[_ours], lists[_by_hand]))
    return Timing(profiles, statistics.median(ours), statistics.median(by_hand), float(np.mean(touched)), identical)


def _ours(pool: Similarity, query: csr_array) -> NDArray[np.int64]:
    rows, similarities = pool.nearest((query,), TOP)
    return rows[np.argsort(-similarities, kind="stable")][:TOP]


def _by_hand(pool: Similarity, query: csr_array) -> NDArray[np.int64]:
    scores = np.asarray((pool.blocks[0].rows @ query.T).toarray()).ravel()
    return np.argsort(-scores, kind="stable")[:TOP]


def _documents(draw: np.random.Generator, count: int) -> Iterator[list[str]]:
    """Draw documents of words whose frequencies follow a Zipf law, in random order."""
    chance = 1.0 / np.arange(1, _VOCABULARY + 1) ** _EXPONENT
    edges = np.cumsum(chance / chance.sum())
    for _ in range(count):
        length = max(int(draw.normal(TOKENS, TOKENS / 5)), 1)
        yield [f"w{rank}" for rank in np.searchsorted(edges, draw.random(length) * edges[-1]).tolist()]

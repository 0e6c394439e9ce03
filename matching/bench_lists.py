"""Times whole lists of invented people, stage by stage, and what a saved profile costs."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import generated
from matching.peers import TOP
from matching.ranker import Ranker
from matching.text_criterion import REFERENCE, words_of
from matching.types import Vacancy

STAGES = ("text question", "conditions", "nearest", "points", "explanation")
_RECALLED, _UPDATES = 20, 5


@dataclass(frozen=True, slots=True)
class Listed:
    """One size: milliseconds of every list, whole and by stage, and of updates; recall of stage one; lengths."""

    size: int
    runs: dict[str, list[float]]
    updates: list[float]
    recall: float
    shown: float


class _Watched(Ranker):
    """Notes where the time of a list goes; the conditions have what is left of the whole."""

    def begin(self) -> dict[str, float]:
        """Start a list anew."""
        self.text_.ask.cache_clear()
        self.spent_ = dict.fromkeys(STAGES, 0.0)
        return self.spent_

    def _ask(self, *given: Any) -> Any:
        return self._timed("text question", super()._ask, *given)

    def _nearest(self, *given: Any) -> Iterator[tuple[int, float]]:
        walk = super()._nearest(*given)
        return iter(self._timed("nearest", list, islice(walk, self.candidates)))

    def _by_score(self, *given: Any) -> Any:
        walk = super()._by_score
        return iter(self._timed("points", lambda: list(islice(walk(*given), TOP))))

    def _explained(self, *given: Any) -> Any:
        return self._timed("explanation", super()._explained, *given)

    def _timed(self, stage: str, work: Any, *given: Any) -> Any:
        begun = time.perf_counter()
        try:
            return work(*given)
        finally:
            self.spent_[stage] += time.perf_counter() - begun


def measure(size: int, needs: int, seed: int) -> Listed:
    """Rank invented people for invented needs, with conditions, criteria and reasons, TOP results each."""
    people = list(generated.profiles(size, seed))
    asked = list(generated.needs(needs, seed))
    ranker = _Watched().fit(people)
    runs: dict[str, list[float]] = {name: [] for name in ("whole", *STAGES)}
    lengths = []
    ranker.begin()
    ranker.rank(asked[0])
    for vacancy in asked:
        spent = ranker.begin()
        begun = time.perf_counter()
        lengths.append(len(ranker.rank(vacancy, k=TOP)))
        whole = time.perf_counter() - begun
        spent["conditions"] = whole - sum(spent.values())
        for name, seconds in {"whole": whole, **spent}.items():
            runs[name].append(seconds * 1000)
    recall = float(np.mean([_recall(ranker, vacancy) for vacancy in asked[:_RECALLED]]))
    updates = []
    for person in people[:_UPDATES]:
        changed = replace(person, title=f"{person.title} w1")
        begun = time.perf_counter()
        ranker.update([changed])
        updates.append((time.perf_counter() - begun) * 1000)
    return Listed(size, runs, updates, recall, float(np.mean(lengths)))


def _recall(ranker: Ranker, vacancy: Vacancy) -> float:
    """Give the share of the best by the fusion of everybody whom stage one hands over."""
    asked = ranker.text_.ask(words_of(vacancy))
    near, _ = ranker.text_.nearest(asked, REFERENCE)
    fused = ranker.text_.fused(asked, np.arange(len(ranker.profiles_)))
    return float(np.isin(_top(fused), near).mean())


def _top(fused: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.argsort(-fused, kind="stable")[:TOP]

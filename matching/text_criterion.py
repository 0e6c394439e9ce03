"""The text criterion: the nearest profiles by stage one, and what stage two makes of them, from 0 to 1."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching import criteria
from matching.bounding import Bounds
from matching.concepts import Concepts
from matching.fusion import NO_SPREAD, Features, Fusion, Question, Sample, compare, fuse
from matching.order import Draws, draws, nearest
from matching.similarity import FIELD_WEIGHTS, FieldWeights, Text, Vectors
from matching.types import Profile, Vacancy

REFERENCE = 1000
_REMEMBERED = 64
_LONGER = 4  # each stretch of a walk than the one before


@dataclass(frozen=True, slots=True)
class Asked:
    """A need's vectors and its question; None without a word that is known."""

    vectors: Vectors
    question: Question | None


class TextCriterion:
    """Compares needs with a pool; what it found for the last needs is kept, as one need is asked several times."""

    def __init__(self, fusion: Fusion, drawn: Draws, known: NDArray[np.bool_]) -> None:
        """Take a pool, what decides between equals in it, and from whom the engine may learn what is near."""
        self.fusion = fusion
        self._drawn = drawn
        self._known = known
        self._last: tuple[Vectors, Bounds] | None = None  # a need is asked twice in a row: of all, and of the eligible
        self.ask = lru_cache(_REMEMBERED)(self._ask)

    @classmethod
    def fit(
        cls, texts: Sequence[Text], ids: Sequence[str], learn: Sequence[bool], concepts: Concepts | None = None
    ) -> "TextCriterion":
        """Learn from the texts whose `learn` is true, and take in all."""
        return cls(Fusion.fit(texts, learn, concepts), draws(ids), np.array(learn, dtype=bool))

    def warm(self) -> None:
        """Search and compare once for nothing, so that the first need does not wait for the compiled loops."""
        similarity, need = self.fusion.similarity, Text("a", "a")
        similarity.nearest(similarity.need(need), 1)
        self.fusion.ask(need, similarity.read(need), np.zeros(0, dtype=np.int64))

    def _ask(self, need: Text, fields: FieldWeights = FIELD_WEIGHTS) -> Asked:
        read = self.fusion.similarity.read(need)
        vectors = self.fusion.similarity.asked(read, fields)
        asked = Asked(vectors, None)
        if not any(len(vector.columns) for vector in vectors):
            return asked
        rows, similarities = self.nearest(asked, REFERENCE, self._known)
        if (np.diff(similarities) == 0).any():
            rows = rows[np.lexsort((self._drawn[rows], -similarities))]
        return Asked(vectors, self.fusion.ask(need, read, rows[:REFERENCE], fields))

    def nearest(
        self, asked: Asked, k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Give each allowed profile that is at least as near as the k-th nearest, and its similarity."""
        return self.fusion.similarity.nearest(asked.vectors, k, allowed, lambda: self._bounds(asked.vectors))

    def _bounds(self, query: Vectors) -> Bounds:
        last = self._last
        if last is None or last[0] is not query:
            last = self._last = query, self.fusion.similarity.bounds(query)
        return last[1]

    def walk(
        self, asked: Asked, among: NDArray[np.int64], depth: int, tie: Callable[[int], bytes]
    ) -> Iterator[tuple[int, float]]:
        """Walk some of the pool, with similarities, from the nearest on.

        `depth` or so are found at first, as most walks end there, then more.
        """
        allowed = np.zeros(len(self._known), dtype=bool)
        allowed[among] = True
        while allowed.any():
            rows, similarities = self.nearest(asked, depth, allowed)
            yield from nearest(rows, similarities, tie)
            allowed[rows] = False
            depth *= _LONGER

    def similarities(self, asked: Asked, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the similarity of some profiles of the pool."""
        return self.fusion.similarity.chosen(asked.vectors, rows)

    def compared(self, asked: Asked, rows: NDArray[np.int64]) -> Features:
        """Give what each way of comparing says of some profiles of the pool; nothing without a question."""
        return {} if asked.question is None else self.fusion.compared(asked.question, rows)

    def compared_apart(self, asked: Asked, sample: Sample) -> Features:
        """Give what each way of comparing says of profiles that need not be in the pool."""
        rows = np.arange(len(sample.latent))
        return {} if asked.question is None else compare(asked.question, sample, rows)

    def fused(self, asked: Asked, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the fused standardised score of some profiles of the pool."""
        return self.standardised(asked, self.compared(asked, rows), self.similarities(asked, rows))

    def standardised(self, asked: Asked, found: Features, similarities: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give how far above the mean of the nearest profiles each stands, in deviations."""
        if asked.question is None:
            return np.zeros(len(similarities))
        spread = asked.question.spreads["all"]
        return spread.standardised(fuse(asked.question, found)) if spread.deviation > NO_SPREAD else similarities

    def values(self, asked: Asked, found: Features, similarities: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give what the criterion is worth, 0 to 1; NaN for a need without a word that is known.

        Where there is no spread to compare with, the similarity stands for itself.
        """
        if asked.question is None:
            return np.full(len(similarities), np.nan)
        scores = self.standardised(asked, found, similarities)
        compared = asked.question.spreads["all"].deviation > NO_SPREAD
        return criteria.text(scores) if compared else scores.clip(0.0, 1.0)


def text_of(profile: Profile) -> Text:
    """Give what is compared of a profile."""
    return Text(profile.title, profile.summary, profile.experience, profile.education, profile.language)


@lru_cache(_REMEMBERED)
def words_of(vacancy: Vacancy) -> Text:
    """Give what is compared of a need."""
    return Text(vacancy.title, vacancy.text, language=vacancy.language)

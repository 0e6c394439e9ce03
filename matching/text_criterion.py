"""The text criterion: the nearest profiles by stage one, and what stage two makes of them, from 0 to 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching import criteria
from matching.concepts import Concepts
from matching.fusion import NO_SPREAD, Fusion, Question, Sample, fuse
from matching.order import tie_break
from matching.similarity import Text
from matching.types import Profile, Vacancy

REFERENCE = 1000
_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Asked:
    """A need's vectors and its question; None without a word that is known."""

    vectors: tuple[csr_array, ...]
    question: Question | None


class TextCriterion:
    """Compares needs with a pool; what it found for the last needs is kept, as one need is asked several times."""

    def __init__(self, fusion: Fusion, ids: Sequence[str], learn: Sequence[bool]) -> None:
        self.fusion = fusion
        # Equals come in an order that no name and no place in the pool decides.
        drawn = sorted(range(len(ids)), key=lambda row: tie_break(b"", "", ids[row]))
        self._place = np.argsort(np.array(drawn, dtype=np.int64))
        self._known = np.array(learn, dtype=bool)
        self.ask = lru_cache(_REMEMBERED)(self._ask)

    @classmethod
    def fit(
        cls, texts: Sequence[Text], ids: Sequence[str], learn: Sequence[bool], concepts: Concepts | None = None
    ) -> "TextCriterion":
        """Learn from the texts whose `learn` is true, and take in all."""
        return cls(Fusion.fit(texts, learn, concepts), ids, learn)

    def warm(self) -> None:
        """Search once for nothing, so that the first need does not wait for the compiled loops."""
        self.fusion.similarity.nearest(self.fusion.similarity.needs([Text("", "")]), 1)

    def _ask(self, need: Text) -> Asked:
        vectors = self.fusion.similarity.needs([need])
        if not any(block.nnz for block in vectors):
            return Asked(vectors, None)
        rows, similarities = self.fusion.similarity.nearest(vectors, REFERENCE, self._known)
        nearest = rows[np.lexsort((self._place[rows], -similarities))]
        return Asked(vectors, self.fusion.ask(need, nearest[:REFERENCE]))

    def nearest(
        self, asked: Asked, k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Give each allowed profile that is at least as near as the k-th nearest, and its similarity."""
        return self.fusion.similarity.nearest(asked.vectors, k, allowed)

    def similarities(self, asked: Asked, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the similarity of some profiles of the pool."""
        return self.fusion.similarity.chosen(asked.vectors, rows)

    def fused(self, asked: Asked, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the fused standardised score of some profiles of the pool."""
        return self.standardised(asked, self.fusion.chosen(rows), self.similarities(asked, rows))

    def standardised(self, asked: Asked, sample: Sample, similarities: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give how far above the mean of the nearest profiles each stands, in deviations."""
        if asked.question is None:
            return np.zeros(len(similarities))
        spread = asked.question.spreads["all"]
        return spread.standardised(fuse(asked.question, sample)) if spread.deviation > NO_SPREAD else similarities

    def values(self, asked: Asked, sample: Sample, similarities: NDArray[np.float64]) -> list[float | None]:
        """Give what the criterion is worth, 0 to 1; None for a need without a word that is known.

        Where there is no spread to compare with, the similarity stands for itself.
        """
        if asked.question is None:
            return [None] * len(similarities)
        found = self.standardised(asked, sample, similarities)
        if asked.question.spreads["all"].deviation > NO_SPREAD:
            return [criteria.text(z) for z in found.tolist()]
        return [min(max(value, 0.0), 1.0) for value in found.tolist()]


def text_of(profile: Profile) -> Text:
    """Give what is compared of a profile."""
    parts = (profile.summary, profile.experience, profile.education)
    return Text(profile.title, "\n".join(part for part in parts if part), profile.language)


def words_of(vacancy: Vacancy) -> Text:
    """Give what is compared of a need."""
    return Text(vacancy.title, vacancy.text, vacancy.language)

"""Finds the concepts that a phrase means, when it is worded like none of their labels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching.concepts import Concepts
from matching.function_words import FUNCTION_WORDS
from matching.text import TermModel, fold, words

STEM = 5
PIECES = (3, 4, 5)
FAINTEST = 0.2
"""Below this mean cosine a concept shares no more with a phrase than any other does."""

_ARABIC = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None})
_ARTICLE = "ال"
_FUNCTION_WORDS = frozenset(fold(word).translate(_ARABIC) for word in FUNCTION_WORDS)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Texts about concepts as vectors of one kind of term; `owner` is the concept of each row."""

    analyse: Callable[[str], list[str]]
    model: TermModel
    rows: csr_array
    owner: NDArray[np.int64]

    @classmethod
    def of(cls, analyse: Callable[[str], list[str]], texts: Sequence[str], owner: Sequence[int]) -> "_Shelf":
        documents = [analyse(text) for text in texts]
        model = TermModel.fit(documents)
        return cls(analyse, model, model.transform(documents), np.array(owner, dtype=np.int64))

    def best(self, phrase: str, concepts: int) -> NDArray[np.float64]:
        """Give the cosine of the phrase with the nearest text of each concept."""
        found = np.zeros(concepts)
        near = (self.rows @ self.model.transform([self.analyse(phrase)]).T).toarray()[:, 0]
        np.maximum.at(found, self.owner, near)
        return found


class Phrases:
    """The labels of one language, ready to be compared with phrases.

    A phrase is compared by word stems and by pieces of words, with each label and with all labels of a concept
    together; the mean of the four cosines (0 to 1) orders the concepts.
    """

    def __init__(self, concepts: Concepts, language: str) -> None:
        named = [
            (concept, label) for label, ids in sorted(concepts.labels.get(language, {}).items()) for concept in ids
        ]
        self.concepts = tuple(sorted({concept for concept, _ in named}))
        column = {concept: at for at, concept in enumerate(self.concepts)}
        said: dict[int, list[str]] = {}
        for concept, label in named:
            said.setdefault(column[concept], []).append(label)
        labels, owners = [label for _, label in named], [column[concept] for concept, _ in named]
        self._stems = {
            self.concepts[at]: {stem for part in parts for stem in _stems(part)} for at, parts in said.items()
        }
        accounts = [" ".join(parts) for parts in said.values()]
        self._shelves = tuple(
            _Shelf.of(analyse, texts, owner)
            for analyse in (_stems, _pieces)
            for texts, owner in ((labels, owners), (accounts, list(said)))
        )

    def nearest(self, phrase: str, most: int = 5) -> list[tuple[str, float]]:
        """Give up to `most` (concept, likeness from 0.2 to 1), the likeliest first; equals in the order of ids."""
        if not self.concepts:
            return []
        likeness = np.mean([shelf.best(phrase, len(self.concepts)) for shelf in self._shelves], axis=0)
        best = np.argsort(-likeness, kind="stable")[:most]
        return [(self.concepts[at], float(likeness[at])) for at in best.tolist() if likeness[at] >= FAINTEST]

    def covered(self, phrase: str, concept: str) -> float:
        """Give the share of the phrase's telling words (0 to 1) that some label of a concept has, endings aside."""
        asked = set(_stems(phrase))
        return len(asked & self._stems.get(concept, set())) / len(asked) if asked else 0.0


def _telling(text: str) -> list[str]:
    plain = words(fold(text).translate(_ARABIC))
    return [word for word in plain if len(word) > 1 and word not in _FUNCTION_WORDS]


def _stems(text: str) -> list[str]:
    """Give the first five letters of each telling word, the Arabic article aside: one stem for most endings."""
    return [_without_article(word)[:STEM] for word in _telling(text)]


def _pieces(text: str) -> list[str]:
    """Give the pieces of three to five letters of each telling word, its two ends marked by a blank."""
    padded = [f" {word} " for word in _telling(text)]
    return [word[at : at + size] for word in padded for size in PIECES for at in range(len(word) - size + 1)]


def _without_article(word: str) -> str:
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word

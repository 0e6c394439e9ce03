"""Says what a need and a profile share, and which words of both led to it: of a concept, words of two languages."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from matching.concepts import Concepts
from matching.genders import LANGUAGES
from matching.kernel import Vector
from matching.results import Term
from matching.similarity import LEAST_SHARE, TERMS, Text
from matching.text import roots, written

_REMEMBERED = 64
_MOST = 3

Spellings = dict[str, tuple[str, ...]]


def sided(terms: Sequence[Term], concepts: Concepts | None, need: Text, profile: Text) -> tuple[Term, ...]:
    """Give the terms with the words of both texts that led to them, at most three a side.

    Texts of two languages of the lexicon share what they mean: the concepts that both come near, by the words with
    roots of their labels.
    """
    if concepts and _across(concepts, need.language, profile.language):
        return _meant(concepts, need, profile)
    kinds = {term.kind for term in terms}
    asked, held = _of_need(concepts, need), _spelled(concepts if "concept" in kinds else None, profile)
    if not (asked or held or concepts):  # all is written as it counts
        return tuple(terms)
    sides = [(t, _side(t, concepts, need, asked), _side(t, concepts, profile, held)) for t in terms]
    return tuple(
        Term(there[0] if t.kind == "word" else t.term, t.share, t.kind, there, here) for t, there, here in sides
    )


def _across(concepts: Concepts, one: str, other: str) -> bool:
    return one != other and {one, other} <= set(concepts.meanings.languages)


def _meant(concepts: Concepts, need: Text, profile: Text) -> tuple[Term, ...]:
    asked, held = _of_need_across(concepts, need), _read(concepts, profile)
    near, far = asked.meaning, held.meaning
    both, here, there = np.intersect1d(near.columns, far.columns, assume_unique=True, return_indices=True)
    products = near.weights[here] * far.weights[there]
    whole, names = float(products.sum()), concepts.meanings.concepts
    shares = [(value / whole, names[at]) for at, value in zip(both.tolist(), products.tolist(), strict=True)]
    strongest = sorted(shares, key=lambda pair: (-pair[0], pair[1]))[:TERMS]
    return tuple(
        Term(concept, share, "concept", asked.words(concepts, concept), held.words(concepts, concept))
        for share, concept in strongest
        if share >= LEAST_SHARE
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """A text by its meaning, with the words behind each label in it and behind each root."""

    language: str
    meaning: Vector
    spelled: Spellings
    rooted: list[tuple[str, str]]

    def words(self, concepts: Concepts, concept: str) -> tuple[str, ...]:
        """Give up to three words that led to a concept."""
        found = self.spelled.get(concept) or concepts.meanings.words_for(concept, self.language, self.rooted)
        return found[:_MOST]


def _read(concepts: Concepts, text: Text) -> _Read:
    said = text.whole
    return _Read(
        text.language,
        concepts.meanings.vector((text.title, text.body, text.language)),
        concepts.spelled(said, text.language),
        [(root, said[start:end]) for _, start, end in written(said) for root in roots(said[start:end], text.language)],
    )


def _side(term: Term, concepts: Concepts | None, text: Text, spelled: Spellings) -> tuple[str, ...]:
    words = spelled.get(term.term, ())
    if term.kind == "word":
        return words[:_MOST] or (term.term,)
    if concepts and not words:
        words = concepts.named_by(term.term, text.title, text.language)
    return words[:_MOST]


def _spelled(concepts: Concepts | None, text: Text) -> Spellings:
    """Give how the concepts of a text are written in it, and the words that it may write otherwise than they count."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    if text.language in LANGUAGES:
        whole = text.whole
        for word, start, end in written(whole, text.language):
            found[word][whole[start:end].lower()] = None
    concepts_in_it = concepts.spelled(text.whole, text.language) if concepts else {}
    return {word: tuple(spans) for word, spans in found.items()} | concepts_in_it


@lru_cache(_REMEMBERED)
def _of_need(concepts: Concepts | None, need: Text) -> Spellings:
    """Remember needs alone: a person's words stay nowhere but in the pool."""
    return _spelled(concepts, need)


@lru_cache(_REMEMBERED)
def _of_need_across(concepts: Concepts, need: Text) -> _Read:
    return _read(concepts, need)

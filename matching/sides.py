"""Says which words of a need and of a profile led to what both share: of a concept, words of two languages."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from matching.concepts import Concepts
from matching.results import Term
from matching.similarity import Text

_REMEMBERED = 64
_MOST = 3

Spellings = dict[str, tuple[str, ...]]


def sided(terms: Iterable[Term], concepts: Concepts | None, need: Text, profile: Text) -> tuple[Term, ...]:
    """Give the terms with the words of both texts that led to them, at most three a side."""
    found = list(terms)
    if concepts is None or all(term.kind == "word" for term in found):
        return tuple(replace(term, asked=(term.term,), held=(term.term,)) for term in found)
    asked, held = _of_need(concepts, need), concepts.spelled(profile.whole, profile.language)
    return tuple(
        replace(term, asked=_side(term, concepts, need, asked), held=_side(term, concepts, profile, held))
        for term in found
    )


def _side(term: Term, concepts: Concepts, text: Text, spelled: Spellings) -> tuple[str, ...]:
    if term.kind == "word":
        return (term.term,)
    words = spelled.get(term.term) or concepts.named_by(term.term, text.title, text.language)
    return words[:_MOST]


@lru_cache(_REMEMBERED)
def _of_need(concepts: Concepts, need: Text) -> Spellings:
    """Remember needs alone: a person's words stay nowhere but in the pool."""
    return concepts.spelled(need.whole, need.language)

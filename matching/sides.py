"""Says what a need and a profile share, and which words of both led to it: of a concept, words of two languages."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from matching.concepts import Concepts
from matching.results import Term
from matching.similarity import LEAST_SHARE, Text
from matching.text import written

_REMEMBERED = 64
_TERMS = 10
_MOST = 3

Spellings = dict[str, tuple[str, ...]]


def sided(terms: Iterable[Term], concepts: Concepts | None, need: Text, profile: Text) -> tuple[Term, ...]:
    """Give the terms with the words of both texts that led to them, at most three a side.

    Texts of two languages of the lexicon share what they mean: the concepts that both come near, by the words with
    roots of their labels.
    """
    found = list(terms)
    if concepts and _across(concepts, need.language, profile.language):
        return _meant(concepts, need, profile)
    if concepts is None or all(term.kind == "word" for term in found):
        return tuple(replace(term, asked=(term.term,), held=(term.term,)) for term in found)
    asked, held = _of_need(concepts, need), concepts.spelled(profile.whole, profile.language)
    return tuple(
        replace(term, asked=_side(term, concepts, need, asked), held=_side(term, concepts, profile, held))
        for term in found
    )


def _across(concepts: Concepts, one: str, other: str) -> bool:
    return one != other and {one, other} <= set(concepts.meanings.languages)


def _meant(concepts: Concepts, need: Text, profile: Text) -> tuple[Term, ...]:
    meanings = concepts.meanings
    asked, held = (meanings.vectors([text]) for text in (need, profile))
    both = asked.multiply(held).tocsr()
    whole = float(both.sum())
    shares = [(value / whole, meanings.concepts[at]) for at, value in zip(both.indices, both.data, strict=True)]
    spelled = _of_need(concepts, need), concepts.spelled(profile.whole, profile.language)
    texts = [(text.whole, written(text.whole), text.language) for text in (need, profile)]
    found = []
    for share, concept in sorted(shares, key=lambda pair: (-pair[0], pair[1]))[:_TERMS]:
        if share >= LEAST_SHARE:
            sides = [
                known.get(concept) or tuple(meanings.words_for(concept, words, text, language))
                for known, (text, words, language) in zip(spelled, texts, strict=True)
            ]
            found.append(Term(concept, float(share), "concept", sides[0][:_MOST], sides[1][:_MOST]))
    return tuple(found)


def _side(term: Term, concepts: Concepts, text: Text, spelled: Spellings) -> tuple[str, ...]:
    if term.kind == "word":
        return (term.term,)
    words = spelled.get(term.term) or concepts.named_by(term.term, text.title, text.language)
    return words[:_MOST]


@lru_cache(_REMEMBERED)
def _of_need(concepts: Concepts, need: Text) -> Spellings:
    """Remember needs alone: a person's words stay nowhere but in the pool."""
    return concepts.spelled(need.whole, need.language)

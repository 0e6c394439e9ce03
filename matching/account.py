"""One need before some people: what is asked, who they are, and the results with all that explains them."""

from collections.abc import Sequence
from dataclasses import dataclass

from matching import eligibility, reasons, scoring
from matching.concepts import Concepts
from matching.results import Match, Share, Term, band
from matching.sides import sided
from matching.text_criterion import Asked, text_of, words_of
from matching.types import Facts, Modality, Profile, Vacancy


@dataclass(frozen=True, slots=True)
class Question:
    """A need in one modality, and what its text asks."""

    vacancy: Vacancy
    modality: Modality
    asked: Asked


@dataclass(frozen=True, slots=True)
class Scored:
    """Somebody with what each criterion earned and the terms in common; the facts apart: the score cannot see them."""

    profile: Profile
    facts: Facts
    shares: tuple[Share, ...]
    terms: Sequence[Term]


def explained(question: Question, people: Sequence[Scored], concepts: Concepts | None) -> list[Match]:
    """Give the result of each pair: points, reasons, gaps, conditions, and what both texts say.

    Each part is made for all before the next, which is faster: what runs stays near.
    """
    vacancy, modality, words = question.vacancy, question.modality, words_of(question.vacancy)
    scores = [scoring.total(one.shares) for one in people]
    terms = [sided(one.terms, concepts, words, text_of(one.profile)) for one in people]
    why = [
        reasons.reasons(vacancy, one.profile, modality, one.shares, said)
        for one, said in zip(people, terms, strict=True)
    ]
    gaps = [reasons.gaps(vacancy, one.profile, modality, one.shares) for one in people]
    rules = [tuple(eligibility.outcomes(one.profile, one.facts, vacancy, modality)) for one in people]
    return [
        Match(vacancy.id, one.profile.id, modality, score, band(score), one.shares, *told)
        for one, score, *told in zip(people, scores, why, gaps, rules, terms, strict=True)
    ]

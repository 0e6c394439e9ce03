"""One need before one person: what is asked, who they are, and the result with all that explains it."""

from collections.abc import Sequence
from dataclasses import dataclass

from matching import eligibility, reasons, scoring
from matching.concepts import Concepts
from matching.results import Match, Share, band
from matching.sides import sided
from matching.similarity import Similarity, Vector
from matching.text_criterion import Asked, text_of, words_of
from matching.types import Facts, Modality, Profile, Vacancy


@dataclass(frozen=True, slots=True)
class Question:
    """A need in one modality, and what its text asks."""

    vacancy: Vacancy
    modality: Modality
    asked: Asked


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be ranked: facts apart, so that the score cannot see them."""

    profile: Profile
    facts: Facts
    vectors: Sequence[Vector]


def explained(
    question: Question, person: Person, shares: tuple[Share, ...], similarity: Similarity, concepts: Concepts | None
) -> Match:
    """Give the result of one pair: its points, reasons, gaps, conditions, and what both texts say."""
    vacancy, modality, profile = question.vacancy, question.modality, person.profile
    shared = similarity.shared(question.asked.weights, person.vectors, vacancy.language)
    terms = sided(shared, concepts, words_of(vacancy), text_of(profile))
    score = scoring.total(shares)
    return Match(
        vacancy_id=vacancy.id,
        profile_id=profile.id,
        modality=modality,
        score=score,
        band=band(score),
        shares=shares,
        reasons=reasons.reasons(vacancy, profile, modality, shares, terms),
        gaps=reasons.gaps(vacancy, profile, modality, shares),
        rules=tuple(eligibility.outcomes(profile, person.facts, vacancy, modality)),
        terms=terms,
    )

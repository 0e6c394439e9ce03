"""Puts the criteria together: what each earned, rescaled to 100 over those that have data."""

from collections.abc import Mapping

from matching import criteria
from matching.results import Share
from matching.types import Modality, Profile, Vacancy
from matching.weights import CRITERIA


def shares(
    vacancy: Vacancy,
    profile: Profile,
    modality: Modality,
    weights: Mapping[str, float],
    text_value: float | None,
) -> tuple[Share, ...]:
    """Give what each criterion with data earned; their weights sum to 100, their points to the score."""
    values = {"text": text_value}
    for name, judge in criteria.STRUCTURED.items():
        values[name] = judge(vacancy, profile, modality) if weights.get(name) else None
    known = [(name, value) for name in CRITERIA if weights.get(name) and (value := values[name]) is not None]
    whole = criteria.added(weights[name] for name, _ in known)
    return tuple(
        Share(name, weight, value, weight * value)
        for name, value in known
        for weight in (weights[name] * 100.0 / whole,)
    )


def total(parts: tuple[Share, ...]) -> float:
    """Sum the points to the score, from 0 to 100."""
    return min(criteria.added(part.points for part in parts), 100.0)

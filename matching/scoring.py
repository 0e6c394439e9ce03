"""Puts the criteria together: what each earned, rescaled to 100 over those that have data."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching import criteria
from matching.results import Share
from matching.types import Modality, Profile, Vacancy
from matching.weights import CRITERIA

_NO_SPREAD = 1e-12


@dataclass(frozen=True, slots=True)
class TextScale:
    """Mean and deviation of one need's similarities over the people whom the engine may learn from."""

    mean: float
    deviation: float

    @classmethod
    def of(cls, similarities: NDArray[np.float64]) -> "TextScale":
        """Measure the spread; sorted first, so that the order of the pool changes no bit."""
        ordered = np.sort(similarities)
        return cls(float(ordered.mean()), float(ordered.std())) if len(ordered) > 1 else cls(0.0, 0.0)

    def value(self, similarity: float) -> float:
        """Turn a similarity into 0..1; where there is no spread to compare with, it stands for itself."""
        if self.deviation <= _NO_SPREAD:
            return min(max(similarity, 0.0), 1.0)
        return criteria.text((similarity - self.mean) / self.deviation)


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
    whole = math.fsum(weights[name] for name, _ in known)
    return tuple(
        Share(name, weight, value, weight * value)
        for name, value in known
        for weight in (weights[name] * 100.0 / whole,)
    )


def total(parts: tuple[Share, ...]) -> float:
    """Sum the points to the score, from 0 to 100."""
    return min(math.fsum(part.points for part in parts), 100.0)

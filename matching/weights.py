"""The weights of the criteria per modality, versioned, each column summing to 100."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from matching.types import Modality

CRITERIA = (
    "text",
    "skills",
    "occupation",
    "teaching",
    "experience",
    "availability",
    "languages",
    "education",
    "track_record",
    "recognition",
)

# Our own design decision, in the order of CRITERIA: no programme that we know publishes weights.
_DEFAULTS: dict[Modality, tuple[float, ...]] = {
    Modality.TEMPORARY: (35, 16, 12, 9, 7, 7, 6, 4, 4, 0),
    Modality.VIRTUAL: (35, 16, 10, 11, 7, 7, 7, 4, 3, 0),
    Modality.CIRCULAR: (33, 15, 11, 10, 7, 6, 6, 4, 8, 0),
    Modality.PERMANENT: (32, 15, 13, 4, 10, 4, 7, 7, 2, 6),
}


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight of 0 to 100 per modality and criterion; `version` is kept with every run.

    Raises ValueError for an unknown criterion, a missing modality, a negative weight or a sum other than 100.
    """

    version: str
    table: Mapping[Modality, Mapping[str, float]]

    def __post_init__(self) -> None:
        for modality in Modality:
            row = self.table.get(modality)
            if row is None:
                raise ValueError(f"weights {self.version}: {modality} is missing")
            if unknown := set(row) - set(CRITERIA):
                raise ValueError(f"weights {self.version}: unknown criteria {', '.join(sorted(unknown))}")
            if not all(math.isfinite(weight) and weight >= 0 for weight in row.values()):
                raise ValueError(f"weights {self.version}: {modality} has a weight below 0")
            if abs(math.fsum(row.values()) - 100) > 1e-9:
                raise ValueError(f"weights {self.version}: {modality} sums to {math.fsum(row.values()):g}, not 100")


DEFAULT_WEIGHTS = Weights(
    "default-1", {modality: dict(zip(CRITERIA, row, strict=True)) for modality, row in _DEFAULTS.items()}
)

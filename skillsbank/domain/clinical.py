"""Which needs are clinical work: people who do it must be allowed to do so in the country of the need."""

_HEALTH = ("22", "32", "532")
"""ISCO-08: health professionals, health associate professionals, personal care workers in health services."""


def is_clinical(isco: str, *, teaching_only: bool) -> bool:
    """Say whether a need of this ISCO-08 unit group is clinical work; one that is for teaching alone is not."""
    return isco.startswith(_HEALTH) and not teaching_only

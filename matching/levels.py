"""Scales of the field as numbers: CEFR levels and closeness of ISCO and ISCED-F codes."""

from collections.abc import Iterable
from functools import cache, lru_cache

from matching.types import Language

CONNECTIONS = {"text": 0, "audio": 1, "good": 2}
_PAIRS = 1 << 14  # of codes, more than one list ever compares
CEFR = ("", "A1", "A2", "B1", "B2", "C1", "C2")


@cache
def cefr(level: str) -> int:
    """Turn A1 to C2 into 1 to 6, a native speaker into 6, and none into 0; ValueError for anything else."""
    name = "C2" if level.lower() == "native" else level.upper()
    if name not in CEFR:
        raise ValueError(f"{level!r} is no CEFR level: A1, A2, B1, B2, C1, C2 or native")
    return CEFR.index(name)


def spoken(languages: Iterable[Language], code: str) -> int:
    """Give the level (0 to 6) at which a language is spoken; 0 is not at all."""
    best = 0
    for language in languages:
        if language.code == code:
            best = max(best, cefr(language.level))
    return best


@lru_cache(_PAIRS)
def shared_digits(one: str, other: str) -> int:
    """Count the leading digits that two codes share."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))

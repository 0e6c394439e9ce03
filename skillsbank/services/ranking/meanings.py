"""Which concepts of the lexicon somebody's own words are likely to mean."""

from functools import cache

import matching
from skillsbank.services.ranking import pool

LIKELY = 0.35
"""A likeness below this is guessing (0 to 1, matching.Phrases)."""
BESIDE = 0.7
"""What is less than so much of the best likeness is not offered beside it."""


def meant(words: str, language: str, most: int = 3) -> list[str]:
    """Return up to `most` concepts that words in `language` are likely to mean, the likeliest first."""
    found = _phrases(language).nearest(words, most)
    return [concept for concept, likeness in found if likeness >= max(LIKELY, BESIDE * found[0][1])]


@cache
def _phrases(language: str) -> matching.Phrases:
    return matching.Phrases(pool.lexicon(), language)

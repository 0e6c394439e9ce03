"""Which concepts of the lexicon somebody's own words are likely to mean."""

from functools import cache

import matching
from skillsbank.services.ranking import pool

LIKELY = 0.35
"""A likeness below this is guessing (0 to 1, matching.Phrases)."""
COVERED = 0.5
"""A concept that shares no more than half of the words is about something else: "shift planning" is no urban one."""
CANDIDATES = 10
"""So many of the likeliest are looked at."""


def meant(words: str, language: str, most: int = 3) -> list[str]:
    """Return up to `most` concepts that words in `language` are likely to mean, the likeliest first."""
    phrases = _phrases(language)
    found = [concept for concept, likeness in phrases.nearest(words, CANDIDATES) if likeness >= LIKELY]
    return [concept for concept in found if phrases.covered(words, concept) > COVERED][:most]


@cache
def _phrases(language: str) -> matching.Phrases:
    return matching.Phrases(pool.lexicon(), language)

"""Which concepts of the lexicon somebody's own words are likely to mean."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from matching.text import stems
from skillsbank.services.ranking import pool

LIKELY = 0.12
"""A likeness below this is guessing (0 to 1, matching.titles)."""
COVERED = 0.5
"""A concept that shares no more than half of the words is about something else: "shift planning" is no urban one."""
CANDIDATES = 10
"""So many of the likeliest are looked at."""


def meant(words: str, language: str, most: int = 3) -> list[str]:
    """Return up to `most` concepts that words in `language` are likely to mean, the likeliest first."""
    asked, named = set(stems(words)), _stems(language)
    if not asked:
        return []
    likely = pool.lexicon().titles.nearest(words, language, CANDIDATES)
    found = [concept for concept, likeness in likely if likeness >= LIKELY]
    return [concept for concept in found if len(asked & named.get(concept, set())) > COVERED * len(asked)][:most]


@cache
def _stems(language: str) -> Mapping[str, set[str]]:
    """Return the stems of all labels of each concept in a language."""
    found: dict[str, set[str]] = defaultdict(set)
    for label, concepts in pool.lexicon().labels.get(language, {}).items():
        for concept in concepts:
            found[concept].update(stems(label))
    return found

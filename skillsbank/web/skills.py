"""Skills as pages find and name them: what an officer decided, our lexicon, a taxonomy read in, what was meant."""

from flask import g

from skillsbank import reference
from skillsbank.domain.words import WordKind
from skillsbank.queries import suggestions, taxonomy
from skillsbank.services.ranking.meanings import meant
from skillsbank.services.taxonomy import concept_of
from skillsbank.services.words import offered
from skillsbank.web import i18n
from skillsbank.web.database import db

MOST = 10
ENOUGH = 3
"""So many that begin with the words leave no question what was meant."""


def find(words: str) -> list[tuple[str, str]]:
    """Return up to ten (concept, label in the reader's language) for words as somebody types them."""
    language = i18n.language()
    decided = offered(db(), WordKind.SKILL, language, words)
    found = {decided: name(decided)} if decided else {}
    found |= dict(suggestions.skills(words, language, MOST - len(found)))
    if len(found) < MOST and read_in():
        found |= dict(taxonomy.skills(db(), words, language, MOST - len(found)))
    if len(found) < ENOUGH:
        found |= {code: name(code) for code in meant(words[: suggestions.LONGEST_QUERY], language) if code not in found}
    return list(found.items())


def name(concept: str) -> str:
    """Return the label of a concept in the reader's language, else the concept itself."""
    language = i18n.language()
    if concept in reference.concepts() or not read_in():
        return suggestions.skill_label(concept, language)
    return taxonomy.labels(db(), [concept], language).get(concept, concept)


def named(label: str) -> str | None:
    """Return the concept that a label names, letter case and accents aside; None for own words."""
    return suggestions.skill_of(label) or (concept_of(db(), label) if read_in() else None)


def read_in() -> bool:
    """Say whether a taxonomy was read in, asked once a request."""
    if "taxonomy" not in g:
        g.taxonomy = taxonomy.newest(db()) is not None
    return bool(g.taxonomy)

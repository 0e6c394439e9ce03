"""Occupations as pages find them: our own lists first, then a taxonomy that was read in; each leads to a unit group."""

from skillsbank import reference
from skillsbank.domain.words import WordKind
from skillsbank.queries import suggestions, taxonomy
from skillsbank.services.taxonomy import groups_of
from skillsbank.services.words import offered
from skillsbank.web import i18n, labels, skills
from skillsbank.web.database import db

MOST = 10


def find(words: str) -> list[tuple[str, str]]:
    """Return up to ten (ISCO-08 unit group, label in the reader's language) for words as somebody types them."""
    language = i18n.language()
    decided = offered(db(), WordKind.OCCUPATION, language, words)
    found = {decided: labels.isco_title(decided)} if decided else {}
    for code, label in suggestions.occupations(words, language, MOST):
        found.setdefault(code, label)
    if len(found) < MOST and skills.read_in():
        for code, label in taxonomy.occupations(db(), words, language, MOST):
            found.setdefault(code, label)
    return list(found.items())[:MOST]


def code_of(words: str | None, given: str | None) -> str:
    """Return the unit group that the words stand for, or an empty string; `given` is the one chosen before."""
    return suggestions.occupation_code(words, given) or named(words or "", given or "") or ""


def named(words: str, given: str = "") -> str | None:
    """Return the unit group that words name exactly; where they name several, `given` if it is one of them."""
    if own := suggestions.occupation_of(words):
        return own
    if not skills.read_in():
        return None
    name, _, title = words.partition(" (")
    groups = groups_of(db(), words) or (groups_of(db(), name) if title else [])
    if given in groups:
        return given
    return groups[0] if len(groups) == 1 else None


def names(words: str, code: str) -> bool:
    """Say whether words name the unit group `code`, in our own lists or in a taxonomy that was read in."""
    if suggestions.names_occupation(words, code):
        return True
    bare = suggestions.without_title(words, code)
    return code in reference.unit_groups() and skills.read_in() and code in groups_of(db(), bare)

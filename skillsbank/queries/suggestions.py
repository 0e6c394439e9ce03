"""Type-ahead over the code lists: occupations and skills by the first letters of their words, in any language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from skillsbank import reference
from skillsbank.domain.words import normal_words

LANGUAGES = ("en", "fr", "es", "pt", "ar")
LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True)
class _Name:
    """One way to say a code: `words` are normalised; `first` are the names to show first."""

    code: str
    language: str
    words: tuple[str, ...]
    first: bool


def occupations(query: str, language: str, limit: int = 10) -> list[tuple[str, str]]:
    """Return up to `limit` (ISCO-08 unit group, title) whose title, everyday name or typical skill fits `query`.

    A title is followed by the everyday name in the reader's language where that is what fits.
    """
    found = _search(_occupation_names(), query, language, limit)
    if len(found) < limit:
        groups = reference.unit_groups()
        for concept, _name in _search(_skill_names(), query, language, 3):
            found += [(code, None) for code in _isco_of(concept) if code in groups and code not in dict(found)]
    return [(code, _occupation_label(code, name, language)) for code, name in found[:limit]]


def skills(query: str, language: str, limit: int = 10) -> list[tuple[str, str]]:
    """Return up to `limit` (concept of the lexicon, its label in `language`) that fit `query`."""
    return [(code, skill_label(code, language)) for code, _name in _search(_skill_names(), query, language, limit)]


def skill_label(concept: str, language: str) -> str:
    """Return the preferred label of a concept in `language`, else in English, else the concept itself."""
    row = reference.concepts().get(concept)
    return (row.get(language) or row["en"]) if row else concept


def skill_of(label: str) -> str | None:
    """Return the concept that `label` names in some language, letter case and accents aside; None for own words."""
    return _concept_by_words().get(normal_words(label))


def occupation_of(words: str) -> str | None:
    """Return the ISCO-08 unit group that `words` name exactly; None otherwise.

    A title, an everyday name, or "name (title)" as occupations() offers it.
    """
    named = _occupation_by_words()
    if found := named.get(normal_words(words)):
        return found
    code = named.get(normal_words(words.partition(" (")[2].removesuffix(")")))
    return code if code and names_occupation(words, code) else None


def occupation_code(words: str | None, given: str | None) -> str:
    """Return the ISCO-08 unit group that the words stand for, or an empty string.

    `given` is the code that was chosen before: it holds as long as the words still contain its title.
    """
    if words and any(title.casefold() in words.casefold() for title in _titles(given or "")):
        return given or ""
    return occupation_of(words or "") or ""


def names_occupation(words: str, code: str) -> bool:
    """Say whether `words` are a title or an everyday name of the unit group `code`, or both as they are offered."""
    wanted = normal_words(without_title(words, code))
    return any(name.code == code and name.words == wanted for _text, name in _occupation_names())


def without_title(words: str, code: str) -> str:
    """Return the everyday name of what occupations() offered as "name (title)"; other words as they are."""
    for title in _titles(code):
        words = words.removesuffix(f" ({title})")
    return words


def _titles(code: str) -> list[str]:
    return [groups[code] for language in reference.TITLED if code in (groups := reference.unit_groups(language))]


def _occupation_label(code: str, name: str | None, language: str) -> str:
    title = reference.unit_groups(language).get(code, code)
    return f"{name[:1].upper()}{name[1:]} ({title})" if name and name != title else title


def _search(names: Iterable[tuple[str, _Name]], query: str, language: str, limit: int) -> list[tuple[str, str | None]]:
    """Return the best (code, name that fits or None) in order: reader's language, name begins so, shorter name."""
    asked = normal_words(query[:LONGEST_QUERY])
    if not asked:
        return []
    best: dict[str, tuple[tuple[bool, bool, int, str], str | None]] = {}
    for text, name in names:
        if not all(any(word.startswith(part) for word in name.words) for part in asked):
            continue
        ours = name.language == language
        key = (not ours, name.words[: len(asked) - 1] != asked[:-1] or not _opens(name, asked), len(text), text)
        if name.code not in best or key < best[name.code][0]:
            best[name.code] = (key, text if ours and not name.first else None)
    return [(code, text) for code, (_key, text) in sorted(best.items(), key=lambda item: item[1][0])][:limit]


def _opens(name: _Name, asked: tuple[str, ...]) -> bool:
    last = len(asked) - 1
    return len(name.words) > last and name.words[last].startswith(asked[last])


@cache
def _occupation_names() -> tuple[tuple[str, _Name], ...]:
    titles = [
        (title, _Name(code, language, normal_words(title), True))
        for language in reference.TITLED
        for code, title in reference.unit_groups(language).items()
    ]
    everyday = [
        (text, _Name(code, language, normal_words(text), False))
        for code, names in reference.occupation_words().items()
        for language, texts in names.items()
        for text in texts
    ]
    return (*titles, *everyday)


@cache
def _skill_names() -> tuple[tuple[str, _Name], ...]:
    return tuple(
        (label.strip(), _Name(row["id"], language, normal_words(label), place == 0))
        for row in reference.lexicon()
        for language in LANGUAGES
        for place, label in enumerate((row[language], *row[f"{language}_alt"].split(" | ")))
        if label.strip()
    )


def _isco_of(concept: str) -> list[str]:
    return reference.concepts()[concept]["isco"].split()


@cache
def _concept_by_words() -> dict[tuple[str, ...], str]:
    return {name.words: name.code for _text, name in reversed(_skill_names())}


@cache
def _occupation_by_words() -> dict[tuple[str, ...], str]:
    return {name.words: name.code for _text, name in reversed(_occupation_names())}

"""What a file says, as values that the pages of a profile take: one fact for one field or one row."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from skillsbank.domain.errors import Invalid
from skillsbank.domain.sections import SECTIONS
from skillsbank.reading.words import clean

MOST_FACTS = 150
LONGEST = 2000
NOT_READ = frozenset({"visibility", "referees"})
"""Never taken from a file: the person says themselves who may see them, and whom they asked to vouch for them."""
NOTES = frozenset({"pages_without_text", "attachments_left"})

Text = str | list[str]


class Unreadable(Invalid):
    """A file that is not read; `code` says why, and the page what to do."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer: a text, or codes of several boxes, for the field `name`; for a list of rows one row."""

    section: str
    name: str
    value: Text | Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Note:
    """What could not be read or was left out, with numbers of pages or of things."""

    code: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """All that was read in one file; `language` is the one of its texts, if it is certain."""

    kind: str
    facts: tuple[Fact, ...] = ()
    notes: tuple[Note, ...] = ()
    language: str = ""


def columns_of(section: str, name: str) -> tuple[str, ...] | None:
    """Return the columns of a list of rows, an empty tuple for a single field, None where a file has no say."""
    if section in NOT_READ or section not in SECTIONS:
        return None
    if name == "citizenships":
        return ("country",) if section == "about" else None
    part = SECTIONS[section]
    if name == "occupations" and section == "occupation":
        return (*part.rows[name], "own_words")
    return part.rows.get(name) or (() if name in part.columns else None)


def row(section: str, name: str, **columns: str | None) -> Fact | None:
    """Return the fact of one row from the columns that say something; None when none does."""
    said = {column: clean(value) for column, value in columns.items() if value and clean(value)}
    return Fact(section, name, said) if said else None


def single(section: str, name: str, value: str | None) -> Fact | None:
    """Return the fact of one field; None when it says nothing."""
    said = clean(value or "", lines=name in ("summary", "motivation", "public_summary"))
    return Fact(section, name, said) if said else None


def some(*facts: Fact | None) -> list[Fact]:
    """Return the facts that are there."""
    return [fact for fact in facts if fact is not None]


def sent(found: Found) -> dict[str, Any]:
    """Return what was found as plain values."""
    return asdict(found)


def received(raw: Any) -> Found:
    """Return what another process found, after looking at every value: it is trusted no more than the file.

    Raises Unreadable for anything that is not of the right shape.
    """
    try:
        kind, language = str(raw["kind"])[:20], str(raw["language"])[:3]
        facts = tuple(_fact(each, own=kind == "own") for each in raw["facts"])
        notes = tuple(Note(each["code"], tuple(int(n) for n in each["numbers"][:100])) for each in raw["notes"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unreadable("damaged") from None
    if not {note.code for note in notes} <= NOTES:
        raise Unreadable("damaged")
    return Found(kind, _unlike(facts)[:MOST_FACTS], notes, language)


def _fact(raw: Any, *, own: bool) -> Fact:
    section, name, value = str(raw["section"]), str(raw["name"]), raw["value"]
    columns = columns_of(section, name)
    if columns is None:
        raise ValueError(name)
    if columns:
        if not isinstance(value, dict):
            raise TypeError(name)
        return Fact(section, name, {column: _value(value[column], own) for column in columns if column in value})
    return Fact(section, name, _value(value, own))


def _value(raw: Any, own: bool) -> Text:
    """Return a value in bounds; a copy of one's own answers keeps its signs, the form it goes through cleans it."""
    if isinstance(raw, list):
        return [str(each)[:100] for each in raw[:30]]
    if not isinstance(raw, str):
        raise TypeError(raw)
    return raw[:LONGEST] if own else clean(raw, lines=True)[:LONGEST]


def _unlike(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the facts without repetitions, in order."""
    seen: list[Fact] = []
    for fact in facts:
        if fact not in seen:
            seen.append(fact)
    return tuple(seen)

"""Turns the cells of one row into what a person's draft will hold, or into what is wrong with the row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global
from email_validator import EmailNotValidError, validate_email

from skillsbank import clock, reference
from skillsbank.domain.intakes import Row
from skillsbank.domain.words import normal_words
from skillsbank.queries import suggestions
from skillsbank.queries.suggestions import LANGUAGES
from skillsbank.reading.words import cefr, clean, language_code, year

YOUNGEST = 16
MOST_SKILLS, MOST_LANGUAGES, MOST_ORIGINS = 30, 10, 6
UNTOLD_LEVEL = 3
"""Of a skill whose level the list does not tell: the middle, for the person to correct before anybody sees it."""
_LONGEST = {"given_name": 100, "family_name": 100, "city": 100, "summary": 1500}
_PHONE = re.compile(r"^\+?[\d\s().\-/]{5,31}$")
_SEVERAL = re.compile(r"[;|\n؛]|,|،")
_LEVEL = re.compile(r"[\s(]*([1-5])\s*(?:/\s*5)?\)?$")
_SEX = {
    "F": "f female woman femme feminin mujer femenino femenina mulher feminino feminina انثى امراه",
    "M": "m male man homme masculin hombre masculino masculina homem h ذكر رجل",
    "X": "x other autre otro outra outro اخر",
    "N": "n",
}


class _Wrong(Exception):
    """A cell that cannot be taken over; its words are the code."""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What holds where a row says nothing: countries of origin and residence, language of mails."""

    origin: str = ""
    residence: str = ""
    language: str = "en"


def read_row(number: int, cells: Mapping[str, str], unsaid: Unsaid) -> Row:
    """Return the row as it will be taken over, or with everything that is wrong with it."""
    if not any(cells.values()):
        return Row(number, problems=(("", "empty_row"),))
    said: dict[str, Any] = {}
    problems = []
    for name, reader in _READERS.items():
        try:
            said[name] = reader(cells.get(name, ""), unsaid)
        except _Wrong as wrong:
            problems.append((name, str(wrong)))
    given, family = _names(cells)
    if not given and not family:
        problems.append(("full_name", "missing"))
    if max(len(given), len(family)) > 100:
        problems.append(("full_name", "too_long"))
    if problems:
        return Row(number, problems=tuple(problems))
    title, code = said["occupation"]
    job = {"title": title, "isco": code, "years": said["years"] or 0} if title or code else None
    columns = {"given_name": given, "family_name": family, "text_language": said["language"]}
    columns |= {name: said[name] for name in ("phone", "birth_year", "sex", "residence_country", "city", "summary")}
    return Row(
        number, said["email"], said["language"], columns, said["origin"], job, said["skills"], said["languages"]
    )  # fmt: skip


def country_code(words: str) -> str:
    """Return the ISO 3166-1 code of a country named in one of five languages or by a code; empty for none."""
    code = words.strip().upper()
    if code in reference.country_regions():
        return code
    return _countries().get(normal_words(words), "")


def _names(cells: Mapping[str, str]) -> tuple[str, str]:
    given, family = clean(cells.get("given_name", "")), clean(cells.get("family_name", ""))
    whole = clean(cells.get("full_name", ""))
    if whole and not given and not family:
        first, comma, last = whole.partition(",")
        if comma:
            return last.strip(), first.strip()
        given, _space, family = whole.rpartition(" ")
        return (given, family) if given else (family, "")
    return given, family


def _email(words: str, _unsaid: Unsaid) -> str:
    said = clean(words).lower()
    if not said:
        raise _Wrong("missing")
    try:
        validate_email(said, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise _Wrong("no_address") from None
    if len(said) > 190:
        raise _Wrong("too_long")
    return said


def _phone(words: str, _unsaid: Unsaid) -> str:
    said = clean(words)
    if said and not _PHONE.match(said):
        raise _Wrong("no_phone")
    return said


def _birth_year(words: str, _unsaid: Unsaid) -> int | None:
    if not clean(words):
        return None
    found = year(words)
    if not found or int(found) > clock.today().year - YOUNGEST:
        raise _Wrong("too_young" if found else "no_year")
    return int(found)


def _sex(words: str, _unsaid: Unsaid) -> str:
    said = normal_words(words)
    if not said:
        return ""
    for code, names in _SEX.items():
        if said[0] in {word for name in names.split() for word in normal_words(name)}:
            return code
    raise _Wrong("no_such_word")


def _origin(words: str, unsaid: Unsaid) -> tuple[str, ...]:
    parts = [part for part in _SEVERAL.split(words) if clean(part)]
    codes = [country_code(words)] if country_code(words) else [country_code(part) for part in parts]
    if "" in codes:
        raise _Wrong("no_country")
    found = tuple(dict.fromkeys(codes)) or ((unsaid.origin,) if unsaid.origin else ())
    if not found:
        raise _Wrong("missing")
    if len(found) > MOST_ORIGINS:
        raise _Wrong("too_many")
    return found


def _residence(words: str, unsaid: Unsaid) -> str:
    if not clean(words):
        return unsaid.residence
    if not (code := country_code(words)):
        raise _Wrong("no_country")
    return code


def _text(longest: int) -> Any:
    def read(words: str, _unsaid: Unsaid) -> str:
        said = clean(words, lines=longest > 200)
        if len(said) > longest:
            raise _Wrong("too_long")
        return said

    return read


def _occupation(words: str, _unsaid: Unsaid) -> tuple[str, str]:
    said = clean(words)
    if len(said) > 120:
        raise _Wrong("too_long")
    if said in reference.unit_groups():
        return "", said
    return said, suggestions.occupation_of(said) or "" if said else ""


def _years(words: str, _unsaid: Unsaid) -> int | None:
    said = clean(words)
    if not said:
        return None
    found = re.match(r"^\d{1,2}(?![\d])", said)
    if not found or int(found.group()) > 70:
        raise _Wrong("no_years")
    return int(found.group())


def _skills(words: str, _unsaid: Unsaid) -> tuple[Mapping[str, Any], ...]:
    found: dict[str, Mapping[str, Any]] = {}
    for part in _parts(words):
        level = _LEVEL.search(part)
        label = part[: level.start()].strip() if level else part
        if len(label) > 120:
            raise _Wrong("too_long")
        if label:
            row = {"label": label, "concept": suggestions.skill_of(label)}
            found.setdefault(label.casefold(), {**row, "level": int(level.group(1)) if level else UNTOLD_LEVEL})
    if len(found) > MOST_SKILLS:
        raise _Wrong("too_many")
    return tuple(found.values())


def _languages(words: str, _unsaid: Unsaid) -> tuple[Mapping[str, str], ...]:
    """Return languages with their levels; one without a level is left for the person to tell."""
    found: dict[str, str] = {}
    for part in _parts(words):
        level = cefr(part)
        name = re.sub(r"\(.*?\)|[:=–-].*$|\b[ABCabc][12]\b.*$", "", part).strip()
        code = language_code(name) or next(filter(None, (language_code(word) for word in name.split())), "")
        if not code:
            raise _Wrong("no_language")
        if level:
            found[code] = level
    if len(found) > MOST_LANGUAGES:
        raise _Wrong("too_many")
    return tuple({"code": code, "level": level} for code, level in found.items())


def _language(words: str, unsaid: Unsaid) -> str:
    code = language_code(clean(words))
    return code if code in LANGUAGES else unsaid.language


def _parts(words: str) -> Iterator[str]:
    yield from (clean(part) for part in _SEVERAL.split(words) if clean(part))


_READERS: dict[str, Any] = {
    "email": _email,
    "phone": _phone,
    "birth_year": _birth_year,
    "sex": _sex,
    "origin": _origin,
    "residence_country": _residence,
    "city": _text(_LONGEST["city"]),
    "occupation": _occupation,
    "years": _years,
    "skills": _skills,
    "languages": _languages,
    "summary": _text(_LONGEST["summary"]),
    "language": _language,
}


@cache
def _countries() -> dict[tuple[str, ...], str]:
    known = reference.country_regions()
    names = {
        normal_words(str(name)): code
        for tag in LANGUAGES
        for code, name in Locale.parse(tag).territories.items()
        if code in known
    }
    three = {
        normal_words(code): others[0]
        for code, others in get_global("territory_aliases").items()
        if len(code) == 3 and code.isalpha() and others[0] in known
    }
    return {**three, **names}

"""Reads JSON: a résumé in the layout of JSON Resume, or the copy of one's own data that this service gave out."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from skillsbank import reference
from skillsbank.domain.sections import SECTIONS
from skillsbank.reading import words
from skillsbank.reading.careers import Degree, Post, career
from skillsbank.reading.facts import NOT_READ, Fact, Found, Unreadable, row, single, some
from skillsbank.reading.words import cefr, clean, year

MOST_SKILLS, MOST_LANGUAGES = 30, 10
_LISTS = ("work", "education", "skills", "languages", "certificates")
_LICENCE = ("licen", "registr", "permit", "permis", "colegiad", "chartered")
_TABLES = {
    "countries": "profile_countries", "occupations": "profile_occupations", "skills": "profile_skills",
    "languages": "profile_languages", "windows": "availability_windows", "education": "education",
    "experience": "experience", "licences": "licences",
}  # fmt: skip
"""List of rows -> its table in the copy of one's own data."""


def read(data: bytes) -> Found:
    """Return what the file says; raises Unreadable."""
    try:
        held = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Unreadable("damaged") from None
    if not isinstance(held, dict):
        raise Unreadable("not_a_resume")
    if "made_at" in held and isinstance(held.get("profiles"), list):
        return Found("own", tuple(own(held)))
    return _resume(held)


def _no_number(_word: str) -> NoReturn:
    raise ValueError("no number")


def _resume(held: dict[str, Any]) -> Found:
    basics = held.get("basics", {})
    lists = {name: held.get(name, []) for name in _LISTS}
    known = {"basics", *_LISTS} & held.keys()
    rows_fit = all(isinstance(each, list) and all(isinstance(e, dict) for e in each) for each in lists.values())
    if not known or not isinstance(basics, dict) or not rows_fit:
        raise Unreadable("not_a_resume")
    at = basics.get("location")
    at = at if isinstance(at, dict) else {}
    given, _space, family = _said(basics, "name").rpartition(" ")
    summary = _said(basics, "summary")
    language = words.language_of(" ".join([summary, *(_said(each, "summary") for each in lists["work"])]))
    facts = some(
        single("name", "given_name", given or family),
        single("name", "family_name", family if given else ""),
        single("about", "phone", _said(basics, "phone")),
        single("residence", "residence_country", _said(at, "countryCode").upper()),
        single("residence", "city", _said(at, "city")),
        single("texts", "summary", summary),
    )
    posts = [
        Post(
            _said(each, "position"), _said(each, "name") or _said(each, "company"), "", year(_said(each, "startDate")),
            year(_said(each, "endDate")), current=not _said(each, "endDate"), text=_said(each, "summary"),
        )
        for each in lists["work"]
    ]  # fmt: skip
    degrees = [
        Degree(
            " ".join(filter(None, (_said(each, "studyType"), _said(each, "area")))), _said(each, "institution"), "",
            year(_said(each, "endDate")), words.isced(_said(each, "studyType")), _said(each, "area"),
        )
        for each in lists["education"]
    ]  # fmt: skip
    facts += career(_said(basics, "label"), posts, degrees)
    for each in lists["languages"][:MOST_LANGUAGES]:
        if code := words.language_code(_said(each, "language")):
            facts += some(row("languages", "languages", code=code, level=cefr(_said(each, "fluency"))))
    labels = list(dict.fromkeys(label for each in lists["skills"] for label in _skill(each)))
    facts += some(*(row("skills", "skills", label=label) for label in labels[:MOST_SKILLS]))
    for each in lists["certificates"]:
        if any(word in _said(each, "name").casefold() for word in _LICENCE):
            facts += some(row("licences", "licences", authority=(_said(each, "issuer") or _said(each, "name"))[:160]))
    return Found("json_resume", tuple(facts), (), language)


def _skill(each: dict[str, Any]) -> Iterator[str]:
    keywords = each.get("keywords")
    named = [word for word in keywords if isinstance(word, str)] if isinstance(keywords, list) else []
    yield from (clean(label)[:120] for label in named or [_said(each, "name")] if clean(label))


def _said(held: Mapping[str, Any], name: str) -> str:
    value = held.get(name)
    return clean(value, lines=name == "summary") if isinstance(value, str) else ""


def own(held: dict[str, Any]) -> Iterator[Fact]:
    """Yield the answers of a copy of one's own data; who may see the person is asked anew."""
    profiles = [each for each in held["profiles"] if isinstance(each, dict)]
    for section, part in SECTIONS.items():
        if section in NOT_READ:
            continue
        for column in part.columns:
            value = profiles[0].get(column) if profiles else None
            if column == "citizenships" and isinstance(value, list):
                yield from some(*(row(section, column, country=str(code)) for code in value))
            elif column == "must_keep_job" and isinstance(value, bool):
                yield Fact(section, column, "yes" if value else "no")
            elif value not in (None, "", [], "N"):
                yield Fact(section, column, _answer(value))
        for name in part.rows:
            yield from some(*(_own_row(section, name, each) for each in _rows(held, name)))


def _own_row(section: str, name: str, held: Mapping[str, Any]) -> Fact | None:
    said = {
        column: _answer(held[column])
        for column in SECTIONS[section].rows[name]
        if held.get(column) not in (None, "", []) and held[column] is not False
    }
    if name == "occupations" and said:
        code = str(said.get("isco", ""))
        said = {"title": reference.titles("isco08").get(code, ""), **said}
        if not code:
            said["own_words"] = "y"
    return Fact(section, name, said) if said else None


def _rows(held: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    table = held.get(_TABLES[name], [])
    if isinstance(table, list):
        yield from (each for each in table if isinstance(each, dict))


def _answer(value: Any) -> str | list[str]:
    """Return a stored value as a browser would send it."""
    if isinstance(value, bool):
        return "y" if value else ""
    if isinstance(value, list):
        return [str(each) for each in value]
    return str(value)

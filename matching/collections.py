"""Reads collections of the command line: needs and profiles as JSON lines, judgements as TREC qrels."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matching.errors import InputError
from matching.types import Profile, Rules, Vacancy

_KEYS = ("id", "title", "text")
_GRADE = re.compile(r"-?[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Collection:
    """Needs, profiles and judgements that belong together."""

    vacancies: list[Vacancy]
    profiles: list[Profile]
    judgements: dict[str, dict[str, int]]


def read_collection(folder: Path) -> Collection:
    """Read the three files of a collection folder; InputError says what is wrong where."""
    if not folder.is_dir():
        raise InputError(folder, "no such folder")
    vacancies = read_vacancies(folder / "vacancies.jsonl")
    profiles = read_profiles(folder / "profiles.jsonl")
    judgements = read_judgements(
        folder / "qrels.tsv", {vacancy.id for vacancy in vacancies}, {profile.id for profile in profiles}
    )
    return Collection(vacancies, profiles, judgements)


def read_profiles(path: Path) -> list[Profile]:
    """Read profiles of a title and a text; all are learned from."""
    return [Profile(id=name, title=title, summary=text, in_statistics=True) for name, title, text in _texts(path)]


def read_vacancies(path: Path) -> list[Vacancy]:
    """Read needs of a title and a text, without any condition."""
    rules = Rules(on=frozenset())
    return [Vacancy(id=name, title=title, text=text, rules=rules) for name, title, text in _texts(path)]


def read_judgements(path: Path, vacancies: set[str], profiles: set[str]) -> dict[str, dict[str, int]]:
    """Read `vacancy-id 0 profile-id grade` a line; both ids must be known and no pair judged twice."""
    found: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        columns = line.split()
        if len(columns) != 4 or not _GRADE.fullmatch(columns[3]):
            raise InputError(path, "is not a line of `vacancy-id 0 profile-id grade`", number)
        vacancy, _, profile, grade = columns
        if vacancy not in vacancies:
            raise InputError(path, f"names the unknown vacancy {vacancy!r}", number)
        if profile not in profiles:
            raise InputError(path, f"names the unknown profile {profile!r}", number)
        if profile in found.setdefault(vacancy, {}):
            raise InputError(path, f"judges {vacancy!r} and {profile!r} twice", number)
        found[vacancy][profile] = int(grade)
    if not any(grade > 0 for grades in found.values() for grade in grades.values()):
        raise InputError(path, "judges nobody relevant")
    return found


def _texts(path: Path) -> Iterator[tuple[str, str, str]]:
    seen: dict[str, int] = {}
    for number, line in _lines(path):
        row = _row(path, number, line)
        if row["id"] in seen:
            raise InputError(path, f"has the id {row['id']!r} of line {seen[row['id']]} again", number)
        seen[row["id"]] = number
        yield row["id"], row["title"], row["text"]
    if not seen:
        raise InputError(path, "is empty")


def _row(path: Path, number: int, line: str) -> dict[str, str]:
    try:
        row: Any = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        raise InputError(path, "is not JSON", number) from None
    if not isinstance(row, dict):
        raise InputError(path, "is JSON but not an object", number)
    for key in _KEYS:
        if key not in row:
            raise InputError(path, f"has no {key!r}", number)
        if not isinstance(row[key], str):
            raise InputError(path, f"has a {key!r} that is not a string", number)
        if any("\ud800" <= letter <= "\udfff" for letter in row[key]):
            raise InputError(path, f"has a {key!r} with half a character", number)
    if not row["id"] or any(letter.isspace() for letter in row["id"]):
        raise InputError(path, "has an 'id' that is blank or holds a space", number)
    if not row["title"].strip() and not row["text"].strip():
        raise InputError(path, "has neither a title nor a text", number)
    return {key: row[key] for key in _KEYS}


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Give the lines that are not blank, numbered from 1."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}") from None
    for number, line in enumerate(content.split(b"\n"), 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        except UnicodeDecodeError:
            raise InputError(path, "is not UTF-8", number) from None
        if text:
            yield number, text

"""Reads the official ESCO layout of any release: a file a language and kind, columns by their names."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from re import fullmatch

from matching.errors import InputError

KINDS = {"skills": "skill", "occupations": "occupation"}
COLUMNS = ("conceptUri", "preferredLabel", "altLabels")
DATES = "modifiedDate"


@dataclass(frozen=True, slots=True)
class EscoFile:
    """A file of a release: what it holds and in which language (two letters)."""

    path: Path
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class EscoConcept:
    """A concept in one language; `others` are its alternative and hidden labels, `isco` its unit group or ""."""

    uri: str
    preferred: str
    others: tuple[str, ...]
    isco: str = ""
    modified: str = ""


def esco_files(folder: Path) -> list[EscoFile]:
    """Give the files of skills and occupations of a folder; other files of a release are left alone.

    Raises InputError for a folder that is missing or has none, and for a file without a column that is needed.
    """
    if not folder.is_dir():
        raise InputError(folder, "no such folder")
    files = [
        EscoFile(path, KINDS[parts[1]], parts[2])
        for path in sorted(folder.glob("*.csv"))
        if (parts := fullmatch(r"(skills|occupations)_([a-z]{2})\.csv", path.name))
    ]
    if not files:
        raise InputError(folder, "holds no ESCO files such as skills_en.csv or occupations_fr.csv")
    for file in files:
        _check(file)
    return files


def esco_concepts(file: EscoFile) -> Iterator[EscoConcept]:
    """Give the concepts of a file in its order; a row without an address or a label is passed over.

    Raises InputError for a file that is not UTF-8 or not CSV.
    """
    for row in _rows(file.path):
        preferred = " ".join((row["preferredLabel"] or "").split())
        uri = (row["conceptUri"] or "").strip()
        if uri and preferred:
            names = _lines(row["altLabels"]) + _lines(row.get("hiddenLabels"))
            isco = (row.get("iscoGroup") or "").strip()
            yield EscoConcept(
                uri,
                preferred,
                tuple(name for name in dict.fromkeys(names) if name != preferred),
                isco if fullmatch(r"\d{4}", isco) else "",
                (row.get(DATES) or "")[:10],
            )


def _check(file: EscoFile) -> None:
    try:
        with file.path.open(encoding="utf-8-sig", newline="") as lines:
            there = set(csv.DictReader(lines).fieldnames or ())
    except UnicodeDecodeError:
        raise InputError(file.path, "is not UTF-8") from None
    needed = (*COLUMNS, "iscoGroup") if file.kind == "occupation" else COLUMNS
    if missing := [name for name in needed if name not in there]:
        raise InputError(file.path, f"has no column {', '.join(missing)}")


def _rows(path: Path) -> Iterator[dict[str, str | None]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from csv.DictReader(lines)
    except UnicodeDecodeError:
        raise InputError(path, "is not UTF-8") from None
    except csv.Error as error:
        raise InputError(path, f"is not CSV: {error}") from None


def _lines(cell: str | None) -> list[str]:
    return [" ".join(line.split()) for line in (cell or "").splitlines() if line.strip()]

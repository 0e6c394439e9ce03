"""Reads the files of a lexicon: our own layout (a column a language) or ESCO's (a file a language)."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from matching.errors import InputError


@dataclass(frozen=True, slots=True)
class Row:
    """A concept in one language; `kind`, `code` and `isco` (of its group) only where the file has them."""

    concept: str
    language: str
    labels: tuple[str, ...]
    note: str = ""
    kind: str = ""
    code: str = ""
    isco: str = ""


def read_rows(path: Path) -> Iterator[Row]:
    """Give the concepts of one file by column name; a CSV of another layout gives nothing.

    Raises InputError for a file that is not UTF-8 or not CSV.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            columns = set(reader.fieldnames or ())
            if {"conceptUri", "preferredLabel"} <= columns:
                language = path.stem.rpartition("_")[2]
                yield from (_esco(row, language) for row in reader)
            elif "id" in columns:
                languages = sorted(name for name in columns if f"{name}_alt" in columns)
                for row in reader:
                    for language in languages:
                        labels = tuple(_split([row[language], row[f"{language}_alt"]], " | "))
                        yield Row(row["id"], language, labels)
    except UnicodeDecodeError:
        raise InputError(path, "is not UTF-8") from None
    except csv.Error as error:
        raise InputError(path, f"is not CSV: {error}") from None


def _esco(row: Mapping[str, str | None], language: str) -> Row:
    return Row(
        concept=row["conceptUri"] or "",
        language=language,
        labels=tuple(_split([row["preferredLabel"], row.get("altLabels")], "\n")),
        note=row.get("description") or "",
        kind=row.get("conceptType") or "",
        code=row.get("code") or "",
        isco=row.get("iscoGroup") or "",
    )


def _split(cells: list[str | None], separator: str) -> Iterator[str]:
    for cell in cells:
        yield from (label.strip() for label in (cell or "").split(separator) if label.strip())

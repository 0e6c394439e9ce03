"""Records as CSV that comes back without loss and that no spreadsheet obeys: texts as such, other values as JSON."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from skillsbank.domain.errors import Invalid

QUOTE = "'"
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", QUOTE)
"""A text that begins so, blanks aside, gets a quote before it; reading takes one quote away."""


def packed(value: Any) -> str:
    """Return a value as a cell: nothing and no text as an empty one, a text as itself, all others as JSON."""
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return QUOTE + text if text.startswith("-") else text
    return QUOTE + value if value.lstrip(" \u00a0\u3000").startswith(_STARTS) else value


def unpacked(cell: str, *, text: bool) -> Any:
    """Return the value of a cell; `text` says whether its column holds texts. Raises Invalid("no_value")."""
    if cell == "":
        return None
    plain = cell.removeprefix(QUOTE)
    if text:
        return plain
    try:
        return json.loads(plain)
    except (ValueError, RecursionError):
        raise Invalid("no_value") from None


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows under their columns."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([packed(row.get(column)) for column in columns] for row in rows)
    return file.getvalue()


def from_csv(text: str, texts: Iterable[str]) -> list[dict[str, Any]]:
    """Return the rows of what as_csv wrote; `texts` are the columns that hold texts. Raises Invalid("no_value")."""
    known = set(texts)
    try:
        lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error:
        raise Invalid("no_value") from None
    if any(None in line or None in line.values() for line in lines):
        raise Invalid("no_value")
    return [{name: unpacked(cell, text=name in known) for name, cell in line.items()} for line in lines]

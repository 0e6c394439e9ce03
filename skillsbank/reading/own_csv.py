"""Reads the copy of one's own answers that this service gave out as CSV."""

import json
from typing import Any

from skillsbank.domain import exchange
from skillsbank.domain.errors import Invalid
from skillsbank.reading.facts import Found, Unreadable
from skillsbank.reading.json_files import own

COLUMNS = ("part", "row", "field", "kind", "value")
"""Table, number of the row in it, column, "text" or "value", and what it holds."""


def read(data: bytes) -> Found:
    """Return what the file says; raises Unreadable."""
    try:
        cells = exchange.from_csv(data.decode("utf-8-sig"), COLUMNS)
    except (UnicodeDecodeError, Invalid):
        raise Unreadable("damaged") from None
    if not cells or set(cells[0]) != set(COLUMNS):
        raise Unreadable("not_a_copy")
    held: dict[str, dict[str, dict[str, Any]]] = {}
    for cell in cells:
        row = held.setdefault(str(cell["part"]), {}).setdefault(str(cell["row"]), {})
        try:
            row[str(cell["field"])] = cell["value"] if cell["kind"] == "text" else json.loads(cell["value"])
        except (ValueError, TypeError, RecursionError):
            raise Unreadable("damaged") from None
    return Found("own", tuple(own({part: list(rows.values()) for part, rows in held.items()})))

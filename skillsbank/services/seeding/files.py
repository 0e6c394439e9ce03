"""Reads the invented records of seeds/demo and moves their dates along with the calendar."""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from skillsbank import clock
from skillsbank.resources import folder

WRITTEN = date(2026, 11, 1)
"""The day from which the authors of the files saw their dates."""
ROUND = timedelta(weeks=52)
"""Dates move by whole rounds, so that weekday and season stay."""


def records(pattern: str) -> Iterator[dict[str, Any]]:
    """Yield the records of the files of seeds/demo that fit `pattern`, one line each, in the order of names."""
    for path in sorted((folder("seeds") / "demo").glob(pattern)):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def rounds(until: str | None = None, ahead: int = 0) -> int:
    """Return by how many rounds the dates of a record move.

    As many as have passed since the files were written, and more until `until` lies `ahead` days from today.
    """
    count = max(0, (clock.today() - WRITTEN) // ROUND)
    while until is not None and date.fromisoformat(until) + count * ROUND < clock.today() + timedelta(days=ahead):
        count += 1
    return count


def moved(day: str | None, count: int) -> date | None:
    """Return an ISO date moved by `count` rounds; None stays None."""
    return None if day is None else date.fromisoformat(day) + count * ROUND


def window_days(window: dict[str, Any]) -> tuple[date, date]:
    """Return first and last day of a window; a yearly one ("MM-DD") begins this year and may end in the next."""
    if not window["yearly"]:
        count = rounds(window["to"], ahead=30)
        return date.fromisoformat(window["from"]) + count * ROUND, date.fromisoformat(window["to"]) + count * ROUND
    year = clock.today().year
    wraps = window["to"] < window["from"]
    return date.fromisoformat(f"{year}-{window['from']}"), date.fromisoformat(f"{year + wraps}-{window['to']}")


def address(given: str, family: str, number: int) -> str:
    """Return an e-mail address from a name, in ASCII, at a domain that nobody can own."""
    plain = unicodedata.normalize("NFKD", f"{given}.{family}").encode("ascii", "ignore").decode().lower()
    return f"{re.sub(r'[^a-z.]+', '.', plain).strip('.')}.{number}@example.org"

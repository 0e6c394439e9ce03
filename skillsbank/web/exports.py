"""Lists as CSV that a spreadsheet opens and that no spreadsheet obeys."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from flask import Response

Cell = str | int | float | None

_UNSEEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_DROPPED = re.compile("[\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Marks that no name needs; joiners stay, because some scripts are spelled with them."""

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "−", "﹢", "﹣", "﹫", "﹦")


def neutral(value: Cell) -> Cell:
    """Return a cell that a spreadsheet shows and never computes: a text that could start a formula gets a quote.

    A formula may hide behind blanks and behind marks that nobody sees. Numbers pass as they are.
    """
    if not isinstance(value, str):
        return value
    starts = _UNSEEN.sub("", value).lstrip(" \u00a0\u3000").startswith(_STARTS_FORMULA)
    text = _DROPPED.sub("", value)
    return f"'{text}" if starts else text


def as_csv(name: str, heading: Sequence[object], rows: Iterable[Sequence[Cell]]) -> Response:
    """Return a download called `name`.csv, in UTF-8 with a byte order mark so that spreadsheets know the letters."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([neutral(str(column)) for column in heading])
    writer.writerows([[neutral(cell) for cell in row] for row in rows])
    response = Response(file.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response

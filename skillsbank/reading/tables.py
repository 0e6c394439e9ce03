"""Reads a list from CSV or XLSX: headings and rows as texts, without the columns that are never kept."""

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from skillsbank.domain.intakes import MOST_ROWS
from skillsbank.reading import archives
from skillsbank.reading.facts import Unreadable
from skillsbank.reading.headings import never_kept
from skillsbank.reading.kinds import LARGEST, suffix_of
from skillsbank.reading.words import clean

CSV, XLSX = "csv", "xlsx"
MOST_COLUMNS = 60
LONGEST_CELL = 4000
LONGEST_HEADING = 100
LARGEST_TABLE = 24 * 1024 * 1024
"""Of the rows as JSON."""
SECONDS = 60.0
"""For the largest spreadsheet on a busy machine."""
_SUFFIXES = {"csv": CSV, "tsv": CSV, "txt": CSV, "xlsx": XLSX}
_DELIMITERS = (",", ";", "\t", "|")
_DATUM = re.compile(r"^[\d\s.,:/+%-]+$|@")
"""What stands in a row of data and never in a heading."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it was read; of columns that were dropped only the reasons stay."""

    headings: list[str]
    rows: list[list[str]]
    never_kept: list[str]


def kind_of_table(data: bytes, name: str) -> str:
    """Return CSV or XLSX when name and content agree; raises Unreadable with the reason."""
    if not data:
        raise Unreadable("empty")
    if len(data) > LARGEST:
        raise Unreadable("too_large")
    suffix = suffix_of(name)
    if suffix in ("xlsm", "xltm", "xlsb"):
        raise Unreadable("macros")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") or suffix == "xls":
        raise Unreadable("old_excel")
    if suffix not in _SUFFIXES:
        raise Unreadable("unknown_table")
    zipped = data.startswith(b"PK\x03\x04")
    if zipped != (_SUFFIXES[suffix] == XLSX) or (not zipped and not _is_text(data)):
        raise Unreadable("table_differs")
    return _SUFFIXES[suffix]


def read(kind: str, data: bytes) -> dict[str, Any]:
    """Return the table as plain values; raises Unreadable. Runs in a process of its own."""
    return asdict(_table(_csv(data) if kind == CSV else _xlsx(data)))


def received(raw: Any) -> Table:
    """Return a table that another process read, after looking at its shape; raises Unreadable."""
    if not isinstance(raw, dict) or set(raw) != {"headings", "rows", "never_kept"}:
        raise Unreadable("damaged")
    headings, rows, dropped = raw["headings"], raw["rows"], raw["never_kept"]
    lists = [headings, dropped, *rows] if isinstance(rows, list) else [rows]
    if not all(isinstance(each, list) and all(isinstance(cell, str) for cell in each) for each in lists):
        raise Unreadable("damaged")
    if any(len(row) != len(headings) for row in rows) or any(never_kept(heading) for heading in headings):
        raise Unreadable("damaged")
    return Table(headings, rows, dropped)


def _is_text(data: bytes) -> bool:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return (wide or b"\0" not in data) and not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"%PDF", b"<", b"{"))


def _table(lines: Iterator[Sequence[str]]) -> Table:
    first = [clean(cell)[:LONGEST_HEADING] for cell in next(lines, ())]
    while first and not first[-1]:
        first.pop()
    if not any(first) or any(_DATUM.search(heading) for heading in first):
        raise Unreadable("no_headings")
    if len(first) > MOST_COLUMNS:
        raise Unreadable("too_many_columns")
    dropped = [never_kept(heading) for heading in first]
    kept = [place for place, heading in enumerate(first) if heading and not dropped[place]]
    if not kept:
        raise Unreadable("no_headings")
    rows: list[list[str]] = []
    blank = 0
    for line in lines:
        row = [clean(line[place], lines=True)[:LONGEST_CELL] if place < len(line) else "" for place in kept]
        if not any(row):
            blank += 1
            if blank > MOST_ROWS:
                break  # spreadsheets that were formatted to their end
            continue
        rows += [[""] * len(kept)] * blank  # numbers of rows stay those of the file
        blank = 0
        rows.append(row)
        if len(rows) > MOST_ROWS:
            raise Unreadable("too_many_rows")
    if not rows:
        raise Unreadable("no_rows")
    return Table([first[place] for place in kept], rows, [code for code in dropped if code])


def _csv(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    delimiter = _delimiter(text)
    csv.field_size_limit(LARGEST)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise Unreadable("damaged") from None


def _decoded(data: bytes) -> str:
    """Return the text: UTF-8, UTF-16 with its mark, else Windows' Western or Arabic letters, whichever is likelier."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        high = sum(byte > 0x7F for byte in data)
        in_words = sum(len(run) for run in re.findall(rb"[\x80-\xff]{2,}", data))
        return data.decode("cp1256" if in_words > high / 2 else "cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """Return the sign that cuts the first lines into the most columns, as many in each."""
    head = text[:64_000].splitlines(keepends=True)[:20]

    def fits(sign: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(head, delimiter=sign) if row]
        same = sum(width == widths[0] for width in widths) if widths and widths[0] > 1 else 0
        return same, widths[0] if widths else 0

    return max(_DELIMITERS, key=fits)


def _xlsx(data: bytes) -> Iterator[list[str]]:
    """Yield the rows of the first sheet; of a formula what the file last stored for it, nothing is computed."""
    archives.office(data, "xl/workbook.xml")
    sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]  # it would be loaded for nothing
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    lines: Iterable[tuple[Any, ...]] = sheet.iter_rows(values_only=True)
    for line in lines:
        yield [_text(cell) for cell in line[: MOST_COLUMNS + 1]]


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)

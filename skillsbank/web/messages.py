"""Hands the words of the code lists to the collector of texts, so that they are translated like all others."""

import csv
import io
from collections.abc import Collection, Iterator
from typing import IO, Any

COLUMN = "title_en"


def extract(
    file: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: dict[str, Any]
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield each title of a list of seeds/reference in the form that Babel asks of an extractor."""
    del keywords, comment_tags, options  # only code has them
    rows = csv.DictReader(io.TextIOWrapper(file, encoding="utf-8"))
    for number, row in enumerate(rows, start=2):
        yield number, "gettext", row[COLUMN], []

"""Reads the text of a DOCX: paragraphs and cells in their order; pictures, macros and embedded files stay shut."""

import io
from collections.abc import Iterator

from docx import Document
from docx.blkcntnr import BlockItemContainer
from docx.table import Table

from skillsbank.reading import archives, text
from skillsbank.reading.facts import Found, Unreadable

_DEEPEST = 5


def read(data: bytes) -> Found:
    """Return what a CV in DOCX says for certain; raises Unreadable."""
    archives.office(data, "word/document.xml")
    document = Document(io.BytesIO(data))
    said = "\n".join(_lines(document._body, _DEEPEST))
    if not text.enough(said):
        raise Unreadable("no_text")
    facts, language = text.facts(said)
    return Found("docx", tuple(facts), (), language)


def _lines(container: BlockItemContainer, deep: int) -> Iterator[str]:
    for block in container.iter_inner_content():
        if not isinstance(block, Table):
            yield block.text
        elif deep:
            for row in block.rows:
                yield " | ".join(" ".join(_lines(cell, deep - 1)) for cell in row.cells)

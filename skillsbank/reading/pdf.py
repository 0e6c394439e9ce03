"""Reads a PDF: its text, or the Europass XML that is attached to it; one with scripts or a lock is refused."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PdfReadError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from skillsbank.reading import archives, europass, text
from skillsbank.reading.facts import Found, Note, Unreadable

MOST_PAGES = 30
MOST_OBJECTS = 50_000
MOST_LETTERS = 200_000
LARGEST_XML = 5 * 1024 * 1024
_ACTS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/RichMediaExecute"}
)
_ACTIVE_KEYS = frozenset({"/JS", "/XFA", "/RichMediaContent"})
_DEEPEST = 20


def read(data: bytes) -> Found:
    """Return what a CV in PDF says for certain; raises Unreadable."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Unreadable("locked")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable("too_many_pages")
        _refuse_acts(reader)
        notes, found = _attached(reader)
        if found is None:
            pages, empty = _pages(reader)
            notes += [Note("pages_without_text", tuple(empty))] if empty else []
            facts, language = text.facts("\n".join(pages))
            found = Found("pdf", tuple(facts), (), language)
    except LimitReachedError:
        raise Unreadable("too_heavy") from None
    except PdfReadError:
        raise Unreadable("damaged") from None
    return Found(found.kind, found.facts, tuple(notes), found.language)


def _refuse_acts(reader: PdfReader) -> None:
    """Look at every object, wherever it hangs: a page that acts is no CV."""
    numbers = [(number, generation) for generation, held in reader.xref.items() for number in held] + [
        (number, 0) for number in reader.xref_objStm
    ]
    if len(numbers) > MOST_OBJECTS:
        raise Unreadable("too_heavy")
    for number, generation in numbers:
        try:
            held = reader.get_object(IndirectObject(number, generation, reader))
        except PdfReadError:
            continue  # a hole in the table of objects; the pages are read for themselves
        _refuse_act(held, _DEEPEST)


def _refuse_act(held: Any, deep: int) -> None:
    if isinstance(held, DictionaryObject):
        if held.get("/S") in _ACTS or held.keys() & _ACTIVE_KEYS:
            raise Unreadable("acts")
        inner: Any = held.values()
    elif isinstance(held, ArrayObject):
        inner = held
    else:
        return
    if not deep:
        raise Unreadable("too_heavy")
    for each in list(inner):
        # what another object holds is looked at in its turn
        if not isinstance(each, IndirectObject):
            _refuse_act(each, deep - 1)


def _attached(reader: PdfReader) -> tuple[list[Note], Found | None]:
    """Return the facts of the first Europass XML among the attached files; the others stay shut."""
    found: Found | None = None
    left = 0
    for name, content in _xml_files(reader):
        if found is None and content is not None and name.casefold().endswith(".xml") and len(content) <= LARGEST_XML:
            found = europass.read(archives.xml(content))
            left += found is None
        else:
            left += 1
    return ([Note("attachments_left", (left,))] if left else []), found


def _xml_files(reader: PdfReader) -> Iterator[tuple[str, bytes | None]]:
    for file in reader.attachment_list:
        name = str(file.alternative_name or file.name or "")
        # only XML is unpacked at all
        yield name, bytes(file.content) if name.casefold().endswith(".xml") else None


def _pages(reader: PdfReader) -> tuple[list[str], list[int]]:
    """Return the text of the pages, and the numbers of those without; raises Unreadable when none has any."""
    pages: list[str] = []
    empty = []
    for number, page in enumerate(reader.pages, 1):
        said = page.extract_text()
        if not text.enough(said):
            empty.append(number)
        pages.append(said)
        if sum(map(len, pages)) > MOST_LETTERS:
            raise Unreadable("too_heavy")
    if not text.enough("\n".join(pages)):
        raise Unreadable("no_text", pages=len(pages))
    return pages, empty

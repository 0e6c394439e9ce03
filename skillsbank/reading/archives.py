"""Looks a zip archive over before anything in it is unpacked: sizes, names, locks, macros, outside links, entities."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from skillsbank.reading.facts import Unreadable

MOST_ENTRIES = 1000
LARGEST_UNPACKED = 60 * 1024 * 1024
LARGEST_PART = 30 * 1024 * 1024
MOST_RATIO = 120
"""How many times larger than packed a part of 1 MiB or more may be."""
_XML = (".xml", ".rels")
_HARMLESS_LINKS = ("/hyperlink", "/image")
_UNSAFE = re.compile(r"^(?:/|[A-Za-z]:)|(?:^|/)\.\.(?:/|$)|\\|\0")


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Yield the archive when it is sound; raises Unreadable with the reason."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _look_over(archive.infolist())
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise Unreadable("damaged") from None


def office(data: bytes, main: str) -> None:
    """Check a file of an office suite whose text is in the part `main`; raises Unreadable with the reason."""
    with opened(data) as archive:
        names = set(archive.namelist())
        if not {"[Content_Types].xml", main} <= names:
            raise Unreadable("unknown_kind")
        if any("vbaproject" in name.casefold() or "/activex/" in name.casefold() for name in names):
            raise Unreadable("macros")
        _plain_types(xml(archive.read("[Content_Types].xml")))
        for name in names:
            if name.casefold().endswith(_XML):
                root = xml(archive.read(name))
                if name.casefold().endswith(".rels"):
                    _inner_links(root)


def xml(data: bytes) -> Element:
    """Return the root of an XML text without document type and entities; raises Unreadable."""
    try:
        root: Element = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise Unreadable("entities") from None
    except (ParseError, ValueError, LookupError):
        raise Unreadable("damaged") from None
    return root


def _look_over(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise Unreadable("too_heavy")
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise Unreadable("damaged")
    if entries and min(entry.header_offset for entry in entries) > 0:
        raise Unreadable("two_in_one")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Unreadable("locked")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or entry.flag_bits & 0x20:
            raise Unreadable("damaged")
        if _UNSAFE.search(entry.orig_filename) or stat.S_ISLNK(entry.external_attr >> 16):
            raise Unreadable("unsafe_paths")
        heavy = entry.file_size > 1024 * 1024 and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
        if heavy or entry.file_size > LARGEST_PART:
            raise Unreadable("too_heavy")


def _plain_types(root: Element) -> None:
    """Refuse macros, and XML that is called something else: every part that is read as XML is looked at before."""
    for each in root.iter():
        kind, name = each.get("ContentType", "").casefold(), each.get("PartName") or f".{each.get('Extension', 'xml')}"
        if "macroenabled" in kind:
            raise Unreadable("macros")
        if kind.endswith("xml") and not name.casefold().endswith(_XML):
            raise Unreadable("damaged")


def _inner_links(root: Element) -> None:
    for link in root.iter():
        outside = link.get("TargetMode", "").casefold() == "external"
        if outside and not link.get("Type", "").casefold().endswith(_HARMLESS_LINKS):
            raise Unreadable("reaches_out")

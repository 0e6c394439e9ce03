"""Documents that are kept as they are: what each is by its content, and pictures without what a phone writes beside."""

from collections.abc import Iterator
from typing import Literal

from skillsbank.reading.facts import Unreadable
from skillsbank.reading.kinds import LARGEST, PDF, kind_of, suffix_of
from skillsbank.reading.sandbox import read

SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
"""Media type -> the suffix of a file's name."""
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_PNG_PARTS = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs")
)
_SCAN, _END = 0xDA, 0xD9
_ORIENTATION = 0x0112
_EMPTY = frozenset({"no_text"})


def checked(data: bytes, name: str) -> tuple[str, bytes]:
    """Return the media type of a document and the bytes to keep; raises Unreadable.

    A PDF must open without password and without anything that acts; it may be a scan. A photograph loses place, time
    and device, which phones write into it, and keeps which way is up.
    """
    if not data:
        raise Unreadable("empty")
    if len(data) > LARGEST:
        raise Unreadable("too_large")
    suffix = suffix_of(name)
    if data.startswith(_JPEG):
        return "image/jpeg", _named(suffix, ("jpg", "jpeg"), _jpeg(data))
    if data.startswith(_PNG):
        return "image/png", _named(suffix, ("png",), _png(data))
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"):
        raise Unreadable("heic")
    if kind_of(data, name) != PDF:
        raise Unreadable("not_a_document")
    try:
        read(data, name)
    except Unreadable as refused:
        if refused.code not in _EMPTY:
            raise
    return "application/pdf", data


def _named(suffix: str, allowed: tuple[str, ...], data: bytes) -> bytes:
    if suffix not in allowed:
        raise Unreadable("name_differs")
    if b"%PDF-" in data[:4096]:
        raise Unreadable("two_in_one")
    return data


def _jpeg(data: bytes) -> bytes:
    """Return the picture without its notes: of the segments before the scan, those that draw it; nothing after it."""
    kept = [data[:2]]
    way = 1
    for marker, segment in _segments(data):
        if marker == 0xE1:
            way = _orientation(segment[4:]) or way
        elif marker in (0xE0, 0xEE) or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            kept.append(segment)
    if way > 1:
        kept.insert(1, _upright(way))
    return b"".join(kept)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield marker and bytes of each segment; the last is the scan with all that follows up to the end marker."""
    at = 2
    while at + 4 <= len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if data[at] != 0xFF or length < 2 or at + 2 + length > len(data):
            break
        if marker == _SCAN:
            end = data.rfind(bytes((0xFF, _END)))
            if end < at:
                break
            yield marker, data[at : end + 2]
            return
        yield marker, data[at : at + 2 + length]
        at += 2 + length
    raise Unreadable("damaged")


def _orientation(exif: bytes) -> int:
    """Return which way is up by the first directory of an Exif segment, 1 to 8; 0 when it does not say."""
    if exif[:6] != b"Exif\0\0" or exif[6:8] not in (b"II", b"MM"):
        return 0
    tiff = exif[6:]
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"
    first = int.from_bytes(tiff[4:8], order)
    for number in range(int.from_bytes(tiff[first : first + 2], order)):
        entry = tiff[first + 2 + 12 * number : first + 14 + 12 * number]
        if len(entry) == 12 and int.from_bytes(entry[:2], order) == _ORIENTATION:
            way = int.from_bytes(entry[8:10], order)
            return way if 1 <= way <= 8 else 0
    return 0


def _upright(way: int) -> bytes:
    """Return an Exif segment that says which way is up and nothing else."""
    entry = _ORIENTATION.to_bytes(2) + (3).to_bytes(2) + (1).to_bytes(4) + way.to_bytes(2) + bytes(2)
    exif = b"Exif\0\0MM\0*" + (8).to_bytes(4) + (1).to_bytes(2) + entry + bytes(4)
    return b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif


def _png(data: bytes) -> bytes:
    """Return the picture with the parts that draw it alone, up to its end."""
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        length, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(data) or (at == 8) != (name == b"IHDR"):
            break
        if name in _PNG_PARTS:
            kept.append(data[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end
    raise Unreadable("damaged")


__all__ = ["SUFFIXES", "checked"]

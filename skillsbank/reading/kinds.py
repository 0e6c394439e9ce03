"""What a file is, from its first bytes and its name together: only three kinds are let in, and only when both agree."""

import re
import unicodedata

import puremagic

from skillsbank.reading.facts import Unreadable

LARGEST = 10 * 1024 * 1024
HEAD = 4096
PDF, DOCX, JSON = "pdf", "docx", "json"
_HIDDEN_SUFFIX = re.compile(
    r"\.(?:exe|com|scr|pif|bat|cmd|msi|dll|jar|js|mjs|vbs|vbe|wsf|ps1|sh|py|pl|rb|php\d?|phtml|jsp|aspx?|cgi|html?|xhtml"
    r"|svg|xml|hta|lnk|url|iso|img|apk|app|docm|dotm|xlsm|pptm|zip|rar|7z|gz)\."
)
_PICTURES = ("image/", "video/", "audio/")
_TAIL = 66_000
"""The end of a zip archive lies within so many bytes of the end of the file."""


def kind_of(data: bytes, name: str) -> str:
    """Return PDF, DOCX or JSON; raises Unreadable with the reason in its code."""
    if not data:
        raise Unreadable("empty")
    if len(data) > LARGEST:
        raise Unreadable("too_large")
    suffix = suffix_of(name)
    kind = _by_content(data)
    if suffix != kind:
        raise Unreadable("name_differs", kind=kind)
    return kind


def suffix_of(name: str) -> str:
    """Return the suffix of a file's name; raises Unreadable for a name that hides what the file is."""
    plain = unicodedata.normalize("NFC", name).strip()
    if len(plain) > 255 or any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for c in plain):
        raise Unreadable("name_misleads")
    if "/" in plain or "\\" in plain or _HIDDEN_SUFFIX.search(plain.casefold()):
        raise Unreadable("name_misleads")
    if plain.casefold().endswith((".docm", ".dotm")):
        raise Unreadable("macros")
    return plain.rpartition(".")[2].casefold()


def _by_content(data: bytes) -> str:
    head = data[:HEAD]
    if head.startswith(b"%PDF-"):
        if b"PK\x05\x06" in data[-_TAIL:] or re.search(rb"(?i)<(?:html|script|svg|!doctype html|\?php)", head[:1024]):
            raise Unreadable("two_in_one")
        return PDF
    if b"%PDF-" in head:
        raise Unreadable("two_in_one")
    if head.startswith(b"PK\x03\x04"):
        return DOCX
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Unreadable("old_word")
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return JSON
    raise Unreadable("picture" if _media_type(head).startswith(_PICTURES) else "unknown_kind")


def _media_type(head: bytes) -> str:
    try:
        return str(puremagic.from_string(head, mime=True))
    except (puremagic.PureError, ValueError):
        return ""

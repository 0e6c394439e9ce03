"""What is read in each kind of file, and in what cage it is read."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skillsbank.reading import Fact, Found, Unreadable, read, sandbox
from skillsbank.reading.facts import LONGEST, MOST_FACTS, received
from skillsbank.reading.kinds import suffix_of
from skillsbank.reading.text import facts as in_text
from tests import files


def rows(found: Found, name: str) -> list[Any]:
    """Return the values of all facts of one name."""
    return [fact.value for fact in found.facts if fact.name == name]


def test_a_europass_of_today() -> None:
    found = read(files.pdf("What one sees", attached={"attachment.xml": files.CANDIDATE}), "Europass CV.pdf")
    assert found.kind == "europass"
    assert found.language == "en"
    assert rows(found, "given_name") == ["Hodan"]
    assert rows(found, "phone") == ["+46 701234567"]
    assert rows(found, "residence_country") == ["SE"]
    assert rows(found, "summary") == ["I train birth teams."]
    assert rows(found, "occupations") == [{"title": "Midwife", "years": "5"}]
    assert rows(found, "experience") == [
        {"title": "Midwife", "employer": "Aroslund Hospital", "country": "SE", "started": "2014", "ended": "2019"}
    ]
    assert rows(found, "education") == [
        {"level": "6", "title": "Bachelor of Midwifery", "school": "Mälarstrand College", "year": "2012"}
    ]
    lowest = {"code": "en", "level": "B2"}
    assert rows(found, "languages") == [{"code": "so", "level": "C2"}, lowest]


def test_a_europass_of_before_2020() -> None:
    found = read(files.pdf("x", attached={"ESP.XML": files.PASSPORT, "photo.png": b"\x89PNG"}), "cv.pdf")
    assert rows(found, "family_name") == ["Warsame"]
    assert rows(found, "headline") == ["Sage-femme"]
    assert rows(found, "text_language") == ["fr"]
    assert rows(found, "experience") == [{"title": "Sage-femme", "employer": "Aroslund", "started": "2014"}]
    assert rows(found, "education")[0]["level"] == "6"
    assert rows(found, "languages") == [{"code": "so", "level": "C2"}, {"code": "fr", "level": "C1"}]
    assert [(note.code, note.numbers) for note in found.notes] == [("attachments_left", (1,))]


def test_another_xml_is_no_europass_and_the_text_is_read() -> None:
    found = read(files.pdf(files.ENGLISH, attached={"invoice.xml": "<invoice/>"}), "cv.pdf")
    assert found.kind == "pdf"
    assert rows(found, "phone")


def test_json_resume() -> None:
    found = read(files.resume(), "resume.json")
    assert found.kind == "json_resume"
    assert rows(found, "given_name") == ["Hodan"]
    assert rows(found, "skills") == [
        {"label": label} for label in ("infection prevention", "kangaroo mother care", "clinical supervision")
    ]
    assert rows(found, "languages") == [{"code": "so", "level": "C2"}, {"code": "en", "level": "C1"}]
    assert rows(found, "licences") == [{"authority": "Board of Health"}]
    assert rows(found, "education")[0]["field"] == "0913"
    assert not [fact for fact in found.facts if "hodan@example.org" in str(fact.value)], "the account has its address"


@pytest.mark.parametrize("make", [lambda: files.pdf(files.ENGLISH), files.docx], ids=["pdf", "docx"])
def test_running_text_gives_what_is_certain(make: Callable[[], bytes]) -> None:
    data = make()
    found = read(data, "cv.pdf" if data.startswith(b"%PDF") else "cv.docx")
    assert found.language == "en"
    assert rows(found, "phone") == ["+46 70 123 45 67"]
    assert rows(found, "experience") == [
        {"title": "Midwife", "employer": "Aroslund Hospital", "started": "2014", "ended": "2019"},
        {"title": "Midwife", "employer": "Strandvik Clinic", "started": "2019"},
    ]
    assert rows(found, "education") == [
        {"level": "6", "title": "Bachelor of Midwifery", "school": "Mälarstrand College", "year": "2012"}
    ]
    assert [row["code"] for row in rows(found, "languages")][:3] == ["so", "en", "sv"]
    assert {"label": "clinical supervision"} in rows(found, "skills")
    assert rows(found, "given_name") == [], "a name in running text is not certain"


def test_a_cell_beside_its_level() -> None:
    assert {"code": "ar", "level": "B1"} in rows(read(files.docx(), "cv.docx"), "languages")


def test_french_text() -> None:
    found = read(files.pdf(files.FRENCH), "cv.pdf")
    assert found.language == "fr"
    assert [(post["title"], post["started"], post.get("ended")) for post in rows(found, "experience")] == [
        ("Sage-femme", "2015", "2018"),
        ("Infirmière", "2018", None),
    ]
    assert rows(found, "education")[0]["level"] == "7"
    assert rows(found, "languages") == [{"code": "fr", "level": "C2"}, {"code": "en", "level": "B2"}]


@pytest.mark.parametrize(
    "line",
    [
        "In 2014 - 2019 I saw many things and went to many places that I liked",
        "Project B2 of the English department and its teachers in the year of 2012",
        "I have read the works of Fon and Ga and A1 is the name of a motorway over there in the west",
        "Tel. 070 123 45 67, order number 2014-2019-44",
        "Master of ceremonies 2016",
    ],
)
def test_better_nothing_than_something_wrong(line: str) -> None:
    assert [fact for fact in in_text(f"{line}\n")[0] if fact.section != "skills"] == []


def test_pages_that_are_pictures_are_named() -> None:
    found = read(files.pdf(None, files.ENGLISH, None), "scan.pdf")
    assert [(note.code, note.numbers) for note in found.notes] == [("pages_without_text", (1, 3))]
    assert rows(found, "languages")
    with pytest.raises(Unreadable, match="no_text"):
        read(files.pdf(None, None), "scan.pdf")


@pytest.mark.parametrize("name", ["cv.pdf", "Å Ñ 王.docx", "cv.docx.pdf", "J. R. Smith 2.0.json", " cv.pdf ", "ص.pdf"])
def test_plain_names_pass(name: str) -> None:
    assert suffix_of(name) in ("pdf", "docx", "json")


@pytest.mark.parametrize(
    "name",
    ["cv.php.pdf", "a/b.pdf", "..\\b.pdf", "cv\u202efdp.docx", "cv.pdf\0.exe", "c\u200bv.pdf", "x" * 300 + ".pdf"],
)
def test_names_that_hide_something_do_not(name: str) -> None:
    with pytest.raises(Unreadable, match="name_misleads"):
        suffix_of(name)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"), (b"%PDF-1.7", "damaged"), (b"{}", "not_a_resume"), (b'{"work": {}}', "not_a_resume"),
        (b'{"basics": {"name": NaN}}', "damaged"), (b'{"basics": "\xff"}', "damaged"), (b"[1]", "unknown_kind"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 30, "picture"), (b"plain words", "unknown_kind"),
    ],
)  # fmt: skip
def test_what_is_no_cv_says_why(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        read(data, "cv.json" if data.startswith(b"{") else "cv.pdf")


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """Return what has another program read a file, in the cage that readers are in."""

    def run(code: str) -> Any:
        begin = "import sys; sys.path.insert(0, sys.argv[1]); from skillsbank.reading import child\n"
        monkeypatch.setattr(sandbox, "PROGRAM", begin + code)
        return sandbox._ask("pdf", b"%PDF-1.7")

    return run


def test_a_reader_that_takes_too_much_is_ended(
    program: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for code in (
        "child.restrict(); bytearray(2**31)",
        "child.restrict(cpu=1)\nwhile True: pass",
        "child.restrict(); sys.stdout.write('x' * 2**21)",
        "child.restrict(); [open('/dev/null') for _ in range(100)]",
        "import os; os.kill(os.getpid(), 9)",
    ):
        with pytest.raises(Unreadable, match="too_heavy"):
            program(code)
    monkeypatch.setattr(sandbox, "SECONDS", 0.5)
    with pytest.raises(Unreadable, match="too_heavy"):
        program("import time; time.sleep(60)")
    assert list(tmp_path.iterdir()) == []


def test_a_reader_reaches_nothing(program: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKILLSBANK_SECRET_KEY", "never seen there")
    said = program(
        """
import json, os, socket, subprocess
child.restrict(); child.forbid()
def refused(act):
    try:
        act()
    except PermissionError:
        return True
    return False
print(json.dumps({
    "network": refused(lambda: socket.socket().connect(("127.0.0.1", 9))),
    "program": refused(lambda: subprocess.run(["true"])),
    "shell": refused(lambda: os.system("true")),
    "write": refused(lambda: open("x", "w")),
    "remove": refused(lambda: os.remove("x")),
    "environment": dict(os.environ),
    "folder": os.listdir("."),
    "isolated": bool(sys.flags.isolated),
}))"""
    )
    kept = {name for name in said.pop("environment") if name.startswith(("SKILLSBANK", "PATH", "HOME"))}
    assert kept == set()
    assert said == {
        "network": True, "program": True, "shell": True, "write": True, "remove": True, "folder": [], "isolated": True
    }  # fmt: skip
    assert os.environ["SKILLSBANK_SECRET_KEY"] == "never seen there"
    assert sys.flags.isolated == 0


@pytest.mark.parametrize("answer", ["", "[]", "no json", '{"found": {"kind": "pdf"}}', '{"refused": "hm"}', "{}"])
def test_an_answer_that_makes_no_sense_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr(sandbox, "PROGRAM", f"print({answer!r})")
    with pytest.raises(Unreadable, match="damaged"):
        read(files.resume(), "cv.json")


def test_nothing_passes_that_no_page_asks() -> None:
    good = {"section": "name", "name": "given_name", "value": "x" * 9000}
    found = received({"kind": "pdf", "language": "en", "facts": [good, good], "notes": []})
    assert [len(str(fact.value)) for fact in found.facts] == [LONGEST]
    many = [{**good, "value": str(n)} for n in range(500)]
    assert len(received({"kind": "pdf", "language": "", "facts": many, "notes": []}).facts) == MOST_FACTS
    for section, name, value in (
        ("visibility", "SO", "card"),
        ("name", "state", "active"),
        ("nothing", "x", "y"),
        ("name", "given_name", {"a": "b"}),
        ("skills", "skills", "plain"),
    ):
        with pytest.raises(Unreadable, match="damaged"):
            received(
                {
                    "kind": "x",
                    "language": "",
                    "facts": [{"section": section, "name": name, "value": value}],
                    "notes": [],
                }
            )
    strange = {"section": "skills", "name": "skills", "value": {"label": "x", "profile_id": "7"}}
    (fact,) = received({"kind": "x", "language": "", "facts": [strange], "notes": []}).facts
    assert fact == Fact("skills", "skills", {"label": "x"})

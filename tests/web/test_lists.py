"""Lists from files through the pages: sent in, understood, checked, taken over; what must not be kept never is."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session, sessionmaker

from skillsbank import jobs
from skillsbank.app import create_app
from skillsbank.database import make_sessions
from skillsbank.models import Account, AuditEntry, FileImport, Profile
from skillsbank.settings import Settings
from tests import factories as make
from tests.world import as_

SURVEY = (
    "Name;E-mail;Country of origin;Religion;Ethnie;Marital status;Tribu;Party;Statut;Asile;Skills;Languages\r\n"
    "Ayaan Jama;ayaan@example.org;Somalie;zqreligion;zqethnic;zqmarried;zqtribe;zqparty;zqstatus;zqasylum;"
    "Triage 4, zqskill;English B2\r\n"
    "Bile Nur;nobody;Nowhere;zqreligion;zqethnic;zqmarried;zqtribe;zqparty;zqstatus;zqasylum;;Klingon\r\n"
)
DROPPED = re.compile(rb"zq(religion|ethnic|married|tribe|party|status|asylum)")


def send(client: FlaskClient, data: bytes, name: str = "list.csv", source: str = "Survey 2026") -> Any:
    """Send a file in."""
    sent = {"file": (io.BytesIO(data), name), "source": source, "kind": "survey"}
    return client.post("/desk/lists/new", data=sent, content_type="multipart/form-data")


def id_of(page: Any) -> str:
    return str(page.headers["Location"].split("/")[3])


def guessed(page: str) -> dict[str, str]:
    """Return the field chosen for each column of the page."""
    found = re.findall(r'<select[^>]*name="(column_\d+)"[^>]*>(.*?)</select>', page, re.S)
    return {name: "".join(re.findall(r'<option selected value="(\w*)"', body)) for name, body in found}


def taken_over(app: Flask, client: FlaskClient, data: bytes, **kwargs: Any) -> str:
    """Go through all pages with what they guess; return the list's public id."""
    page = send(client, data, **kwargs)
    assert page.status_code == 303, page.text
    place = f"/desk/lists/{id_of(page)}"
    columns = client.get(f"{place}/columns").text
    assert client.post(f"{place}/columns", data=guessed(columns)).status_code == 303
    assert client.get(f"{place}/check").status_code == 200
    assert client.post(f"{place}/check", data={"basis": "consent", "language": "fr"}).status_code == 303
    while jobs.take_lists(app):
        pass
    return id_of(page)


@pytest.fixture
def officer(session: Session) -> Account:
    made = make.officer(session)
    session.commit()
    return made


def test_a_survey_is_taken_over(app: Flask, session: Session, officer: Account) -> None:
    client = as_(app, officer)
    page = send(client, SURVEY.encode("cp1252"))
    columns = client.get(page.headers["Location"]).text
    assert list(guessed(columns).values()) == ["full_name", "email", "origin", "skills", "languages"]
    for reason in ("religion", "ethnicity", "clan or tribe", "party or politics", "asylum", "family and marital"):
        assert reason in columns
    assert not DROPPED.search(columns.encode())
    public_id = taken_over(app, client, SURVEY.encode("utf-8-sig"))
    shown = client.get(f"/desk/lists/{public_id}").text
    assert "The list is finished" in shown
    assert "Write it like name@example.org" in shown
    problems = client.get(f"/desk/lists/{public_id}/problems.csv")
    assert problems.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(problems.data.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["3", "3", "3"]
    assert "Bile" not in problems.text + shown
    assert [e.details["count"] for e in session.scalars(select(AuditEntry)) if e.tag == "list:download"] == [3]
    answer = client.get(f"/desk/lists/{public_id}/progress.json").json
    assert answer == {"done": 2, "finished": True, "text": "2 of 2 rows done"}
    assert "Ayaan Jama" in client.get("/desk/people").text


def test_a_spreadsheet_is_taken_over_and_nothing_in_it_is_computed(
    app: Flask, session: Session, officer: Account
) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Nombre completo", "Correo electrónico", "País de origen", "Fecha de nacimiento", "Cargo"])
    sheet.append(["Ayaan Jama", "ayaan@example.org", "Somalia", 1984, "=HYPERLINK(1)"])
    file = io.BytesIO()
    book.save(file)
    taken_over(app, as_(app, officer), file.getvalue(), name="lista.xlsx")
    person = session.scalars(select(Profile).where(Profile.given_name == "Ayaan")).one()
    assert (person.family_name, person.birth_year, person.occupations) == ("Jama", 1984, [])


def test_the_same_source_brings_its_columns_back(app: Flask, session: Session, officer: Account) -> None:
    client = as_(app, officer)
    data = b"Who,Where to write,From\nAyaan Jama,ayaan@example.org,Somalia\n"
    place = f"/desk/lists/{id_of(send(client, data))}/columns"
    assert set(guessed(client.get(place).text).values()) == {""}
    refused = client.post(place, data={"column_0": "full_name"})
    assert refused.status_code == 422
    assert "nobody can be asked" in refused.text
    fields = {"column_0": "full_name", "column_1": "email", "column_2": "origin"}
    assert client.post(place, data={**fields, "column_2": "email"}).status_code == 422
    assert client.post(place, data=fields).status_code == 303
    again = send(client, data)
    assert guessed(client.get(again.headers["Location"]).text) == fields
    assert "Survey 2026" in client.get("/desk/lists/new").text


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7 Name,E-mail", "list.csv"), (b"<html>", "list.csv"), (b"", "list.csv"), (b"Name,E-mail\n", "a.csv"),
        (b"PK\x03\x04broken", "list.xlsx"), (b"Name,E-mail\nA,a@b.org", "list.xlsx"), (b"1,2\n3,4\n", "list.csv"),
        (b"ayaan@example.org,Ayaan\n", "list.csv"), (b"Name,E-mail\nA,b\n", "list.exe"), (b"a\0b\nc", "list.csv"),
        (b"Name,E-mail\nA,b\n", "list.xlsm"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "list.xls"),
        (b"Name,E-mail\n" + b"A,b\n" * 10_001, "list.csv"), (b"," * 99 + b"Name\n" + b"a," * 99, "list.csv"),
        (b"Religion,Party\na,b\n", "list.csv"), (b"Name,E-mail\nA,b\n", "exe\u202evsc.csv"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_answered_with_what_to_do(
    app: Flask, session: Session, officer: Account, data: bytes, name: str
) -> None:
    page = send(as_(app, officer), data, name)
    assert page.status_code == 422
    assert 'class="field invalid"' in page.text
    assert session.scalar(select(FileImport.id)) is None


def test_a_list_can_be_called_off(app: Flask, session: Session, officer: Account) -> None:
    client = as_(app, officer)
    public_id = id_of(send(client, SURVEY.encode()))
    assert client.post(f"/desk/lists/{public_id}/cancel").status_code == 303
    one = session.scalars(select(FileImport)).one()
    assert (one.content, one.done) == (None, 0)
    assert client.get(f"/desk/lists/{public_id}/columns").status_code == 409
    assert "Called off" in client.get("/desk/lists").text


def test_switched_off_there_is_nothing(settings: Settings, sessions: sessionmaker[Session], session: Session) -> None:
    off = create_app(replace(settings, imports=False), sessions)
    officer = make.officer(session)
    session.commit()
    client = as_(off, officer)
    missing = client.get("/desk/no-such-page")
    for place in ("/desk/lists", "/desk/lists/new", "/desk/people", "/desk/people/new"):
        page = client.get(place)
        assert page.status_code == 404
        assert plain(page) == plain(missing).replace("/desk/no-such-page", place)
    assert "/desk/lists" not in client.get("/desk").text
    assert client.get("/link/details/x").status_code == 404, "who was asked before can still answer"
    assert "details.decide" in off.view_functions


def plain(page: Any) -> str:
    """Return a page without its tokens and without the address that was asked for in links."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.text.replace("%2F", "/"))


def test_the_setting_is_off_outside_the_demo() -> None:
    key = {"SKILLSBANK_SECRET_KEY": "0123456789abcdef" * 4}
    assert not Settings.from_environment(key).imports
    assert Settings.from_environment({**key, "SKILLSBANK_DEMO": "1"}).imports
    assert Settings.from_environment({**key, "SKILLSBANK_IMPORT": "1"}).imports


def test_dropped_columns_never_reach_the_database(settings: Settings, own_engine: Engine, tmp_path: Path) -> None:
    app = create_app(settings, make_sessions(own_engine))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with make_sessions(own_engine)() as session:
        officer = make.officer(session)
        session.commit()
        client = as_(app, officer)
        assert send(client, SURVEY.encode()).status_code == 303
        waiting = everything(own_engine, session)
        assert b"zqskill" in waiting, "what is kept would be found"
        assert not DROPPED.search(waiting)
        session.commit()
        taken_over(app, client, SURVEY.encode())
        assert not DROPPED.search(everything(own_engine, session))


def everything(engine: Engine, session: Session) -> bytes:
    """Return every byte of an embedded database with its log, every row of the other."""
    if engine.dialect.name == "sqlite":
        return b"".join(path.read_bytes() for path in Path(engine.url.database or "").parent.iterdir())
    names = session.scalars(text("select tablename from pg_tables where schemaname = 'public'")).all()
    rows = (str(row) for name in names for row in session.execute(text(f'select t::text from "{name}" t')))
    found = "".join(rows).encode()
    packed = session.scalars(select(FileImport.content)).all()
    return found + b"".join(each for each in packed if each)

"""The letter with which a ministry endorses a need: given, refused, read by few, gone when the need goes back."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank.domain.roles import Role
from skillsbank.domain.vacancy import VacancyState
from skillsbank.models import Account, AuditEntry, EndorsementLetter, RoleGrant, Vacancy
from tests import attacks, files
from tests import factories as make
from tests.web.test_routes import plain
from tests.world import MISSING, as_

OFFICE = "Directorate of planning"
LETTER = files.pdf("We endorse this need.")
ATTACKS = {
    name: each
    for name, each in attacks.ATTACKS.items()
    if each.answer in ("acts", "locked", "two_in_one") and each.file.endswith(".pdf")
}


@pytest.fixture
def need(session: Session) -> Vacancy:
    """Return a need of Somalia that waits for its ministry."""
    officer = make.officer(session)
    hospital = make.institution(session, by=officer)
    made = make.vacancy(
        session, hospital, by=officer, state=VacancyState.SUBMITTED, programme=make.programme(session),
    )  # fmt: skip
    session.commit()
    return made


@pytest.fixture
def ministry(session: Session, client: FlaskClient) -> Account:
    """Return the ministry's user, who is signed in."""
    account = make.account(session, Role.MINISTRY, country="SO")
    session.commit()
    make.sign_in(client, account)
    return account


def endorse(client: FlaskClient, need: Vacancy, data: bytes, name: str = "letter.pdf", **said: str) -> Any:
    """Send the form of the endorsement with a file, as a browser does."""
    sent = files.sent(name, data)
    values = {"version": str(need.version), "office": OFFICE, "note": "Our plan asks for it.", **said}
    parts = (
        f'--edge\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{said}\r\n' for key, said in values.items()
    )
    return client.post(
        f"/needs/{need.public_id}/actions/endorse", **sent | {"data": "".join(parts).encode() + sent["data"]}
    )


def letters(session: Session) -> list[EndorsementLetter]:
    """Return the letters that are kept."""
    session.expire_all()
    return list(session.scalars(select(EndorsementLetter)))


def test_a_letter_is_optional_and_its_page_says_who_reads_it(
    client: FlaskClient, session: Session, need: Vacancy, ministry: Account
) -> None:
    page = client.get(f"/needs/{need.public_id}/actions/endorse").text
    assert "Endorsement letter (optional)" in page
    assert "Only your ministry and officers of the programme can read it" in page
    assert 'enctype="multipart/form-data"' in page
    assert "Endorsement letter" not in client.get(f"/needs/{need.public_id}/actions/return").text
    assert endorse(client, need, b"", "").status_code == 303
    assert letters(session) == []
    assert need.state is VacancyState.ENDORSED
    assert "Endorsement letter" not in client.get(f"/needs/{need.public_id}").text
    assert client.get(f"/needs/{need.public_id}/endorsement-letter").status_code == 404


def test_the_ministry_and_the_programme_read_it_and_nobody_else_learns_of_it(
    app: Flask, client: FlaskClient, session: Session, need: Vacancy, ministry: Account
) -> None:
    assert endorse(client, need, LETTER).status_code == 303
    (letter,) = letters(session)
    assert (need.state, need.endorser_office, letter.vacancy_id) == (VacancyState.ENDORSED, OFFICE, need.id)
    url, programme = f"/needs/{need.public_id}", need.programme
    assert programme is not None
    readers = [make.officer(session, programme_id=programme.id), make.account(session, Role.MANAGER), ministry]
    others = {
        403: [make.host(session, need.institution), make.account(session, Role.ADMINISTRATOR),
              make.account(session, Role.AUDITOR), make.account(session, Role.DONOR),
              make.account(session, Role.EXPERT)],
        404: [make.officer(session, programme_id=make.programme(session).id),
              make.account(session, Role.MINISTRY, country="GH")],
    }  # fmt: skip
    session.commit()
    for reader in readers:
        page = as_(app, reader).get(url).text
        assert f'href="{url}/endorsement-letter"' in page
        assert "1 kB" in page
        file = as_(app, reader).get(f"{url}/endorsement-letter")
        assert (file.status_code, file.data, file.mimetype) == (200, LETTER, "application/pdf")
        assert file.headers["Content-Disposition"] == f'attachment; filename="endorsement-{letter.public_id}.pdf"'
        assert file.headers["X-Content-Type-Options"] == "nosniff"
    noted = session.scalars(select(AuditEntry.actor_id).where(AuditEntry.tag == "vacancy:letter")).all()
    assert sorted(noted, key=str) == sorted((reader.id for reader in readers), key=str)
    for status, accounts in others.items():
        for account in accounts:
            answer = as_(app, account).get(f"{url}/endorsement-letter")
            missing = as_(app, account).get(f"/needs/{MISSING}/endorsement-letter")
            assert (answer.status_code, missing.status_code) == (status, status)
            assert plain(answer, need.public_id) == plain(missing)
            assert "Endorsement letter" not in as_(app, account).get(url).text
    assert app.test_client().get(f"{url}/endorsement-letter").location.startswith("/sign-in")
    count = select(func.count()).select_from(AuditEntry).where(AuditEntry.tag == "vacancy:letter")
    assert session.scalar(count) == len(readers)


def test_who_reads_the_need_for_an_institution_does_not_read_the_letter_as_an_officer_elsewhere(
    app: Flask, client: FlaskClient, session: Session, need: Vacancy, ministry: Account
) -> None:
    assert endorse(client, need, LETTER).status_code == 303
    both = make.host(session, need.institution)
    both.grants.append(RoleGrant(role=Role.OFFICER, programme_id=make.programme(session).id))
    session.commit()
    page = as_(app, both).get(f"/needs/{need.public_id}")
    assert page.status_code == 200
    assert "Endorsement letter" not in page.text
    assert as_(app, both).get(f"/needs/{need.public_id}/endorsement-letter").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("letter.docx", files.docx(), "PDF files and photographs as JPEG or PNG"),
        ("letter.png", b"\xff\xd8\xff\xda\x00\x04\x03\x04scan\xff\xd9", "The name of this file does not fit"),
        ("letter.pdf", b"GIF89a", "PDF files and photographs as JPEG or PNG"),
        ("letter.pdf", b"%PDF-1.7 nothing", "damaged or not complete"),
        *(
            pytest.param(each.file, each.make(), "Save the letter as a new PDF", id=key)
            for key, each in ATTACKS.items()
        ),
    ],
)
def test_files_that_are_no_letter_are_refused_and_what_was_typed_stays(
    client: FlaskClient, session: Session, need: Vacancy, ministry: Account, name: str, data: bytes, words: str
) -> None:
    answer = endorse(client, need, data, name, office="Cabinet of the minister")
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Cabinet of the minister"' in answer.text
    assert "Our plan asks for it." in answer.text
    assert letters(session) == []
    assert need.state is VacancyState.SUBMITTED


def test_a_letter_without_an_office_is_not_kept(
    client: FlaskClient, session: Session, need: Vacancy, ministry: Account
) -> None:
    assert endorse(client, need, LETTER, office="").status_code == 422
    assert endorse(client, need, LETTER, version="99").status_code == 409
    assert letters(session) == []


def test_the_letter_goes_when_the_need_is_sent_back_and_the_next_endorsement_has_its_own(
    app: Flask, client: FlaskClient, session: Session, need: Vacancy, ministry: Account
) -> None:
    assert endorse(client, need, LETTER).status_code == 303
    officer, host = make.account(session, Role.MANAGER), make.host(session, need.institution)
    session.commit()
    step = f"/needs/{need.public_id}/actions"
    first = letters(session)[0].public_id
    back = {"version": str(need.version), "reason": "tasks-unclear"}
    assert as_(app, officer).post(f"{step}/return", data=back).status_code == 303
    assert letters(session) == []
    assert as_(app, officer).get(f"/needs/{need.public_id}/endorsement-letter").status_code == 404
    again = {"version": str(need.version)}
    assert as_(app, host).post(f"{step}/submit", data=again).status_code == 303
    session.expire_all()
    assert endorse(client, need, files.pdf("We endorse it as changed."), "again.pdf").status_code == 303
    (letter,) = letters(session)
    assert letter.public_id != first

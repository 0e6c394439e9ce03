"""What is asked of candidates alone: referees, documents once put forward, answers for clinical work."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.shortlist import Verdict
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import Application, ClinicalAnswers, Disclosure, Document, Profile, ShortlistEntry, Vacancy
from tests import attacks, factories, files
from tests.web.test_profile import own, send
from tests.world import as_

PLACE = b"57 deg 38 min N"
JPEG = (
    b"\xff\xd8"
    b"\xff\xe1\x00\x32Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0" + PLACE + b"\0"
    b"\xff\xfe\x00\x07PHONE"
    b"\xff\xdb\x00\x04\x01\x02\xff\xda\x00\x04\x03\x04scan\xff\xd9" + PLACE
)


def png() -> bytes:
    """Return a PNG with a note of where it was taken."""

    def part(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + name + data + bytes(4)

    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", bytes(13))
        + part(b"tEXt", PLACE)
        + part(b"IDAT", b"x")
        + part(b"IEND", b"")
    )


@pytest.fixture
def person(client: FlaskClient, session: Session) -> Profile:
    """Return an active expert who is signed in."""
    made = factories.expert(session, travel_page_read_at=clock.now())
    session.commit()
    assert made.account is not None
    factories.sign_in(client, made.account)
    return made


def put_forward(session: Session, person: Profile, **values: Any) -> tuple[Vacancy, Any]:
    """Put the person on the shortlist of a clinical need; return it with the officer."""
    officer = factories.officer(session)
    need = factories.vacancy(session, factories.institution(session, by=officer), by=officer, **values)
    factories.pick(session, need, person, officer)
    session.commit()
    return need, officer


def upload(client: FlaskClient, data: bytes, name: str, kind: str = "degree", until: str = "") -> Any:
    """Send a file in as a browser does, under a name that goes out as it is."""
    sent = files.sent(name, data)
    texts = {"kind": kind, "valid_until": until}.items()
    first = "".join(f'--edge\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n' for key, text in texts)
    return client.post("/profile/documents", **sent | {"data": first.encode() + sent["data"]})


def held(session: Session) -> list[Document]:
    session.expire_all()
    return list(session.scalars(select(Document).order_by(Document.id)))


def test_referees_are_asked_of_candidates_alone(client: FlaskClient, session: Session, person: Profile) -> None:
    referee = {"referees-0-name": "Ingrid Sandelin", "referees-0-contact": "ingrid@example.org"}
    assert "referees" not in client.get("/profile").text
    assert client.get("/profile/answers/referees").status_code == 303
    assert send(client, session, "referees", referee | {"referees-0-agreed": "y"}).status_code == 303
    assert own(session).referees == []
    put_forward(session, person)
    assert "/profile/answers/referees" in client.get("/profile").text
    refused = send(client, session, "referees", referee)
    assert refused.status_code == 422
    assert "Ask them first" in refused.text
    assert send(client, session, "referees", referee | {"referees-0-agreed": "y"}).status_code == 303
    assert [(row.name, row.agreed) for row in own(session).referees] == [("Ingrid Sandelin", True)]
    told = {"text_language": "en", "public_summary": "Ask Sandelin about my work on birth care."}
    answer = send(client, session, "texts", told)
    assert answer.status_code == 422
    assert "“Sandelin”" in answer.text, "the page says which words to take out"


def test_questions_that_no_way_of_working_needs_are_not_asked(
    client: FlaskClient, session: Session, person: Profile
) -> None:
    person.modalities, person.must_keep_job, person.leave_letter = ["virtual"], False, None
    person.excluded_regions = ["SO-BN"]
    session.commit()
    assert "/profile/answers/places" not in client.get("/profile").text
    assert client.get("/profile/answers/places").status_code == 303
    page = client.get("/profile/answers/conditions").text
    for name in ("leave_kind", "leave_letter", "right_of_return_until", "voluntary_move"):
        assert f'name="{name}"' not in page
    sent = {"employment": "employed", "leave_kind": "unpaid", "voluntary_move": "y"}
    assert send(client, session, "conditions", sent).status_code == 303
    assert (own(session).leave_kind, own(session).voluntary_move, own(session).employment) == (None, False, "employed")
    assert own(session).excluded_regions == ["SO-BN"], "what is not asked any more is kept as it was"
    later = own(session)
    later.modalities, later.must_keep_job = ["temporary", "permanent"], True
    session.commit()
    sent |= {"leave_letter": "can_get", "right_of_return_until": ""}
    assert send(client, session, "conditions", sent).status_code == 303
    assert (own(session).leave_kind, own(session).leave_letter, own(session).voluntary_move) == (
        "unpaid", "can_get", True,
    )  # fmt: skip


def test_documents_are_taken_only_from_whom_is_put_forward(
    client: FlaskClient, session: Session, app: Flask, person: Profile
) -> None:
    assert upload(client, files.pdf("My degree"), "degree.pdf").status_code == 422
    assert held(session) == []
    need, officer = put_forward(session, person)
    assert "Your documents" in client.get("/profile").text
    for data, name in ((files.pdf(None), "scan.pdf"), (JPEG, "photo.JPG"), (png(), "photo.png")):
        assert upload(client, data, name).status_code == 303, name
    assert upload(client, JPEG, "again.jpg").status_code == 303
    kept = held(session)
    assert [each.media_type for each in kept] == ["application/pdf", "image/jpeg", "image/png"], "the same twice is one"
    for each in kept[1:]:
        assert PLACE not in each.content
        assert b"PHONE" not in each.content
    assert b"Exif" in kept[1].content, "a photograph keeps which way is up"
    one = kept[1].public_id
    for reader, place in ((client, f"/profile/documents/{one}"), (as_(app, officer), f"/desk/documents/{one}")):
        answer = reader.get(place)
        assert answer.data == kept[1].content
        assert answer.headers["Content-Disposition"] == f'attachment; filename="degree-{one}.jpg"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
    looks = list(session.execute(select(Disclosure.purpose, Disclosure.fields, Disclosure.vacancy_id)))
    assert looks == [("document", ["documents"], need.id)]
    assert "took a copy of a document" in client.get("/my-data").text
    other = factories.officer(session, programme_id=factories.programme(session).id)
    stranger = factories.expert(session).account
    on_duty = factories.officer(session, "SO")
    person.countries[0].visibility = None
    session.commit()
    for account, place in ((other, f"/desk/documents/{one}"), (on_duty, f"/desk/documents/{one}"),
                           (stranger, f"/profile/documents/{one}")):  # fmt: skip
        assert as_(app, account).get(place).status_code == 404
    entry = session.scalar(select(ShortlistEntry))
    assert entry is not None
    entry.superseded_at = clock.now()
    session.commit()
    assert as_(app, officer).get(f"/desk/documents/{one}").status_code == 404
    assert upload(client, files.pdf("x"), "more.pdf").status_code == 422
    assert client.post(f"/profile/documents/{one}/delete").status_code == 303
    assert len(held(session)) == 2


def test_who_works_there_is_named_to_whom_is_put_forward_alone(
    client: FlaskClient, session: Session, person: Profile
) -> None:
    people = {"counterpart_name": "Sister Asad Nuur", "counterpart_role": "head of the ward",
              "supervisor_name": "Doctor Ilwad Cige", "supervisor_role": "medical director",
              "more_counterparts": [{"name": "Beder Oday", "role": ""}]}  # fmt: skip
    need, officer = put_forward(session, person, **people)
    other = factories.vacancy(session, need.institution, by=officer, **people)
    session.commit()
    names = ("Sister Asad Nuur", "Doctor Ilwad Cige", "Beder Oday")
    page = client.get(f"/fits/{need.public_id}").text
    assert [name for name in names if name not in page] == []
    assert "medical director" in page
    for address in (f"/fits/{other.public_id}", f"/open-needs/{need.public_id}"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert [name for name in names if name in answer.text] == []


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("photo.jpg", b"", "is empty"),
        ("photo.png", JPEG, "does not fit"),
        ("photo.jpg.exe.jpg", JPEG, "hides what it is"),
        ("photo.jpg", JPEG[:40], "damaged"),
        ("photo.png", png()[:30], "damaged"),
        ("photo.jpg", b"\xff\xd8\xff\xdb\x00\x07%PDF-\xff\xda\x00\x04\x03\x04scan\xff\xd9", "two kinds"),
        ("photo.heic", b"\0\0\0\x18ftypheic" + bytes(20), "JPEG or PNG"),
        ("letter.docx", files.docx(), "JPEG or PNG"),
        ("letter.pdf", JPEG + b"x" * (10 * 1024 * 1024), "10 MB"),
        ("page.html", b"<html>", "JPEG or PNG"),
    ],
)
def test_files_that_are_no_documents_are_refused_with_what_to_do(
    client: FlaskClient, session: Session, person: Profile, name: str, data: bytes, words: str
) -> None:
    put_forward(session, person)
    answer = upload(client, data, name)
    assert answer.status_code == 422
    assert words in answer.text
    assert held(session) == []


def test_pdfs_that_act_or_are_locked_are_refused(client: FlaskClient, session: Session, person: Profile) -> None:
    put_forward(session, person)
    tried = {
        name: attack for name, attack in attacks.ATTACKS.items() if attack.answer in ("acts", "locked", "two_in_one")
    }
    assert len(tried) >= 8
    for name, attack in tried.items():
        answer = upload(client, attack.make(), attack.file)
        assert answer.status_code == 422, name
    assert held(session) == []


def test_whoever_leaves_takes_documents_and_answers_along(
    client: FlaskClient, session: Session, person: Profile
) -> None:
    need, _officer = put_forward(session, person)
    upload(client, JPEG, "photo.jpg")
    client.post(f"/interests/clinical/{need.public_id}", data=CLINICAL)
    client.post("/my-data/withdraw")
    for kind in (Document, ClinicalAnswers):
        assert session.scalar(select(func.count()).select_from(kind)) == 0
    assert upload(client, JPEG, "photo.jpg").status_code == 409


CLINICAL = {"council": "not_yet", "liability_cover": "will_be", "vaccinations": "yes", "home_effect_understood": "y"}


def test_an_interest_in_clinical_work_asks_what_it_needs(
    client: FlaskClient, session: Session, app: Flask, person: Profile
) -> None:
    hospital = factories.institution(session)
    clinical, teaching = factories.vacancy(session, hospital), factories.vacancy(session, hospital, teaching_only=True)
    session.commit()
    place = f"/interests/clinical/{clinical.public_id}"
    assert client.get(place).status_code == 404, "not before the interest"
    said = client.post(f"/fits/{teaching.public_id}/temporary/interest", data={})
    assert said.headers["Location"] == "/interests"
    said = client.post(f"/fits/{clinical.public_id}/temporary/interest", data={})
    assert said.headers["Location"] == place
    assert client.get(f"/interests/clinical/{teaching.public_id}").status_code == 404
    assert place in client.get("/interests").text
    assert client.post(place, data={}).status_code == 422
    assert client.post(place, data=CLINICAL | {"council": "have"}).status_code == 422, "a registration has a number"
    assert client.post(place, data=CLINICAL | {"home_effect_understood": ""}).status_code == 422
    for given in (CLINICAL | {"council": "have", "council_number": "SO-4411"}, CLINICAL):
        assert client.post(place, data=given).status_code == 303
    (row,) = session.scalars(select(ClinicalAnswers))
    assert (row.council, row.council_number, row.vacancy_id) == ("not_yet", "", clinical.id)
    application = session.scalar(select(Application).where(Application.vacancy_id == clinical.id))
    assert application is not None
    client.post(f"/interests/{application.public_id}/take-back", data={})
    assert client.get(place).status_code == 404


def test_the_officer_reads_the_answers_and_documents_on_the_candidates_page(
    client: FlaskClient, session: Session, app: Flask, person: Profile
) -> None:
    need, officer = put_forward(session, person)
    assert upload(client, JPEG, "photo.jpg", until="2026-02-30").status_code == 422
    upload(client, JPEG, "photo.jpg", until="2031-05-09")
    client.post(
        f"/interests/clinical/{need.public_id}", data=CLINICAL | {"council": "applied", "council_number": "A-17"}
    )
    entry = session.scalar(select(ShortlistEntry).where(ShortlistEntry.verdict == Verdict.PICK))
    assert entry is not None
    page = as_(app, officer).get(f"/desk/needs/{need.public_id}/candidates/{entry.match.public_id}").text
    assert "A-17" in page
    assert f"/desk/documents/{held(session)[0].public_id}" in page
    assert "valid until 9\xa0May\xa02031" in page
    assert "valid until 9\xa0May\xa02031" in client.get("/profile/documents").text
    for sent_again in ("2032-05-10", ""):
        upload(client, JPEG, "photo.jpg", until=sent_again)
        assert "valid until 10\xa0May\xa02032" in client.get("/profile/documents").text
    assert need.modality is Modality.TEMPORARY


def test_the_room_for_documents_has_an_end(client: FlaskClient, session: Session, person: Profile) -> None:
    put_forward(session, person)
    for number in range(13):
        answer = upload(client, JPEG.replace(b"scan", b"scan%d" % number), "photo.jpg")
        assert answer.status_code == (303 if number < 12 else 422), number
    assert "no room" in answer.text
    assert timedelta(0) <= clock.now() - held(session)[0].created_at

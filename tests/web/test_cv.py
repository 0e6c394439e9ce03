"""Start from a CV: four kinds of files fill a profile, nothing without the person's word, nothing for anybody else."""

import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import Visibility
from skillsbank.models import Account, AnswerDraft, AuditEntry, Profile, Reading
from skillsbank.reading import sandbox
from tests import factories, files
from tests.drawn import Reader
from tests.web.test_profile import ANSWERS, own, send


@pytest.fixture
def person(client: FlaskClient, session: Session) -> Account:
    """Return a new expert who is signed in."""
    made = factories.account(session, Role.EXPERT, email="hodan@example.org")
    session.add(Profile(account_id=made.id))
    session.commit()
    factories.sign_in(client, made)
    return made


def upload(client: FlaskClient, data: bytes, name: str) -> Any:
    return client.post("/profile/cv", **files.sent(name, data))


def keys(session: Session) -> dict[str, list[str]]:
    """Return the keys of what waits, by name of field or list."""
    session.expire_all()
    found: dict[str, list[str]] = {}
    reading = session.scalar(select(Reading))
    for fact in reading.facts if reading else ():
        found.setdefault(fact["name"], []).append(fact["key"])
    return found


def confirm_all(client: FlaskClient, session: Session) -> Any:
    every = [key for several in keys(session).values() for key in several]
    return client.post("/profile/cv/review", data=dict.fromkeys(every, "take"), follow_redirects=True)


def test_four_files_fill_a_profile(client: FlaskClient, session: Session, person: Account) -> None:
    assert "Start from a CV" in client.get("/profile").text
    answer = upload(client, files.pdf("x", attached={"europass.xml": files.CANDIDATE}), "Europass.pdf")
    assert answer.headers["Location"] == "/profile/cv/review"
    page = client.get("/profile/cv/review").text
    assert "checked" not in page, "nothing is chosen beforehand"
    for words in (
        "Aroslund Hospital",
        "Given name or names",
        "Nothing yet",
        "B2: I work in it",
        "Midwifery professionals",
    ):
        assert words in page
    answer = confirm_all(client, session)
    assert "Saved in your profile" in answer.text
    profile = own(session)
    assert (profile.given_name, profile.residence_country, profile.phone) == ("Hodan", "SE", "+46 701234567")
    assert [(row.code, row.level) for row in profile.languages] == [("so", "C2"), ("en", "B2")]
    assert [(row.title, row.isco, row.years) for row in profile.occupations] == [("Midwife", "2222", 5)]
    assert [(row.employer, row.started, row.ended) for row in profile.experience] == [("Aroslund Hospital", 2014, 2019)]
    assert session.scalar(select(Reading)) is None

    assert upload(client, files.resume(), "resume.json").status_code == 303
    assert "languages" in keys(session), "English at C1 is news"
    answer = confirm_all(client, session)
    assert "These pages still need an answer from you" in answer.text
    profile = own(session)
    assert [(row.code, row.level) for row in profile.languages] == [("so", "C2"), ("en", "C1")]
    assert profile.skills == [], "a file says nothing of how well somebody does it"
    page = client.get("/profile/answers/skills").text
    assert "We kept what you typed here" in page
    assert 'value="kangaroo mother care"' in page

    assert upload(client, files.docx(), "cv.docx").status_code == 303
    confirm_all(client, session)
    assert ("ar", "B1") in [(row.code, row.level) for row in own(session).languages]
    assert "Strandvik Clinic" in [row.employer for row in own(session).experience]

    assert upload(client, files.pdf(None, files.FRENCH), "scan.pdf").status_code == 303
    assert "These pages are pictures, and we could not read them: 1." in client.get("/profile/cv/review").text
    confirm_all(client, session)
    assert "fr" in [row.code for row in own(session).languages]
    tags = [entry.details for entry in session.scalars(select(AuditEntry)) if entry.tag == "profile:read_file"]
    assert [sorted(details) for details in tags] == [["facts", "kind"]] * 4, "codes and counts alone"


def test_confirm_some_ignore_some_leave_some(client: FlaskClient, session: Session, person: Account) -> None:
    upload(client, files.resume(), "cv.json")
    found = keys(session)
    somali, english = found["languages"]
    data = {somali: "take", english: "leave", found["city"][0]: "leave", "version": "0", "all-of-it": "1"}
    answer = client.post("/profile/cv/review", data=data)
    assert answer.headers["Location"] == "/profile/cv/review", "the rest waits"
    assert [row.code for row in own(session).languages] == ["so"]
    assert own(session).city == ""
    left = keys(session)
    assert "languages" not in left
    assert "skills" in left
    assert "waits for you to confirm" in client.get("/profile").text or "wait for you" in client.get("/profile").text
    assert client.post("/profile/cv/review", data=data).status_code == 303, "the same once more changes nothing"
    assert keys(session) == left
    assert client.post("/profile/cv/review", data={left["skills"][0]: "perhaps"}).status_code == 422
    assert client.post("/profile/cv/discard").status_code == 303
    assert session.scalar(select(func.count(Reading.id))) == 0
    assert client.post("/profile/cv/review", data=data).headers["Location"] == "/profile"
    assert "Nothing waits for you" in client.get("/profile/cv/review").text


def test_a_new_row_takes_nothing_from_an_old_one(client: FlaskClient, session: Session) -> None:
    profile = factories.expert(session, employer="Old Clinic", school="Old College")
    profile.experience[0].text = "Night shifts."
    session.commit()
    assert profile.account is not None
    factories.sign_in(client, profile.account)
    upload(client, files.resume(), "cv.json")
    page = client.get("/profile/cv/review").text
    assert [page.count(words) for words in ("Old Clinic", "Night shifts.", "Old College")] == [1, 1, 1]
    confirm_all(client, session)
    profile = own(session)
    assert [(row.employer, row.text) for row in profile.experience] == [
        ("Old Clinic", "Night shifts."),
        ("Aroslund Hospital", ""),
    ]
    assert [row.school for row in profile.education] == ["Old College", "College"]


def test_what_is_known_is_not_asked_again(client: FlaskClient, session: Session, person: Account) -> None:
    upload(client, files.pdf("x", attached={"europass.xml": files.CANDIDATE}), "Europass.pdf")
    confirm_all(client, session)
    answer = upload(client, files.pdf("x", attached={"europass.xml": files.CANDIDATE}), "Europass.pdf")
    assert "texts" in answer.headers["Location"] or answer.headers["Location"] == "/profile"
    assert session.scalar(select(Reading)) is None


def test_the_typed_rules_hold_for_what_is_read(client: FlaskClient, session: Session, person: Account) -> None:
    """An answer that its page would refuse is not stored: the page shows it, and says why when it is saved."""
    basics = {**files.RESUME["basics"], "phone": "ask my cousin", "location": {"countryCode": "XX", "city": "Malmö"}}
    upload(client, files.resume(basics=basics, work=[{"position": "Nurse", "startDate": "2099"}]), "cv.json")
    confirm_all(client, session)
    profile = own(session)
    assert (profile.phone, profile.residence_country, profile.city, list(profile.experience)) == ("", "", "", [])
    assert 'value="ask my cousin"' in client.get("/profile/answers/about").text
    answer = send(client, session, "about", {"phone": "ask my cousin"})
    assert "Enter a number like" in answer.text
    drafts = set(session.scalars(select(AnswerDraft.section)))
    assert {"about", "residence", "experience", "skills"} <= drafts
    assert send(client, session, "residence", ANSWERS["residence"]).status_code == 303
    assert set(session.scalars(select(AnswerDraft.section))) == drafts - {"residence"}, "saving ends the draft"


def test_a_public_summary_that_tells_is_not_taken_from_a_copy(
    client: FlaskClient, session: Session, person: Account
) -> None:
    told = {"given_name": "Hodan", "public_summary": "Ask Hodan.", "text_language": "en"}
    upload(client, json.dumps({"made_at": "2026", "profiles": [told]}).encode(), "my-data.json")
    answer = client.post("/profile/cv/review", data={"all": "1"}, follow_redirects=True)
    assert "Saved in your profile: Your name" in answer.text
    assert (own(session).given_name, own(session).public_summary) == ("Hodan", "")
    assert "Ask Hodan." in client.get("/profile/answers/texts").text


def test_a_copy_of_ones_own_data_loads_again_without_loss(client: FlaskClient, session: Session) -> None:
    """Download, lose everything, load: the same answers, but for who may see the person, which is asked anew."""
    from tests.web.test_profile_sections import SECTIONS

    profile = factories.expert(session, {"SO": Visibility.CARD}, state=ProfileState.DRAFT)
    session.commit()
    assert profile.account is not None
    factories.sign_in(client, profile.account)
    for part, data in {**ANSWERS, **SECTIONS}.items():
        assert send(client, session, part, data).status_code == 303, part
    copy = client.get("/my-data/download").data
    parts = [part for part in {**ANSWERS, **SECTIONS} if part != "visibility"]
    before = {part: client.get(f"/profile/answers/{part}").text for part in parts}

    other = factories.account(session, Role.EXPERT, email="elsewhere@example.org")
    fresh = Profile(account_id=other.id)
    session.add(fresh)
    session.commit()
    factories.sign_in(client, other)
    assert upload(client, copy, "my-data.json").status_code == 303
    page = client.get("/profile/cv/review").text
    assert "Confirm everything" in page
    answer = client.post("/profile/cv/review", data={"all": "1"}, follow_redirects=True)
    assert "still need an answer" not in answer.text
    session.expire_all()
    for part in parts:
        page = client.get(f"/profile/answers/{part}").text
        assert _values(page) == _values(before[part]), part
    assert [row.visibility for row in fresh.countries] == [None, None]


def _values(page: str) -> Any:

    reader = Reader()
    reader.feed(page)
    return [
        {name: value for name, value in drawn.values.items() if name not in ("csrf_token", "version")}
        for drawn in reader.forms
    ]


@pytest.mark.parametrize(
    "program",
    ["child.restrict(); bytearray(2**31)", "child.restrict(cpu=1)\nwhile True: pass", "print('{')"],
    ids=["memory", "time", "nonsense"],
)
def test_a_reader_that_fails_is_answered(
    client: FlaskClient, session: Session, person: Account, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    begin = "import sys; sys.path.insert(0, sys.argv[1]); from skillsbank.reading import child\n"
    monkeypatch.setattr(sandbox, "PROGRAM", begin + program)
    answer = upload(client, files.resume(), "cv.json")
    assert answer.status_code == 422
    assert "Error:" in answer.text
    assert "There is a problem" in answer.text


def test_without_a_file_and_after_leaving(client: FlaskClient, session: Session, person: Account) -> None:
    for data in ({}, {"file": ""}, {"file": (io.BytesIO(b""), "")}):
        answer = client.post("/profile/cv", data=data, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert "Choose a file." in answer.text
    assert client.post("/profile/cv", json={"file": "x"}).status_code == 422
    own(session).state = ProfileState.WITHDRAWN
    session.commit()
    assert client.get("/profile/cv").headers["Location"] == "/profile"
    assert upload(client, files.resume(), "cv.json").status_code == 409
    assert client.post("/profile/cv/review").status_code == 409

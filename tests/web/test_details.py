"""People whose details were passed on: their own page and decision, entry by officers, and what others learn of it."""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.intakes import ANSWER_WITHIN
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import Purpose, Visibility
from skillsbank.models import Account, Consent, Intake, OutboxMessage, Profile
from skillsbank.web.mails import write
from tests import factories as make
from tests.web.test_lists import SURVEY, officer, taken_over
from tests.world import as_

__all__ = ["officer"]  # a fixture


def mailed(app: Flask, session: Session, email: str) -> str:
    """Return the path of the newest link that was mailed to an address, after reading the mail."""
    query = select(OutboxMessage).where(OutboxMessage.recipient == email).order_by(OutboxMessage.id.desc())
    message = session.scalars(query).first()
    assert message is not None
    with app.test_request_context():
        mail = write(message)
    assert "Ayaan" not in mail.subject + mail.body
    assert "account with this address" not in mail.body
    return str(re.search(r"http://[^/]+(/link/details/\S+)", mail.body).group(1))  # type: ignore[union-attr]  # a test


def test_the_person_keeps_what_was_passed_on(app: Flask, session: Session, officer: Account) -> None:
    taken_over(app, as_(app, officer), SURVEY.encode())
    place, person = mailed(app, session, "ayaan@example.org"), app.test_client()
    page = person.get(place)
    for said in ("Ayaan Jama", "ayaan@example.org", "Somalia", "Triage", "Agreement to pass the details on"):
        assert said in page.text
    assert person.post(place, data={}).status_code == 422
    kept = person.post(place, data={"step": "correct"})
    assert (kept.status_code, kept.headers["Location"]) == (303, "/profile/answers/name")
    assert "Ayaan" in person.get("/profile/answers/name").text
    for part in ("skills", "languages", "countries"):
        assert person.get(f"/profile/answers/{part}").status_code == 200
    profile = session.scalars(select(Profile).where(Profile.given_name == "Ayaan")).one()
    assert profile.state is ProfileState.DRAFT
    assert session.scalar(select(Consent.id)) is None
    assert app.test_client().get(place).status_code == 404, "the link works once"
    copy = person.get("/my-data/download").json
    assert copy is not None
    assert copy["intakes"][0]["basis"] == "consent"
    assert copy["profiles"][0]["source"] == "survey"
    assert "Ayaan" not in as_(app, officer).get("/desk/people").text


def test_the_person_has_it_erased_at_once(app: Flask, session: Session, officer: Account) -> None:
    public_id = taken_over(app, as_(app, officer), SURVEY.encode())
    place, person = mailed(app, session, "ayaan@example.org"), app.test_client()
    assert "It is erased" in person.post(place, data={"step": "erase"}).text
    session.expire_all()
    assert session.scalars(select(Intake)).all() == []
    assert session.scalars(select(Profile)).all() == []
    assert person.get(place).status_code == 404
    assert "Wait for their answer" in as_(app, officer).get(f"/desk/lists/{public_id}").text


def test_a_dead_link_says_what_to_do_and_not_whether_it_ever_lived(
    app: Flask, session: Session, officer: Account
) -> None:
    taken_over(app, as_(app, officer), SURVEY.encode())
    place, person = mailed(app, session, "ayaan@example.org"), app.test_client()

    def dead(address: str, **sent: Any) -> str:
        client = app.test_client()
        page = client.post(address, **sent) if sent else client.get(address)
        assert page.status_code == 404
        return re.sub(r'nonce-[^"\']*|nonce="[^"]*"', "", page.text).replace(address, "")

    invented = dead("/link/details/" + "x" * 43)
    for said in ("This link does not work any more", "ask the officer", "within 60 days"):
        assert said in invented
    assert 'href="/sign-in/link"' in invented
    with clock.moved(ANSWER_WITHIN):
        assert dead(place) == invented, "too old"
    assert person.post(place, data={"step": "keep"}).status_code == 303
    assert dead(place) == invented, "used"
    for step in ("keep", "erase"):
        assert dead(place, data={"step": step}) == dead("/link/details/" + "x" * 43, data={"step": step})
    assert "Page not found" in app.test_client().get("/nowhere").text


def test_who_has_an_account_is_asked_to_sign_in(app: Flask, session: Session, officer: Account) -> None:
    make.expert(session, {"SO": Visibility.ASK_FIRST}, email="ayaan@example.org", given_name="Own")
    make_hidden = as_(app, make.officer(session, "DE"))
    session.commit()
    taken_over(app, make_hidden, SURVEY.replace("Somalie", "Togo").encode())
    message = session.scalars(select(OutboxMessage)).all()
    assert message == [], "an officer who may know of the person is told so"
    served = make.officer(session, "SO")
    session.commit()
    taken_over(app, as_(app, served), SURVEY.replace("Somalie", "Togo").encode())
    person = app.test_client()
    kept = person.post(mailed(app, session, "ayaan@example.org"), data={"step": "keep"})
    assert kept.headers["Location"] == "/sign-in"
    session.expire_all()
    assert [profile.given_name for profile in session.scalars(select(Profile))] == ["Own"]
    assert person.get("/profile").status_code == 303, "nobody is signed in by this link"


def test_an_officer_writes_somebody_down_and_they_sign(app: Flask, session: Session, officer: Account) -> None:
    client = as_(app, officer)
    begin = {"channel": "phone", "explained_by": "Ruth Keller", "explained_in": "so", "language": "en", "told": "y"}
    assert client.post("/desk/people/new", data={**begin, "told": ""}).status_code == 422
    place = client.post("/desk/people/new", data=begin).headers["Location"]
    name = {"given_name": "Sagal", "family_name": "Nur", "language": "ar", "version": "1"}
    assert "You write this down for somebody else" in client.get(f"{place}/answers/name").text
    assert client.post(f"{place}/answers/name", data=name).status_code == 303
    assert client.get(f"{place}/answers/visibility").status_code == 404
    for part in ("countries", "residence", "occupation", "skills", "languages", "terms"):
        assert client.get(f"{place}/answers/{part}").status_code == 200, part
    assert "Sagal Nur" in client.get(place).text
    colleague = make.officer(session, "DE")
    session.commit()
    other = as_(app, colleague)
    assert other.get(place).status_code == 404
    assert client.post(f"{place}/paper", data={"place": "Cabinet 3", "day": "2099-01-01"}).status_code == 422
    assert client.post(f"{place}/paper", data={"place": "Cabinet 3", "day": "2026-01-05"}).status_code == 303
    assert "Cabinet 3" in other.get(place).text
    assert client.get(f"{place}/answers/name").status_code == 409
    assert other.get("/desk/experts").text.count("Sagal") == 0


def test_a_person_told_nobody_else_reads_of_anybody_waiting(
    app: Flask, session: Session, officer: Account, tell: Callable[[str], None]
) -> None:
    """Lists, counts, downloads, suggestions: with and without people who wait, every page of others is the same."""
    make.expert(session)
    others = [make.officer(session, "DE"), make.account(session, Role.MANAGER, duty="CH"), None]
    others += [make.account(session, Role(role), duty="CH") for role in ("administrator", "donor")]
    places = (
        "/desk", "/desk/experts", "/desk/experts.csv", "/desk/people", "/desk/lists", "/programmes", "/open-needs",
        "/health", "/suggest/skills?q=zq", "/suggest/occupations?q=zq", "/",
    )  # fmt: skip
    session.commit()

    def read() -> dict[Any, tuple[int, bytes]]:
        pages = {
            (place, number): as_(app, who).get(place)
            for number, who in enumerate([*others, officer])
            for place in places
        }
        own = {("/desk/people", len(others)), ("/desk/lists", len(others))}
        plain = re.compile(rb'name="csrf_token"[^>]*>|"seen_at":[^}]*|\d\d:\d\d')
        return {key: (page.status_code, plain.sub(b"", page.data)) for key, page in pages.items() if key not in own}

    before = read()
    taken_over(app, as_(app, officer), SURVEY.encode())
    after = read()
    tell(f"{len(after)} pages compared")
    assert {key for key in before if before[key] != after[key]} == set()
    assert session.scalar(select(Consent.id).where(Consent.purpose == Purpose.MATCHING)) is not None

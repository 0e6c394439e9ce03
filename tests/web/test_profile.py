"""The eight questions, agreements, activation and the task list, through the client and without script."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import Purpose, Visibility
from skillsbank.models import Account, Consent, OutboxMessage, Profile
from tests import factories

ANSWERS: dict[str, dict[str, Any]] = {
    "name": {"given_name": "Hodan", "family_name": "", "language": "en"},
    "countries": {
        "countries-0-country": "SO", "countries-0-links": ["born_there", "parent"],
        "countries-1-country": "GH", "countries-1-links": ["grandparent"],
    },
    "residence": {"residence_country": "SE", "city": "Västerås"},
    "occupation": {"occupations-0-title": "Nurse", "occupations-0-years": "12", "occupations-0-current": "y"},
    "skills": {
        "skills-0-label": "Kangaroo mother care", "skills-0-level": "5", "skills-0-can_teach": "y",
        "skills-1-label": "night shifts planning", "skills-1-level": "3",
        "skills-2-label": "infection prevention", "skills-2-level": "4",
    },
    "languages": {
        "languages-0-code": "so", "languages-0-level": "C2", "languages-1-code": "en", "languages-1-level": "B2",
    },
    "terms": {
        "modalities": ["temporary", "virtual"], "must_keep_job": "yes", "leave_max_days": "21",
        "windows-0-starts": "2030-06-01", "windows-0-ends": "2030-09-30", "windows-0-yearly": "y",
        "windows-0-min_days": "14", "windows-0-max_days": "21", "windows-0-notice_weeks": "8",
        "hours_per_week": "4", "time_zone": "Europe/Stockholm", "connectivity": "good",
    },
    "visibility": {"SO": "ask_first", "GH": "card"},
}  # fmt: skip


@pytest.fixture
def person(client: FlaskClient, session: Session) -> Account:
    """Return a new expert who confirmed the address and is signed in."""
    made = factories.account(session, Role.EXPERT, email="hodan@example.org")
    session.add(Profile(account_id=made.id))
    session.commit()
    factories.sign_in(client, made)
    return made


def own(session: Session) -> Profile:
    session.expire_all()
    return session.scalars(select(Profile)).one()


def send(client: FlaskClient, session: Session, part: str, data: dict[str, Any], **query: str) -> Any:
    data = {**data, "version": str(own(session).version)}
    return client.post(f"/profile/answers/{part}", data=data, query_string=query)


def test_eight_questions_make_a_matchable_profile(client: FlaskClient, session: Session, person: Account) -> None:
    assert client.get("/start").headers["Location"] == "/profile"
    assert "0 of 8" in client.get("/profile").text
    address = "/profile/answers/name"
    for number, (part, data) in enumerate(ANSWERS.items(), 1):
        page = client.get(address)
        assert page.status_code == 200
        assert f"Question {number} of 8" in page.text
        assert address.endswith(part)
        answer = send(client, session, part, data)
        assert answer.status_code == 303, answer.text
        address = answer.headers["Location"]
    assert address == "/profile/consents"
    page = client.get(address)
    assert "checked" not in page.text
    assert client.post("/profile/activate").status_code == 422, "nobody is in use without agreement"
    assert client.post(address, data={"registration": "y", "matching": "y"}).headers["Location"] == "/profile/check"
    page = client.get("/profile/check")
    assert "Nursing professionals" in page.text
    assert client.post("/profile/activate").status_code == 303
    assert client.post("/profile/activate").status_code == 303, "pressed twice it stays in use"
    profile = own(session)
    assert profile.state is ProfileState.ACTIVE
    assert profile.given_name == "Hodan"
    assert {row.country: row.visibility for row in profile.countries} == {
        "SO": Visibility.ASK_FIRST, "GH": Visibility.CARD,
    }  # fmt: skip
    assert profile.occupations[0].isco == "2221"
    assert [skill.concept for skill in profile.skills][:2] == ["kangaroo-mother-care", None]
    assert profile.windows[0].yearly
    assert profile.must_keep_job is True
    assert {consent.purpose for consent in session.scalars(select(Consent))} == {Purpose.REGISTRATION, Purpose.MATCHING}
    kinds = [mail.kind for mail in session.scalars(select(OutboxMessage))]
    assert kinds == ["profile_active"]
    page = client.get("/profile")
    assert "Work experience" in page.text


def test_without_matching_a_profile_is_active_but_says_that_nobody_ranks_it(
    client: FlaskClient, session: Session, person: Account
) -> None:
    for part, data in ANSWERS.items():
        send(client, session, part, data)
    client.post("/profile/consents", data={"registration": "y"})
    assert "nobody ranks it until you agree" in client.get("/profile/check").text
    assert client.post("/profile/activate").status_code == 303
    assert own(session).state is ProfileState.ACTIVE
    assert "so nobody ranks it" in client.get("/profile").text


def test_any_order_and_progress(client: FlaskClient, session: Session, person: Account) -> None:
    assert send(client, session, "languages", ANSWERS["languages"]).status_code == 303
    page = client.get("/profile").text
    assert "1 of 8" in page
    assert [row.code for row in own(session).languages] == ["so", "en"]


def test_from_the_check_page_one_comes_back_to_it(client: FlaskClient, session: Session, person: Account) -> None:
    answer = send(client, session, "name", ANSWERS["name"], **{"from": "check"})
    assert answer.headers["Location"] == "/profile/check"
    answer = send(client, session, "name", ANSWERS["name"], **{"from": "https://elsewhere.example"})
    assert answer.headers["Location"] == "/profile/answers/countries"


def test_a_stale_page_is_a_conflict_but_the_same_page_twice_is_not(
    client: FlaskClient, session: Session, person: Account
) -> None:
    old = {"version": str(own(session).version)}
    assert client.post("/profile/answers/residence", data=ANSWERS["residence"] | old).status_code == 303
    version = own(session).version
    assert client.post("/profile/answers/residence", data=ANSWERS["residence"] | old).status_code == 303
    assert own(session).version == version, "the second one changed nothing"
    other = {"residence_country": "NO", "city": "Bergen"}
    assert client.post("/profile/answers/residence", data=other | old).status_code == 409
    assert own(session).city == "Västerås"


def test_an_active_profile_stays_active_and_gets_a_new_date(client: FlaskClient, session: Session) -> None:
    profile = factories.expert(session)
    session.commit()
    factories.sign_in(client, profile.account)
    before, moved = profile.version, profile.updated_at
    answer = send(client, session, "skills", ANSWERS["skills"])
    assert answer.headers["Location"] == "/profile"
    profile = own(session)
    assert profile.state is ProfileState.ACTIVE
    assert profile.version == before + 1
    assert profile.updated_at > moved


def test_whoever_was_in_use_does_not_become_visible_here(client: FlaskClient, session: Session) -> None:
    profile = factories.expert(session, {"SO": Visibility.ASK_FIRST, "GH": Visibility.CARD})
    session.commit()
    factories.sign_in(client, profile.account)
    answer = send(client, session, "visibility", {"SO": "card", "GH": "card"})
    assert answer.status_code == 422
    assert send(client, session, "visibility", {"SO": "ask_first", "GH": "ask_first"}).status_code == 303
    assert {row.visibility for row in own(session).countries} == {Visibility.ASK_FIRST}


def test_a_country_that_stays_keeps_its_answer(client: FlaskClient, session: Session, person: Account) -> None:
    send(client, session, "countries", ANSWERS["countries"])
    send(client, session, "visibility", ANSWERS["visibility"])
    swapped = {
        "countries-0-country": "GH", "countries-0-links": ["parent"], "countries-1-country": "KE",
        "countries-1-links": ["other"],
    }  # fmt: skip
    assert send(client, session, "countries", swapped).status_code == 303
    assert {row.country: row.visibility for row in own(session).countries} == {"GH": Visibility.CARD, "KE": None}


def test_nobody_else_reaches_the_pages(client: FlaskClient, session: Session) -> None:
    assert client.get("/profile").headers["Location"].startswith("/sign-in")
    factories.sign_in(client, factories.officer(session))
    session.commit()
    for path in ("/profile", "/profile/answers/name", "/profile/consents", "/profile/check"):
        assert client.get(path).status_code == 403


def test_suggestions_for_everybody(client: FlaskClient) -> None:
    items = client.get("/suggest/occupations?q=nurse").json
    assert items is not None
    assert items["items"][0] == {"value": "2221", "label": "Nurse (Nursing professionals)"}
    assert len(client.get("/suggest/skills?q=a").json["items"]) == 10  # type: ignore[index]  # always an object
    assert client.get("/suggest/skills?q=" + "a" * 101).json == {"items": []}
    assert client.get("/suggest/skills").json == {"items": []}

"""What is typed is kept meanwhile: shown again, deleted when saved or thrown away, never taken for an answer."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import Role
from skillsbank.domain.uploads import LONGEST_DRAFT
from skillsbank.models import Account, AnswerDraft, Profile
from tests import factories
from tests.web.test_profile import ANSWERS, own, send


@pytest.fixture
def person(client: FlaskClient, session: Session) -> Account:
    """Return a new expert who is signed in."""
    made = factories.account(session, Role.EXPERT)
    session.add(Profile(account_id=made.id))
    session.commit()
    factories.sign_in(client, made)
    return made


def keep(client: FlaskClient, session: Session, part: str, data: dict[str, Any]) -> Any:
    return client.post(f"/profile/drafts/{part}", data={**data, "version": str(own(session).version)})


def drafts(session: Session) -> dict[str, dict[str, list[str]]]:
    session.expire_all()
    return {draft.section: draft.sent for draft in session.scalars(select(AnswerDraft))}


def test_what_was_typed_comes_back(client: FlaskClient, session: Session, person: Account) -> None:
    before = own(session).version
    typed = {"occupations-0-title": "nurse of sorts", "occupations-0-years": "many", "occupations-1-title": "baker"}
    assert keep(client, session, "occupation", typed | {"strange": "x", "csrf_token": "y"}).json == {"kept": True}
    assert set(drafts(session)["occupation"]) == set(typed), "what the page does not ask is not kept"
    assert own(session).version == before, "open pages stay good"
    page = client.get("/profile/answers/occupation").text
    assert "We kept what you typed here" in page
    assert 'value="nurse of sorts"' in page
    assert 'value="many"' in page
    assert 'value="baker"' in page
    assert "Your occupation" in client.get("/profile").text
    assert "You typed on these pages and did not save" in client.get("/profile").text
    assert not own(session).occupations
    assert keep(client, session, "occupation", {"occupations-0-title": "nurse"}).status_code == 200
    assert drafts(session)["occupation"] == {"occupations-0-title": ["nurse"]}


def test_what_was_emptied_stays_empty(client: FlaskClient, session: Session, person: Account) -> None:
    send(client, session, "residence", ANSWERS["residence"])
    keep(client, session, "residence", {"residence_country": "NO", "city": ""})
    page = client.get("/profile/answers/residence").text
    assert "Västerås" not in page
    assert '<option selected value="NO">' in page


def test_saving_ends_a_draft_and_late_ones_are_refused(client: FlaskClient, session: Session, person: Account) -> None:
    late = str(own(session).version)
    keep(client, session, "residence", {"city": "Väster"})
    assert send(client, session, "residence", {"city": "Väster"}).status_code == 422
    assert drafts(session), "a page that was refused keeps its draft"
    assert send(client, session, "residence", ANSWERS["residence"]).status_code == 303
    assert drafts(session) == {}
    assert client.post("/profile/drafts/residence", data={"city": "V", "version": late}).status_code == 409
    assert drafts(session) == {}
    assert "We kept" not in client.get("/profile/answers/residence").text


def test_a_draft_can_be_saved_as_it_is_shown(client: FlaskClient, session: Session, person: Account) -> None:
    keep(client, session, "languages", ANSWERS["languages"])
    send(client, session, "residence", ANSWERS["residence"])
    page = client.get("/profile/answers/languages").text
    assert f'name="version" type="hidden" value="{own(session).version}"' in page
    assert send(client, session, "languages", ANSWERS["languages"]).status_code == 303


def test_a_draft_can_be_thrown_away(client: FlaskClient, session: Session, person: Account) -> None:
    keep(client, session, "residence", {"city": "Väster"})
    answer = client.post("/profile/drafts/residence/discard", follow_redirects=True)
    assert "These are your saved answers" in answer.text
    assert "Väster" not in answer.text
    assert client.post("/profile/drafts/residence/discard").status_code == 303


def test_too_much_and_too_late_is_refused(client: FlaskClient, session: Session, person: Account) -> None:
    assert keep(client, session, "texts", {"summary": "x" * (LONGEST_DRAFT + 1)}).status_code == 422
    assert keep(client, session, "texts", {"summary": "a\0b\ud800".encode("utf-8", "replace")}).status_code == 200
    assert client.post("/profile/drafts/texts", data={"summary": "x"}).status_code == 409, "over which version?"
    assert client.post("/profile/drafts/visibility", data={"SO": "card"}).status_code == 404, "never kept"
    own(session).state = ProfileState.WITHDRAWN
    session.commit()
    assert keep(client, session, "texts", {"summary": "x"}).status_code == 409
    assert client.post("/profile/drafts/texts/discard").status_code == 409


def test_the_copy_of_ones_own_data_lists_what_waits(client: FlaskClient, session: Session, person: Account) -> None:
    keep(client, session, "residence", {"city": "Väster"})
    held = client.get("/my-data/download").json
    assert held is not None
    assert [row["sent"] for row in held["answer_drafts"]] == [{"city": ["Väster"]}]
    assert held["readings"] == []

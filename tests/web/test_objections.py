"""F6: the right to contest: the person says what is wrong, an officer who may know of them answers, all is audited."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Invalid, NotFound, Refused
from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import Visibility
from skillsbank.models import Account, AuditEntry, Objection, Profile, Vacancy
from skillsbank.services import erasure, objections, retention
from tests import factories as make

WORDS = "I taught <b>triage</b> for years."


@pytest.fixture
def need(session: Session) -> Vacancy:
    made = make.vacancy(session, make.institution(session))
    session.commit()
    return made


@pytest.fixture
def person(session: Session) -> Profile:
    made = make.expert(session)
    session.commit()
    return made


def own(person: Profile) -> Account:
    assert person.account is not None
    return person.account


def test_f6_a_person_contests_and_reads_the_answer(
    client: FlaskClient, session: Session, need: Vacancy, person: Profile
) -> None:
    make.sign_in(client, own(person))
    page = f"/fits/{need.public_id}"
    assert f"{page}/contest" in client.get(page).text
    assert client.get(f"{page}/contest").status_code == 200
    assert client.post(f"{page}/contest", data={"words": " "}).status_code == 422
    answer = client.post(f"{page}/contest", data={"words": WORDS})
    assert (answer.status_code, answer.location) == (303, page)
    shown = client.get(page).text
    assert "taught &lt;b&gt;triage&lt;/b&gt;" in shown
    assert f'href="{page}/contest"' not in shown
    assert client.post(f"{page}/contest", data={"words": "again"}).status_code == 303
    made = session.scalars(select(Objection)).one()

    make.sign_in(client, make.officer(session))
    assert "1 person contests" in client.get("/desk").text
    assert f"/desk/objections/{made.public_id}" in client.get("/desk/objections").text
    one = f"/desk/objections/{made.public_id}"
    assert "&lt;b&gt;triage" in client.get(one).text
    assert client.post(one, data={"answer": ""}).status_code == 422
    assert client.post(one, data={"answer": "You are right, we look again."}).status_code == 303
    assert client.post(one, data={"answer": "Other words."}).status_code == 409
    session.refresh(made)
    assert made.answer == "You are right, we look again."
    assert "1 person contests" not in client.get("/desk").text

    make.sign_in(client, own(person))
    assert "You are right, we look again." in client.get(page).text
    assert f'href="{page}/contest"' in client.get(page).text, "the right does not end with one answer"
    trail = session.scalars(select(AuditEntry).where(AuditEntry.tag.like("objection:%")).order_by(AuditEntry.id)).all()
    assert [entry.tag for entry in trail] == ["objection:make", "objection:answer"]
    assert "triage" not in str([entry.details for entry in trail])


def test_who_may_not_know_of_a_person_learns_nothing(client: FlaskClient, session: Session, need: Vacancy) -> None:
    hidden = make.expert(session, {"SO": Visibility.ASK_FIRST})
    made = objections.contest(session, make.actor(session, own(hidden)), hidden, need, WORDS)
    session.commit()
    one = f"/desk/objections/{made.public_id}"
    elsewhere = make.officer(session, programme_id=make.programme(session).id)
    for other in (make.officer(session, duty="SO"), elsewhere):
        session.commit()
        make.sign_in(client, other)
        assert client.get(one).status_code == client.get(f"/desk/objections/{'0' * 24}").status_code == 404
        assert client.post(one, data={"answer": "x"}).status_code == 404
        assert made.public_id not in client.get("/desk/objections").text
        assert "contests" not in client.get("/desk").text
    make.sign_in(client, make.host(session, need.institution))
    assert client.get(one).status_code == 403
    make.sign_in(client, make.officer(session))
    assert client.get(one).status_code == 200


def test_the_service_refuses_what_pages_do_not_offer(session: Session, need: Vacancy, person: Profile) -> None:
    self, stranger = make.actor(session, own(person)), make.actor(session, own(make.expert(session)))
    officer = make.actor(session, make.officer(session))
    with pytest.raises(Refused):
        objections.contest(session, stranger, person, need, WORDS)
    with pytest.raises(Invalid):
        objections.contest(session, self, person, need, " \n")
    closed = make.vacancy(session, need.institution, state=VacancyState.SUBMITTED)
    with pytest.raises(Invalid):
        objections.contest(session, self, person, closed, WORDS)
    made = objections.contest(session, self, person, need, WORDS)
    with pytest.raises(IllegalMove):
        objections.contest(session, self, person, need, WORDS)
    with pytest.raises(Refused):
        objections.answer(session, self, made, "x")
    with pytest.raises(Invalid):
        objections.answer(session, officer, made, " ")
    objections.answer(session, officer, made, "x")
    with pytest.raises(IllegalMove):
        objections.answer(session, officer, made, "y")
    hidden = make.expert(session, {"SO": None})
    other = objections.contest(session, make.actor(session, own(hidden)), hidden, need, WORDS)
    with pytest.raises(NotFound):
        objections.answer(session, make.actor(session, make.officer(session, duty="SO")), other, "x")


def test_what_was_contested_goes_with_the_person_and_after_24_months(
    session: Session, need: Vacancy, person: Profile
) -> None:
    stays = make.expert(session)
    for each in (person, stays):
        objections.contest(session, make.actor(session, own(each)), each, need, WORDS)
    erasure.erase_at_end(session, person)
    assert [each.profile_id for each in session.scalars(select(Objection))] == [stays.id]
    with clock.moved(timedelta(days=740)):
        retention.let_go(session)
    assert session.scalars(select(Objection)).all() == []

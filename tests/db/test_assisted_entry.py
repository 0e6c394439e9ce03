"""What somebody tells an officer: who explained it is on record, and they confirm it by a link or on paper."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Invalid, NotFound, Refused
from skillsbank.domain.intakes import ANSWER_WITHIN
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import IntakeChannel
from skillsbank.models import (
    Intake,
    OutboxMessage,
    Profile,
)
from skillsbank.policies import Actor, matchable
from skillsbank.queries import intakes as queries
from skillsbank.queries import profiles
from skillsbank.services import intakes, papers
from tests import factories as make
from tests.db.test_intakes import officer, token_of

__all__ = ["officer"]  # a fixture


def test_an_officer_writes_down_what_somebody_tells(session: Session, officer: Actor) -> None:
    colleague = make.actor(session, make.officer(session, "DE"))
    person = make.told(session, officer, email="")
    intake = session.scalars(select(Intake)).one()
    assert (intake.explained_by, intake.explained_in, intake.channel) == ("Ruth Keller", "so", IntakeChannel.PHONE)
    data = {"given_name": "Sagal", "family_name": "Nur", "language": "so"}
    with pytest.raises(NotFound):
        intakes.answer(session, colleague, intake, "name", data, seen=person.version)
    with pytest.raises(StaleDataError):
        intakes.answer(session, officer, intake, "name", data, seen=person.version + 1)
    with pytest.raises(Invalid, match="only_the_person"):
        intakes.answer(session, officer, intake, "visibility", {"SO": "card"}, seen=person.version)
    intakes.answer(session, officer, intake, "name", data, seen=person.version)
    assert profiles.answers(person, "name")["language"] == "so"
    with pytest.raises(Invalid, match="no_address"):
        intakes.send_link(session, officer, intake)
    with pytest.raises(Refused):
        intakes.begin(
            session, make.actor(session, make.account(session, Role.EXPERT)), channel=IntakeChannel.PHONE,
            explained_by="A", explained_in="so",
        )  # fmt: skip


def test_paper_shows_a_draft_to_the_team_and_to_nobody_who_serves_there(session: Session, officer: Actor) -> None:
    colleague = make.actor(session, make.officer(session, "DE"))
    there = make.actor(session, make.officer(session, "SO"))
    person = make.told(session, officer)
    intake = session.scalars(select(Intake)).one()
    with pytest.raises(Invalid, match="day_to_come"):
        papers.signed(session, officer, intake, place="Cabinet 3", day=clock.today() + timedelta(days=1))
    papers.signed(session, officer, intake, place="Cabinet 3", day=clock.today())
    assert queries.person(session, colleague, person.public_id).id == intake.id
    with pytest.raises(NotFound):
        queries.person(session, there, person.public_id)
    assert session.scalar(select(Profile.id).where(matchable())) is None
    with pytest.raises(IllegalMove):
        intakes.drop(session, officer, intake)
    with clock.moved(ANSWER_WITHIN):
        assert intakes.erase_unanswered(session) == 0


def test_a_new_link_ends_the_one_before(session: Session, officer: Actor) -> None:
    person = make.told(session, officer, email="told@example.org")
    session.flush()
    session.expunge_all()
    intake = queries.person(session, officer, person.public_id)  # as the page has it
    intakes.send_link(session, officer, intake)
    session.flush()
    first = token_of(session, "told@example.org")
    intakes.send_link(session, officer, intake)
    session.flush()
    mails = select(OutboxMessage).where(OutboxMessage.recipient == "told@example.org")
    (mail,) = session.scalars(mails).all()
    assert intakes.peek(session, first).id == intake.id, "two presses are one mail, whose link lives"
    mail.attempts = 1
    intakes.send_link(session, officer, intake)
    session.flush()
    assert len(session.scalars(mails).all()) == 2, "a mail that was tried may be lost"
    with pytest.raises(NotFound):
        intakes.peek(session, first)
    assert intakes.peek(session, token_of(session, "told@example.org")).id == intake.id

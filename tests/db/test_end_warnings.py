"""People read a month before it that their time ends: once, at their own address, with nothing of them in it."""

from datetime import timedelta

import pytest
from babel.dates import format_date
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain import retention as kept
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.vocabulary import Visibility
from skillsbank.models import OutboxMessage, Profile
from skillsbank.services import retention
from skillsbank.web.mails import write
from tests import factories as make
from tests.db.test_retention import MINUTE, STATES, until


def mails_of_the_end(session: Session) -> list[OutboxMessage]:
    return list(session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "profile_ends")))


@pytest.mark.parametrize("state", STATES)
def test_people_read_once_a_month_before_that_their_time_ends(session: Session, state: ProfileState) -> None:
    person = make.expert(session, state=state)
    assert person.last_confirmed_at is not None
    end = until(24, person.last_confirmed_at)
    day = (clock.now() + end).date()
    with clock.moved(end - kept.WARNED_BEFORE - MINUTE):
        assert retention.warn(session) == 0, "early"
    with clock.moved(end - kept.WARNED_BEFORE + MINUTE):
        assert retention.warn(session) == 1
    with clock.moved(end - timedelta(days=3)):
        assert retention.warn(session) == 0, "once"
        (mail,) = mails_of_the_end(session)
        assert mail.params == {"day": day.isoformat()}
        _confirm(session, person)
        assert retention.warn(session) == 0
    with clock.moved(end + MINUTE):
        assert retention.warn(session) == 0
        retention.let_go(session)
        assert person.state is ProfileState.ACTIVE, "who signed in and confirmed stays"
        again = until(24, person.last_confirmed_at)
    with clock.moved(end + MINUTE + again - kept.WARNED_BEFORE + MINUTE):
        assert retention.warn(session) == 1, "two years later it is another end"


def _confirm(session: Session, person: Profile) -> None:
    person.state, person.last_confirmed_at = ProfileState.ACTIVE, clock.now()
    session.flush()


def test_the_warning_follows_a_programme_that_keeps_people_shorter(session: Session) -> None:
    make.programme(session, origin_countries=["SO"], retention={"profiles": 6})
    person, other = make.expert(session), make.expert(session, {"GH": Visibility.CARD})
    assert person.last_confirmed_at is not None
    end = until(6, person.last_confirmed_at)
    with clock.moved(end - kept.WARNED_BEFORE + MINUTE):
        assert retention.warn(session) == 1
    (mail,) = mails_of_the_end(session)
    assert person.account is not None
    assert other.account is not None
    assert mail.recipient == person.account.email


def test_the_mail_names_the_day_in_the_persons_language_and_nobody(app: Flask, session: Session) -> None:
    person = make.expert(session)
    assert person.account is not None
    assert person.last_confirmed_at is not None
    person.account.mail_language = "fr"
    end = kept.last_day(person.last_confirmed_at, 24)
    with clock.moved(until(24, person.last_confirmed_at) - timedelta(days=1)):
        assert retention.warn(session) == 1
    (mail,) = mails_of_the_end(session)
    assert mail.language == "fr"
    with app.test_request_context():
        written = write(mail)
        mail.params = {}  # as it is once the mail went out
        assert write(mail).subject == written.subject
    assert format_date(end, "long", locale="fr") in written.body
    assert "Hodan" not in written.subject + written.body
    assert "Warsame" not in written.subject + written.body

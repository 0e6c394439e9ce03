"""What an auditor who serves in a country of a programme must not learn from the trail, now or later."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.profile import ProfileAction, ProfileState
from skillsbank.domain.roles import LinkPurpose, Role
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import Account, Application, Profile
from skillsbank.policies import SYSTEM
from skillsbank.queries import audit as trail
from skillsbank.queries.paging import Wish
from skillsbank.services import accounts, applications, audit, erasure, objections, own_profile, retention
from skillsbank.services.applications import Interest
from skillsbank.services.ranking import runs
from tests import factories as make
from tests.world import as_


def codes_of_the_trail(session: Session, auditor: Account) -> set[int]:
    """Return the numbers of the acts that an auditor reads, but for what the worker lets go of."""
    rows = trail.page(session, make.actor(session, auditor), Wish(whole=True)).rows
    return {row.id for row in rows if row.tag != "retention:end"}


@pytest.mark.parametrize("how", ["erased", "let go of"])
def test_an_auditor_who_serves_there_reads_of_nobody_hidden_afterwards_either(session: Session, how: str) -> None:
    """What stood for the person is deleted; without it nothing says any more that its acts were kept back."""
    programme = make.programme(session, origin_countries=["SO"])
    there, elsewhere = (make.account(session, Role.AUDITOR, duty=duty) for duty in ("SO", "CH"))
    officer = make.officer(session)
    need = make.vacancy(session, make.institution(session), programme=programme)
    person = make.expert(session, {"SO": None})
    assert person.account is not None
    own, number = make.actor(session, person.account), person.id
    entry = make.pick(session, need, person, officer)
    audit.record(session, make.actor(session, officer), "shortlist:pick", need, match=entry.match.public_id)
    interest = Interest(Modality.VIRTUAL)
    made = applications.apply(session, own, person, need, interest, language="en")
    objections.contest(session, own, person, need, "I taught it.")
    accounts.request_link(session, person.account.email, LinkPurpose.SIGN_IN)
    audit.record(session, own, "account:sign_in", person.account)
    audit.record(session, make.actor(session, officer), "vacancy:submit", need)
    session.commit()
    before = codes_of_the_trail(session, there)
    assert before, "what is about the need alone"
    assert len(codes_of_the_trail(session, elsewhere)) > len(before) + 4
    if how == "erased":
        own_profile.act(session, own, person, ProfileAction.REQUEST_ERASURE)
        erasure.execute(session, SYSTEM, person)
    else:
        applications.withdraw(session, own, made)
        person.last_confirmed_at, entry.superseded_at = clock.now() + timedelta(days=2000), clock.now()
        session.flush()
        with clock.moved(timedelta(days=800)):
            assert retention.let_go(session) > 3
    session.commit()
    assert session.scalars(select(Application)).all() == []
    assert session.get_one(Profile, number).state is (ProfileState.ERASED if how == "erased" else ProfileState.ACTIVE)
    assert codes_of_the_trail(session, there) == before
    assert codes_of_the_trail(session, elsewhere) > before


def test_an_auditor_reads_no_count_of_people(app: Flask, session: Session) -> None:
    """Two pools ranked under different countries of duty would tell by their difference that somebody is hidden."""
    need = make.vacancy(session, make.institution(session))
    auditor = make.account(session, Role.AUDITOR, duty="SO")
    for duty, pool in (("CH", 98765431), ("SO", 98765432)):
        officer = make.actor(session, make.officer(session, duty))
        for tag, name in (("vacancy:rank", "pool"), ("vacancy:candidates", "shown"), ("list:download", "count")):
            audit.record(session, officer, tag, need, **{name: pool})
    make.expert(session)
    make.expert(session, {"SO": None})
    runs.run(session, make.actor(session, make.officer(session)), need, b"key")
    session.commit()
    shown = as_(app, auditor)
    text = shown.get("/audit").text + shown.get("/audit/list.csv").text
    assert "vacancy:rank" in text
    assert "9876543" not in text
    assert "pool" not in text

"""Somebody without e-mail who agrees on signed paper is in use and ranked, hidden where nobody asked them."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import Invalid, NotFound
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import Purpose, Visibility
from skillsbank.models import (
    AvailabilityWindow,
    Consent,
    Intake,
    OutboxMessage,
    Profile,
    ProfileLanguage,
    ProfileOccupation,
    ProfileSkill,
)
from skillsbank.policies import Actor, matchable
from skillsbank.queries import intakes as queries
from skillsbank.services import duties, erasure, intakes, papers
from skillsbank.services.ranking.runs import run
from tests import factories as make
from tests.db.test_intakes import officer, token_of
from tests.world import as_

__all__ = ["officer"]  # a fixture
BOTH = (Purpose.REGISTRATION, Purpose.MATCHING)


def complete(session: Session, by: Actor, email: str = "") -> Intake:
    """Write somebody down with every question answered but that of who may see them."""
    person = make.told(session, by, email=email)
    person.residence_country, person.modalities, person.must_keep_job = "SE", ["temporary"], False
    person.occupations = [ProfileOccupation(isco="2221", years=8)]
    person.skills = [ProfileSkill(label=label, level=4) for label in make.SKILLS]
    person.languages = [ProfileLanguage(code="so", level="C2"), ProfileLanguage(code="en", level="C1")]
    start = clock.today()
    person.windows = [AvailabilityWindow(starts=start, ends=start + timedelta(days=365), min_days=14, max_days=60)]
    session.flush()
    return session.scalars(select(Intake).where(Intake.profile_id == person.id)).one()


def sign(session: Session, by: Actor, intake: Intake, *agreed: Purpose, language: str = "so") -> None:
    papers.signed(session, by, intake, place="Cabinet 3", day=clock.today(), agreed=agreed, language=language)


def test_a_signed_paper_makes_somebody_ranked_and_hides_them_where_nobody_asked(
    session: Session, officer: Actor
) -> None:
    intake = complete(session, officer)
    sign(session, officer, intake, *BOTH)
    person = intake.profile
    assert (person.state, person.account_id, person.on_paper) == (ProfileState.ACTIVE, None, True)
    need = make.vacancy(session, make.institution(session))
    colleague, there = (make.actor(session, make.officer(session, duty)) for duty in ("DE", "SO"))
    assert person.id in {match.profile_id for match in run(session, colleague, need).matches}
    assert person.id not in {match.profile_id for match in run(session, there, need).matches}
    given = session.scalars(select(Consent).where(Consent.profile_id == person.id)).all()
    assert {(each.purpose, each.language, each.text_version) for each in given} == {
        (Purpose.REGISTRATION, "so", "paper/registration-1"), (Purpose.MATCHING, "so", "paper/matching-1"),
    }  # fmt: skip
    assert {each.given_at.date() for each in given} == {clock.today()}
    assert [row.visibility for row in person.countries] == [None]
    assert session.scalars(select(OutboxMessage)).all() == []


@pytest.mark.parametrize(
    ("agreed", "state", "ranked"),
    [
        ((), ProfileState.DRAFT, False),
        ((Purpose.REGISTRATION,), ProfileState.ACTIVE, False),
        ((Purpose.MATCHING,), ProfileState.DRAFT, False),
        (BOTH, ProfileState.ACTIVE, True),
    ],
)
def test_only_what_the_paper_says_holds(
    session: Session, officer: Actor, agreed: tuple[Purpose, ...], state: ProfileState, ranked: bool
) -> None:
    intake = complete(session, officer)
    sign(session, officer, intake, *agreed)
    assert intake.profile.state is state
    assert (session.scalar(select(Profile.id).where(matchable())) is not None) is ranked


def test_a_paper_in_a_language_that_the_person_does_not_read_is_refused(session: Session, officer: Actor) -> None:
    intake = complete(session, officer)
    with pytest.raises(Invalid, match="text_in_no_language_you_read"):
        sign(session, officer, intake, *BOTH, language="fr")
    assert intake.answer is None


def test_unanswered_questions_keep_a_draft(session: Session, officer: Actor) -> None:
    intake = complete(session, officer)
    intake.profile.skills = intake.profile.skills[:1]
    session.flush()
    sign(session, officer, intake, *BOTH)
    assert intake.profile.state is ProfileState.DRAFT


def test_a_new_signature_renews_and_leaving_ends_everything(session: Session, officer: Actor) -> None:
    intake = complete(session, officer)
    sign(session, officer, intake, *BOTH)
    person = intake.profile
    with clock.moved(timedelta(days=181)):
        duties.keep_fresh(session)
        assert person.state is ProfileState.STALE
        with pytest.raises(Invalid, match="older_paper"):
            papers.signed_again(session, officer, intake, place="Cabinet 4", day=clock.today() - timedelta(days=190))
        papers.signed_again(session, officer, intake, place="Cabinet 4", day=clock.today())
        assert (person.state, intake.paper_place) == (ProfileState.ACTIVE, "Cabinet 4")
        papers.leave(session, officer, intake)
    assert person.state is ProfileState.ERASURE_PENDING
    assert session.scalar(select(Profile.id).where(matchable())) is None
    with pytest.raises(NotFound):
        queries.person(session, officer, person.public_id)
    erasure.execute(session, make.actor(session, make.account(session, Role.AUDITOR, duty="CH")), person)
    assert (person.state, person.given_name, person.on_paper) == (ProfileState.ERASED, "", False)
    assert session.scalars(select(Intake)).all() == []


def test_a_link_mailed_before_still_gives_the_person_the_last_word(session: Session, officer: Actor) -> None:
    for word in ("keep", "refuse"):
        intake = complete(session, officer, email=f"{word}@example.org")
        intakes.send_link(session, officer, intake)
        session.flush()
        token = token_of(session, f"{word}@example.org")
        sign(session, officer, intake, *BOTH)
        person = intake.profile
        if word == "keep":
            intakes.keep(session, token)
            assert (person.state, person.on_paper) == (ProfileState.ACTIVE, False)
            assert person.account_id is not None
        else:
            intakes.refuse(session, token)
            assert person.state is ProfileState.ERASURE_PENDING


def test_an_officer_records_the_paper_on_its_page(app: Flask, session: Session) -> None:
    account = make.officer(session)
    intake = complete(session, make.actor(session, account))
    session.commit()
    base, client = f"/desk/people/{intake.profile.public_id}", as_(app, account)
    page = client.get(f"{base}/paper").text
    assert 'name="agreed"' in page
    assert "checked" not in page, "nothing is ticked beforehand"
    day = clock.today()
    sent = {"place": "Cabinet 3", "day": day.isoformat(), "agreed": ["registration", "matching"]}
    assert client.post(f"{base}/paper", data=sent).status_code == 422, "the language is asked"
    assert client.post(f"{base}/paper", data={**sent, "language": "fr"}).status_code == 422
    assert client.post(f"{base}/paper", data={**sent, "language": "so"}).status_code == 303
    session.expire_all()
    assert intake.profile.state is ProfileState.ACTIVE
    assert intake.profile.public_id in client.get("/desk/people").text
    assert client.get(f"/desk/experts/{intake.profile.public_id}").status_code == 200
    assert 'name="agreed"' not in client.get(f"{base}/paper").text
    assert client.post(f"{base}/paper", data={"place": "Cabinet 5", "day": day.isoformat()}).status_code == 303
    assert client.post(f"{base}/leave").status_code == 303
    assert client.post(f"{base}/leave").status_code == 404
    session.expire_all()
    assert intake.profile.state is ProfileState.ERASURE_PENDING
    assert Visibility.CARD not in {row.visibility for row in intake.profile.countries}

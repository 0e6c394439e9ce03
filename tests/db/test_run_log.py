"""F9: a run keeps engine, configuration, pool, result and who looked; asked again it is the same to the bit."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank import __version__, clock
from skillsbank.domain.errors import Refused
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import AuditEntry, Disclosure, MatchRun, Profile, RankedMatch, Vacancy
from skillsbank.policies import SYSTEM, Actor
from skillsbank.queries import runs as reading
from skillsbank.services import erasure, programmes, retention, shortlist
from skillsbank.services.ranking import pool
from skillsbank.services.ranking.replay import replay
from skillsbank.services.ranking.runs import run
from tests import factories as make

KEY = b"key"


@pytest.fixture
def officer(session: Session) -> Actor:
    return make.actor(session, make.officer(session))


@pytest.fixture
def need(session: Session) -> Vacancy:
    for number in range(6):
        make.expert(
            session, headline=f"Nurse {number}", summary="Coaches a newborn unit." if number % 2 else "Keeps files.",
            text_language=("en", "fr", "ar")[number % 3], skills=make.SKILLS[: number % 3 + 1],
            languages=(("en", "B1" if number == 5 else "C1"),),
        )  # fmt: skip
    made = make.vacancy(session, make.institution(session))
    session.commit()
    return made


def test_f9_a_run_keeps_how_it_was_made(session: Session, officer: Actor, need: Vacancy) -> None:
    made = run(session, officer, need, KEY)
    assert need.programme is not None
    assert __version__ in made.engine
    assert f"{need.programme.code}-1" in made.engine
    assert pool.concepts(session).fingerprint[:12] in made.engine
    assert made.programme_version_id == need.programme.current.id
    assert (made.vacancy_version, made.pool_size, made.actor_id) == (need.version, 6, officer.account_id)
    assert any(match.rank for match in made.matches)
    assert any(match.rank is None for match in made.matches), "near misses are kept too"


def test_f9_who_looked_is_written_down_with_the_run(session: Session, officer: Actor, need: Vacancy) -> None:
    made = run(session, officer, need, KEY)
    shortlist.open_candidate(session, officer, made.matches[0])
    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == "candidate:open")).one()
    assert (entry.details["run"], entry.actor_id) == (made.public_id, officer.account_id)
    look = session.scalars(select(Disclosure).where(Disclosure.profile_id == made.matches[0].profile_id)).one()
    assert look.purpose == "ranking"


def test_f9_asked_again_it_is_the_same_to_the_bit(session: Session, officer: Actor, need: Vacancy) -> None:
    made = run(session, officer, need, KEY)
    session.commit()
    session.expire_all()  # as it comes back from the database
    found = replay(session, officer, made, KEY)
    assert found.kept > 12
    assert (found.identical, found.missing) == (True, {})


def test_f9_weights_that_changed_since_change_no_replay(session: Session, officer: Actor, need: Vacancy) -> None:
    made = run(session, officer, need, KEY)
    assert need.programme is not None
    weights = dict(need.programme.current.terms.weights[Modality.TEMPORARY])
    weights["text"], weights["teaching"] = 20, 0
    programmes.weigh(session, SYSTEM, need.programme, Modality.TEMPORARY, weights, reason="Tried.", seen=1)
    assert replay(session, officer, made, KEY).identical
    after = run(session, officer, need, KEY)
    assert [m.score for m in after.matches] != [m.score for m in made.matches]


def test_f9_erasure_leaves_a_stub_and_replay_says_what_is_missing(
    session: Session, officer: Actor, need: Vacancy
) -> None:
    made = run(session, officer, need, KEY)
    first = made.matches[0]
    person = session.get_one(Profile, first.profile_id)
    erasure.erase_at_end(session, person)
    other = session.scalars(select(Profile).where(Profile.id != person.id, Profile.state == "active")).first()
    assert other is not None
    other.summary = "Something new."
    session.flush()
    found = replay(session, officer, made, KEY)
    assert not found.identical
    assert found.missing["erased"] == sum(match.profile_id is None for match in made.matches)
    assert found.missing["changed"] >= 1
    rows = reading.ranked(session, officer, made, first.modality)
    assert rows[0].profile is None
    assert rows[0].match.account == {}


def test_f9_a_dismissal_is_said_where_it_moves_the_places(session: Session, officer: Actor, need: Vacancy) -> None:
    made = run(session, officer, need, KEY)
    first = made.matches[0]
    shortlist.open_candidate(session, officer, first)
    shortlist.decide(session, officer, first, shortlist.Verdict.DISMISS, reason="dates-clash")
    found = replay(session, officer, made, KEY)
    assert (found.identical, found.missing) == (False, {"dismissed": 1})


@pytest.mark.parametrize(("days", "kept"), [(720, 1), (740, 0)])
def test_f9_runs_are_kept_24_months(session: Session, officer: Actor, need: Vacancy, days: int, kept: int) -> None:
    run(session, officer, need, KEY)
    session.flush()
    with clock.moved(timedelta(days=days)):
        retention.let_go(session)
    session.flush()
    assert session.scalar(select(func.count(MatchRun.id))) == kept
    assert (session.scalar(select(func.count(RankedMatch.id))) == 0) is (kept == 0)


def test_f9_the_page_says_whether_it_is_the_same(
    client: FlaskClient, session: Session, officer: Actor, need: Vacancy
) -> None:
    account = make.officer(session)
    session.commit()
    make.sign_in(client, account)
    address = f"/desk/needs/{need.public_id}/ranking"
    assert client.get(f"{address}/again").status_code == 404
    client.post(f"{address}/run")
    assert "exactly as it was kept" in client.get(f"{address}/again").text
    session.scalars(select(Profile).limit(1)).one().summary = "Something new."
    session.commit()
    assert "1 profile is new or was changed since." in client.get(f"{address}/again").text


def test_f9_a_stranger_asks_nothing_again(session: Session, officer: Actor, need: Vacancy) -> None:
    made = run(session, officer, need, KEY)
    with pytest.raises(Refused):
        replay(session, make.actor(session, make.host(session, need.institution)), made, KEY)

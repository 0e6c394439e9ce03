"""P6: retention with a fake clock. Nothing goes a minute early, nothing stays once its time is over."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from skillsbank import clock, jobs
from skillsbank.domain import retention as kept
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import LinkPurpose
from skillsbank.domain.vocabulary import IntakeAnswer
from skillsbank.models import (
    AuditEntry,
    Consent,
    Decision,
    Disclosure,
    EmailLink,
    Intake,
    MatchRun,
    OutboxMessage,
    Profile,
    RankedMatch,
)
from skillsbank.policies import SYSTEM
from skillsbank.services import audit, retention
from tests import factories as make

MINUTE = timedelta(minutes=1)


def until(months: int, since: datetime) -> timedelta:
    """Return how far the clock must move from now so that `months` after `since` are over."""
    moment = since
    while kept.months_before(moment, months) < since:
        moment += timedelta(hours=1)
    while kept.months_before(moment - MINUTE, months) >= since:
        moment -= MINUTE
    return moment - clock.now()


def exactly(session: Session, shift: timedelta, count: Callable[[], int | None]) -> None:
    """Hold that the records are all there until the last minute, and none after it."""
    before = count()
    assert before
    with clock.moved(shift - MINUTE):
        retention.let_go(session)
        session.expire_all()
        assert count() == before, "early"
    with clock.moved(shift + MINUTE):
        retention.let_go(session)
        session.expire_all()
        assert count() == 0, "late"


@pytest.mark.parametrize(
    ("moment", "months", "before"),
    [
        ((2026, 8, 31), 6, (2026, 2, 28)), ((2028, 8, 31), 6, (2028, 2, 29)), ((2026, 1, 15), 1, (2025, 12, 15)),
        ((2026, 12, 1), 24, (2024, 12, 1)), ((2028, 2, 29), 12, (2027, 2, 28)),
    ],
)  # fmt: skip
def test_months_are_those_of_the_calendar(
    moment: tuple[int, int, int], months: int, before: tuple[int, int, int]
) -> None:
    assert kept.months_before(datetime(*moment, 9, 30, tzinfo=UTC), months) == datetime(*before, 9, 30, tzinfo=UTC)


STATES = [
    ProfileState.ACTIVE, ProfileState.INFO_REQUESTED, ProfileState.INELIGIBLE, ProfileState.PAUSED, ProfileState.STALE,
    ProfileState.UNREACHABLE, ProfileState.WITHDRAWN,
]  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_a_profile_goes_24_months_after_it_was_last_confirmed(session: Session, state: ProfileState) -> None:
    person = make.expert(session, state=state)
    assert person.last_confirmed_at is not None
    since = person.last_confirmed_at
    left = select(func.count()).where(Profile.id == person.id, Profile.state != ProfileState.ERASED)
    exactly(session, until(24, since), lambda: session.scalar(left))
    assert person.given_name == ""


@pytest.mark.parametrize(("months", "others", "expected"), [(6, [], 6), (36, [], 24), (6, [12], 12), (6, [None], 24)])
def test_a_programme_shortens_the_time_for_its_people_and_never_lengthens_it(
    session: Session, months: int, others: list[int | None], expected: int
) -> None:
    make.programme(session, origin_countries=["SO"], retention={"profiles": months})
    make.programme(session, origin_countries=["GH"], retention={"profiles": 3})
    for other in others:
        make.programme(session, origin_countries=["SO"], retention={"profiles": other} if other else {})
    person = make.expert(session)
    assert person.last_confirmed_at is not None
    left = select(func.count()).where(Profile.id == person.id, Profile.state != ProfileState.ERASED)
    exactly(session, until(expected, person.last_confirmed_at), lambda: session.scalar(left))


def test_a_draft_goes_six_months_after_it_was_last_touched(session: Session) -> None:
    person = make.expert(session, state=ProfileState.DRAFT)
    left = select(func.count()).where(Profile.id == person.id, Profile.state != ProfileState.ERASED)
    exactly(session, until(6, person.updated_at), lambda: session.scalar(left))


def test_a_draft_that_waits_for_its_person_has_a_clock_of_its_own(session: Session) -> None:
    person = make.told(session, make.actor(session, make.officer(session)))
    intake = session.scalars(select(Intake)).one()
    left = select(func.count()).where(Profile.id == person.id, Profile.state != ProfileState.ERASED)
    with clock.moved(until(6, person.updated_at) + MINUTE):
        retention.let_go(session)
        assert session.scalar(left) == 1
        intake.answer, intake.answered_at = IntakeAnswer.PAPER, clock.now()
        intake.paper_place, intake.paper_date = "Cabinet 3", clock.today()
        session.flush()
        retention.let_go(session)
        assert session.scalar(left) == 0, "signed on paper, then like any draft"


def test_runs_go_after_24_months_but_for_what_a_decision_rests_on(session: Session) -> None:
    officer = make.officer(session)
    need, person = make.vacancy(session, make.institution(session)), make.expert(session)
    picked = make.pick(session, need, person, officer).match.run
    other = make.pick(session, need, make.expert(session), officer)
    person.last_confirmed_at = clock.now() + timedelta(days=900)
    run, number = other.match.run, picked.id
    session.delete(other)
    session.flush()
    said = {"shares": [], "reasons": [{"code": "x"}], "gaps": [], "rules": [], "terms": []}
    session.execute(update(RankedMatch).values(account=said))
    session.execute(update(Profile).values(last_confirmed_at=clock.now() + timedelta(days=900)))
    session.flush()
    named = select(func.count()).where(RankedMatch.profile_id.is_not(None))
    exactly(session, until(24, run.ran_at), lambda: session.scalar(named))
    assert session.scalars(select(MatchRun.id)).all() == [number]
    assert session.scalars(select(RankedMatch.account)).all() == [{}]


def test_mails_go_30_days_after_they_went_out_or_were_given_up(session: Session) -> None:
    now = clock.now()
    session.add_all(
        [
            OutboxMessage(recipient="a@example.org", kind="link_reset", delivered_at=now),
            OutboxMessage(recipient="b@example.org", kind="link_reset", attempts=8, next_attempt_at=now),
        ]
    )
    session.flush()
    count = select(func.count()).select_from(OutboxMessage)
    exactly(session, timedelta(days=30) - (clock.now() - now), lambda: session.scalar(count))
    session.add(OutboxMessage(recipient="c@example.org", kind="link_reset"))
    session.flush()
    with clock.moved(timedelta(days=99)):
        retention.let_go(session)
        assert session.scalar(count) == 1, "it still waits"


def test_links_go_7_days_after_they_expired(session: Session) -> None:
    owner = make.account(session)
    expires = clock.now() + timedelta(hours=1)
    session.add(EmailLink(account_id=owner.id, purpose=LinkPurpose.SIGN_IN, digest="d" * 64, expires_at=expires))
    session.flush()
    count = select(func.count()).select_from(EmailLink)
    exactly(
        session,
        timedelta(days=7, hours=1) - (clock.now() - expires + timedelta(hours=1)),
        lambda: session.scalar(count),
    )


def test_the_trail_goes_after_seven_years_and_no_agreement_that_lasts(session: Session) -> None:
    person = make.expert(session)
    person.last_confirmed_at = clock.now() + timedelta(days=9000)
    lasting = session.scalars(select(Consent)).all()
    given = clock.now() - timedelta(days=100)
    expired = make.counts(session, person)
    expired.given_at, expired.expires_at = given, clock.now()
    session.add_all(
        [
            Disclosure(profile_id=person.id, role="officer", purpose="programme", fields=["name"]),
            Decision(role="officer", subject_kind="profiles", subject_id=person.id, action="ask", note="Which ward?"),
        ]
    )
    audit.record(session, SYSTEM, "profile:ask", person)
    session.flush()
    since = session.scalars(select(AuditEntry.at)).one()

    def left() -> int:
        old = (Decision, Disclosure, AuditEntry)
        rows = sum(session.scalar(select(func.count()).select_from(kind)) or 0 for kind in old)
        ended = select(func.count()).where(Consent.expires_at.is_not(None))
        return rows + (session.scalar(ended) or 0) - len(_told(session))

    def _told(session: Session) -> list[str]:
        return list(session.scalars(select(AuditEntry.tag).where(AuditEntry.tag == "retention:end")))

    assert left() == 4
    exactly(session, until(84, since), left)
    assert session.scalars(select(Consent)).all() == lasting


@pytest.mark.parametrize(
    ("since", "months", "day"),
    [((2026, 1, 15), 24, (2028, 1, 15)), ((2024, 2, 29), 24, (2026, 3, 1)), ((2026, 8, 31), 6, (2027, 3, 1))],
)
def test_the_last_day_is_the_first_on_which_the_months_are_over(
    since: tuple[int, int, int], months: int, day: tuple[int, int, int]
) -> None:
    moment, last = datetime(*since, 9, 30, tzinfo=UTC), date(*day)
    assert kept.last_day(moment, months) == last
    end_of_day = datetime(*day, 23, 59, tzinfo=UTC)
    assert kept.months_before(end_of_day, months) >= moment
    assert kept.months_before(end_of_day - timedelta(days=1), months) < moment


def test_the_worker_does_it_each_hour() -> None:
    assert jobs.DUTIES["let_go"] == (timedelta(hours=1), retention.let_go)
    assert jobs.DUTIES["warn"] == (timedelta(hours=1), retention.warn)

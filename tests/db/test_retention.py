"""P6: retention with a fake clock. Nothing goes a minute early, nothing stays once its time is over."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from skillsbank import clock, jobs
from skillsbank.domain import retention as kept
from skillsbank.domain.application import ApplicationState
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import LinkPurpose
from skillsbank.domain.shortlist import Verdict
from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import CouncilState, DocumentKind, IntakeAnswer, Modality, Readiness, Visibility
from skillsbank.models import (
    Application,
    AuditEntry,
    ClinicalAnswers,
    Consent,
    Decision,
    Disclosure,
    Document,
    EmailLink,
    Intake,
    MatchRun,
    OutboxMessage,
    Profile,
    RankedMatch,
    Referee,
    ShortlistEntry,
    Vacancy,
)
from skillsbank.policies import SYSTEM
from skillsbank.services import applications, audit, retention
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


@pytest.mark.parametrize(("months", "expected"), [(None, 12), (3, 3), (40, 12)])
def test_an_interest_goes_12_months_after_its_end_with_papers_and_answers(
    session: Session, months: int | None, expected: int
) -> None:
    need = make.vacancy(session, make.institution(session))
    assert need.programme is not None
    if months:
        version = need.programme.versions[0]
        version.definition = {**version.definition, "retention": {"applications": months}}
    person = make.expert(session)
    ended, standing = (
        Application(vacancy_id=each.id, profile_id=person.id, modality=Modality.TEMPORARY, **values)
        for each, values in (
            (need, {"state": ApplicationState.WITHDRAWN, "withdrawn_at": clock.now()}),
            (make.vacancy(session, make.institution(session)), {}),
        )
    )
    paper = Document(
        profile=person, kind=DocumentKind.DEGREE, media_type="application/pdf", size=1, sha256="", content=b"x"
    )
    answers = ClinicalAnswers(
        profile_id=person.id, vacancy_id=need.id, council=CouncilState.HAVE, liability_cover=Readiness.YES,
        vaccinations=Readiness.YES,
    )  # fmt: skip
    session.add_all([ended, standing, paper, answers])
    session.flush()
    number = ended.id
    assert ended.withdrawn_at is not None

    def left() -> int | None:
        both = session.scalar(select(func.count()).where(Application.id == number)) or 0
        return both + (session.scalar(select(func.count()).select_from(ClinicalAnswers)) or 0)

    person.last_confirmed_at = clock.now() + timedelta(days=900)
    session.flush()
    exactly(session, until(expected, ended.withdrawn_at), left)
    assert session.scalar(select(func.count()).select_from(Document)) == 1, "another interest stands"
    assert session.scalar(select(func.count()).select_from(Application)) == 1


def asked_of(session: Session, person: Profile, need: Vacancy) -> None:
    """Keep what is asked of a candidate alone: a paper, answers about clinical work, a referee."""
    person.last_confirmed_at = clock.now() + timedelta(days=900)
    person.referees = [Referee(name="Asha Nur", contact="asha@example.org", agreed=True)]
    answers = {"council": CouncilState.HAVE, "liability_cover": Readiness.YES, "vaccinations": Readiness.YES}
    session.add_all(
        [
            Document(
                profile=person, kind=DocumentKind.DEGREE, media_type="application/pdf", size=1, sha256="", content=b"x"
            ),
            ClinicalAnswers(profile_id=person.id, vacancy_id=need.id, **answers),
        ]
    )
    session.flush()


def asked(session: Session) -> int:
    """Return how much of that there is."""
    return sum(
        session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (Document, ClinicalAnswers, Referee)
    )


@pytest.mark.parametrize("how", ["superseded", "unfilled"])
def test_picks_and_notes_go_12_months_after_their_end_with_what_was_asked(session: Session, how: str) -> None:
    """Of people who never applied, too."""
    need, person = make.vacancy(session, make.institution(session)), make.expert(session)
    entry = make.pick(session, need, person, make.officer(session))
    entry.note = "Speaks well of the ward."
    asked_of(session, person, need)
    if how == "superseded":
        entry.superseded_at = clock.now()
    else:
        need.state = VacancyState.FAILED
    session.flush()
    session.refresh(need)
    ended = entry.superseded_at or need.updated_at

    def left() -> int | None:
        return asked(session) + (session.scalar(select(func.count()).select_from(ShortlistEntry)) or 0)

    assert left() == 4
    exactly(session, until(12, ended), left)
    assert session.scalar(select(func.count()).select_from(RankedMatch)) == 1, "the run has a clock of its own"


def test_nothing_goes_while_a_pick_stands(session: Session) -> None:
    need, person = make.vacancy(session, make.institution(session)), make.expert(session)
    officer = make.officer(session)
    first = make.pick(session, need, person, officer)
    make.pick(session, need, person, officer)
    asked_of(session, person, need)
    first.superseded_at = clock.now()
    ended = Application(
        vacancy_id=need.id, profile_id=person.id, modality=Modality.TEMPORARY, state=ApplicationState.WITHDRAWN,
        withdrawn_at=clock.now(),
    )  # fmt: skip
    session.add(ended)
    session.flush()
    with clock.moved(until(20, first.superseded_at)):
        retention.let_go(session)
        session.expire_all()
        assert asked(session) == 3
        assert session.scalar(select(func.count()).select_from(Application)) == 0
        assert session.scalar(select(func.count()).select_from(ShortlistEntry)) == 1


def test_a_dismissal_alone_holds_no_papers(session: Session) -> None:
    need, person = make.vacancy(session, make.institution(session)), make.expert(session)
    make.pick(session, need, person, make.officer(session), verdict=Verdict.DISMISS)
    asked_of(session, person, need)
    retention.let_go(session)
    session.expire_all()
    assert asked(session) == 0
    assert session.scalar(select(func.count()).select_from(ShortlistEntry)) == 1, "it still keeps them off the list"


def test_an_interest_that_stood_when_its_need_ended_goes_12_months_after_that(session: Session) -> None:
    need, person = make.vacancy(session, make.institution(session)), make.expert(session)
    interest = Application(vacancy_id=need.id, profile_id=person.id, modality=Modality.TEMPORARY)
    session.add(interest)
    asked_of(session, person, need)
    session.execute(update(Application).values(updated_at=clock.now() - timedelta(days=700)))
    with clock.moved(timedelta(days=300)):
        need.state = VacancyState.FAILED
        session.flush()
        session.refresh(need)
    count = select(func.count()).select_from(Application)
    exactly(session, until(12, need.updated_at), lambda: session.scalar(count))
    assert asked(session) == 0


def test_what_is_deleted_hands_nothing_on_to_the_next_record(session: Session) -> None:
    """SQLite gives the number of a deleted row out again: its acts and decisions must not become somebody else's."""
    need, person = make.vacancy(session, make.institution(session)), make.expert(session)
    person.last_confirmed_at = clock.now() + timedelta(days=900)
    interest = Application(vacancy_id=need.id, profile_id=person.id, modality=Modality.TEMPORARY)
    session.add(interest)
    session.flush()
    actor = make.actor(session, person.account) if person.account else SYSTEM
    applications.withdraw(session, actor, interest, reason="dates-changed")
    session.flush()
    number, ended = interest.id, interest.withdrawn_at
    assert ended is not None
    about = select(func.count()).where(Decision.subject_kind == "applications", Decision.subject_id == number)
    acts = select(func.count()).where(AuditEntry.subject_kind == "applications", AuditEntry.subject_id == number)
    assert (session.scalar(about), session.scalar(acts)) == (1, 1)
    exactly(session, until(12, ended), lambda: session.scalar(about))
    assert session.scalar(acts) == 0
    assert session.scalars(select(AuditEntry.tag).where(AuditEntry.tag == "application:withdraw")).all()


def test_papers_go_with_the_last_interest(session: Session) -> None:
    need, person = make.vacancy(session, make.institution(session)), make.expert(session)
    person.last_confirmed_at = clock.now() + timedelta(days=900)
    ended = Application(
        vacancy_id=need.id, profile_id=person.id, modality=Modality.TEMPORARY, state=ApplicationState.CLOSED_VACANCY
    )
    paper = Document(
        profile=person, kind=DocumentKind.DEGREE, media_type="application/pdf", size=1, sha256="", content=b"x"
    )
    session.add_all([ended, paper])
    session.flush()
    count = select(func.count()).select_from(Document)
    exactly(session, until(12, ended.updated_at), lambda: session.scalar(count))


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
        assert retention.let_go(session) >= 0
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

"""P6: what is kept of a candidacy that ended without a placement: interests, picks, notes, papers, referees."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.application import ApplicationState
from skillsbank.domain.shortlist import Verdict
from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import CouncilState, DocumentKind, Modality, Readiness
from skillsbank.models import (
    Application,
    AuditEntry,
    ClinicalAnswers,
    Decision,
    Document,
    Profile,
    RankedMatch,
    Referee,
    ShortlistEntry,
    Vacancy,
)
from skillsbank.policies import SYSTEM
from skillsbank.services import applications, retention
from tests import factories as make
from tests.db.test_retention import exactly, until


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

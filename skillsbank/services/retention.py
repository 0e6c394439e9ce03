"""Lets go of what was kept long enough: the worker's part of the promises in docs/data.md."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, not_, or_, select, update
from sqlalchemy.orm import Session, selectinload

from skillsbank import clock
from skillsbank.database import written
from skillsbank.domain import retention as kept
from skillsbank.domain.application import ApplicationState
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.programme import Terms
from skillsbank.models import (
    Application,
    ClinicalAnswers,
    Decision,
    Document,
    EmailLink,
    Intake,
    MatchRun,
    Objection,
    OutboxMessage,
    Profile,
    Programme,
    RankedMatch,
    ShortlistEntry,
)
from skillsbank.policies import SYSTEM
from skillsbank.services import audit, intakes
from skillsbank.services.duties import MAIL_ATTEMPTS
from skillsbank.services.erasure import erase_at_end

_ENDED = frozenset({ProfileState.ERASURE_PENDING, ProfileState.ERASED})


def let_go(session: Session) -> int:
    """Let go of everything whose time is over; returns how many records."""
    counts = {
        "profiles": _profiles(session),
        "applications": _applications(session),
        "runs": _runs(session),
        "objections": _objections(session),
        "mails": _mails(session),
        "links": _links(session),
    }
    if any(counts.values()):
        audit.record(session, SYSTEM, "retention:end", None, **counts)
    return sum(counts.values())


def _profiles(session: Session) -> int:
    """Erase people who have not confirmed for too long, and drafts that nobody has touched for six months.

    A draft that waits for the answer of the person has a clock of its own (services.intakes).
    """
    now = clock.now()
    waiting = exists().where(Intake.profile_id == Profile.id, Intake.answered_at.is_(None))
    draft = and_(
        or_(Profile.state == ProfileState.DRAFT, Profile.activated_at.is_(None)),
        Profile.updated_at <= kept.months_before(now, kept.DRAFT_MONTHS),
        not_(waiting),
    )
    used = and_(Profile.state != ProfileState.DRAFT, Profile.activated_at.is_not(None))
    query = select(Profile).where(Profile.state.not_in(_ENDED)).options(selectinload(Profile.countries))
    due = list(session.scalars(query.where(draft)))
    terms = _terms(session)
    shortest = min([kept.PROFILE_MONTHS, *(each.retention.get("profiles", kept.PROFILE_MONTHS) for each in terms)])
    for profile in session.scalars(query.where(used, _confirmed_before(kept.months_before(now, shortest)))):
        theirs = [t.retention for t in terms if any(t.accepts_country(row.country) for row in profile.countries)]
        months = kept.months_kept("profiles", kept.PROFILE_MONTHS, theirs)
        if (profile.last_confirmed_at or profile.updated_at) <= kept.months_before(now, months):
            due.append(profile)
    alone = [profile.id for profile in due if profile.account_id is None and not profile.on_paper]
    for profile in due:
        if profile.id not in alone:
            erase_at_end(session, profile)
    if alone:  # signed on paper and not gone on with: there is no use of them that a stub would count
        intakes.erase(session, session.scalars(select(Intake).where(Intake.profile_id.in_(alone))).all())
    return len(due)


def _confirmed_before(moment: datetime) -> ColumnElement[bool]:
    never = and_(Profile.last_confirmed_at.is_(None), Profile.updated_at <= moment)
    return or_(Profile.last_confirmed_at <= moment, never)


def _applications(session: Session) -> int:
    """Delete interests that ended without a placement, with what was asked for them: answers and papers."""
    now = clock.now()
    ended = select(Application).where(Application.state != ApplicationState.APPLIED)
    due = []
    for application in session.scalars(ended):
        programme = application.vacancy.programme
        theirs = [programme.current.terms.retention] if programme is not None else []
        months = kept.months_kept("applications", kept.APPLICATION_MONTHS, theirs)
        if (application.withdrawn_at or application.updated_at) <= kept.months_before(now, months):
            due.append(application)
    people = set()
    for application in due:
        people.add(application.profile_id)
        of_need = (ClinicalAnswers.profile_id == application.profile_id,)
        session.execute(delete(ClinicalAnswers).where(*of_need, ClinicalAnswers.vacancy_id == application.vacancy_id))
        notes = update(Decision).where(
            Decision.subject_kind == Application.__tablename__, Decision.subject_id == application.id
        )
        session.execute(notes.values(note=""))
        session.delete(application)
    session.flush()
    if people:
        left = exists().where(Application.profile_id == Document.profile_id)
        picked = exists().where(
            ShortlistEntry.profile_id == Document.profile_id, ShortlistEntry.superseded_at.is_(None)
        )
        session.execute(delete(Document).where(Document.profile_id.in_(people), not_(left), not_(picked)))
    return len(due)


def _runs(session: Session) -> int:
    """Empty runs that are two years old; what a decision rests on stays as a row without its account."""
    query = select(MatchRun.id).where(MatchRun.ran_at <= kept.months_before(clock.now(), kept.RUN_MONTHS))
    old = list(session.scalars(query))
    if not old:
        return 0
    decided = exists().where(ShortlistEntry.match_id == RankedMatch.id)
    ours = RankedMatch.run_id.in_(old)
    session.execute(delete(RankedMatch).where(ours, not_(decided)))
    left = update(RankedMatch).where(ours, RankedMatch.profile_id.is_not(None))
    emptied = written(session, left.values(profile_id=None, account={}))
    hold = exists().where(RankedMatch.run_id == MatchRun.id)
    return emptied + written(session, delete(MatchRun).where(MatchRun.id.in_(old), not_(hold)))


def _objections(session: Session) -> int:
    """Delete what people contested, with the answer, as long after the last word as runs are kept."""
    over = Objection.updated_at <= kept.months_before(clock.now(), kept.RUN_MONTHS)
    return written(session, delete(Objection).where(over))


def _mails(session: Session) -> int:
    before = clock.now() - kept.MAIL_KEPT
    given_up = and_(
        OutboxMessage.delivered_at.is_(None),
        OutboxMessage.attempts >= MAIL_ATTEMPTS,
        OutboxMessage.next_attempt_at <= before,
    )
    return written(session, delete(OutboxMessage).where(or_(OutboxMessage.delivered_at <= before, given_up)))


def _links(session: Session) -> int:
    return written(session, delete(EmailLink).where(EmailLink.expires_at <= clock.now() - kept.LINK_KEPT))


def _terms(session: Session) -> list[Terms]:
    return [programme.current.terms for programme in session.scalars(select(Programme))]

"""Lets go of what was kept long enough: the worker's part of the promises in docs/data.md."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, exists, not_, or_, select, update
from sqlalchemy.orm import Session, selectinload

from skillsbank import clock
from skillsbank.database import written
from skillsbank.domain import retention as kept
from skillsbank.domain.application import ApplicationState
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.programme import Terms
from skillsbank.domain.shortlist import Verdict
from skillsbank.domain.vacancy import UNFILLED_STATES
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
    Objection,
    OutboxMessage,
    Profile,
    Programme,
    RankedMatch,
    Referee,
    ShortlistEntry,
    Vacancy,
)
from skillsbank.policies import SYSTEM
from skillsbank.services import audit, intakes, outbox
from skillsbank.services.duties import MAIL_ATTEMPTS
from skillsbank.services.erasure import erase_at_end

_STANDS = ApplicationState.APPLIED
_ENDED = frozenset({ProfileState.ERASURE_PENDING, ProfileState.ERASED})
_TOLD = "profile:warn"


def let_go(session: Session) -> int:
    """Let go of everything whose time is over; returns how many records."""
    counts = {
        "profiles": _profiles(session),
        "applications": _applications(session),
        "papers": _papers(session),
        "runs": _runs(session),
        "objections": _objections(session),
        "mails": _mails(session),
        "links": _links(session),
        "trail": _trail(session),
    }
    if any(counts.values()):
        audit.record(session, SYSTEM, "retention:end", None, **counts)
    return sum(counts.values())


def warn(session: Session) -> int:
    """Tell people once that their time is over soon and what they can do about it; returns how many."""
    count = 0
    for profile, months in _used_until(session, clock.now() + kept.WARNED_BEFORE):
        told = exists().where(
            AuditEntry.subject_kind == Profile.__tablename__, AuditEntry.subject_id == profile.id,
            AuditEntry.tag == _TOLD, AuditEntry.at > _since(profile),
        )  # fmt: skip
        if profile.account is not None and not session.scalar(select(told)):
            day = kept.last_day(_since(profile), months)
            outbox.send(session, profile.account, "profile_ends", day=day.isoformat())
            audit.record(session, SYSTEM, _TOLD, profile)
            count += 1
    return count


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
    due = [*session.scalars(_living().where(draft)), *(profile for profile, _months in _used_until(session, now))]
    alone = [profile.id for profile in due if profile.account_id is None and not profile.on_paper]
    for profile in due:
        if profile.id not in alone:
            erase_at_end(session, profile)
    if alone:  # signed on paper and not gone on with: there is no use of them that a stub would count
        intakes.erase(session, session.scalars(select(Intake).where(Intake.profile_id.in_(alone))).all())
    return len(due)


def _used_until(session: Session, moment: datetime) -> list[tuple[Profile, int]]:
    """Return the people who were in use and whose time is over at `moment`, with the months that they are kept."""
    terms = _terms(session)
    shortest = min([kept.PROFILE_MONTHS, *(each.retention.get("profiles", kept.PROFILE_MONTHS) for each in terms)])
    before = kept.months_before(moment, shortest)
    never = and_(Profile.last_confirmed_at.is_(None), Profile.updated_at <= before)
    used = (Profile.state != ProfileState.DRAFT, Profile.activated_at.is_not(None))
    found = []
    for profile in session.scalars(_living().where(*used, or_(Profile.last_confirmed_at <= before, never))):
        theirs = [t.retention for t in terms if any(t.accepts_country(row.country) for row in profile.countries)]
        months = kept.months_kept("profiles", kept.PROFILE_MONTHS, theirs)
        if _since(profile) <= kept.months_before(moment, months):
            found.append((profile, months))
    return found


def _living() -> Select[Profile]:
    return select(Profile).where(Profile.state.not_in(_ENDED)).options(selectinload(Profile.countries))


def _since(profile: Profile) -> datetime:
    return profile.last_confirmed_at or profile.updated_at


def _applications(session: Session) -> int:
    """Delete interests, and picks and dismissals with their notes, that ended without a placement."""
    interests = [
        each
        for each in session.scalars(select(Application).join(Vacancy).where(_over(Application.state != _STANDS)))
        if _kept_enough(each.vacancy, _end_of_interest(each))
    ]
    picks = [
        entry
        for entry, need in session.execute(
            select(ShortlistEntry, Vacancy)
            .join(Vacancy, Vacancy.id == ShortlistEntry.vacancy_id)
            .where(_over(ShortlistEntry.superseded_at.is_not(None)))
        )
        if _kept_enough(need, entry.superseded_at or need.updated_at)
    ]
    audit.cut(session, Application, [each.id for each in interests])
    for row in (*interests, *picks):
        session.delete(row)
    session.flush()
    return len(interests) + len(picks)


def _over(ended: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(ended, Vacancy.state.in_(UNFILLED_STATES))


def _end_of_interest(interest: Application) -> datetime:
    if interest.state is _STANDS:  # the need ended under it
        return interest.vacancy.updated_at
    return interest.withdrawn_at or interest.updated_at


def _kept_enough(need: Vacancy, ended: datetime) -> bool:
    theirs = [need.programme.current.terms.retention] if need.programme is not None else []
    months = kept.months_kept("applications", kept.APPLICATION_MONTHS, theirs)
    return ended <= kept.months_before(clock.now(), months)


def _papers(session: Session) -> int:
    """Delete what is asked of candidates alone, once nothing is left of the candidacy for which it was asked.

    Answers about clinical work are asked for one need, documents and referees for all.
    """
    gone = 0
    for kind in (ClinicalAnswers, Document, Referee):
        interest, pick = Application.profile_id == kind.profile_id, ShortlistEntry.profile_id == kind.profile_id
        if kind is ClinicalAnswers:
            interest = and_(interest, Application.vacancy_id == ClinicalAnswers.vacancy_id)
            pick = and_(pick, ShortlistEntry.vacancy_id == ClinicalAnswers.vacancy_id)
        left = or_(exists().where(interest), exists().where(pick, ShortlistEntry.verdict == Verdict.PICK))
        gone += written(session, delete(kind).where(not_(left)))
    return gone


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
    audit.cut(session, Objection, select(Objection.id).where(over))
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


def _trail(session: Session) -> int:
    """Delete what showed for seven years who did, read and decided what, and what somebody had agreed to."""
    before = kept.months_before(clock.now(), kept.TRAIL_MONTHS)
    return sum(
        written(session, delete(kind).where(over))
        for kind, over in (
            (AuditEntry, AuditEntry.at <= before),
            (Decision, Decision.at <= before),
            (Disclosure, Disclosure.at <= before),
            (Consent, or_(Consent.withdrawn_at <= before, Consent.expires_at <= before)),
        )
    )


def _terms(session: Session) -> list[Terms]:
    return [programme.current.terms for programme in session.scalars(select(Programme))]

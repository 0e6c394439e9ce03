"""Picks and dismissals of people for a need: each with a reason, each kept with the run that it rests on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.disclosure import PROGRAMME_FIELDS
from skillsbank.domain.errors import IllegalMove, Incomplete, Invalid, NotFound
from skillsbank.domain.shortlist import Verdict
from skillsbank.domain.vacancy import RANKABLE_STATES
from skillsbank.models import AuditEntry, Profile, RankedMatch, ShortlistEntry, Vacancy
from skillsbank.policies import Actor, Permission, matchable, require, visible_to
from skillsbank.reference import reason_codes
from skillsbank.services import audit, disclosures

_WRITE = Permission.PROGRAMME_SHORTLIST_WRITE
_OPENED = "candidate:open"


def decide(
    session: Session,
    actor: Actor,
    match: RankedMatch,
    verdict: Verdict,
    *,
    reason: str,
    note: str = "",
    seen: str = "",
) -> ShortlistEntry:
    """Pick or dismiss the person of `match` for its need; an earlier verdict is superseded, never overwritten.

    `reason` is a code of reason_codes("pick" or "dismiss"), `seen` the public id of the verdict that the officer
    had before their eyes ("" for none). Raises Refused, NotFound (the person is gone or may not be seen),
    Invalid (no such reason), IllegalMove (the need's state, or a colleague was faster), Incomplete (the officer has
    not opened the candidate's page).
    """
    vacancy = match.run.vacancy
    require(actor, _WRITE, vacancy)
    _available(session, actor, match)
    if vacancy.state not in RANKABLE_STATES:
        raise IllegalMove("not_rankable", state=vacancy.state.value)
    if reason not in reason_codes(verdict):
        raise Invalid("reason_needed", codes=verdict.value)
    if not has_opened(session, actor, match):
        raise Incomplete("evidence_not_opened", missing=["evidence"])
    earlier = _in_force(session, vacancy, match.profile_id, seen)
    entry = ShortlistEntry(
        vacancy_id=vacancy.id,
        profile_id=match.profile_id,
        match_id=match.id,
        modality=match.modality,
        verdict=verdict,
        reason=reason,
        note=note,
        actor_id=actor.account_id,
    )
    session.add(entry)
    session.flush()
    audit.record(
        session, actor, f"shortlist:{verdict}", vacancy, entry=entry.public_id, match=match.public_id,
        run=match.run.public_id, reason=reason, supersedes=earlier.public_id if earlier else None,
    )  # fmt: skip
    return entry


def undo(session: Session, actor: Actor, match: RankedMatch, *, seen: str) -> None:
    """Take back the verdict `seen` on the person of `match`; raises Refused, NotFound or IllegalMove."""
    vacancy = match.run.vacancy
    require(actor, _WRITE, vacancy)
    _available(session, actor, match)
    entry = _in_force(session, vacancy, match.profile_id, seen)
    if entry is None:
        raise NotFound("shortlist_entry")
    audit.record(
        session, actor, "shortlist:undo", vacancy, entry=entry.public_id, match=match.public_id,
        run=match.run.public_id, verdict=entry.verdict.value,
    )  # fmt: skip


def open_candidate(session: Session, actor: Actor, match: RankedMatch) -> None:
    """Write down that an officer opened the evidence on a person: who, for which need, which fields."""
    vacancy = match.run.vacancy
    require(actor, Permission.PROGRAMME_RANKING_READ, vacancy)
    profile = _available(session, actor, match)
    disclosures.note(session, actor, profile, fields=PROGRAMME_FIELDS, purpose="ranking", vacancy=vacancy)
    audit.record(session, actor, _OPENED, profile, match=match.public_id, run=match.run.public_id)


def has_opened(session: Session, actor: Actor, match: RankedMatch) -> bool:
    """Say whether the actor has opened the page of this candidate, as this run shows them."""
    query = select(AuditEntry.id).where(
        AuditEntry.subject_kind == Profile.__tablename__,
        AuditEntry.subject_id == match.profile_id,
        AuditEntry.tag == _OPENED,
        AuditEntry.actor_id == actor.account_id,
        AuditEntry.details["match"].as_string() == match.public_id,
    )
    return session.scalar(query.limit(1)) is not None


def _available(session: Session, actor: Actor, match: RankedMatch) -> Profile:
    """Return the person, asked anew: consent, state and visibility may have changed since the run."""
    query = select(Profile).where(Profile.id == match.profile_id, visible_to(actor), matchable())
    if (profile := session.scalar(query)) is None:
        raise NotFound("profile")
    return profile


def _in_force(session: Session, vacancy: Vacancy, profile_id: int | None, seen: str) -> ShortlistEntry | None:
    """Supersede the verdict that stands, if it is the one that the officer saw."""
    session.execute(select(Vacancy.id).where(Vacancy.id == vacancy.id).with_for_update())  # one officer at a time
    entry = session.scalar(
        select(ShortlistEntry).where(
            ShortlistEntry.vacancy_id == vacancy.id,
            ShortlistEntry.profile_id == profile_id,
            ShortlistEntry.superseded_at.is_(None),
        )
    )
    if (entry.public_id if entry else "") != seen:
        raise IllegalMove("verdict_changed")
    if entry is not None:
        entry.superseded_at = clock.now()
    return entry

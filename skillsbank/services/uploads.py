"""Keeps what waits for a person's decision, the reading of a file and drafts of answers, and lets it go again."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import Invalid
from skillsbank.domain.uploads import LONGEST_DRAFT, WAITS
from skillsbank.models import AnswerDraft, Profile, Reading
from skillsbank.policies import Actor
from skillsbank.services import audit
from skillsbank.services.profiles import open_for_answers


def keep_reading(
    session: Session,
    actor: Actor,
    profile: Profile,
    *,
    kind: str,
    facts: Sequence[Mapping[str, Any]],
    notes: Sequence[Mapping[str, Any]],
) -> None:
    """Keep what was read in a file, in the place of what was read before; each fact has a key of its own.

    Raises Refused and IllegalMove as an answer would.
    """
    open_for_answers(actor, profile, profile.version)
    _drop_reading(session, profile)
    session.add(
        Reading(
            profile_id=profile.id,
            kind=kind,
            facts=[dict(fact) for fact in facts],
            notes=[dict(note) for note in notes],
        )
    )
    session.flush()
    audit.record(session, actor, "profile:read_file", profile, kind=kind, facts=len(facts))


def settle(session: Session, actor: Actor, profile: Profile, answered: Collection[str]) -> int:
    """Let go of the facts whose keys are `answered`, and of the reading with the last; return how many are left."""
    open_for_answers(actor, profile, profile.version)
    reading = session.scalar(select(Reading).where(Reading.profile_id == profile.id))
    if reading is None:
        return 0
    reading.facts = [fact for fact in reading.facts if fact["key"] not in answered]
    left = len(reading.facts)
    if not left:
        session.delete(reading)
    session.flush()
    return left


def forget_reading(session: Session, actor: Actor, profile: Profile) -> None:
    """Let go of everything that was read in the person's file; nothing happens when there is nothing."""
    open_for_answers(actor, profile, profile.version)
    _drop_reading(session, profile)


def keep_draft(
    session: Session, actor: Actor, profile: Profile, section: str, sent: Mapping[str, list[str]], *, seen: int
) -> None:
    """Keep what was typed in a section over version `seen` of the profile.

    Raises what open_for_answers raises, so that a draft which arrives after its page was saved is refused, and
    Invalid for one that is too long.
    """
    open_for_answers(actor, profile, seen)
    if sum(len(name) + sum(map(len, values)) for name, values in sent.items()) > LONGEST_DRAFT:
        raise Invalid("draft_too_long")
    query = select(AnswerDraft).where(AnswerDraft.profile_id == profile.id, AnswerDraft.section == section)
    draft = session.scalar(query)
    if draft is None:
        session.add(AnswerDraft(profile_id=profile.id, section=section, sent=dict(sent)))
    else:
        draft.sent, draft.updated_at = dict(sent), clock.now()
    session.flush()


def forget_draft(session: Session, actor: Actor, profile: Profile, section: str) -> None:
    """Let go of what was typed in a section and not saved."""
    open_for_answers(actor, profile, profile.version)
    session.execute(delete(AnswerDraft).where(AnswerDraft.profile_id == profile.id, AnswerDraft.section == section))


def forget_all(session: Session, profile: Profile) -> None:
    """Let go of everything that waits, because the person leaves."""
    _drop_reading(session, profile)
    session.execute(delete(AnswerDraft).where(AnswerDraft.profile_id == profile.id))


def forget_old(session: Session) -> int:
    """Let go of what has waited for 30 days since it last changed; returns how many rows."""
    before = clock.now() - timedelta(days=WAITS)
    old = [
        row for kind in (Reading, AnswerDraft) for row in session.scalars(select(kind).where(kind.updated_at <= before))
    ]
    for row in old:
        session.delete(row)
    return len(old)


def _drop_reading(session: Session, profile: Profile) -> None:
    session.execute(delete(Reading).where(Reading.profile_id == profile.id))

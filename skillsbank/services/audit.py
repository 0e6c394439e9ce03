"""Writes down who did what: codes only, never a personal value."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, update
from sqlalchemy.orm import Session

from skillsbank.models import AuditEntry, Base, Decision
from skillsbank.policies import Actor

_NOBODY = 0
"""A number that no record has."""


def record(session: Session, actor: Actor, tag: str, subject: Base | None = None, **details: Any) -> None:
    """Add an audit entry. `tag` is <kind>:<act>; `details` hold codes, counts, states, never what a person typed."""
    session.add(
        AuditEntry(
            actor_id=actor.account_id,
            role=actor.label,
            tag=tag,
            subject_kind=subject.__tablename__ if subject is not None else "",
            subject_id=subject.id if subject is not None else None,
            details=details,
        )
    )


def cut(session: Session, kind: type[Base], ids: Collection[int] | Select[Any]) -> None:
    """Cut the trail loose from records that are about to be deleted; what was written about them is blanked.

    SQLite gives the number of a deleted row out again: the next record would inherit what was done to this one.
    """
    acts = update(AuditEntry).where(AuditEntry.subject_kind == kind.__tablename__, AuditEntry.subject_id.in_(ids))
    session.execute(acts.values(subject_id=None).execution_options(synchronize_session=False))
    said = update(Decision).where(Decision.subject_kind == kind.__tablename__, Decision.subject_id.in_(ids))
    session.execute(said.values(subject_id=_NOBODY, note="").execution_options(synchronize_session=False))

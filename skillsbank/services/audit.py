"""Writes down who did what: codes only, never a personal value."""

from typing import Any

from sqlalchemy.orm import Session

from skillsbank.models import AuditEntry, Base
from skillsbank.policies import Actor


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

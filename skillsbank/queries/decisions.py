"""What was decided about a record, with its reasons and notes."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.models import Decision, Institution, Profile, Vacancy


def about(session: Session, record: Profile | Vacancy | Institution) -> Sequence[Decision]:
    """Return the decisions about a record that the reader found by a scoped query, the newest first."""
    query = select(Decision).where(Decision.subject_kind == record.__tablename__, Decision.subject_id == record.id)
    return session.scalars(query.order_by(Decision.id.desc())).all()

"""Programmes for those who may read their terms: the list and one programme."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.errors import NotFound
from skillsbank.models import Programme
from skillsbank.policies import Actor, Permission, can, require


def every(session: Session, actor: Actor) -> Sequence[Programme]:
    """Return all programmes in order of their code; their terms are public to staff, whatever their scope."""
    require(actor, Permission.PROGRAMME_TERMS_READ)
    return session.scalars(select(Programme).order_by(Programme.code)).all()


def one(session: Session, actor: Actor, code: str) -> Programme:
    """Return the programme of a code; raises NotFound."""
    require(actor, Permission.PROGRAMME_TERMS_READ)
    programme = session.scalar(select(Programme).where(Programme.code == code))
    if programme is None:
        raise NotFound("programme")
    return programme


def reads_budget(actor: Actor, programme: Programme) -> bool:
    """Say whether the actor is a manager of the programme, or of all, or its donor."""
    return can(actor, Permission.PROGRAMME_BUDGET_READ, programme)

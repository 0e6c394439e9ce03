"""Programmes for those who may read their terms: the list and one programme."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.errors import NotFound
from skillsbank.domain.roles import PROGRAMME_TEAM, Role
from skillsbank.models import Programme
from skillsbank.policies import RULES, Actor, Permission, require


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
    return any(
        grant.role in RULES[Permission.PROGRAMME_BUDGET_READ] and grant.programme_id in _reach(grant.role, programme)
        for grant in actor.grants
    )


def _reach(role: Role, programme: Programme) -> tuple[int | None, ...]:
    """Return the scopes of a grant that reach the programme; a team's empty scope is every programme."""
    return (programme.id, None) if role in PROGRAMME_TEAM else (programme.id,)

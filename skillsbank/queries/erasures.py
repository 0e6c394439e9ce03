"""Requests for erasure that wait for the auditor: when they were made, and nothing of who made them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, not_, select
from sqlalchemy.orm import Session

from skillsbank.domain.errors import NotFound
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.retention import ERASED_WITHIN
from skillsbank.models import Profile
from skillsbank.policies import Actor, Permission, hidden_from, require
from skillsbank.queries.paging import ROWS, Page, Wish


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `public_id` leads the service to the record and is never shown."""

    public_id: str
    asked_at: datetime
    due_at: datetime


SORTS = {"asked"}


def waiting(session: Session, actor: Actor) -> list[Request]:
    """Return the requests that the auditor may know of, the oldest first.

    Those of people who are hidden from the country where the auditor serves wait for another one. Raises Refused.
    """
    query = select(Profile.public_id, Profile.updated_at).where(_theirs(actor)).order_by(Profile.updated_at, Profile.id)
    return [Request(public_id, asked, asked + ERASED_WITHIN) for public_id, asked in session.execute(query)]


def page(requests: list[Request], wish: Wish) -> Page[Request]:
    """Return one page of the requests."""
    order = "desc" if wish.order == "desc" and wish.sort in SORTS else "asc"
    ordered = requests[::-1] if order == "desc" else requests
    if wish.whole:
        return Page(ordered, len(ordered), 1, "asked", order)
    number = min(max(wish.page, 1), max(1, -(-len(ordered) // ROWS)))
    return Page(ordered[(number - 1) * ROWS : number * ROWS], len(ordered), number, "asked", order)


def record(session: Session, actor: Actor, request: Request) -> Profile:
    """Return the record behind a request, for the service that erases it; raises NotFound when it is gone."""
    profile = session.scalar(select(Profile).where(Profile.public_id == request.public_id, _theirs(actor)))
    if profile is None:
        raise NotFound("erasure")
    return profile


def _theirs(actor: Actor) -> ColumnElement[bool]:
    require(actor, Permission.SYSTEM_ERASURE_RUN)
    return and_(Profile.state == ProfileState.ERASURE_PENDING, not_(hidden_from(actor.duty_country)))

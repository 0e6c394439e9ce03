"""What institutions reported of their posts: one institution's returns, and the newest of all within reach."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, selectinload

from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import InstitutionState
from skillsbank.models import DemandLine, DemandReturn, Institution
from skillsbank.policies import Actor, Permission, require
from skillsbank.queries.institutions import countries_within_reach
from skillsbank.queries.paging import Page, Wish, paged

SORTS = {
    "occupation": DemandLine.isco,
    "institution": Institution.name,
    "country": Institution.country,
    "established": DemandLine.established,
    "filled": DemandLine.filled,
    "vacant": DemandLine.vacant,
    "hard": DemandLine.hard_to_fill,
    "day": DemandReturn.day,
}


@dataclass(frozen=True, slots=True)
class DemandFilter:
    """Which posts a reader wants to see; empty means any. `occupation` is an ISCO code or its beginning."""

    country: str = ""
    region: str = ""
    sector: str = ""
    occupation: str = ""


def history(session: Session, institution: Institution) -> Sequence[DemandReturn]:
    """Return every return of the institution, the one that counts first."""
    query = select(DemandReturn).where(DemandReturn.institution_id == institution.id)
    order = (DemandReturn.day.desc(), DemandReturn.number.desc())
    return session.scalars(query.options(selectinload(DemandReturn.lines)).order_by(*order)).all()


def lines(session: Session, actor: Actor, permission: Permission, wanted: DemandFilter, wish: Wish) -> Page[DemandLine]:
    """Return one page of the lines that count, of verified institutions within the reach of `permission`."""
    return paged(session, lines_query(actor, permission, wanted), wish, SORTS, "vacant")


def lines_query(actor: Actor, permission: Permission, wanted: DemandFilter) -> Select[DemandLine]:
    """Return the query behind the list, for pages, downloads and figures alike."""
    require(actor, permission)
    query = (
        select(DemandLine)
        .join(DemandLine.source)
        .join(DemandReturn.institution)
        .where(
            _counts(),
            Institution.state == InstitutionState.VERIFIED,
            Institution.country.in_(countries(actor, permission)),
        )
        .options(contains_eager(DemandLine.source).contains_eager(DemandReturn.institution))
    )
    columns = {"country": Institution.country, "region": Institution.region, "sector": Institution.sector}
    for name, column in columns.items():
        if value := getattr(wanted, name):
            query = query.where(column == value)
    if wanted.occupation:
        query = query.where(DemandLine.isco.startswith(wanted.occupation, autoescape=True))
    return query


def countries(actor: Actor, permission: Permission) -> list[str]:
    """Return the countries whose institutions' returns the actor reads by `permission`."""
    if permission is Permission.PROGRAMME_GAP_READ:
        return countries_within_reach(actor)
    return sorted({grant.country for grant in actor.grants if grant.role is Role.MINISTRY and grant.country})


def _counts() -> ColumnElement[bool]:
    """No return of the same institution is of a later day, or of the same day and later."""
    other = aliased(DemandReturn)
    later = or_(other.day > DemandReturn.day, and_(other.day == DemandReturn.day, other.number > DemandReturn.number))
    return not_(exists().where(other.institution_id == DemandReturn.institution_id, later))

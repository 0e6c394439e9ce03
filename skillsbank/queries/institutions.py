"""Institutions within an officer's reach: the list, one record, its focal points, needs and decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from skillsbank import reference
from skillsbank.domain.errors import NotFound
from skillsbank.domain.roles import Role
from skillsbank.models import Account, Decision, Institution, RoleGrant, Vacancy
from skillsbank.policies import Actor, Permission, can, vacancies_visible_to
from skillsbank.queries import decisions, staff
from skillsbank.queries.paging import ROWS, Page, Wish, paged

SORTS = {
    "name": Institution.name,
    "country": Institution.country,
    "sector": Institution.sector,
    "state": Institution.state,
    "registered": Institution.created_at,
}


def countries_within_reach(actor: Actor) -> list[str]:
    """Return the countries (ISO 3166-1 alpha-2) whose institutions the actor looks after, in order of code."""
    return [
        code
        for code in sorted(reference.country_regions())
        if can(actor, Permission.PROGRAMME_INSTITUTION_WRITE, Institution(country=code))
    ]


def page(
    session: Session, actor: Actor, wish: Wish, *, state: str = "", country: str = "", sector: str = ""
) -> Page[Institution]:
    """Return one page of the institutions within reach; empty filters keep all."""
    query = select(Institution).where(_reach(actor))
    for column, value in ((Institution.state, state), (Institution.country, country), (Institution.sector, sector)):
        if value:
            query = query.where(column == value)
    return paged(session, query, wish, SORTS, "name")


def one(session: Session, actor: Actor, public_id: str) -> Institution:
    """Return an institution within the actor's reach; NotFound for any other, known or not."""
    query = select(Institution).where(Institution.public_id == public_id, _reach(actor))
    institution = session.scalar(query)
    if institution is None:
        raise NotFound("institution")
    return institution


def focal_point(session: Session, institution: Institution, account: str) -> tuple[Account, list[str]]:
    """Return a user of the institution with what they are focal point for; raises NotFound."""
    grant = session.scalar(
        select(RoleGrant).where(RoleGrant.institution_id == institution.id, RoleGrant.account.has(public_id=account))
    )
    if grant is None:
        raise NotFound("focal_point")
    return grant.account, grant.focal_for


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands beside an institution: who answers for it, what it asks for, what was decided about it."""

    focal_points: Sequence[Account]
    duties: dict[int, list[str]]
    """Account id -> codes of what they are named focal point for."""
    invited: set[int]
    """Ids of focal points who followed no invitation yet."""
    needs: Sequence[Vacancy]
    decisions: Sequence[Decision]


def surroundings(session: Session, actor: Actor, institution: Institution) -> Surroundings:
    """Return the focal points, the 25 newest needs that the actor may read, and the decisions, newest first."""
    people = (
        select(Account)
        .join(RoleGrant)
        .where(RoleGrant.role == Role.INSTITUTION, RoleGrant.institution_id == institution.id)
    )
    needs = select(Vacancy).where(Vacancy.institution_id == institution.id, vacancies_visible_to(actor))
    focal_points = session.scalars(people.order_by(Account.id)).all()
    return Surroundings(
        focal_points,
        {
            grant.account_id: grant.focal_for
            for account in focal_points
            for grant in account.grants
            if grant.institution_id == institution.id
        },
        staff.invited(session, focal_points),
        session.scalars(needs.order_by(Vacancy.id.desc()).limit(ROWS)).all(),
        decisions.about(session, institution),
    )


def _reach(actor: Actor) -> ColumnElement[bool]:
    countries = countries_within_reach(actor)
    everywhere = len(countries) == len(reference.country_regions())
    return true() if everywhere else Institution.country.in_(countries)

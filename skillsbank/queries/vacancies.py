"""The needs that an actor works on: one, a list, and what can be chosen for it."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from skillsbank.domain.errors import NotFound
from skillsbank.domain.roles import PROGRAMME_TEAM, Role
from skillsbank.domain.vocabulary import InstitutionState
from skillsbank.models import EndorsementLetter, Institution, Programme, Vacancy
from skillsbank.policies import Actor, Permission, can, needs_handled_by, vacancies_visible_to
from skillsbank.queries.paging import Page, Wish, paged

SORTS = {"posted": Vacancy.id}


def one(session: Session, actor: Actor, public_id: str) -> Vacancy:
    """Return the need with its whole file; raises NotFound, the same for a missing one and somebody else's."""
    vacancy = session.scalar(select(Vacancy).where(Vacancy.public_id == public_id, needs_handled_by(actor)))
    if vacancy is None:
        raise NotFound("need")
    return vacancy


def team(session: Session, actor: Actor, vacancy: Vacancy) -> list[Vacancy]:
    """Return the roles of the need's team that the actor may read, this one among them; empty without a team."""
    if vacancy.team_id is None:
        return []
    query = select(Vacancy).where(Vacancy.team_id == vacancy.team_id, vacancies_visible_to(actor))
    return list(session.scalars(query.order_by(Vacancy.id)))


def letter(session: Session, actor: Actor, vacancy: Vacancy) -> EndorsementLetter | None:
    """Return the letter with which the need was endorsed; None without one, and for who may not read it."""
    if not can(actor, Permission.NEED_LETTER_READ, vacancy):
        return None
    return session.scalar(select(EndorsementLetter).where(EndorsementLetter.vacancy_id == vacancy.id))


def last_office(session: Session, actor: Actor) -> str:
    """Return the office in whose name the actor endorsed last, or an empty string."""
    query = select(Vacancy.endorser_office).where(
        Vacancy.endorsed_by_id == actor.account_id, Vacancy.endorser_office != ""
    )
    return session.scalar(query.order_by(Vacancy.endorsed_at.desc()).limit(1)) or ""


def of_own_institutions(session: Session, actor: Actor, wish: Wish) -> Page[Vacancy]:
    """Return one page of the needs of the actor's institutions, newest first."""
    own = {grant.institution_id for grant in actor.grants if grant.role is Role.INSTITUTION}
    query = (
        select(Vacancy)
        .where(Vacancy.institution_id.in_(own), needs_handled_by(actor))
        .options(selectinload(Vacancy.institution), selectinload(Vacancy.programme))
    )
    return paged(session, query, replace(wish, sort="posted", order="desc"), SORTS, "posted")


def hosts_for(session: Session, actor: Actor) -> list[Institution]:
    """Return the institutions for which the actor may post a need, by name."""
    query = select(Institution).where(Institution.state != InstitutionState.SUSPENDED).order_by(Institution.name)
    return [each for each in session.scalars(query) if can(actor, Permission.INSTITUTION_VACANCY_WRITE, each)]


def host(session: Session, actor: Actor, public_id: str) -> Institution:
    """Return one of `hosts_for`; raises NotFound."""
    institution = session.scalar(select(Institution).where(Institution.public_id == public_id))
    if institution is None or not can(actor, Permission.INSTITUTION_VACANCY_WRITE, institution):
        raise NotFound("institution")
    return institution


def programmes_for(session: Session, actor: Actor, country: str) -> list[Programme]:
    """Return the programmes in the actor's scope that accept needs from `country`, by name."""
    scopes = {grant.programme_id for grant in actor.grants if grant.role in PROGRAMME_TEAM}
    found = [
        programme
        for programme in session.scalars(select(Programme))
        if (None in scopes or programme.id in scopes) and programme.current.terms.accepts_country(country)
    ]
    return sorted(found, key=lambda programme: programme.name)

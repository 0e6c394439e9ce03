"""What a ministry reads: the needs of its country that wait for its endorsement, and the others."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import Session, joinedload

from skillsbank.domain.roles import Role
from skillsbank.domain.vacancy import VacancyState
from skillsbank.models import Programme, Vacancy
from skillsbank.policies import Actor, Permission, require, vacancies_visible_to
from skillsbank.queries.paging import Page, Wish, paged

SORTS = {"sent": Vacancy.submitted_at, "state": Vacancy.state, "deadline": Vacancy.deadline}
WAITING_SHOWN = 25


def waiting(session: Session, actor: Actor) -> tuple[Sequence[Vacancy], int]:
    """Return the 25 needs that wait longest for the ministry's endorsement, oldest first, and how many wait."""
    query = select(Vacancy).where(_own(actor), _to_endorse(session))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = query.order_by(Vacancy.submitted_at, Vacancy.id).limit(WAITING_SHOWN)
    return session.scalars(rows.options(joinedload(Vacancy.institution))).all(), total


def others(session: Session, actor: Actor, wish: Wish) -> Page[Vacancy]:
    """Return one page of the needs of the ministry's country that do not wait for it."""
    query = select(Vacancy).where(_own(actor), not_(_to_endorse(session))).options(joinedload(Vacancy.institution))
    return paged(session, query, wish, SORTS, "sent")


def everything(session: Session, actor: Actor) -> list[tuple[Vacancy, bool]]:
    """Return every need of the ministry's country, each with whether it waits for it: those first, oldest first."""
    waits = _to_endorse(session)
    query = select(Vacancy, waits).where(_own(actor)).options(joinedload(Vacancy.institution))
    rows = session.execute(query.order_by(waits.desc(), Vacancy.submitted_at, Vacancy.id))
    return [(need, bool(waiting)) for need, waiting in rows]


def _own(actor: Actor) -> ColumnElement[bool]:
    require(actor, Permission.COUNTRY_VACANCY_READ)
    countries = {grant.country for grant in actor.grants if grant.role is Role.MINISTRY}
    return and_(
        vacancies_visible_to(actor), Vacancy.country.in_(countries), Vacancy.state != VacancyState.DRAFT
    )  # fmt: skip


def _to_endorse(session: Session) -> ColumnElement[bool]:
    """Sent, and in a programme whose terms ask for endorsement; without one an officer has to act first."""
    asking = [programme.id for programme in session.scalars(select(Programme)) if programme.current.terms.endorsement]
    return and_(Vacancy.state == VacancyState.SUBMITTED, func.coalesce(Vacancy.programme_id, 0).in_(asking))

"""What waits on a programme's desk: the needs that its team reads, by state, country, programme and words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import Session, selectinload

from skillsbank.domain.vacancy import RANKABLE_STATES, VacancyState
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import Institution, MatchRun, Programme, Vacancy, VacancySkill, VacancyStation
from skillsbank.policies import Actor, Permission, require, vacancies_visible_to
from skillsbank.queries.paging import Page, Wish, containing, paged

WAITING = (VacancyState.SUBMITTED, VacancyState.ENDORSED, VacancyState.APPROVED)
"""States in which the next step is the programme's or a ministry's."""
_TURN = case({state: place for place, state in enumerate(WAITING)}, value=Vacancy.state, else_=len(WAITING))


@dataclass(frozen=True, slots=True)
class NeedFilter:
    """Which needs a reader wants to see; empty means any."""

    state: str = ""
    country: str = ""
    modality: str = ""
    programme: str = ""
    words: str = ""
    sector: str = ""
    occupation: str = ""
    """ISCO code or its beginning, of the occupation asked for first."""
    skill: str = ""
    """The concept of a skill that the need requires or would like."""
    region: str = ""
    """ISO 3166-2 code of one of the need's places."""


SORTS = {
    "turn": _TURN,
    "title": func.lower(Vacancy.title),
    "state": Vacancy.state,
    "country": Vacancy.country,
    "deadline": Vacancy.deadline,
    "sent": Vacancy.submitted_at,
}


def needs(session: Session, actor: Actor, wanted: NeedFilter, wish: Wish) -> Page[Vacancy]:
    """Return one page of the needs on the actor's desk, by turn."""
    return paged(session, needs_query(actor, wanted), wish, SORTS | {"turn": turn(session)}, "turn")


def turn(session: Session) -> ColumnElement[int]:
    """Return the order of the desk: what waits for a step first, in each step the programme's priority sectors."""
    first = [
        and_(Vacancy.programme_id == programme.id, Vacancy.sector.in_(programme.current.terms.priority_sectors))
        for programme in session.scalars(select(Programme))
    ]
    return _TURN * 2 + case((or_(false(), *first), 0), else_=1)


def every_need(session: Session, actor: Actor, wanted: NeedFilter) -> Iterable[Vacancy]:
    """Return all needs of the list with their places and teams, for a download."""
    parts = (selectinload(Vacancy.stations), selectinload(Vacancy.team))
    return session.scalars(needs_query(actor, wanted).options(*parts).order_by(turn(session)))


def rankable(session: Session, actor: Actor, programme: Programme) -> list[Vacancy]:
    """Return the needs of a programme that can be ranked now, by their titles."""
    require(actor, Permission.PROGRAMME_RANKING_RUN, programme)
    query = needs_query(actor, NeedFilter()).where(
        Vacancy.programme_id == programme.id, Vacancy.state.in_(RANKABLE_STATES)
    )
    return list(session.scalars(query.order_by(func.lower(Vacancy.title), Vacancy.id)))


def needs_query(actor: Actor, wanted: NeedFilter) -> Select[Vacancy]:
    """Return the query behind the list, for pages and downloads alike."""
    require(actor, Permission.PROGRAMME_VACANCY_READ)
    query = (
        select(Vacancy)
        .join(Vacancy.institution)
        .where(vacancies_visible_to(actor))
        .options(selectinload(Vacancy.institution), selectinload(Vacancy.programme))
    )
    if wanted.state in list(VacancyState):
        query = query.where(Vacancy.state == VacancyState(wanted.state))
    if wanted.modality in list(Modality):
        query = query.where(Vacancy.modality == Modality(wanted.modality))
    if wanted.country:
        query = query.where(Vacancy.country == wanted.country)
    if wanted.programme:
        query = query.where(Vacancy.programme.has(Programme.code == wanted.programme))
    if wanted.sector:
        query = query.where(Vacancy.sector == wanted.sector)
    if wanted.occupation:
        query = query.where(Vacancy.isco.startswith(wanted.occupation, autoescape=True))
    if wanted.skill:
        query = query.where(Vacancy.skills.any(VacancySkill.concept == wanted.skill))
    if wanted.region:
        further = Vacancy.stations.any(VacancyStation.region == wanted.region)
        query = query.where(or_(Vacancy.region == wanted.region, further))
    if wanted.words:
        fields = (Vacancy.title, Vacancy.reference, Institution.name, Institution.name_en)
        query = query.where(or_(*(containing(field, wanted.words) for field in fields)))
    return query


def last_ranked(session: Session, vacancies: list[int]) -> dict[int, datetime]:
    """Return for each vacancy id when it was last ranked; those never ranked are missing."""
    rows = session.execute(
        select(MatchRun.vacancy_id, func.max(MatchRun.ran_at))
        .where(MatchRun.vacancy_id.in_(vacancies))
        .group_by(MatchRun.vacancy_id)
    )
    return {row[0]: row[1] for row in rows}


def countries(session: Session, actor: Actor) -> list[str]:
    """Return the countries of the needs on the actor's desk, for the filter."""
    query = select(Vacancy.country).where(vacancies_visible_to(actor)).distinct().order_by(Vacancy.country)
    return list(session.scalars(query))

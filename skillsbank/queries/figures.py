"""The bank's own figures that everybody may read."""

from typing import TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank.domain.vacancy import PUBLIC_STATES
from skillsbank.domain.vocabulary import InstitutionState
from skillsbank.models import Institution, Programme, Vacancy


class Figures(TypedDict):
    """What the first page shows: about needs, never about people."""

    needs: int
    posts: int
    institutions: int
    countries: int
    programmes: int


def for_everybody(session: Session) -> Figures:
    """Count open needs and posts, verified institutions, their countries, programmes.

    Nothing here is about experts: counts of people wait for the public statistics with k = 10.
    """
    needs, posts, countries = session.execute(
        select(
            func.count(Vacancy.id), func.coalesce(func.sum(Vacancy.posts), 0), func.count(Vacancy.country.distinct())
        ).where(Vacancy.state.in_(PUBLIC_STATES))
    ).one()
    institutions = session.scalar(
        select(func.count(Institution.id)).where(Institution.state == InstitutionState.VERIFIED)
    )
    programmes = session.scalar(select(func.count(Programme.id)))
    return Figures(
        needs=needs, posts=posts, countries=countries, institutions=institutions or 0, programmes=programmes or 0
    )

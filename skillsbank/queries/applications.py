"""Candidacies: a person's own, and those for a need as far as an officer may know of the people."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from skillsbank.domain.application import ApplicationState
from skillsbank.domain.errors import NotFound
from skillsbank.domain.vacancy import PUBLIC_STATES
from skillsbank.models import Application, Profile, Vacancy
from skillsbank.policies import Actor, Permission, require, visible_to


def for_vacancy(session: Session, actor: Actor, vacancy: Vacancy) -> list[Application]:
    """Return the standing interests in a need, the oldest first, of people whom the actor may know of.

    Raises Refused for anybody who does not work on the need.
    """
    require(actor, Permission.PROGRAMME_PROFILE_READ, vacancy)
    query = (
        select(Application)
        .join(Profile, Profile.id == Application.profile_id)
        .where(Application.vacancy_id == vacancy.id, Application.state == ApplicationState.APPLIED, visible_to(actor))
        .options(joinedload(Application.profile))
        .order_by(Application.created_at, Application.id)
    )
    return list(session.scalars(query))


def of_person(session: Session, profile: Profile) -> list[Application]:
    """Return the person's candidacies with their needs, the newest first."""
    query = (
        select(Application)
        .where(Application.profile_id == profile.id)
        .options(joinedload(Application.vacancy).joinedload(Vacancy.institution))
        .order_by(Application.id.desc())
    )
    return list(session.scalars(query))


def own_one(session: Session, profile: Profile, public_id: str) -> Application:
    """Return one of the person's candidacies; raises NotFound for any other."""
    query = select(Application).where(Application.public_id == public_id, Application.profile_id == profile.id)
    if (application := session.scalar(query)) is None:
        raise NotFound("no_such_application")
    return application


def own_for(session: Session, profile: Profile, vacancy: Vacancy) -> Application | None:
    """Return the person's candidacy for a need, if there is one."""
    query = select(Application).where(Application.vacancy_id == vacancy.id, Application.profile_id == profile.id)
    return session.scalar(query)


def open_needs(session: Session) -> list[Vacancy]:
    """Return every open need that has a programme, the oldest first."""
    query = select(Vacancy).where(Vacancy.state.in_(PUBLIC_STATES), Vacancy.programme_id.is_not(None))
    return list(session.scalars(query.order_by(Vacancy.id)))

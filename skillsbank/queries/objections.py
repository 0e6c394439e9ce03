"""What people say against how they were ranked: one's own, and those that a programme's team may know of."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from skillsbank.domain.errors import NotFound
from skillsbank.models import Objection, Profile, Vacancy
from skillsbank.policies import Actor, Permission, can, require, vacancies_visible_to, visible_to
from skillsbank.queries.paging import ROWS


def of_person(session: Session, profile: Profile, vacancy: Vacancy) -> Sequence[Objection]:
    """Return the person's objections to how they stand for a need, the newest first."""
    query = select(Objection).where(Objection.profile_id == profile.id, Objection.vacancy_id == vacancy.id)
    return session.scalars(query.order_by(Objection.id.desc())).all()


def waiting(session: Session, actor: Actor) -> list[Objection]:
    """Return what waits for an answer on the actor's desk, the oldest first."""
    return _read(session, actor, _visible(actor).where(Objection.answered_at.is_(None)).order_by(Objection.id))


def answered(session: Session, actor: Actor) -> list[Objection]:
    """Return the last 25 that were answered, the newest first."""
    query = _visible(actor).where(Objection.answered_at.is_not(None)).order_by(Objection.answered_at.desc())
    return _read(session, actor, query)[:ROWS]


def one(session: Session, actor: Actor, public_id: str) -> Objection:
    """Return an objection on the actor's desk; raises NotFound for any other."""
    found = _read(session, actor, _visible(actor).where(Objection.public_id == public_id))
    if not found:
        raise NotFound("objection")
    return found[0]


def _visible(actor: Actor) -> Select[Objection]:
    require(actor, Permission.PROGRAMME_RANKING_READ)
    return (
        select(Objection)
        .join(Profile, Profile.id == Objection.profile_id)
        .join(Vacancy, Vacancy.id == Objection.vacancy_id)
        .where(visible_to(actor), vacancies_visible_to(actor))
        .options(joinedload(Objection.profile), joinedload(Objection.vacancy))
    )


def _read(session: Session, actor: Actor, query: Select[Objection]) -> list[Objection]:
    """Keep those whose need the actor ranks: a role may show needs without showing people."""
    found = session.scalars(query)
    return [each for each in found if can(actor, Permission.PROGRAMME_RANKING_READ, each.vacancy)]

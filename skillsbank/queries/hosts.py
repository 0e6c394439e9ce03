"""What is known of an institution as a host: assessments, contributions, figures counted from its records."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import NotFound
from skillsbank.domain.roles import Role
from skillsbank.domain.vacancy import VacancyAction, VacancyState
from skillsbank.models import Contribution, Decision, Institution, ReadinessAssessment, Vacancy
from skillsbank.policies import Actor, Permission, can

SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class HostFigures:
    """Counted from the records whenever they are shown."""

    sent: int
    cancelled: int
    days_to_answer: float | None
    """On average from a need coming back with a question until it was sent again; None where none came back."""


def own(session: Session, actor: Actor) -> list[Institution]:
    """Return the institutions whose user the actor is, by name."""
    ids = {grant.institution_id for grant in actor.grants if grant.role is Role.INSTITUTION}
    return list(session.scalars(select(Institution).where(Institution.id.in_(ids)).order_by(Institution.name)))


def own_one(session: Session, actor: Actor, public_id: str) -> Institution:
    """Return an institution whose user the actor is; raises NotFound for any other, known or not."""
    found = session.scalar(select(Institution).where(Institution.public_id == public_id))
    if found is None or not can(actor, Permission.INSTITUTION_RECORD_WRITE, found):
        raise NotFound("institution")
    return found


def assessments(session: Session, institution: Institution) -> Sequence[ReadinessAssessment]:
    """Return every version of the institution's assessment, the newest first."""
    query = select(ReadinessAssessment).where(ReadinessAssessment.institution_id == institution.id)
    return session.scalars(query.order_by(ReadinessAssessment.number.desc())).all()


def contributions(session: Session, institution: Institution) -> Sequence[Contribution]:
    """Return what the institution added itself, the newest year first."""
    query = select(Contribution).where(Contribution.institution_id == institution.id)
    return session.scalars(query.order_by(Contribution.year.desc(), Contribution.id)).all()


def figures(session: Session, institution: Institution) -> HostFigures:
    """Count the institution's needs and how fast it answers."""
    sent = select(Vacancy.state, func.count()).where(
        Vacancy.institution_id == institution.id, Vacancy.submitted_at.is_not(None)
    )
    counts: dict[VacancyState, int] = {row[0]: row[1] for row in session.execute(sent.group_by(Vacancy.state))}
    returned = (
        select(func.max(Decision.at), Vacancy.submitted_at)
        .join(Vacancy, Vacancy.id == Decision.subject_id)
        .where(
            Decision.subject_kind == Vacancy.__tablename__,
            Decision.action == VacancyAction.RETURN.value,
            Vacancy.institution_id == institution.id,
        )
        .group_by(Vacancy.id, Vacancy.submitted_at)
    )
    waits = [
        (again - back).total_seconds() / SECONDS_A_DAY
        for back, again in session.execute(returned)
        if again is not None and again > back
    ]
    return HostFigures(
        sum(counts.values()),
        counts.get(VacancyState.CANCELLED, 0),
        sum(waits) / len(waits) if waits else None,
    )


def days_left(institution: Institution) -> int | None:
    """Return in how many days the agreement ends, negative when it has ended; None without an end."""
    return (institution.agreement_end - clock.today()).days if institution.agreement_end else None

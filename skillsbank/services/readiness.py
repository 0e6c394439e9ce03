"""What an institution says of itself: readiness in versions, focal points, own contributions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Invalid, NotFound
from skillsbank.domain.readiness import BEST, LONGEST_NOTE, MOST_EXPERTS, FocalDuty, ReadinessLine
from skillsbank.models import Contribution, Institution, ReadinessAssessment, RoleGrant
from skillsbank.policies import Actor, Permission, require
from skillsbank.services import audit


@dataclass(frozen=True, slots=True)
class Given:
    """An own contribution: money has an amount and a currency (ISO 4217), what is given in kind neither."""

    what: str
    year: int
    amount: int | None = None
    currency: str | None = None


def assess(
    session: Session,
    actor: Actor,
    institution: Institution,
    max_experts: int,
    answers: Mapping[ReadinessLine, Mapping[str, Any]],
) -> ReadinessAssessment:
    """Add the next version of what the institution has ready; an officer confirms it later.

    `answers`: line -> {"level": 0, 1 or 2, "note": str}, every line. The same answers as last time add no version.
    Raises Refused, Invalid (a line missing, a level or number out of bounds).
    """
    require(actor, Permission.INSTITUTION_RECORD_WRITE, institution)
    if set(answers) != set(ReadinessLine) or not 0 <= max_experts <= MOST_EXPERTS:
        raise Invalid("readiness_incomplete")
    if any(row["level"] not in range(BEST + 1) or len(row["note"]) > LONGEST_NOTE for row in answers.values()):
        raise Invalid("readiness_incomplete")
    plain = {line.value: {"level": row["level"], "note": row["note"]} for line, row in answers.items()}
    # two people who fill it in at once wait for each other
    session.refresh(institution, with_for_update=True)
    last = newest(session, institution)
    if last is not None and (last.max_experts, last.answers) == (max_experts, plain):
        return last
    made = ReadinessAssessment(
        institution_id=institution.id, number=1 if last is None else last.number + 1, max_experts=max_experts,
        answers=plain, given_by_id=actor.account_id,
    )  # fmt: skip
    session.add(made)
    session.flush()
    audit.record(session, actor, "readiness:assess", institution, number=made.number)
    return made


def confirm(session: Session, actor: Actor, institution: Institution, public_id: str) -> None:
    """Confirm the newest assessment after looking at it; confirming twice changes nothing.

    Raises Refused, NotFound (no such assessment of this institution), IllegalMove (a newer one is there).
    """
    require(actor, Permission.PROGRAMME_INSTITUTION_VERIFY, institution)
    query = select(ReadinessAssessment).where(
        ReadinessAssessment.public_id == public_id, ReadinessAssessment.institution_id == institution.id
    )
    found = session.scalar(query.with_for_update())
    if found is None:
        raise NotFound("readiness")
    if found is not newest(session, institution):
        raise IllegalMove("readiness_superseded")
    if found.confirmed_at is None:
        found.confirmed_at, found.confirmed_by_id = clock.now(), actor.account_id
        session.flush()
        audit.record(session, actor, "readiness:confirm", institution, number=found.number)


def newest(session: Session, institution: Institution, *, confirmed: bool = False) -> ReadinessAssessment | None:
    """Return the newest assessment, or the newest that an officer confirmed."""
    query = select(ReadinessAssessment).where(ReadinessAssessment.institution_id == institution.id)
    if confirmed:
        query = query.where(ReadinessAssessment.confirmed_at.is_not(None))
    return session.scalar(query.order_by(ReadinessAssessment.number.desc()).limit(1))


def host_limit(session: Session, institution: Institution) -> int:
    """Return how many experts it can host at once: as last confirmed, else as registered."""
    last = newest(session, institution, confirmed=True)
    return institution.capacity if last is None else last.max_experts


def name_focal_point(
    session: Session, actor: Actor, institution: Institution, account_public_id: str, duties: Collection[FocalDuty]
) -> None:
    """Name a user of the institution as its focal point for `duties`; none ends it. Raises Refused, NotFound."""
    require(actor, Permission.PROGRAMME_INSTITUTION_WRITE, institution)
    query = select(RoleGrant).where(
        RoleGrant.institution_id == institution.id, RoleGrant.account.has(public_id=account_public_id)
    )
    grant = session.scalar(query)
    if grant is None:
        raise NotFound("focal_point")
    named = [duty.value for duty in FocalDuty if duty in duties]
    if grant.focal_for != named:
        grant.focal_for = named
        session.flush()
        audit.record(session, actor, "institution:focal_point", institution, duties=named)


def has_focal_point(session: Session, institution: Institution) -> bool:
    """Say whether some user with open work at the institution is its focal point for something."""
    grants = session.scalars(select(RoleGrant).where(RoleGrant.institution_id == institution.id))
    return any(grant.focal_for and grant in grant.account.standing for grant in grants)


def contribute(session: Session, actor: Actor, institution: Institution, given: Sequence[Given]) -> None:
    """Put `given` in place of the institution's list of own contributions; raises Refused, Invalid."""
    require(actor, Permission.INSTITUTION_RECORD_WRITE, institution)
    if any((row.amount is None) != (row.currency is None) or not row.what for row in given):
        raise Invalid("contribution_amount")
    session.refresh(institution, with_for_update=True)
    session.execute(delete(Contribution).where(Contribution.institution_id == institution.id))
    session.add_all(
        Contribution(
            institution_id=institution.id, what=row.what, year=row.year, amount=row.amount, currency=row.currency
        )
        for row in given
    )
    session.flush()
    count = session.scalar(
        select(func.count()).select_from(Contribution).where(Contribution.institution_id == institution.id)
    )
    audit.record(session, actor, "institution:contributions", institution, rows=count or 0)

"""An institution reports its posts: established, filled, vacant, hard to fill, and why."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank import clock, reference
from skillsbank.domain.demand import (
    LONGEST_DIFFERENCE,
    LONGEST_WORDS,
    MOST_LINES,
    REASONS,
    Posts,
    day_faults,
    faults,
)
from skillsbank.domain.errors import Invalid
from skillsbank.models import DemandLine, DemandReturn, Institution
from skillsbank.policies import Actor, Permission, require
from skillsbank.services import audit


def report(session: Session, actor: Actor, institution: Institution, day: date, posts: Sequence[Posts]) -> DemandReturn:
    """Add what the institution reports as a new return; those before it stay. The same report twice is one.

    Raises Refused, Invalid (nothing reported, an occupation twice, unknown codes, numbers that do not hold together).
    """
    require(actor, Permission.INSTITUTION_DEMAND_WRITE, institution)
    wrong = day_faults(day, clock.today()) or [fault for line in posts for fault in _faults(line)]
    if not 1 <= len(posts) <= MOST_LINES:
        wrong.append("posts_none_or_too_many")
    if len({line.isco for line in posts}) < len(posts):
        wrong.append("occupation_twice")
    if wrong:
        raise Invalid(wrong[0])
    # two people who report at once wait for each other
    session.refresh(institution, with_for_update=True)
    last = newest(session, institution)
    given = sorted(posts, key=lambda line: line.isco)
    if last is not None and last.day == day and posts_of(last) == given:
        return last
    number = session.scalar(select(func.max(DemandReturn.number)).where(DemandReturn.institution_id == institution.id))
    made = DemandReturn(
        institution=institution, number=(number or 0) + 1, day=day, given_by_id=actor.account_id,
        lines=[DemandLine(**asdict(line)) for line in given],
    )  # fmt: skip
    session.add(made)
    session.flush()
    audit.record(session, actor, "demand:report", institution, number=made.number, lines=len(given))
    return made


def newest(session: Session, institution: Institution) -> DemandReturn | None:
    """Return the institution's return that counts: of the latest day, and of that day the last one given."""
    query = select(DemandReturn).where(DemandReturn.institution_id == institution.id)
    return session.scalar(query.order_by(DemandReturn.day.desc(), DemandReturn.number.desc()).limit(1))


def posts_of(one: DemandReturn) -> list[Posts]:
    """Return the lines of a return, in the order of their codes."""
    names = Posts.__dataclass_fields__
    found = [Posts(**{name: getattr(line, name) for name in names}) for line in one.lines]
    return sorted(found, key=lambda line: line.isco)


def _faults(line: Posts) -> list[str]:
    found = faults(line)
    if line.isco not in reference.unit_groups():
        found.append("occupation_unknown")
    if line.reason and line.reason not in reference.reason_codes(REASONS):
        found.append("reason_unknown")
    if len(line.words) > LONGEST_WORDS or len(line.difference) > LONGEST_DIFFERENCE:
        found.append("words_too_long")
    return found

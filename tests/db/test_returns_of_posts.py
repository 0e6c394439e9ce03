"""What an institution reports holds together in the service and in the database alike."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.demand import MOST_LINES, Posts
from skillsbank.domain.errors import Invalid, Refused
from skillsbank.models import AuditEntry, DemandLine, DemandReturn
from skillsbank.reference import unit_groups
from skillsbank.services import demand
from tests import factories as make

FINE: dict[str, Any] = {
    "isco": "2221", "established": 5, "filled": 3, "vacant": 2, "hard_to_fill": 1, "reason": "place",
}  # fmt: skip
WRONG = {
    "posts_out_of_bounds": {"established": 100_000, "filled": 99_998},
    "hard_above_vacant": {"hard_to_fill": 3},
    "reason_missing": {"reason": ""},
    "difference_unexplained": {"filled": 4},
}


@pytest.mark.parametrize("fault", WRONG)
def test_neither_service_nor_database_takes_wrong_numbers(session: Session, fault: str) -> None:
    host = make.institution(session)
    actor = make.actor(session, make.host(session, host))
    wrong = {**FINE, **WRONG[fault]}
    with pytest.raises(Invalid, match=fault):
        demand.report(session, actor, host, clock.today(), [Posts(**wrong)])
    session.add(DemandReturn(institution=host, number=1, day=clock.today(), lines=[DemandLine(**wrong)]))
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize(
    ("fault", "lines", "days"),
    [
        ("posts_none_or_too_many", [], 0),
        ("posts_none_or_too_many", [{**FINE, "isco": code} for code in list(unit_groups())[: MOST_LINES + 1]], 0),
        ("occupation_twice", [FINE, FINE], 0),
        ("occupation_unknown", [{**FINE, "isco": "22"}], 0),
        ("reason_unknown", [{**FINE, "reason": "weather"}], 0),
        ("words_too_long", [{**FINE, "words": "x" * 501}], 0),
        ("day_to_come", [FINE], 1),
    ],
)
def test_a_return_of_nothing_or_of_what_nobody_knows_is_refused(
    session: Session, fault: str, lines: list[dict[str, Any]], days: int
) -> None:
    host = make.institution(session)
    actor = make.actor(session, make.host(session, host))
    day = clock.today() + timedelta(days=days)
    with pytest.raises(Invalid, match=fault):
        demand.report(session, actor, host, day, [Posts(**line) for line in lines])


def test_nobody_reports_for_another_institution(session: Session) -> None:
    host, other = make.institution(session), make.institution(session)
    for account in (make.host(session, other), make.officer(session)):
        with pytest.raises(Refused):
            demand.report(session, make.actor(session, account), host, clock.today(), [Posts(**FINE)])


def test_the_trail_says_who_reported_and_how_much_but_not_what(session: Session) -> None:
    host = make.institution(session)
    made = make.posts(session, host, ("2221", 3, 2), ("2222", 1, 1))
    session.flush()
    (entry,) = session.query(AuditEntry).where(AuditEntry.tag == "demand:report")
    assert entry.details == {"number": 1, "lines": 2}
    assert demand.newest(session, host) is made
    assert [line.isco for line in demand.posts_of(made)] == ["2221", "2222"]

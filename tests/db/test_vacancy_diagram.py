"""Every arrow of a need's diagram from every state, what it leaves behind, and rows that cannot exist."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Incomplete, Invalid, Refused
from skillsbank.domain.vacancy import VACANCY, VacancyAction, VacancyState
from skillsbank.models import AuditEntry, Decision, Vacancy
from skillsbank.policies import SYSTEM
from skillsbank.services import workflow
from tests import factories as make
from tests.needs import ALSO, WHO, need_in, people, reason_for

A, S = VacancyAction, VacancyState
EVIDENCE: dict[VacancyAction, tuple[str, ...]] = {
    A.SUBMIT: ("submitted_at", "reference"),
    A.ENDORSE: ("endorsement", "endorsed_at", "endorsed_by_id"),
    A.WAIVE_ENDORSEMENT: ("endorsement", "endorsed_at", "endorsed_by_id"),
    A.APPROVE: ("approved_at", "approved_by_id"),
    A.PUBLISH: ("published_at",),
}


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("action", list(A))
def test_every_action_from_every_state(session: Session, state: VacancyState, action: VacancyAction) -> None:
    need = need_in(session, state)
    actor = people(session, need)[WHO[action]]
    if state not in VACANCY.arrows[action].sources:
        with pytest.raises((IllegalMove, Refused)) as caught:
            workflow.perform(session, actor, need, action, reason=reason_for(need, action))
        # a ministry is told nothing of a draft; for everybody else the arrow is what is missing
        assert isinstance(caught.value, Refused) is (WHO[action] == "ministry" and state is S.DRAFT)
        assert need.state is state
        with pytest.raises(IllegalMove):
            workflow.perform(session, SYSTEM, need, action, reason=reason_for(need, action))
        return
    assert action in workflow.actions_for(session, actor, need)
    before = need.version
    workflow.perform(session, actor, need, action, reason=reason_for(need, action), note="because")
    target = VACANCY.arrows[action].to or S.OPEN
    assert need.state is target
    assert (need.suspended_from is not None) is (target is S.SUSPENDED)
    for column in EVIDENCE.get(action, ()):
        assert getattr(need, column), column
    if action is A.RETURN:
        assert need.endorsement is None
    assert need.version > before or target is state
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.tag, entry.subject_id) == (f"vacancy:{action.value}", need.id)
    assert entry.details["before"] == state.value
    assert entry.details["after"] == target.value
    decision = session.scalars(select(Decision)).one()
    assert (decision.action, decision.note) == (action.value, "because")
    assert decision.reason == reason_for(need, action)


@pytest.mark.parametrize("action", list(A))
def test_nobody_else_takes_a_step(session: Session, action: VacancyAction) -> None:
    state = sorted(VACANCY.arrows[action].sources)[0]
    need = need_in(session, state)
    allowed = {WHO[action], "system"} | ALSO.get(action, set())
    for name, actor in people(session, need).items():
        if name in allowed:
            continue
        with pytest.raises(Refused):
            workflow.perform(session, actor, need, action, reason=reason_for(need, action))
        assert need.state is state, name
        assert action not in workflow.actions_for(session, actor, need)


@pytest.mark.parametrize("action", [action for action in A if workflow.reason_list(Vacancy(), action)])
def test_a_step_with_a_list_of_reasons_needs_one_of_them(session: Session, action: VacancyAction) -> None:
    need = need_in(session, sorted(VACANCY.arrows[action].sources)[0])
    for reason in ("", "because-i-say-so"):
        with pytest.raises(Invalid):
            workflow.perform(session, people(session, need)[WHO[action]], need, action, reason=reason)


def test_suspension_returns_to_where_it_was(session: Session) -> None:
    need = need_in(session, S.CLOSED)
    officer = people(session, need)["officer"]
    workflow.perform(session, officer, need, A.SUSPEND, reason="security")
    assert need.suspended_from is S.CLOSED
    workflow.perform(session, officer, need, A.RESUME)
    assert need.state is S.CLOSED


def test_endorsement_is_waived_only_where_the_programme_has_it_off(session: Session) -> None:
    need = need_in(session, S.SUBMITTED, programme=make.programme(session))
    with pytest.raises(Refused):
        workflow.perform(session, people(session, need)["officer"], need, A.WAIVE_ENDORSEMENT)
    need.programme = None
    with pytest.raises(Incomplete):
        workflow.perform(session, people(session, need)["officer"], need, A.WAIVE_ENDORSEMENT)


BAD_ROWS: list[Callable[[Vacancy], None]] = [
    lambda need: setattr(need, "published_at", None),
    lambda need: setattr(need, "approved_at", None),
    lambda need: setattr(need, "approved_by_id", None),
    lambda need: setattr(need, "endorsement", None),
    lambda need: setattr(need, "endorsed_at", None),
    lambda need: setattr(need, "endorsement", "perhaps"),
    lambda need: setattr(need, "suspended_from", S.OPEN),
    lambda need: setattr(need, "state", S.SUSPENDED),
    lambda need: setattr(need, "posts", 0),
    lambda need: setattr(need, "posts", 1000),
    lambda need: setattr(need, "security_level", 5),
    lambda need: setattr(need, "min_days", 99),
    lambda need: setattr(need, "start_from", clock.today() + timedelta(days=900)),
    lambda need: setattr(need.skills[0], "level", 6),
]


@pytest.mark.parametrize("spoil", BAD_ROWS)
def test_bad_rows_cannot_exist(session: Session, spoil: Callable[[Vacancy], None]) -> None:
    need = need_in(session, S.OPEN)
    spoil(need)
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_lost_update_is_noticed(session: Session) -> None:
    need = need_in(session, S.DRAFT)
    session.execute(Vacancy.__table__.update().where(Vacancy.id == need.id).values(version=7))  # type: ignore[attr-defined]  # a table can be updated
    need.title = "Another title"
    with pytest.raises(StaleDataError):
        session.flush()

"""The one door for a change of state: permission, diagram, guard, reason, evidence, audit, mail."""

from enum import StrEnum
from typing import Any

from sqlalchemy import not_, select
from sqlalchemy.orm import Session

from skillsbank.domain.application import APPLICATION, ApplicationAction
from skillsbank.domain.errors import Invalid, Refused
from skillsbank.domain.institution import INSTITUTION, InstitutionAction
from skillsbank.domain.lifecycle import Lifecycle
from skillsbank.domain.profile import PROFILE, ProfileAction
from skillsbank.domain.vacancy import VACANCY, VacancyAction, VacancyState
from skillsbank.models import Application, Decision, Institution, Profile, Vacancy
from skillsbank.policies import Actor, Permission, can, hidden_from, visible_to
from skillsbank.reference import reason_codes
from skillsbank.services import audit
from skillsbank.services.workflow.institution_steps import INSTITUTION_STEPS
from skillsbank.services.workflow.profile_steps import APPLICATION_STEPS, PROFILE_STEPS
from skillsbank.services.workflow.step import Step
from skillsbank.services.workflow.vacancy_steps import VACANCY_STEPS

Record = Vacancy | Profile | Application | Institution
Action = VacancyAction | ProfileAction | ApplicationAction | InstitutionAction


def perform(
    session: Session, actor: Actor, record: Record, action: Action, *, reason: str = "", note: str = ""
) -> None:
    """Take `action` on `record` and flush.

    `reason` is a code of the step's list where it has one; `note` is what the person wrote about it.
    Raises Refused (may not), IllegalMove (no such arrow), Incomplete or Invalid (not fit, no reason).
    """
    step = _of(record, action)[1]
    state, target = record.state, target_of(session, actor, record, action)
    if step.reason and reason not in reason_codes(step.reason):
        raise Invalid("reason_needed", codes=step.reason)
    step.guard(session, actor, record)
    step.evidence(session, actor, record)
    if isinstance(record, Vacancy):
        record.suspended_from = state if target is VacancyState.SUSPENDED else None  # type: ignore[assignment]  # narrowed to the state after
    record.state = target
    session.flush()
    if reason or note:
        session.add(
            Decision(
                actor_id=actor.account_id, role=actor.label, subject_kind=record.__tablename__, subject_id=record.id,
                action=action.value, reason=reason, note=note,
            )
        )  # fmt: skip
    kind = type(record).__name__.lower()
    audit.record(session, actor, f"{kind}:{action}", record, before=str(state), after=str(target), reason=reason)
    step.tell(session, actor, record)
    session.flush()


def target_of(session: Session, actor: Actor, record: Record, action: Action) -> Any:
    """Return the state that `action` would lead to; raises Refused (may not) or IllegalMove (no such arrow)."""
    lifecycle, step = _of(record, action)
    if not any(_may(session, actor, permission, record) for permission in step.permissions):
        raise Refused("not_allowed", action=action.value)
    return lifecycle.after(record.state, action, getattr(record, "suspended_from", None))


def actions_for(session: Session, actor: Actor, record: Record) -> list[Any]:
    """Return the actions that the record's state allows and the actor may take, in the diagram's order."""
    lifecycle, steps = _diagram(record)
    return [
        action
        for action in lifecycle.actions(record.state)
        if any(_may(session, actor, permission, record) for permission in steps[action].permissions)
    ]


def reason_list(record: Record, action: Action) -> str:
    """Return the name of the reason codes that the action asks for, or an empty string."""
    return _of(record, action)[1].reason


def _diagram(record: Record) -> tuple[Lifecycle[Any, Any], dict[Any, Step[Any]]]:
    if isinstance(record, Vacancy):
        return VACANCY, VACANCY_STEPS
    if isinstance(record, Profile):
        return PROFILE, PROFILE_STEPS
    if isinstance(record, Institution):
        return INSTITUTION, INSTITUTION_STEPS
    return APPLICATION, APPLICATION_STEPS


def _of(record: Record, action: StrEnum) -> tuple[Lifecycle[Any, Any], Step[Any]]:
    lifecycle, steps = _diagram(record)
    return lifecycle, steps[action]


def _may(session: Session, actor: Actor, permission: Permission, record: Record) -> bool:
    if permission is Permission.PROGRAMME_PROFILE_DECIDE and isinstance(record, Profile) and not actor.system:
        query = select(Profile.id).where(Profile.id == record.id, visible_to(actor))
        return can(actor, permission) and session.scalar(query) is not None
    if permission is Permission.SYSTEM_ERASURE_RUN and isinstance(record, Profile) and not actor.system:
        query = select(Profile.id).where(Profile.id == record.id, not_(hidden_from(actor.duty_country)))
        return can(actor, permission) and session.scalar(query) is not None
    return can(actor, permission, record)

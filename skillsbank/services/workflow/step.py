"""The shape of one action's step: who may take it, what it needs, what it leaves behind, whom it tells."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from skillsbank.models import Application, Institution, Profile, Vacancy
from skillsbank.policies import Actor, Permission

R = TypeVar("R", Profile, Vacancy, Application, Institution)


def nothing(_session: Session, _actor: Actor, _record: object) -> None:
    """Guard nothing, leave nothing, tell nobody."""


@dataclass(frozen=True, slots=True)
class Step(Generic[R]):
    """One action: any of `permissions` allows it; `reason` names the list its reason code must come from."""

    permissions: tuple[Permission, ...]
    reason: str = ""
    guard: Callable[[Session, Actor, R], None] = nothing
    """Raises when the record is not fit for the action."""
    evidence: Callable[[Session, Actor, R], None] = nothing
    """Writes what the new state must be able to show."""
    tell: Callable[[Session, Actor, R], None] = nothing
    """Queues mails in the same transaction."""

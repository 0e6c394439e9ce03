"""The steps of a profile and of a candidacy: who may take each, and what must be there first."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.application import ApplicationAction
from skillsbank.domain.errors import Incomplete, Invalid
from skillsbank.domain.profile import ProfileAction as A
from skillsbank.domain.vacancy import PUBLIC_STATES
from skillsbank.models import Application, Profile
from skillsbank.policies import Actor, Permission
from skillsbank.services import outbox
from skillsbank.services.checks import missing_to_activate
from skillsbank.services.workflow.step import Step

_OWN = Permission.OWN_PROFILE_WRITE
_TEAM = Permission.PROGRAMME_PROFILE_DECIDE
_CLOCK = Permission.SYSTEM_DUTY_RUN


def _eight_answers(session: Session, _actor: Actor, profile: Profile) -> None:
    if lacks := missing_to_activate(session, profile):
        raise Incomplete("profile_incomplete", missing=lacks)


def _activated(_session: Session, _actor: Actor, profile: Profile) -> None:
    profile.activated_at = profile.last_confirmed_at = clock.now()


def _confirmed(_session: Session, _actor: Actor, profile: Profile) -> None:
    profile.last_confirmed_at = clock.now()


def _tell(kind: str) -> Callable[[Session, Actor, Profile], None]:
    def tell(session: Session, _actor: Actor, profile: Profile) -> None:
        outbox.send_to_expert(session, profile, kind)

    return tell


PROFILE_STEPS: dict[A, Step[Profile]] = {
    A.ACTIVATE: Step((_OWN,), guard=_eight_answers, evidence=_activated, tell=_tell("profile_active")),
    A.ASK: Step((_TEAM,), tell=_tell("profile_question")),
    A.ANSWER: Step((_OWN,), evidence=_confirmed),
    A.REJECT: Step((_TEAM,), reason="reject_profile", tell=_tell("profile_decided")),
    A.REOPEN: Step((_TEAM,), tell=_tell("profile_decided")),
    A.HIDE: Step((_OWN,)),
    A.SHOW: Step((_OWN,), evidence=_confirmed),
    A.GO_STALE: Step((_CLOCK,), tell=_tell("profile_stale")),
    A.LOSE_TOUCH: Step((_CLOCK,)),
    A.CONFIRM: Step((_OWN,), evidence=_confirmed),
    A.WITHDRAW: Step((_OWN,)),
    A.REACTIVATE: Step((_OWN,)),
    A.REQUEST_ERASURE: Step((_OWN,)),
    A.MERGE: Step((_CLOCK,)),
    A.ERASE: Step((Permission.SYSTEM_ERASURE_RUN,)),
}


def _still_open(_session: Session, _actor: Actor, application: Application) -> None:
    if application.vacancy.state not in PUBLIC_STATES:
        raise Invalid("vacancy_not_open")


def _withdrawn(_session: Session, _actor: Actor, application: Application) -> None:
    application.withdrawn_at = clock.now()


def _tell_closed(session: Session, _actor: Actor, application: Application) -> None:
    outbox.send_to_expert(session, application.profile, "application_closed")


def _again(_session: Session, _actor: Actor, application: Application) -> None:
    application.withdrawn_at = None


_INTEREST = Permission.OWN_APPLICATION_WRITE
APPLICATION_STEPS: dict[ApplicationAction, Step[Application]] = {
    ApplicationAction.WITHDRAW: Step((_INTEREST,), evidence=_withdrawn),
    ApplicationAction.APPLY_AGAIN: Step((_INTEREST,), guard=_still_open, evidence=_again),
    ApplicationAction.CLOSE_VACANCY: Step((_CLOCK,), tell=_tell_closed),
}

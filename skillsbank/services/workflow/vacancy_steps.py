"""The steps of a vacancy: who may take each, and what must be there first."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.application import ApplicationAction, ApplicationState
from skillsbank.domain.errors import Incomplete, Invalid, Refused
from skillsbank.domain.vacancy import VacancyAction as A
from skillsbank.models import Application, EndorsementLetter, Vacancy
from skillsbank.policies import SYSTEM, Actor, Permission
from skillsbank.services import outbox
from skillsbank.services.checks import missing_to_approve, missing_to_publish, missing_to_send
from skillsbank.services.workflow.step import Step

_HOST = Permission.INSTITUTION_VACANCY_WRITE
_DECIDE = Permission.PROGRAMME_VACANCY_DECIDE
_MINISTRY = Permission.COUNTRY_VACANCY_ENDORSE
_CLOCK = Permission.SYSTEM_DUTY_RUN


def _five_lines(_session: Session, _actor: Actor, vacancy: Vacancy) -> None:
    if lacks := missing_to_send(vacancy):
        raise Incomplete("need_incomplete", missing=lacks)


def _in_a_programme(_session: Session, _actor: Actor, vacancy: Vacancy) -> None:
    if vacancy.programme is None:
        raise Incomplete("need_incomplete", missing=["programme"])


def _endorsement_off(session: Session, actor: Actor, vacancy: Vacancy) -> None:
    _in_a_programme(session, actor, vacancy)
    if vacancy.programme is not None and vacancy.programme.current.terms.endorsement:
        raise Refused("endorsement_is_on")


def _complete(_session: Session, _actor: Actor, vacancy: Vacancy) -> None:
    if lacks := missing_to_publish(vacancy):
        raise Incomplete("need_incomplete", missing=lacks)


def _approvable(_session: Session, _actor: Actor, vacancy: Vacancy) -> None:
    if lacks := missing_to_approve(vacancy):
        raise Incomplete("need_incomplete", missing=lacks)


def _deadline_ahead(_session: Session, _actor: Actor, vacancy: Vacancy) -> None:
    if vacancy.deadline is None or vacancy.deadline <= clock.today():
        raise Invalid("deadline_passed")


def _sent(_session: Session, _actor: Actor, vacancy: Vacancy) -> None:
    vacancy.submitted_at = clock.now()
    if vacancy.reference is None:
        vacancy.reference = f"SB-{clock.today().year}-{vacancy.id:05d}"


def _endorsed(_session: Session, actor: Actor, vacancy: Vacancy) -> None:
    vacancy.endorsement, vacancy.endorsed_at, vacancy.endorsed_by_id = "granted", clock.now(), actor.account_id


def _waived(_session: Session, actor: Actor, vacancy: Vacancy) -> None:
    vacancy.endorsement, vacancy.endorsed_at, vacancy.endorsed_by_id = "waived", clock.now(), actor.account_id


def _approved(_session: Session, actor: Actor, vacancy: Vacancy) -> None:
    vacancy.approved_at, vacancy.approved_by_id = clock.now(), actor.account_id


def _published(_session: Session, _actor: Actor, vacancy: Vacancy) -> None:
    vacancy.published_at = clock.now()


def _returned(session: Session, _actor: Actor, vacancy: Vacancy) -> None:
    # first, because it flushes: without its endorsement the need could not be stored in the state that it leaves
    session.execute(delete(EndorsementLetter).where(EndorsementLetter.vacancy_id == vacancy.id))
    vacancy.endorsement = vacancy.endorsed_at = vacancy.endorsed_by_id = None
    vacancy.endorser_office = ""


def _close_applications(session: Session, _actor: Actor, vacancy: Vacancy) -> None:
    from skillsbank.services.workflow import perform  # the door opens on this file first

    query = select(Application).where(
        Application.vacancy_id == vacancy.id, Application.state == ApplicationState.APPLIED
    )
    for application in session.scalars(query):
        # the candidacies end with the vacancy, whoever cancelled it
        perform(session, SYSTEM, application, ApplicationAction.CLOSE_VACANCY)


def _tell_next(session: Session, _actor: Actor, vacancy: Vacancy) -> None:
    outbox.send_to_team(session, vacancy, "need_sent")
    if vacancy.programme is not None and vacancy.programme.current.terms.endorsement:
        outbox.send_to_ministry(session, vacancy, "need_to_endorse")


def _tell_host(session: Session, _actor: Actor, vacancy: Vacancy) -> None:
    outbox.send_to_host(session, vacancy, "need_moved")


VACANCY_STEPS: dict[A, Step[Vacancy]] = {
    A.SUBMIT: Step((_HOST,), guard=_five_lines, evidence=_sent, tell=_tell_next),
    A.ENDORSE: Step((_MINISTRY,), guard=_in_a_programme, evidence=_endorsed, tell=_tell_host),
    A.WAIVE_ENDORSEMENT: Step((_DECIDE,), guard=_endorsement_off, evidence=_waived),
    A.APPROVE: Step((_DECIDE,), guard=_approvable, evidence=_approved, tell=_tell_host),
    A.PUBLISH: Step((_DECIDE,), guard=_complete, evidence=_published, tell=_tell_host),
    A.EXTEND: Step((_DECIDE,), reason="extend_need", guard=_deadline_ahead, tell=_tell_host),
    A.CLOSE: Step((_DECIDE, _CLOCK), tell=_tell_host),
    A.START_SELECTION: Step((_DECIDE,)),
    A.FILL: Step((_CLOCK,), tell=_tell_host),
    A.RETURN: Step((_MINISTRY, _DECIDE), reason="return_need", evidence=_returned, tell=_tell_host),
    A.REFUSE: Step((_MINISTRY,), reason="refuse_need", tell=_tell_host),
    A.SUSPEND: Step((_DECIDE,), reason="suspend_need", tell=_tell_host),
    A.RESUME: Step((_DECIDE,), tell=_tell_host),
    A.FAIL: Step((_DECIDE,), reason="fail_need", tell=_tell_host),
    A.READVERTISE: Step((_DECIDE,), tell=_tell_host),
    A.CANCEL: Step((_HOST, _DECIDE), reason="cancel_need", evidence=_close_applications, tell=_tell_host),
    A.ARCHIVE: Step((_CLOCK,)),
}

"""Saying "I am interested" in a need, and taking it back."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.disclosure import INSTITUTION_FIELDS
from skillsbank.domain.application import (
    MINISTRY_FIELDS,
    ApplicationAction,
    ApplicationState,
    named_until,
)
from skillsbank.domain.errors import Incomplete, Invalid
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.vacancy import PUBLIC_STATES
from skillsbank.domain.vocabulary import ON_SITE, Modality, Purpose
from skillsbank.models import Application, Profile, Vacancy
from skillsbank.policies import Actor, Permission, require, visible_to
from skillsbank.services import audit, consents, outbox, workflow
from skillsbank.services.accounts import actor_of
from skillsbank.services.visibility import must_read

RECIPIENTS = {"institution": INSTITUTION_FIELDS, "ministry": MINISTRY_FIELDS}
"""Whom a person may agree to be named to for one need, and what each then reads."""


@dataclass(frozen=True, slots=True)
class Interest:
    """What the person sent: how they would come, their words, to whom they agree to be named."""

    modality: Modality
    message: str = ""
    name_to: frozenset[str] = frozenset()
    return_is_voluntary: bool = False


def offered(vacancy: Vacancy) -> tuple[Modality, ...]:
    """Return the ways in which the need can be answered: its own first, then the others of its programme."""
    terms = vacancy.programme.current.terms if vacancy.programme is not None else None
    others = [modality for modality in Modality if terms is not None and modality in terms.modalities]
    return (vacancy.modality, *(modality for modality in others if modality is not vacancy.modality))


def acknowledge_travel(session: Session, actor: Actor, profile: Profile) -> None:
    """Keep that the page on travel was read: that alone, asked of everybody once."""
    require(actor, Permission.OWN_APPLICATION_WRITE, profile)
    if profile.travel_page_read_at is None:
        profile.travel_page_read_at = clock.now()
        session.flush()
        audit.record(session, actor, "profile:travel_page", profile)


def apply(
    session: Session,
    actor: Actor,
    profile: Profile,
    vacancy: Vacancy,
    interest: Interest,
    *,
    language: str,
    version: str | None = None,
) -> Application:
    """Record the person's interest with the agreements they ticked, and tell the programme's team.

    `language` is that of the text on being named, `version` the name of a programme's own text. Sending twice is one
    interest; after a withdrawal it applies again. Raises Refused (not the person), Invalid (need not open, profile not
    active, way not offered, statement missing, agreement in a language they do not read) or Incomplete (the page on
    travel is not read).
    """
    require(actor, Permission.OWN_APPLICATION_WRITE, profile)
    session.refresh(profile, with_for_update=True)  # two presses at once wait for each other
    _fit_to_apply(profile, vacancy, interest)
    if interest.name_to:
        must_read(profile, language)  # before anything is written
    application = session.scalar(
        select(Application).where(Application.vacancy_id == vacancy.id, Application.profile_id == profile.id)
    )
    if application is not None and application.state is ApplicationState.APPLIED:
        return application
    if application is None:
        application = Application(
            vacancy=vacancy, profile=profile, modality=interest.modality, message=interest.message
        )
        session.add(application)
        session.flush()
        audit.record(session, actor, "application:apply", application, modality=interest.modality.value)
    else:
        application.modality, application.message = interest.modality, interest.message
        workflow.perform(session, actor, application, ApplicationAction.APPLY_AGAIN)
    for recipient in sorted(interest.name_to):
        name_to(session, actor, application, recipient, language=language, version=version)
    _tell_team(session, profile, vacancy)
    session.flush()
    return application


def name_to(
    session: Session,
    actor: Actor,
    application: Application,
    recipient: str,
    *,
    language: str,
    version: str | None = None,
) -> None:
    """Agree to be named to "institution" or "ministry" for the need of a standing interest.

    Raises Invalid for another recipient, an interest that does not stand, or a language the person does not read.
    """
    session.refresh(application, with_for_update=True)  # taken back a moment ago, it names nobody
    if recipient not in RECIPIENTS or application.state is not ApplicationState.APPLIED:
        raise Invalid("nobody_to_name_to")
    must_read(application.profile, language)
    last_day = named_until(clock.today(), application.vacancy.deadline)
    consents.give(
        session, actor, application.profile, Purpose.DISCLOSURE, language, recipient=recipient,
        vacancy_id=application.vacancy_id, fields=RECIPIENTS[recipient], version=version,
        expires_at=datetime.combine(last_day, time.max, UTC),
    )  # fmt: skip


def name_no_more(session: Session, actor: Actor, application: Application, recipient: str) -> None:
    """Withdraw the agreement to be named to `recipient`; the interest goes on."""
    consents.withdraw(
        session, actor, application.profile, Purpose.DISCLOSURE, recipient=recipient,
        vacancy_id=application.vacancy_id,
    )  # fmt: skip


def withdraw(session: Session, actor: Actor, application: Application, reason: str = "") -> None:
    """Take the interest back and with it every agreement to be named for this need; `reason` is optional."""
    workflow.perform(session, actor, application, ApplicationAction.WITHDRAW, reason=reason)
    consents.withdraw(
        session, actor, application.profile, Purpose.DISCLOSURE, vacancy_id=application.vacancy_id
    )  # fmt: skip


def withdraw_all(session: Session, actor: Actor, profile: Profile) -> None:
    """Take back every interest that stands."""
    query = select(Application).where(
        Application.profile_id == profile.id, Application.state == ApplicationState.APPLIED
    )
    for application in list(session.scalars(query)):
        withdraw(session, actor, application)


def _fit_to_apply(profile: Profile, vacancy: Vacancy, interest: Interest) -> None:
    if vacancy.state not in PUBLIC_STATES:
        raise Invalid("vacancy_not_open")
    if profile.state is not ProfileState.ACTIVE:
        raise Invalid("profile_not_active")
    if interest.modality not in offered(vacancy):
        raise Invalid("modality_not_offered")
    if interest.modality in ON_SITE and profile.travel_page_read_at is None:
        raise Incomplete("travel_page", missing=["travel_page"])
    if interest.modality is Modality.PERMANENT and not interest.return_is_voluntary:
        raise Invalid("voluntary_statement")


def _tell_team(session: Session, profile: Profile, vacancy: Vacancy) -> None:
    """Mail those of the team who may know of the person: to the others even the existence would be told."""
    for account in outbox.team_of(session, vacancy):
        query = select(Profile.id).where(Profile.id == profile.id, visible_to(actor_of(session, account)))
        if session.scalar(query) is not None:
            outbox.send(session, account, "interest_shown", reference=vacancy.reference or "")

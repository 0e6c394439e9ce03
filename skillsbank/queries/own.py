"""What a person reads of their own record: profile, agreements, who looked, decisions."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from skillsbank.domain.errors import NotFound
from skillsbank.domain.profile import ProfileAction, ProfileState
from skillsbank.models import Application, Consent, Decision, Disclosure, Profile, Vacancy
from skillsbank.policies import Actor, visible_to


@dataclass(frozen=True, slots=True)
class Look:
    """One time that somebody read fields of the person; `vacancy` says for which need."""

    at: datetime
    role: str
    purpose: str
    fields: tuple[str, ...]
    vacancy: Vacancy | None


@dataclass(frozen=True, slots=True)
class Event:
    """A decision on the person's record or candidacy; `note` only where it was written for them or by them."""

    at: datetime
    role: str
    subject: str
    action: str
    reason: str
    note: str


def profile_of(session: Session, actor: Actor) -> Profile:
    """Return the actor's own profile; raises NotFound when they have none, or only what erasure left of one."""
    query = select(Profile).where(
        visible_to(actor), Profile.account_id == actor.account_id, Profile.state != ProfileState.ERASED
    )
    profile = None if actor.account_id is None else session.scalar(query)
    if profile is None:
        raise NotFound("no_profile")
    return profile


def consents(session: Session, profile: Profile) -> list[tuple[Consent, Vacancy | None]]:
    """Return every agreement ever given with the need it names, the newest first."""
    query = (
        select(Consent, Vacancy)
        .outerjoin(Vacancy, Vacancy.id == Consent.vacancy_id)
        .where(Consent.profile_id == profile.id)
        .order_by(Consent.id.desc())
    )
    return [(consent, vacancy) for consent, vacancy in session.execute(query)]


def looks(session: Session, profile: Profile, most: int = 200) -> list[Look]:
    """Return who looked, the newest first, at most `most`."""
    query = (
        select(Disclosure, Vacancy)
        .outerjoin(Vacancy, Vacancy.id == Disclosure.vacancy_id)
        .where(Disclosure.profile_id == profile.id)
        .order_by(Disclosure.id.desc())
        .limit(most)
    )
    return [Look(row.at, row.role, row.purpose, tuple(row.fields), vacancy) for row, vacancy in session.execute(query)]


def decisions(session: Session, profile: Profile) -> list[Event]:
    """Return the decisions on the record and its candidacies, the newest first.

    The reason category is the person's to read; of the notes only questions to them and their own words.
    """
    query = select(Decision).where(concerning(profile)).order_by(Decision.id.desc())
    return [
        Event(
            row.at, row.role, row.subject_kind, row.action, row.reason,
            row.note if row.action == ProfileAction.ASK or row.actor_id == profile.account_id else "",
        )
        for row in session.scalars(query)
    ]  # fmt: skip


def concerning(profile: Profile) -> ColumnElement[bool]:
    """Return the condition on Decision: about the person's record or one of their candidacies."""
    mine = select(Application.id).where(Application.profile_id == profile.id)
    return or_(
        (Decision.subject_kind == Profile.__tablename__) & (Decision.subject_id == profile.id),
        (Decision.subject_kind == Application.__tablename__) & Decision.subject_id.in_(mine),
    )


def open_question(profile: Profile, events: list[Event]) -> Event | None:
    """Return the question of an officer that waits for an answer, the newest of the person's decisions."""
    if profile.state is not ProfileState.INFO_REQUESTED:
        return None
    return next((event for event in events if event.action == ProfileAction.ASK), None)

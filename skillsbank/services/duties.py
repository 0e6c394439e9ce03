"""What the worker does on its own: delivering mail, closing at deadlines, keeping profiles fresh."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.profile import (
    STALE_AFTER_DAYS,
    STALE_WARNINGS_DAYS,
    UNREACHABLE_AFTER_DAYS,
    ProfileAction,
    ProfileState,
)
from skillsbank.domain.vacancy import VacancyAction, VacancyState
from skillsbank.models import OutboxMessage, Profile, Vacancy, WorkerBeat
from skillsbank.policies import SYSTEM
from skillsbank.services import outbox, workflow

MAIL_ATTEMPTS = 8
BATCH = 50


def due_messages(session: Session) -> list[int]:
    """Return the ids of the mails that wait for delivery now, oldest first, at most 50."""
    query = (
        select(OutboxMessage.id)
        .where(
            OutboxMessage.delivered_at.is_(None),
            OutboxMessage.next_attempt_at <= clock.now(),
            OutboxMessage.attempts < MAIL_ATTEMPTS,
        )
        .order_by(OutboxMessage.id)
        .limit(BATCH)
    )
    return list(session.scalars(query))


def claim(session: Session, message_id: int) -> OutboxMessage | None:
    """Take a mail for delivery: count the attempt and put the next one off; None if another worker has it.

    Runs in a transaction of its own before the mail goes out, so that a crash delays a mail and never doubles it
    within the wait: 1, 2, 4 ... minutes.
    """
    query = select(OutboxMessage).where(OutboxMessage.id == message_id).with_for_update(skip_locked=True)
    message = session.scalar(query)
    if message is None or message.delivered_at is not None or message.next_attempt_at > clock.now():
        return None
    message.attempts += 1
    message.next_attempt_at = clock.now() + timedelta(minutes=2 ** (message.attempts - 1))
    session.flush()
    return message


def delivered(session: Session, message_id: int, *, keep: bool) -> None:
    """Note that a mail went out; unless `keep` (the demo's local page) its single-use link is blanked."""
    message = session.get_one(OutboxMessage, message_id)
    message.delivered_at = clock.now()
    if not keep:
        message.params = {}


def forget_given_up(session: Session) -> int:
    """Blank what mails would have said that failed for the last time, single-use links included; returns how many.

    Not before the wait after the last attempt is over: until then a worker may still be sending it.
    """
    query = select(OutboxMessage).where(
        OutboxMessage.delivered_at.is_(None),
        OutboxMessage.attempts >= MAIL_ATTEMPTS,
        OutboxMessage.next_attempt_at <= clock.now(),
    )
    given_up = [message for message in session.scalars(query) if message.params]
    for message in given_up:
        message.params = {}
    return len(given_up)


def beat(session: Session, name: str) -> None:
    """Note that the worker is alive."""
    row = session.scalar(select(WorkerBeat).where(WorkerBeat.name == name))
    if row is None:
        session.add(WorkerBeat(name=name))
    else:
        row.at = clock.now()


def take_turn(session: Session, name: str, interval: timedelta) -> bool:
    """Say whether the duty `name` is due again after `interval`, and note that its turn is taken.

    Two workers at once never both hear yes; when the transaction fails, the turn is free again.
    """
    query = select(WorkerBeat).where(WorkerBeat.name == name)
    row = session.scalar(query.with_for_update())
    if row is not None:
        if clock.now() - row.at < interval:
            return False
        row.at = clock.now()
        return True
    try:
        with session.begin_nested():
            session.add(WorkerBeat(name=name))
    except IntegrityError:
        return False
    return True


def close_at_deadline(session: Session) -> int:
    """Close every open vacancy whose deadline has passed; returns how many."""
    query = select(Vacancy).where(Vacancy.state == VacancyState.OPEN, Vacancy.deadline < clock.today())
    due = list(session.scalars(query))
    for vacancy in due:
        workflow.perform(session, SYSTEM, vacancy, VacancyAction.CLOSE)
    return len(due)


def keep_fresh(session: Session) -> int:
    """Warn, mark stale and lose touch by the days since the last confirmation; returns how many moved.

    180 days without a word: stale, with mails at 150 and 165. 365 days: unreachable (domain.md 1.4).
    """
    now = clock.now()

    def quiet(days: int, state: ProfileState) -> list[Profile]:
        query = select(Profile).where(Profile.state == state, Profile.last_confirmed_at <= now - timedelta(days=days))
        return list(session.scalars(query))

    moved = 0
    for days, state, action in (
        (STALE_AFTER_DAYS, ProfileState.ACTIVE, ProfileAction.GO_STALE),
        (UNREACHABLE_AFTER_DAYS, ProfileState.STALE, ProfileAction.LOSE_TOUCH),
    ):
        for profile in quiet(days, state):
            workflow.perform(session, SYSTEM, profile, action)
            moved += 1
    for days in STALE_WARNINGS_DAYS:
        for profile in quiet(days, ProfileState.ACTIVE):
            if profile.last_confirmed_at and profile.last_confirmed_at > now - timedelta(days=days + 1):
                outbox.send_to_expert(session, profile, "profile_confirm")
    return moved

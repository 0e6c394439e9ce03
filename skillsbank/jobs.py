"""The ticker (Huey): wakes the duties; what is to be done stands in our own tables, in their own transactions."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from flask import Flask
from huey import SqliteHuey
from huey.consumer import Consumer, Scheduler
from sqlalchemy.orm import Session, sessionmaker

from skillsbank import transport
from skillsbank.database import forget_log, writing
from skillsbank.reading.people import Unsaid, read_row
from skillsbank.services import duties, erasure, imports, intakes, retention, supply, takeover, uploads
from skillsbank.services.ranking import pool
from skillsbank.settings import Settings
from skillsbank.transport import Transport
from skillsbank.web import mails

MAIL_SECONDS = 2
DUTY_SECONDS = 60
LIST_SECONDS = 2
INDEX_SECONDS = 2
BATCHES = 5
"""Of lists, before mails get their turn again."""
DUTIES: dict[str, tuple[timedelta, Callable[[Session], int]]] = {
    "close_at_deadline": (timedelta(hours=1), duties.close_at_deadline),
    "keep_fresh": (timedelta(days=1), duties.keep_fresh),
    "forget_files": (timedelta(hours=1), imports.forget_files),
    "erase_unanswered": (timedelta(hours=1), intakes.erase_unanswered),
    "forget_old": (timedelta(days=1), uploads.forget_old),
    "erase_overdue": (timedelta(hours=1), erasure.erase_overdue),
    "warn": (timedelta(hours=1), retention.warn),
    "let_go": (timedelta(hours=1), retention.let_go),
    "count_supply": (timedelta(hours=1), supply.publish),
    "forget_given_up": (timedelta(hours=1), duties.forget_given_up),
}
"""How often each duty is due, over all workers together."""

log = structlog.get_logger()
_fitting = threading.Lock()


class QuickScheduler(Scheduler):
    """Looks for due ticks every other second, where Huey's own looks once a minute."""

    periodic_task_seconds = MAIL_SECONDS


class QuickConsumer(Consumer):
    """A consumer that ticks in seconds."""

    scheduler_class = QuickScheduler


def consumer(app: Flask, settings: Settings) -> QuickConsumer:
    """Return the worker of `app`: `start()` begins (in the main thread), `stop(graceful=True)` ends it."""
    huey = SqliteHuey("skillsbank", filename=str(settings.instance / "ticker.sqlite3"), results=False)
    out = transport.choose(settings)
    if out is None:
        log.warning("mails_wait", reason="SKILLSBANK_MAIL_HOST is not set: no mail goes out until it is")

    @huey.periodic_task(every(MAIL_SECONDS), expires=MAIL_SECONDS * 5)
    def mail() -> None:
        if out is not None:
            _guarded("mail", lambda: deliver(app, out, keep=not settings.mail_host))

    @huey.periodic_task(every(DUTY_SECONDS), expires=DUTY_SECONDS)
    def duty() -> None:
        _guarded("duty", lambda: run_duties(app))

    @huey.periodic_task(every(LIST_SECONDS), expires=LIST_SECONDS * 5)
    def lists() -> None:
        if settings.imports:
            _guarded("lists", lambda: take_lists(app))

    @huey.periodic_task(every(INDEX_SECONDS), expires=INDEX_SECONDS * 5)
    def index() -> None:
        _guarded("index", lambda: keep_index(app))

    # two, so that mails do not wait while an index is fitted
    return QuickConsumer(huey, workers=2, initial_delay=0.1, max_delay=1.0, scheduler_interval=1, shutdown_timeout=10)


def every(seconds: float) -> Callable[[datetime], bool]:
    """Return a condition that holds at once and then each time `seconds` have passed since it last held."""
    last = time.monotonic() - seconds

    def due(_now: datetime) -> bool:
        nonlocal last
        if time.monotonic() - last < seconds * 0.9:  # the scheduler's own beat is not exact
            return False
        last = time.monotonic()
        return True

    return due


def deliver(app: Flask, out: Transport, *, keep: bool) -> int:
    """Send the mails that are due; returns how many went out.

    Claiming, sending and marking are three steps, so that no lock is held while a mail server thinks; one mail that
    fails does not hold up the next. `keep` leaves what was sent readable, for the demo's page.
    """
    sessions: sessionmaker[Session] = app.extensions["skillsbank_sessions"]
    with sessions() as session:
        waiting = duties.due_messages(session)
    sent = 0
    for message_id in waiting:
        with sessions() as session:
            with writing(session):
                message = duties.claim(session, message_id)
            if message is None:
                continue
            try:
                with app.app_context():
                    mail = mails.write(message)
                out(mail, f"{message.id}.{message.created_at:%Y%m%d%H%M%S}")
            except Exception as error:
                log.warning("mail_not_sent", mail=message_id, kind=message.kind, attempt=message.attempts, error=error)
                continue
            with writing(session):
                duties.delivered(session, message_id, keep=keep)
            sent += 1
    return sent


def take_lists(app: Flask) -> int:
    """Take the next rows of the lists that wait over, a batch in each transaction; returns how many rows.

    Where a list has come to is committed with what its rows became: killed at any moment, it goes on without losing
    or doubling one.
    """
    sessions: sessionmaker[Session] = app.extensions["skillsbank_sessions"]
    rows, ended = 0, False
    for _ in range(BATCHES):
        with sessions() as session, writing(session):
            batch = takeover.next_batch(session)
            if batch is None:
                break
            one = batch.list
            unsaid = Unsaid(one.origin, one.residence, one.language)
            takeover.take(session, batch, [read_row(number, cells, unsaid) for number, cells in batch.rows])
            log.info("rows_taken", list=one.id, done=one.done, total=one.total)
            rows, ended = rows + len(batch.rows), ended or one.finished_at is not None
    if ended:  # the file is deleted: its words leave SQLite's log as well
        with sessions() as session:
            forget_log(session)
    return rows


def keep_index(app: Flask) -> bool:
    """Fit the matching index anew when that is due; says whether it was. One at a time does, the next looks again."""
    if not _fitting.acquire(blocking=False):
        return False
    try:
        sessions: sessionmaker[Session] = app.extensions["skillsbank_sessions"]
        with sessions() as session:
            if fitted := pool.refit(session):
                log.info("index_fitted")
            return fitted
    finally:
        _fitting.release()


def run_duties(app: Flask) -> dict[str, int]:
    """Give a sign of life and run each duty that is due; returns how many records each moved."""
    sessions: sessionmaker[Session] = app.extensions["skillsbank_sessions"]
    moved = {}
    with sessions() as session:
        with writing(session):
            duties.beat(session, "worker")
        for name, (interval, duty) in DUTIES.items():
            with writing(session):
                if duties.take_turn(session, name, interval):
                    moved[name] = duty(session)
                    log.info("duty_done", duty=name, moved=moved[name])
        if any(moved.values()):
            forget_log(session)
    return moved


def _guarded(name: str, work: Callable[[], Any]) -> None:
    try:
        work()
    except Exception as error:
        log.error("tick_failed", tick=name, error=error)

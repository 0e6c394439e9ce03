"""The worker: every mail goes out once, failures wait their turn, duties are done by one worker only."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from skillsbank import clock, jobs, logs, transport
from skillsbank.app import create_app
from skillsbank.database import make_sessions, writing
from skillsbank.models import OutboxMessage, WorkerBeat
from skillsbank.services import duties
from skillsbank.settings import Settings
from skillsbank.web.mails import Mail


@pytest.fixture
def own_app(own_engine: Engine, settings: Settings) -> Flask:
    return create_app(settings, make_sessions(own_engine))


def queue(sessions: sessionmaker[Session], *recipients: str, kind: str = "link_sign_in") -> None:
    with sessions() as session, writing(session):
        for recipient in recipients:
            session.add(OutboxMessage(recipient=recipient, kind=kind, params={"token": "t" * 43}))


def waiting(sessions: sessionmaker[Session]) -> list[OutboxMessage]:
    with sessions() as session:
        return list(session.scalars(select(OutboxMessage).where(OutboxMessage.delivered_at.is_(None))))


def test_two_workers_at_once_send_each_mail_once(own_app: Flask, own_engine: Engine) -> None:
    sessions = make_sessions(own_engine)
    people = [f"person.{number}@example.org" for number in range(20)]
    queue(sessions, *people)
    sent: list[str] = []
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        jobs.deliver(own_app, lambda mail, _identifier: sent.append(mail.recipient), keep=False)

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(sent) == sorted(people)
    assert waiting(sessions) == []


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)  # on SQLite the write lock keeps the second out
def test_a_claim_that_is_not_committed_yet_is_not_taken_by_another(own_engine: Engine) -> None:
    sessions = make_sessions(own_engine)
    queue(sessions, "one@example.org")
    with sessions() as first, sessions() as second:
        (message_id,) = duties.due_messages(first)
        assert duties.claim(first, message_id) is not None
        assert duties.claim(second, message_id) is None
        first.commit()
        second.rollback()
        assert duties.claim(second, message_id) is None


def test_a_mail_that_fails_waits_longer_each_time_and_holds_up_nobody(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    queue(sessions, "broken@example.org", "fine@example.org")

    def out(mail: Mail, _identifier: str) -> None:
        if mail.recipient.startswith("broken"):
            raise OSError("the server refused broken@example.org")

    assert jobs.deliver(app, out, keep=False) == 1
    assert jobs.deliver(app, out, keep=False) == 0, "it is not due again at once"
    for attempt in range(2, duties.MAIL_ATTEMPTS + 3):
        with clock.moved(timedelta(days=attempt)):
            jobs.deliver(app, out, keep=False)
    (left,) = waiting(sessions)
    assert (left.recipient, left.attempts) == ("broken@example.org", duties.MAIL_ATTEMPTS)
    with sessions() as session, writing(session):
        assert duties.forget_given_up(session) == 0, "the last attempt may still be on its way"
    with clock.moved(timedelta(days=duties.MAIL_ATTEMPTS + 3)):
        jobs.run_duties(app)
    (left,) = waiting(sessions)
    assert left.params == {}, "nobody finds a link in a mail that never goes out"


@pytest.mark.parametrize("keep", [True, False])
def test_a_link_is_blanked_once_it_went_out_unless_the_demo_shows_it(
    app: Flask, sessions: sessionmaker[Session], keep: bool
) -> None:
    queue(sessions, "one@example.org")
    bodies: list[str] = []
    assert jobs.deliver(app, lambda mail, _identifier: bodies.append(mail.body), keep=keep) == 1
    assert "t" * 43 in bodies[0]
    with sessions() as session:
        assert session.scalars(select(OutboxMessage.params)).one() == ({"token": "t" * 43} if keep else {})


def test_what_is_logged_of_a_failure_names_nobody(
    app: Flask, sessions: sessionmaker[Session], capsys: pytest.CaptureFixture[str]
) -> None:
    queue(sessions, "broken@example.org")

    def out(mail: Mail, _identifier: str) -> None:
        raise OSError(f"cannot reach {mail.recipient}")

    logs.configure()
    jobs.deliver(app, out, keep=False)
    logged = capsys.readouterr().err
    assert '"error": "OSError"' in logged
    assert "broken@" not in logged
    assert "t" * 43 not in logged


def test_a_duty_is_done_once_an_interval(app: Flask, sessions: sessionmaker[Session]) -> None:
    hourly = {
        "close_at_deadline",
        "forget_files",
        "erase_unanswered",
        "forget_given_up",
        "erase_overdue",
        "let_go",
        "count_supply",
        "warn",
    }
    first = {*hourly, "keep_fresh", "forget_old"}
    assert set(jobs.run_duties(app)) == first
    assert jobs.run_duties(app) == {}
    with clock.moved(timedelta(hours=1, seconds=5)):
        assert set(jobs.run_duties(app)) == hourly
    with sessions() as session:
        assert session.scalar(select(WorkerBeat.at).where(WorkerBeat.name == "worker")) is not None


def test_the_consumer_sends_what_is_queued(own_app: Flask, own_engine: Engine, tmp_path: Path) -> None:
    settings = own_app.extensions["skillsbank_settings"]
    sessions = make_sessions(own_engine)
    queue(sessions, "one@example.org")
    consumer = jobs.consumer(own_app, settings)
    consumer.scheduler.start()
    for _, thread in consumer.worker_threads:
        thread.start()
    try:
        patience = threading.Event()
        for _ in range(600):
            if not waiting(sessions):
                break
            patience.wait(0.1)
        assert waiting(sessions) == []
    finally:
        consumer.stop(graceful=True)


def test_without_a_mail_server_mails_wait(settings: Settings) -> None:
    assert transport.choose(replace(settings, demo=False)) is None
    assert transport.choose(settings) is not None


class Server(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a mail needs."""

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            word = line.strip().upper()[:4]
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                body = []
                while (text := self.rfile.readline()) != b".\r\n":
                    body.append(text)
                self.server.received.append(b"".join(body).decode())  # type: ignore[attr-defined]  # made below
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return


@contextmanager
def mail_server() -> Iterator[tuple[int, list[str]]]:
    with socketserver.TCPServer(("127.0.0.1", 0), Server) as server:
        server.received = []  # type: ignore[attr-defined]  # what the handler puts there
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1], server.received  # type: ignore[attr-defined]  # as above
        server.shutdown()
        thread.join()


def test_a_mail_goes_out_by_the_mail_server(settings: Settings) -> None:
    with mail_server() as (port, received):
        ours = replace(settings, mail_host="127.0.0.1", mail_port=port, mail_sender="bank@example.org")
        out = transport.choose(ours)
        assert out is not None
        out(Mail("one@example.org", "Votre lien privé", "Bonjour, voilà.\n"), "17.2026")
    (text,) = received
    assert "To: one@example.org" in text
    assert "Message-ID: <17.2026@example.org>" in text
    assert "Auto-Submitted: auto-generated" in text

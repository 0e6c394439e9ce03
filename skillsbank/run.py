"""Starts what runs: the web server, the worker, and both together for the demo."""

import http.client
import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import waitress
from flask import Flask
from flask_security import hash_password
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from skillsbank import jobs, logs, migrate
from skillsbank.app import create_app
from skillsbank.database import make_engine, make_sessions, writing
from skillsbank.services.seeding import DEMO_ACCOUNTS, load_demo
from skillsbank.settings import Settings, SettingsError

HOST = "127.0.0.1"
THREADS = 8
DEMO_PASSWORD = "willow-lantern-ferry"  # noqa: S105  # printed at the start of the demo, where all is invented
WAIT_SECONDS = 60


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings, with the instance folder made; raises SettingsError or OSError."""
    found = Settings.from_environment(environment)
    _make_folder(found.instance)
    return found


def engine(settings: Settings) -> Engine:
    """Return the engine of the settings' database."""
    return make_engine(settings.database_url)


@contextmanager
def session(engine: Engine) -> Iterator[Session]:
    """Run the block as one transaction in a session of its own."""
    with make_sessions(engine)() as opened, writing(opened):
        yield opened


def serve(port: int) -> int:
    """Serve the web pages on 127.0.0.1 until a signal ends it."""
    logs.configure()
    listening = _listen(port)
    _serve(create_app(settings()), listening)
    return 0


def worker() -> int:
    """Deliver mails and run the duties until a signal ends it."""
    logs.configure()
    found = settings()
    consumer = jobs.consumer(create_app(found), found)
    consumer.start()
    _end_on_signals()
    try:
        while True:
            time.sleep(10)
            consumer.check_worker_health()
    except SystemExit:
        consumer.stop(graceful=True)
    return 0


def demo(port: int, instance: Path | None = None) -> int:
    """Run web and worker in this one process over invented data, which is loaded once; a signal ends both."""
    logs.configure(quiet=True)
    listening = _listen(port)
    folder = instance or Path(os.environ.get("SKILLSBANK_INSTANCE", "instance")).resolve()
    _make_folder(folder)
    found = settings(
        {
            "SKILLSBANK_SECRET_KEY": _secret_key(folder / "secret_key"),
            "SKILLSBANK_INSTANCE": str(folder),
            "SKILLSBANK_DEMO": "1",
            "SKILLSBANK_BASE_URL": f"http://{HOST}:{port}",
        }
    )
    app = create_app(found)
    own = engine(found)
    migrate.upgrade(own)
    with app.app_context(), session(own) as opened:
        if load_demo(opened, hash_password(DEMO_PASSWORD)):
            print("The invented data is loaded.")
    own.dispose()
    consumer = jobs.consumer(app, found)
    consumer.start()
    threading.Thread(target=_announce, args=(port,), daemon=True).start()
    _serve(app, listening)
    consumer.stop(graceful=True)
    return 0


def _serve(app: Flask, listening: socket.socket) -> None:
    server: Any = waitress.create_server(app, sockets=[listening], threads=THREADS, ident=None)
    _end_on_signals()
    server.run()
    server.close()


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise SettingsError(
            f"Port {port} cannot be used ({error.strerror}): choose another, such as make run PORT={port % 60000 + 1}"
        ) from error
    return listening


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise SettingsError(
            f"Cannot write in {folder} ({error.strerror}): make it writable or set SKILLSBANK_INSTANCE to a folder"
        ) from error


def _secret_key(path: Path) -> str:
    try:
        with open(path, "x", encoding="ascii", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


def _end_on_signals() -> None:
    def end(_number: int, _frame: object) -> NoReturn:
        raise SystemExit(0)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # Windows knows no hanging up
        if number := getattr(signal, name, None):
            signal.signal(number, end)


def _announce(port: int) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while not _answers(port):
        if time.monotonic() > until:
            print(f"The port did not answer within {WAIT_SECONDS} seconds.", file=sys.stderr, flush=True)
            return
        time.sleep(0.05)
    width = max(len(line.title) for line in DEMO_ACCOUNTS)
    print("\nDemo accounts (role, e-mail, password); everybody in the demo is invented:")
    for line in DEMO_ACCOUNTS:
        print(f"  {line.title:<{width}}  {line.email:<28}  {DEMO_PASSWORD}")
    print(f"\nSkills Bank is ready on http://{HOST}:{port}", flush=True)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()

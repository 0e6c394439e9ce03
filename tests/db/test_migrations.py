"""The migrated schema is the one that the models say, up, down and up again, on both engines."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Engine, func, inspect, select

from skillsbank import migrate
from skillsbank.database import make_engine, make_sessions
from skillsbank.models import Base
from tests import factories as make
from tests.conftest import ENGINES, fresh_database


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Yield an empty database of each engine."""
    kind = request.param
    url = request.getfixturevalue("postgresql_url") if kind == "postgresql" else ""
    name = f"migrations_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    engine = make_engine(fresh_database(kind, tmp_path, url, name))
    yield engine
    engine.dispose()


def revisions() -> list[str]:
    """Return the revisions from the first to the newest."""
    scripts = ScriptDirectory.from_config(migrate.config(None))
    return [script.revision for script in scripts.walk_revisions()][::-1]


def tables(engine: Engine) -> set[str]:
    """Return the tables that are there, Alembic's own apart."""
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def rows(engine: Engine) -> dict[str, int]:
    """Return how many rows each table holds."""
    with engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def test_head_is_what_the_models_say(empty: Engine) -> None:
    migrate.upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_check_is_in_the_database(empty: Engine) -> None:
    """Alembic compares no CHECKs, so they are compared by name."""
    migrate.upgrade(empty)
    found = inspect(empty)
    for name, table in Base.metadata.tables.items():
        said = {str(each.name) for each in table.constraints if isinstance(each, CheckConstraint)}
        held = {each["name"] for each in found.get_check_constraints(name)}
        assert held == said, name


def test_down_to_nothing_and_up_again(empty: Engine) -> None:
    migrate.upgrade(empty)
    first = tables(empty)
    assert first == set(Base.metadata.tables)
    migrate.downgrade(empty, "base")
    assert tables(empty) == set()
    migrate.upgrade(empty)
    assert tables(empty) == first
    migrate.upgrade(empty)
    assert tables(empty) == first, "migrating twice changes nothing"


def test_rows_are_carried_over_every_revision(empty: Engine) -> None:
    """Fill the newest schema, go down to the first revision and up again: no row is lost on the way."""
    migrate.upgrade(empty)
    with make_sessions(empty)() as session:
        by = make.officer(session)
        hospital = make.institution(session, by=by)
        need = make.vacancy(session, hospital, by=by)
        person = make.expert(session)
        make.pick(session, need, person, by)
        make.agree(session, person, need)
        session.commit()
    before = rows(empty)
    assert sum(1 for count in before.values() if count) >= 18
    migrate.downgrade(empty, revisions()[0])
    migrate.upgrade(empty)
    assert rows(empty) == before

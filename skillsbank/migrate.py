"""Brings a database to the newest schema."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from skillsbank.resources import PACKAGE


def config(engine_connection: object) -> Config:
    """Return Alembic's configuration for a connection; there is no ini file."""
    settings = Config()
    settings.set_main_option("script_location", str(PACKAGE / "migrations"))
    settings.attributes["connection"] = engine_connection
    return settings


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate the database up to `revision`; two at once wait for each other on PostgreSQL."""
    with engine.connect() as connection, _tables_may_be_rebuilt(connection):
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_lock(727274)"))
            connection.commit()
        command.upgrade(config(connection), revision)
        connection.commit()


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate the database down to `revision` ("base" for an empty one)."""
    with engine.connect() as connection, _tables_may_be_rebuilt(connection):
        command.downgrade(config(connection), revision)
        connection.commit()


@contextmanager
def _tables_may_be_rebuilt(connection: Connection) -> Iterator[None]:
    """Let SQLite change a check of a table, which it does by making the table anew: dropping the old one must not
    delete what hangs on it. Every reference is looked at afterwards.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.cursor()
    raw.execute("PRAGMA foreign_keys=OFF")  # before a transaction begins: within one it would be passed over
    try:
        yield
        if broken := connection.execute(text("PRAGMA foreign_key_check")).first():
            raise RuntimeError(f"a migration left a reference to nothing in {broken[0]}")
        connection.rollback()
    finally:
        raw.execute("PRAGMA foreign_keys=ON")

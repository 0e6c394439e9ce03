"""Brings a database to the newest schema."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from skillsbank.resources import PACKAGE


def config(engine_connection: object) -> Config:
    """Return Alembic's configuration for a connection; there is no ini file."""
    settings = Config()
    settings.set_main_option("script_location", str(PACKAGE / "migrations"))
    settings.attributes["connection"] = engine_connection
    return settings


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate the database up to `revision`; two at once wait for each other on PostgreSQL."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_lock(727274)"))
            connection.commit()
        command.upgrade(config(connection), revision)
        connection.commit()


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate the database down to `revision` ("base" for an empty one)."""
    with engine.connect() as connection:
        command.downgrade(config(connection), revision)
        connection.commit()

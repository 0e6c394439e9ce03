"""Engine and sessions: the same promises on SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Engine, UpdateBase, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

WRITE = {"skillsbank_write": True}
INDEX_FOLDER = "skillsbank_index"
"""Where a session's `info` names the folder of the matching index, if there is one."""


def make_engine(url: str) -> Engine:
    """Open the database at `url` (sqlite:///file or postgresql://...): durable, with foreign keys, in UTC."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            hide_parameters=True,  # an error's text reaches the log, what people typed must not
            connect_args={"options": "-c timezone=UTC"},
        )
    engine = create_engine(parsed, hide_parameters=True, connect_args={"timeout": 30})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def make_sessions(engine: Engine | Connection, index: Path | None = None) -> sessionmaker[Session]:
    """Return the factory of plain sessions; over a connection (tests) each commit is a savepoint.

    `index` is the folder of the matching index that belongs to the database.
    """
    return sessionmaker(engine, join_transaction_mode="create_savepoint", info={INDEX_FOLDER: index})


def begin_write(session: Session) -> None:
    """End the reading transaction and begin one that may write.

    On SQLite it takes the write lock at once: a deferred transaction that reads first and writes later
    meets "database is locked" however long it waits.
    """
    session.rollback()
    if isinstance(session.get_bind(), Engine):
        session.connection(execution_options=WRITE)


@contextmanager
def writing(session: Session) -> Iterator[None]:
    """Run the block as one transaction: returning commits, raising rolls back."""
    begin_write(session)
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise


def written(session: Session, statement: UpdateBase) -> int:
    """Carry out an UPDATE or a DELETE; return how many rows it wrote."""
    return cast("CursorResult[Any]", session.execute(statement)).rowcount


def forget_log(session: Session) -> None:
    """Empty SQLite's write-ahead log, where what was deleted still stands; elsewhere nothing is to be done.

    While somebody else reads, the log stays until the next time.
    """
    engine = session.get_bind()
    if isinstance(engine, Engine) and engine.dialect.name == "sqlite":
        session.rollback()
        raw = engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()
        finally:
            raw.close()


def server_version(session: Session) -> str:
    """Return the database's name and version, for the health page and the test header."""
    dialect = session.get_bind().dialect.name
    query = "select sqlite_version()" if dialect == "sqlite" else "show server_version"
    return f"{dialect} {session.scalar(text(query))}"


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions on its own
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("skillsbank_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

"""The state of the service itself."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank import __version__, clock
from skillsbank.database import INDEX_FOLDER, server_version
from skillsbank.models import OutboxMessage, WorkerBeat

ALIVE = timedelta(minutes=3)
LATE = timedelta(minutes=15)


def health(session: Session) -> dict[str, Any]:
    """Return the state of database, index and worker; raises SQLAlchemyError when the database does not answer.

    Everybody may read it, so it counts neither people nor mails to them and does not say when the index was fitted:
    either tells when somebody joins or changes their mind.
    """
    late = (
        select(OutboxMessage.id)
        .where(OutboxMessage.delivered_at.is_(None), OutboxMessage.created_at < clock.now() - LATE)
        .limit(1)
    )
    last = session.scalar(select(func.max(WorkerBeat.at)))
    return {
        "version": __version__,
        "database": {"state": "ok", "server": server_version(session)},
        "index": {"state": _index(session.info.get(INDEX_FOLDER))},
        "worker": {
            "state": "ok" if last is not None and clock.now() - last < ALIVE else "not seen lately",
            "seen_at": last.isoformat() if last else None,
            "mails": "late" if session.scalar(late) else "ok",
        },
    }


def _index(folder: Path | None) -> str:
    if folder is None:
        return "fitted for each run"
    return "ok" if (folder / "current" / "manifest.json").exists() else "rebuilding"


def newest_mails(session: Session, most: int) -> Sequence[OutboxMessage]:
    """Return the newest queued mails, the newest first: read by the demo's own page alone."""
    return session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(most)).all()

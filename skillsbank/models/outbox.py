"""Mails that wait for the worker, and the worker's sign of life."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from skillsbank import clock
from skillsbank.models.base import About, Base, Erase, Keep, Sensitivity


class OutboxMessage(Base):
    """A mail, written in the transaction that caused it; names nobody and says what waits."""

    __tablename__ = "outbox_messages"
    about: ClassVar[About] = About(
        Sensitivity.P2, "writing to the account's owner", Keep.MAIL, Erase.DELETE, "contract", export=False
    )

    recipient: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    kind: Mapped[str]
    """Which template of templates/email it is written with."""
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the template needs: codes and a single-use link; blanked when it has gone out or was given up."""
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    delivered_at: Mapped[datetime | None] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(default=clock.now)


class WorkerBeat(Base):
    """When a worker last said that it is alive."""

    __tablename__ = "worker_beats"
    about: ClassVar[About] = About(
        Sensitivity.P1, "watching the service", Keep.RECORD, Erase.STAYS, "legitimate interest", export=False
    )

    name: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)

"""Who did what when, without personal values, and the reasons that people wrote for their decisions."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from skillsbank import clock
from skillsbank.models.base import About, Base, Erase, Keep, Sensitivity


class AuditEntry(Base):
    """One act: tag, subject, codes. Never a name, an address or a text that somebody typed."""

    __tablename__ = "audit_entries"
    about: ClassVar[About] = About(
        Sensitivity.P1, "accountability", Keep.AUDIT, Erase.STUB, "legal obligation", export=False
    )
    __table_args__ = (Index("ix_audit_entries_subject", "subject_kind", "subject_id"),)

    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    role: Mapped[str]
    tag: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Decision(Base):
    """A step on a record with the reason code and the words that its author wrote; append-only."""

    __tablename__ = "decisions"
    about: ClassVar[About] = About(Sensitivity.P2, "reasons for decisions", Keep.AUDIT, Erase.BLANK, "legal obligation")
    __table_args__ = (Index("ix_decisions_subject", "subject_kind", "subject_id"),)

    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    role: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    action: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(Text, default="")

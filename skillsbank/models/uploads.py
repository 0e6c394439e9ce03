"""What waits for the person's own decision: suggestions read in a file, and answers typed but not yet saved."""

from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity


class Reading(Dated, Base):
    """What was read in a person's file and waits to be confirmed or ignored; the file itself is not kept."""

    __tablename__ = "readings"
    about: ClassVar[About] = About(Sensitivity.P2, "filling a profile from a file", Keep.WAITING, Erase.DELETE)

    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    facts: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """Each with its key on the page, section, name of the field or list, and value."""
    notes: Mapped[list[dict[str, Any]]] = mapped_column(default=list)


class AnswerDraft(Dated, Base):
    """What somebody typed on one page of their profile and has not saved yet."""

    __tablename__ = "answer_drafts"
    about: ClassVar[About] = About(Sensitivity.P2, "keeping what was typed", Keep.WAITING, Erase.DELETE)
    __table_args__ = (UniqueConstraint("profile_id", "section"),)

    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"))
    section: Mapped[str] = mapped_column(String(40))
    sent: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    """Name of a field as the page sends it -> its values."""

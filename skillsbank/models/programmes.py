"""Programmes with their versions and texts: every change is a new version, never an edit."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skillsbank import clock
from skillsbank.domain.programme import Terms, read_terms
from skillsbank.domain.texts import TextKind, paragraphs, version_name
from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity, enum_text

_PUBLIC = About(Sensitivity.P0, "the rules of a programme", Keep.RECORD, Erase.STAYS, "public task")
_STAFF = {"about": About(Sensitivity.P1, "the programme's file", Keep.RECORD, Erase.STAYS, "public task")}


class Programme(Dated, Base):
    """A programme; what it allows is in its latest version."""

    __tablename__ = "programmes"
    about: ClassVar[About] = _PUBLIC

    code: Mapped[str] = mapped_column(unique=True)
    versions: Mapped[list["ProgrammeVersion"]] = relationship(
        back_populates="programme", order_by="ProgrammeVersion.number", lazy="selectin"
    )

    @property
    def current(self) -> "ProgrammeVersion":
        """Return the version in force: the newest."""
        return self.versions[-1]

    @property
    def name(self) -> str:
        """Return the programme's name as of now."""
        return self.current.terms.name


class ProgrammeVersion(Base):
    """The terms of a programme from one moment on."""

    __tablename__ = "programme_versions"
    about: ClassVar[About] = _PUBLIC
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    number: Mapped[int]
    definition: Mapped[dict[str, Any]] = mapped_column(info=_STAFF)
    """The whole file; the budget in it is for managers and donors, the other terms for all staff."""
    valid_from: Mapped[datetime] = mapped_column(default=clock.now)
    reason: Mapped[str] = mapped_column(Text, default="", server_default="", info=_STAFF)
    """Why a manager weighs anew; empty for what was read from a file."""
    programme: Mapped[Programme] = relationship(back_populates="versions")

    @property
    def terms(self) -> Terms:
        """Return the definition as checked terms."""
        return read_terms(self.definition)


class ProgrammeText(Base):
    """One version of a text that people read before they agree, in one language, as the programme approved it."""

    __tablename__ = "programme_texts"
    about: ClassVar[About] = _PUBLIC
    __table_args__ = (
        UniqueConstraint("programme_id", "kind", "language", "version"),
        CheckConstraint("direction IN ('ltr', 'rtl')", name="direction"),
        CheckConstraint("version >= 1", name="version"),
    )

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    kind: Mapped[TextKind] = mapped_column(enum_text(TextKind, "kind"))
    language: Mapped[str] = mapped_column(String(35))
    """BCP 47."""
    direction: Mapped[str] = mapped_column(String(3))
    version: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    """Plain paragraphs, an empty line between them."""
    approved_by: Mapped[str]
    """The office that approved the words, never a person's name."""
    loaded_at: Mapped[datetime] = mapped_column(default=clock.now)
    programme: Mapped[Programme] = relationship()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Return the body paragraph by paragraph."""
        return paragraphs(self.body)

    @property
    def name(self) -> str:
        """Return how a consent names the text that the person read."""
        return version_name(self.programme.code, self.kind, self.language, self.version)

"""Programmes and their versions: every change of rules or weights is a new version, never an edit."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skillsbank import clock
from skillsbank.domain.programme import Terms, read_terms
from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity

_PUBLIC = About(Sensitivity.P0, "the rules of a programme", Keep.RECORD, Erase.STAYS, "public task")


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
    definition: Mapped[dict[str, Any]]
    valid_from: Mapped[datetime] = mapped_column(default=clock.now)
    programme: Mapped[Programme] = relationship(back_populates="versions")

    @property
    def terms(self) -> Terms:
        """Return the definition as checked terms."""
        return read_terms(self.definition)

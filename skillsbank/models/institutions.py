"""Host institutions and how they were verified."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from skillsbank.domain.vocabulary import InstitutionState, InstitutionType, Ownership
from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity, enum_text, public_id


class Institution(Dated, Base):
    """A body that posts needs; an officer registers and verifies it."""

    __tablename__ = "institutions"
    about: ClassVar[About] = About(Sensitivity.P0, "hosts of experts", Keep.RECORD, Erase.STAYS, "public task")
    __table_args__ = (
        CheckConstraint(
            "state = 'unverified' OR (verified_at IS NOT NULL AND verified_by_id IS NOT NULL AND evidence <> '')",
            name="verified_has_evidence",
        ),
        CheckConstraint("capacity >= 0", name="capacity"),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    state: Mapped[InstitutionState] = mapped_column(
        enum_text(InstitutionState, "state"), default=InstitutionState.UNVERIFIED
    )
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    acronym: Mapped[str] = mapped_column(default="")
    kind: Mapped[InstitutionType] = mapped_column(enum_text(InstitutionType, "kind"))
    ownership: Mapped[Ownership] = mapped_column(enum_text(Ownership, "ownership"))
    sector: Mapped[str]
    parent: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(String(2), index=True)
    region: Mapped[str] = mapped_column(String(6), default="")
    place: Mapped[str] = mapped_column(default="")
    domain: Mapped[str] = mapped_column(default="")
    staff: Mapped[int | None]
    capacity: Mapped[int] = mapped_column(default=1)
    """How many experts it can host at the same time."""
    description: Mapped[str] = mapped_column(Text, default="")
    verified_at: Mapped[datetime | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    evidence: Mapped[str] = mapped_column(Text, default="")

    __mapper_args__ = {"version_id_col": version}

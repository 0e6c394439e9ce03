"""Host institutions: how they were verified, how ready they are to receive experts, what they add themselves."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from skillsbank import clock
from skillsbank.domain.vocabulary import InstitutionState, InstitutionType, Ownership
from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity, enum_text, public_id

_STAFF = About(Sensitivity.P1, "whether experts can be hosted well", Keep.RECORD, Erase.STAYS, "public task")


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
    address: Mapped[str] = mapped_column(Text, default="", info={"about": _STAFF})
    domain: Mapped[str] = mapped_column(default="")
    registration: Mapped[str] = mapped_column(default="", info={"about": _STAFF})
    """The number under which the state registered or accredited it."""
    agreement_date: Mapped[date | None] = mapped_column(info={"about": _STAFF})
    agreement_end: Mapped[date | None] = mapped_column(info={"about": _STAFF})
    agreement_reference: Mapped[str] = mapped_column(default="", info={"about": _STAFF})
    staff: Mapped[int | None]
    capacity: Mapped[int] = mapped_column(default=1)
    """How many experts it can host at the same time, as registered; a confirmed assessment says it anew."""
    description: Mapped[str] = mapped_column(Text, default="")
    verified_at: Mapped[datetime | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    evidence: Mapped[str] = mapped_column(Text, default="")

    __mapper_args__ = {"version_id_col": version}


class ReadinessAssessment(Base):
    """One version of what an institution says it has ready; its score is computed, never stored."""

    __tablename__ = "readiness_assessments"
    about: ClassVar[About] = _STAFF
    __table_args__ = (
        UniqueConstraint("institution_id", "number"),
        CheckConstraint("max_experts BETWEEN 0 AND 999", name="max_experts"),
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_at IS NOT NULL", name="confirmed_has_time"),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    max_experts: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """ReadinessLine -> {"level": 0, 1 or 2, "note": str}."""
    given_at: Mapped[datetime] = mapped_column(default=clock.now)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))


class Contribution(Dated, Base):
    """Something that an institution adds itself, in money or in kind."""

    __tablename__ = "institution_contributions"
    about: ClassVar[About] = _STAFF
    __table_args__ = (
        CheckConstraint("(amount IS NULL) = (currency IS NULL)", name="amount_has_currency"),
        CheckConstraint("amount >= 0", name="amount"),
    )

    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id", ondelete="CASCADE"), index=True)
    what: Mapped[str]
    year: Mapped[int]
    amount: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    """ISO 4217; none where the contribution is in kind."""

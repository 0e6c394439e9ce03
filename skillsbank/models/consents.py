"""What a person agreed to, and what of them went out to whom."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from skillsbank import clock
from skillsbank.domain.vocabulary import Purpose
from skillsbank.models.base import About, Base, Erase, Keep, Sensitivity, enum_text


class Consent(Base):
    """One agreement: append-only but for its withdrawal, and read when data is read, never copied into flags."""

    __tablename__ = "consents"
    about: ClassVar[About] = About(
        Sensitivity.P2, "proof of what was agreed", Keep.AGREEMENT, Erase.STUB, "legal obligation"
    )
    __table_args__ = (
        CheckConstraint("withdrawn_at IS NULL OR withdrawn_at >= given_at", name="withdrawn_after"),
        CheckConstraint("(purpose = 'disclosure') = (vacancy_id IS NOT NULL)", name="disclosure_names_a_vacancy"),
    )

    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(enum_text(Purpose, "purpose"))
    recipient: Mapped[str] = mapped_column(default="")
    """Whom the person named: "institution" or "ministry" of the vacancy; empty for the programme itself."""
    vacancy_id: Mapped[int | None] = mapped_column(ForeignKey("vacancies.id"), index=True)
    fields: Mapped[list[str]] = mapped_column(default=list)
    text_version: Mapped[str]
    language: Mapped[str] = mapped_column(String(3))
    given_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    expires_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(index=True)


class Disclosure(Base):
    """One time that fields of a person went out: the person reads this list."""

    __tablename__ = "disclosures"
    about: ClassVar[About] = About(
        Sensitivity.P2, "the person sees who looked", Keep.AUDIT, Erase.STUB, "legal obligation"
    )

    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    role: Mapped[str]
    vacancy_id: Mapped[int | None] = mapped_column(ForeignKey("vacancies.id"))
    purpose: Mapped[str]
    fields: Mapped[list[str]] = mapped_column(default=list)
    at: Mapped[datetime] = mapped_column(default=clock.now)

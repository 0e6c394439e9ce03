"""What officers decided that people's own words mean."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from skillsbank.domain.words import WordKind, WordVerdict
from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity, enum_text


class WordMeaning(Dated, Base):
    """A decision on words in one language, which stand here as their digest alone: who typed them may be erased."""

    __tablename__ = "word_meanings"
    about: ClassVar[About] = About(
        Sensitivity.P1, "comparing own words", Keep.RECORD, Erase.STAYS, "legitimate interest", export=False
    )
    __table_args__ = (
        UniqueConstraint("kind", "language", "digest"),
        CheckConstraint("(verdict = 'mapped') = (concept IS NOT NULL)", name="mapped_to_something"),
    )

    kind: Mapped[WordKind] = mapped_column(enum_text(WordKind, "kind"))
    language: Mapped[str] = mapped_column(String(3))
    digest: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[WordVerdict] = mapped_column(enum_text(WordVerdict, "verdict"))
    """Open again after undoing: the row stays, so that the change is seen."""
    concept: Mapped[str | None]
    """Of a skill its concept, of an occupation the ISCO-08 unit group."""
    offered: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether everybody's search offers it: only for words that tell of nobody in particular."""
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))

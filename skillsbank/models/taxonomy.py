"""Concepts of a published taxonomy (ESCO) beside our own lexicon, with their labels in each language."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from skillsbank import clock
from skillsbank.models.base import About, Base, Erase, Keep, Sensitivity

SKILL = "skill"
OCCUPATION = "occupation"
_PUBLIC = About(Sensitivity.P0, "naming skills and occupations", Keep.RECORD, Erase.STAYS, "public task", export=False)


class TaxonomyImport(Base):
    """A reading of a release; `finished_at` is empty while it runs and after one that was broken off."""

    __tablename__ = "taxonomy_imports"
    about: ClassVar[About] = _PUBLIC

    release: Mapped[str]
    languages: Mapped[list[str]] = mapped_column(default=list)
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    finished_at: Mapped[datetime | None]


class TaxonomyConcept(Base):
    """A skill or an occupation by its address; it stays when a later release leaves it out, as records may hold it."""

    __tablename__ = "taxonomy_concepts"
    about: ClassVar[About] = _PUBLIC
    __table_args__ = (CheckConstraint("kind IN ('skill', 'occupation')", name="kind"),)

    uri: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    isco: Mapped[str] = mapped_column(String(4), default="")


class TaxonomyLabel(Base):
    """A name of a concept in a language; `words` are its normalised words, each after a blank, for searches."""

    __tablename__ = "taxonomy_labels"
    about: ClassVar[About] = _PUBLIC
    __table_args__ = (Index("ix_taxonomy_labels_words", "words"),)

    concept_id: Mapped[int] = mapped_column(ForeignKey("taxonomy_concepts.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(3))
    label: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    preferred: Mapped[bool] = mapped_column(default=False)

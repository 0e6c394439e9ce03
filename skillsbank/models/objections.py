"""What a person says against how they were ranked, and what a human answered."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity, public_id
from skillsbank.models.profiles import Profile
from skillsbank.models.vacancies import Vacancy

_WAITING = text("answered_at IS NULL")


class Objection(Dated, Base):
    """A person contests how they stand for a need; an officer answers. One waits at a time for a need."""

    __tablename__ = "objections"
    about: ClassVar[About] = About(Sensitivity.P2, "the right to contest a ranking", Keep.RUN, Erase.DELETE)
    __table_args__ = (
        CheckConstraint("words <> ''", name="has_words"),
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered_with_words"),
        Index(
            "uq_objections_waiting", "profile_id", "vacancy_id", unique=True, sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
    )  # fmt: skip

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id"), index=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    """Who answered."""
    profile: Mapped[Profile] = relationship()
    vacancy: Mapped[Vacancy] = relationship()

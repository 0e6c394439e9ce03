"""What the engine said about a vacancy, and what officers made of it."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skillsbank import clock
from skillsbank.domain.shortlist import Verdict
from skillsbank.domain.vocabulary import Modality
from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity, enum_text, public_id
from skillsbank.models.profiles import Profile
from skillsbank.models.vacancies import Vacancy

_RUN = About(Sensitivity.P1, "explaining a ranking", Keep.RUN, Erase.STUB)


class MatchRun(Base):
    """One pressing of "Rank now": engine, weights and pool as they were; never changed."""

    __tablename__ = "match_runs"
    about: ClassVar[About] = _RUN

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    duty_country: Mapped[str | None]
    """Where the officer served who ran it: the run holds only whom that country may know."""
    programme_version_id: Mapped[int] = mapped_column(ForeignKey("programme_versions.id"))
    vacancy_version: Mapped[int]
    engine: Mapped[str]
    pool_size: Mapped[int]
    modalities: Mapped[list[str]]
    ran_at: Mapped[datetime] = mapped_column(default=clock.now)
    vacancy: Mapped[Vacancy] = relationship()
    matches: Mapped[list["RankedMatch"]] = relationship(
        back_populates="run", cascade="all, delete-orphan", order_by="RankedMatch.rank"
    )


class RankedMatch(Base):
    """One person on one list of a run, with the whole account of the score; a near miss has no rank."""

    __tablename__ = "ranked_matches"
    about: ClassVar[About] = _RUN
    __table_args__ = (
        Index("ix_ranked_matches_list", "run_id", "modality", "rank"),
        UniqueConstraint("run_id", "modality", "profile_id"),
        CheckConstraint("score BETWEEN 0 AND 100", name="score"),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    run_id: Mapped[int] = mapped_column(ForeignKey("match_runs.id", ondelete="CASCADE"), index=True)
    profile_id: Mapped[int | None] = mapped_column(ForeignKey("profiles.id"), index=True)
    modality: Mapped[Modality] = mapped_column(enum_text(Modality, "modality"))
    rank: Mapped[int | None] = mapped_column(
        info={"about": About(Sensitivity.P1, "order of a list", Keep.RUN, Erase.STUB, export=False)}
    )
    """Not exported: where somebody stands tells of others."""
    score: Mapped[float]
    band: Mapped[str]
    account: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Shares, reasons, gaps, rules and shared terms as codes and numbers; blanked on erasure."""
    run: Mapped[MatchRun] = relationship(back_populates="matches")
    profile: Mapped[Profile | None] = relationship()


class ShortlistEntry(Dated, Base):
    """An officer's pick or dismissal of a person for a vacancy, with the reason and the run that it rests on."""

    __tablename__ = "shortlist_entries"
    about: ClassVar[About] = About(Sensitivity.P2, "reasons for picks", Keep.APPLICATION, Erase.STUB)
    __table_args__ = (CheckConstraint("reason <> ''", name="has_a_reason"),)

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id"), index=True)
    profile_id: Mapped[int | None] = mapped_column(ForeignKey("profiles.id"), index=True)
    match_id: Mapped[int] = mapped_column(ForeignKey("ranked_matches.id"))
    modality: Mapped[Modality] = mapped_column(enum_text(Modality, "modality"))
    verdict: Mapped[Verdict] = mapped_column(enum_text(Verdict, "verdict"))
    reason: Mapped[str]
    note: Mapped[str] = mapped_column(Text, default="")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    superseded_at: Mapped[datetime | None]
    """Set when the same officer or another thinks again: entries are never overwritten."""
    match: Mapped[RankedMatch] = relationship()
    profile: Mapped[Profile | None] = relationship()

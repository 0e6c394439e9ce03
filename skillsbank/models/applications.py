"""A person's candidacy for a vacancy."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skillsbank.domain.application import ApplicationState
from skillsbank.domain.vocabulary import Modality
from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity, enum_text, public_id
from skillsbank.models.profiles import Profile
from skillsbank.models.vacancies import Vacancy


class Application(Dated, Base):
    """One candidacy: a person has at most one for a vacancy."""

    __tablename__ = "applications"
    about: ClassVar[About] = About(Sensitivity.P2, "selection for this vacancy", Keep.APPLICATION, Erase.DELETE)
    __table_args__ = (
        UniqueConstraint("vacancy_id", "profile_id"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_time"),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    state: Mapped[ApplicationState] = mapped_column(
        enum_text(ApplicationState, "state"), default=ApplicationState.APPLIED
    )
    version: Mapped[int] = mapped_column(default=1)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id"), index=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id"), index=True)
    modality: Mapped[Modality] = mapped_column(enum_text(Modality, "modality"))
    message: Mapped[str] = mapped_column(Text, default="")
    withdrawn_at: Mapped[datetime | None]
    vacancy: Mapped[Vacancy] = relationship()
    profile: Mapped[Profile] = relationship()

    __mapper_args__ = {"version_id_col": version}

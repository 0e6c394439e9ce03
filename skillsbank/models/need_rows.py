"""What belongs to a need in rows: duty stations, skills, languages, a letter, the team that links several needs."""

from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity, public_id

if TYPE_CHECKING:
    from skillsbank.models.vacancies import Vacancy

PUBLIC = About(Sensitivity.P0, "the terms of a need", Keep.RECORD, Erase.STAYS, "public task")


class DutyStation:
    """Where an expert works and lives: the need itself says it of its main place, a row of each further one."""

    region: Mapped[str] = mapped_column(String(6), default="")
    place: Mapped[str] = mapped_column(default="")
    security_level: Mapped[int | None]
    housing: Mapped[str] = mapped_column(default="")
    power: Mapped[str] = mapped_column(default="")
    water: Mapped[str] = mapped_column(default="")
    clinic: Mapped[str] = mapped_column(default="")
    conditions: Mapped[str] = mapped_column(Text, default="")


class VacancyStation(DutyStation, Base):
    """A further place of a need, with so many of its posts; the main place has the rest."""

    __tablename__ = "vacancy_stations"
    about: ClassVar[About] = PUBLIC
    __table_args__ = (
        CheckConstraint("seats BETWEEN 1 AND 998", name="seats"),
        CheckConstraint("security_level IS NULL OR security_level BETWEEN 0 AND 4", name="security_scale"),
    )

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), index=True)
    seats: Mapped[int]


class VacancySkill(Base):
    """A skill that the need requires or would like, with the least level from 1 to 5."""

    __tablename__ = "vacancy_skills"
    about: ClassVar[About] = PUBLIC
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 5", name="level"),)

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), index=True)
    concept: Mapped[str | None]
    label: Mapped[str]
    level: Mapped[int] = mapped_column(default=3)
    required: Mapped[bool] = mapped_column(default=True)


class VacancyLanguage(Base):
    """A language that the need asks for, with the least CEFR levels; `level` is that of speaking, which ranks."""

    __tablename__ = "vacancy_languages"
    about: ClassVar[About] = PUBLIC

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(3))
    level: Mapped[str] = mapped_column(String(2))
    reading: Mapped[str | None] = mapped_column(String(2))
    """None: as speaking."""
    writing: Mapped[str | None] = mapped_column(String(2))
    required: Mapped[bool] = mapped_column(default=True)


class EndorsementLetter(Dated, Base):
    """The letter with which a ministry endorsed a need, if it gave one; it goes with the endorsement."""

    __tablename__ = "endorsement_letters"
    about: ClassVar[About] = About(
        Sensitivity.P1, "showing who stands behind a need", Keep.RECORD, Erase.STAYS, "public task", export=False
    )
    __table_args__ = (CheckConstraint("size BETWEEN 1 AND 10485760", name="size"),)

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), unique=True)
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class VacancyTeam(Dated, Base):
    """Two to five needs that work together: one a role, each ranked and decided on its own."""

    __tablename__ = "vacancy_teams"
    about: ClassVar[About] = PUBLIC

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    roles: Mapped[list["Vacancy"]] = relationship(back_populates="team", order_by="Vacancy.id")

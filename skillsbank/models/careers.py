"""What an expert can do and when: occupations, skills, languages, education, experience, licences, windows."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from skillsbank.domain.vocabulary import LicenceKind
from skillsbank.models.base import About, Base, Erase, Keep, Sensitivity, enum_text

_CAREER = About(Sensitivity.P1, "matching with needs", Keep.PROFILE, Erase.DELETE)
_NAMED = {"about": About(Sensitivity.P2, "checking what is declared", Keep.PROFILE, Erase.DELETE)}


def _month(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IS NULL OR {column} BETWEEN 1 AND 12", name=column)


class _OfProfile:
    """Rows that belong to one profile and go with it."""

    about: ClassVar[About] = _CAREER
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), index=True)


class ProfileOccupation(_OfProfile, Base):
    """An occupation by its ISCO-08 unit group, with years in it; the first row is the main one."""

    __tablename__ = "profile_occupations"
    __table_args__ = (CheckConstraint("years BETWEEN 0 AND 70", name="years"),)

    isco: Mapped[str] = mapped_column(String(4))
    title: Mapped[str] = mapped_column(default="")
    years: Mapped[int] = mapped_column(default=0)
    current: Mapped[bool] = mapped_column(default=True)


class ProfileSkill(_OfProfile, Base):
    """A skill from the lexicon or in own words, its level from 1 to 5, and whether the person can teach it."""

    __tablename__ = "profile_skills"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 5", name="level"),)

    concept: Mapped[str | None]
    label: Mapped[str]
    level: Mapped[int]
    can_teach: Mapped[bool] = mapped_column(default=False)
    last_used: Mapped[int | None]


class ProfileLanguage(_OfProfile, Base):
    """A language (ISO 639) with its CEFR levels; a mother tongue is C2. Matching uses the level of speaking."""

    __tablename__ = "profile_languages"

    code: Mapped[str] = mapped_column(String(3))
    level: Mapped[str] = mapped_column(String(2))
    reading: Mapped[str | None] = mapped_column(String(2))
    """None, here and for writing: the same as speaking."""
    writing: Mapped[str | None] = mapped_column(String(2))
    certificate: Mapped[str] = mapped_column(default="", server_default="", info=_NAMED)


class AvailabilityWindow(_OfProfile, Base):
    """When somebody can come: first and last day, how long within it, how early they must know."""

    __tablename__ = "availability_windows"
    __table_args__ = (
        CheckConstraint("starts <= ends", name="in_order"),
        CheckConstraint("min_days BETWEEN 1 AND max_days", name="days_in_order"),
    )

    starts: Mapped[date]
    ends: Mapped[date]
    min_days: Mapped[int]
    max_days: Mapped[int]
    notice_weeks: Mapped[int] = mapped_column(default=0)
    yearly: Mapped[bool] = mapped_column(default=False)


class Education(_OfProfile, Base):
    """A qualification: ISCED 2011 level and ISCED-F 2013 field; school and title only after consent."""

    __tablename__ = "education"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 8", name="level"), _month("month"))

    level: Mapped[int]
    field: Mapped[str] = mapped_column(String(4), default="")
    title: Mapped[str] = mapped_column(default="")
    school: Mapped[str] = mapped_column(default="", info=_NAMED)
    country: Mapped[str] = mapped_column(String(2), default="")
    year: Mapped[int | None] = mapped_column(info=_NAMED)
    month: Mapped[int | None] = mapped_column(info=_NAMED)
    recognised_in: Mapped[list[str]] = mapped_column(default=list)


class Experience(_OfProfile, Base):
    """A post held: years are computed from its dates, never typed."""

    __tablename__ = "experience"
    __table_args__ = (_month("started_month"), _month("ended_month"))

    title: Mapped[str]
    isco: Mapped[str] = mapped_column(String(4), default="")
    sector: Mapped[str] = mapped_column(default="")
    employer: Mapped[str] = mapped_column(default="", info=_NAMED)
    country: Mapped[str] = mapped_column(String(2), default="")
    started: Mapped[int]
    started_month: Mapped[int | None]
    ended: Mapped[int | None]
    ended_month: Mapped[int | None]
    part_time: Mapped[bool] = mapped_column(default=False, server_default=false())
    text: Mapped[str] = mapped_column(Text, default="")


class Licence(_OfProfile, Base):
    """A licence to practise: for which occupation, where, until when."""

    __tablename__ = "licences"

    isco: Mapped[str] = mapped_column(String(4), default="")
    kind: Mapped[LicenceKind | None] = mapped_column(enum_text(LicenceKind, "kind"))
    authority: Mapped[str] = mapped_column(default="", info=_NAMED)
    number: Mapped[str] = mapped_column(default="", server_default="", info=_NAMED)
    country: Mapped[str] = mapped_column(String(2))
    valid_until: Mapped[date | None]


class Referee(_OfProfile, Base):
    """Somebody who knows the person's work and agreed to be asked; nobody writes to them before the person says so."""

    __tablename__ = "referees"
    about: ClassVar[About] = About(Sensitivity.P2, "checking what is declared", Keep.APPLICATION, Erase.DELETE)

    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    contact: Mapped[str]
    agreed: Mapped[bool] = mapped_column(default=False)

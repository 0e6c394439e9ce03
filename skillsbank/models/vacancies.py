"""Vacancies: the terms of reference of a need, with the skills and languages that they ask for."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import Connectivity, Modality
from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity, enum_text, public_id
from skillsbank.models.institutions import Institution
from skillsbank.models.programmes import Programme

_PUBLIC = About(Sensitivity.P0, "the terms of a need", Keep.RECORD, Erase.STAYS, "public task")
_STAFF = {"about": About(Sensitivity.P1, "the programme's file", Keep.RECORD, Erase.STAYS, "public task")}
_PERSON = {"about": About(Sensitivity.P2, "who works with the expert", Keep.RECORD, Erase.BLANK, "public task")}


class Vacancy(Dated, Base):
    """A need that an institution posts."""

    __tablename__ = "vacancies"
    about: ClassVar[About] = _PUBLIC
    __table_args__ = (
        CheckConstraint("posts BETWEEN 1 AND 999", name="posts"),
        CheckConstraint("start_from IS NULL OR start_until IS NULL OR start_from <= start_until", name="starts"),
        CheckConstraint("min_days IS NULL OR max_days IS NULL OR min_days <= max_days", name="days"),
        CheckConstraint("security_level IS NULL OR security_level BETWEEN 0 AND 4", name="security_scale"),
        CheckConstraint("(state = 'suspended') = (suspended_from IS NOT NULL)", name="suspended_from_somewhere"),
        CheckConstraint(
            "endorsement IS NULL OR (endorsement IN ('granted', 'waived') AND endorsed_at IS NOT NULL "
            "AND endorsed_by_id IS NOT NULL)",
            name="endorsement_has_evidence",
        ),
        CheckConstraint(
            "state IN ('draft', 'submitted', 'refused', 'cancelled') OR endorsement IS NOT NULL",
            name="endorsed_or_waived",
        ),
        CheckConstraint(
            "state IN ('draft', 'submitted', 'endorsed', 'refused', 'cancelled') OR "
            "(approved_at IS NOT NULL AND approved_by_id IS NOT NULL)",
            name="approved_has_evidence",
        ),
        CheckConstraint(
            "state NOT IN ('open', 'closed_to_applications', 'suspended', 'in_selection', 'filled', 'failed', "
            "'archived') OR published_at IS NOT NULL",
            name="published_has_time",
        ),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    reference: Mapped[str | None] = mapped_column(unique=True)
    """Given when the need is first sent: SB-<year>-<number>."""
    state: Mapped[VacancyState] = mapped_column(
        enum_text(VacancyState, "state"), default=VacancyState.DRAFT, index=True
    )
    suspended_from: Mapped[VacancyState | None] = mapped_column(enum_text(VacancyState, "suspended_from"))
    version: Mapped[int] = mapped_column(default=1)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"), index=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programmes.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), info=_STAFF)
    readvertises_id: Mapped[int | None] = mapped_column(ForeignKey("vacancies.id"))
    country: Mapped[str] = mapped_column(String(2), index=True)

    language: Mapped[str] = mapped_column(String(3), default="en")
    title: Mapped[str]
    purpose: Mapped[str] = mapped_column(Text, default="")
    why_not_local: Mapped[str] = mapped_column(Text, default="")
    objectives: Mapped[str] = mapped_column(Text, default="")
    tasks: Mapped[list[str]] = mapped_column(default=list)
    deliverables: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """Each {"text": str, "week": int | None}: a product that can be counted or shown."""
    counterpart_name: Mapped[str] = mapped_column(default="", info=_PERSON)
    counterpart_role: Mapped[str] = mapped_column(default="")
    people_trained: Mapped[int | None]
    methods: Mapped[list[str]] = mapped_column(default=list)
    activities: Mapped[list[str]] = mapped_column(default=list)

    modality: Mapped[Modality] = mapped_column(enum_text(Modality, "modality"))
    posts: Mapped[int] = mapped_column(default=1)
    isco: Mapped[str] = mapped_column(String(4))
    isco_alternates: Mapped[list[str]] = mapped_column(default=list)
    sector: Mapped[str] = mapped_column(default="")
    min_years: Mapped[int | None]
    min_isced: Mapped[int | None]
    isced_fields: Mapped[list[str]] = mapped_column(default=list)
    licence_needed: Mapped[bool] = mapped_column(default=False)
    teaching_only: Mapped[bool] = mapped_column(default=False)

    region: Mapped[str] = mapped_column(String(6), default="")
    place: Mapped[str] = mapped_column(default="")
    security_level: Mapped[int | None]
    conditions: Mapped[str] = mapped_column(Text, default="")
    host_connectivity: Mapped[Connectivity | None] = mapped_column(enum_text(Connectivity, "host_connectivity"))
    hours_per_week: Mapped[int | None]
    time_zone: Mapped[str] = mapped_column(default="")
    start_from: Mapped[date | None]
    start_until: Mapped[date | None]
    min_days: Mapped[int | None]
    max_days: Mapped[int | None]
    visits: Mapped[int | None]
    within_months: Mapped[int | None]
    paid: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """Each {"line": AllowanceLine, "payer": Payer}."""
    not_paid: Mapped[str] = mapped_column(Text, default="")
    deadline: Mapped[date | None]
    budget_line: Mapped[str] = mapped_column(default="", info=_STAFF)

    endorsement: Mapped[str | None]
    endorsed_at: Mapped[datetime | None]
    endorsed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), info=_STAFF)
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), info=_STAFF)
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]

    institution: Mapped[Institution] = relationship()
    programme: Mapped[Programme | None] = relationship()
    skills: Mapped[list["VacancySkill"]] = relationship(cascade="all, delete-orphan", order_by="VacancySkill.id")
    languages: Mapped[list["VacancyLanguage"]] = relationship(
        cascade="all, delete-orphan", order_by="VacancyLanguage.id"
    )

    __mapper_args__ = {"version_id_col": version}


class VacancySkill(Base):
    """A skill that the need requires or would like, with the least level from 1 to 5."""

    __tablename__ = "vacancy_skills"
    about: ClassVar[About] = _PUBLIC
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 5", name="level"),)

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), index=True)
    concept: Mapped[str | None]
    label: Mapped[str]
    level: Mapped[int] = mapped_column(default=3)
    required: Mapped[bool] = mapped_column(default=True)


class VacancyLanguage(Base):
    """A language that the need asks for, with the least CEFR level."""

    __tablename__ = "vacancy_languages"
    about: ClassVar[About] = _PUBLIC

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(3))
    level: Mapped[str] = mapped_column(String(2))
    required: Mapped[bool] = mapped_column(default=True)

"""Vacancies: the terms of reference of a need."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import Connectivity, Modality
from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity, enum_text, public_id
from skillsbank.models.institutions import Institution
from skillsbank.models.need_rows import (
    PUBLIC,
    DutyStation,
    VacancyLanguage,
    VacancySkill,
    VacancyStation,
    VacancyTeam,
)
from skillsbank.models.programmes import Programme

_STAFF = {"about": About(Sensitivity.P1, "the programme's file", Keep.RECORD, Erase.STAYS, "public task")}
_PERSON = {"about": About(Sensitivity.P2, "who works with the expert", Keep.RECORD, Erase.BLANK, "public task")}


class Vacancy(DutyStation, Dated, Base):
    """A need that an institution posts; place, security and conditions are those of its main place."""

    __tablename__ = "vacancies"
    about: ClassVar[About] = PUBLIC
    __table_args__ = (
        CheckConstraint("posts BETWEEN 1 AND 999", name="posts"),
        CheckConstraint("start_from IS NULL OR start_until IS NULL OR start_from <= start_until", name="starts"),
        CheckConstraint("min_days IS NULL OR max_days IS NULL OR min_days <= max_days", name="days"),
        CheckConstraint("security_level IS NULL OR security_level BETWEEN 0 AND 4", name="security_scale"),
        CheckConstraint("sdg IS NULL OR sdg BETWEEN 1 AND 17", name="sdg"),
        CheckConstraint("workload_percent IS NULL OR workload_percent BETWEEN 1 AND 100", name="workload"),
        CheckConstraint(
            "interview_from IS NULL OR interview_until IS NULL OR interview_from <= interview_until",
            name="interviews",
        ),
        CheckConstraint("max_cost IS NULL OR max_cost >= 0", name="max_cost"),
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
    team_id: Mapped[int | None] = mapped_column(ForeignKey("vacancy_teams.id"), index=True)
    country: Mapped[str] = mapped_column(String(2), index=True)
    department: Mapped[str] = mapped_column(default="")

    language: Mapped[str] = mapped_column(String(3), default="en")
    title: Mapped[str]
    purpose: Mapped[str] = mapped_column(Text, default="")
    why_not_local: Mapped[str] = mapped_column(Text, default="")
    plan_objective: Mapped[str] = mapped_column(Text, default="")
    """The objective of the national plan that the need serves, in the institution's words."""
    sdg: Mapped[int | None]
    """The sustainable development goal, 1 to 17."""
    objectives: Mapped[str] = mapped_column(Text, default="")
    tasks: Mapped[list[str]] = mapped_column(default=list)
    deliverables: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """Each {"text": str, "week": int | None}: a product that can be counted or shown."""
    counterpart_name: Mapped[str] = mapped_column(default="", info=_PERSON)
    counterpart_role: Mapped[str] = mapped_column(default="")
    more_counterparts: Mapped[list[dict[str, Any]]] = mapped_column(default=list, info=_PERSON)
    """Further counterparts, each {"name": str, "role": str}."""
    supervisor_name: Mapped[str] = mapped_column(default="", info=_PERSON)
    supervisor_role: Mapped[str] = mapped_column(default="")
    people_trained: Mapped[int | None]
    trained_women: Mapped[int | None]
    trained_men: Mapped[int | None]
    methods: Mapped[list[str]] = mapped_column(default=list)
    activities: Mapped[list[str]] = mapped_column(default=list)
    sustainability: Mapped[str] = mapped_column(Text, default="", info=_STAFF)
    """How the work continues after the expert has left."""

    modality: Mapped[Modality] = mapped_column(enum_text(Modality, "modality"))
    fallback_modality: Mapped[Modality | None] = mapped_column(enum_text(Modality, "fallback_modality"))
    posts: Mapped[int] = mapped_column(default=1)
    isco: Mapped[str] = mapped_column(String(4))
    isco_alternates: Mapped[list[str]] = mapped_column(default=list)
    sector: Mapped[str] = mapped_column(default="")
    min_years: Mapped[int | None]
    min_isced: Mapped[int | None]
    isced_fields: Mapped[list[str]] = mapped_column(default=list)
    licence_needed: Mapped[bool] = mapped_column(default=False)
    teaching_only: Mapped[bool] = mapped_column(default=False)
    only_links: Mapped[list[str]] = mapped_column(default=list)
    """The family links of the programme to which this need keeps; empty: all of them."""
    encouraged: Mapped[bool] = mapped_column(default=True)
    """Women and people from under-represented regions are encouraged to apply."""

    host_connectivity: Mapped[Connectivity | None] = mapped_column(enum_text(Connectivity, "host_connectivity"))
    hours_per_week: Mapped[int | None]
    time_zone: Mapped[str] = mapped_column(default="")
    overlap_hours: Mapped[int | None]
    """Hours a day in which expert and host must be at work at the same time."""
    equipment: Mapped[str] = mapped_column(Text, default="")
    workload_percent: Mapped[int | None]
    start_from: Mapped[date | None]
    start_until: Mapped[date | None]
    min_days: Mapped[int | None]
    max_days: Mapped[int | None]
    visits: Mapped[int | None]
    within_months: Mapped[int | None]
    visit_plan: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """One for each visit, each {"month": int, "days": int | None, "purpose": str}; month 1 is that of the start."""
    paid: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """Each {"line": AllowanceLine, "payer": Payer}, maybe with amount, amount_to, currency (ISO 4217), per."""
    top_up_until: Mapped[date | None]
    not_paid: Mapped[str] = mapped_column(Text, default="")
    contributions: Mapped[list[dict[str, Any]]] = mapped_column(default=list, info=_STAFF)
    """What the institution gives, each {"line": Contribution, "what": str}, maybe with amount and currency."""
    deadline: Mapped[date | None]
    interview_from: Mapped[date | None]
    interview_until: Mapped[date | None]
    budget_line: Mapped[str] = mapped_column(default="", info=_STAFF)
    max_cost: Mapped[int | None] = mapped_column(info=_STAFF)
    cost_currency: Mapped[str] = mapped_column(String(3), default="", info=_STAFF)

    endorsement: Mapped[str | None]
    endorsed_at: Mapped[datetime | None]
    endorsed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), info=_STAFF)
    endorser_office: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), info=_STAFF)
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]

    institution: Mapped[Institution] = relationship()
    programme: Mapped[Programme | None] = relationship()
    team: Mapped[VacancyTeam | None] = relationship(back_populates="roles")
    skills: Mapped[list[VacancySkill]] = relationship(cascade="all, delete-orphan", order_by=VacancySkill.id)
    languages: Mapped[list[VacancyLanguage]] = relationship(cascade="all, delete-orphan", order_by=VacancyLanguage.id)
    stations: Mapped[list[VacancyStation]] = relationship(cascade="all, delete-orphan", order_by=VacancyStation.id)
    """The further duty stations."""

    __mapper_args__ = {"version_id_col": version}

    @property
    def places(self) -> list["Vacancy | VacancyStation"]:
        """Return the duty stations, the main one first."""
        return [self, *self.stations]

    @property
    def seats(self) -> int:
        """Return how many of the posts are at the main place: those that no further one has."""
        return self.posts - sum(station.seats for station in self.stations)

    @property
    def counterparts(self) -> list[dict[str, Any]]:
        """Return name and role of everybody who works beside the expert."""
        first = {"name": self.counterpart_name, "role": self.counterpart_role}
        return [each for each in (first, *self.more_counterparts) if each["name"] or each["role"]]

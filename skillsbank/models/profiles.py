"""An expert's record: who they are, on what terms they come, and which countries may see them."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skillsbank.domain.profile import ProfileState
from skillsbank.domain.vocabulary import (
    AllowanceWish,
    Connectivity,
    ContactChannel,
    Employment,
    LeaveKind,
    LetterState,
    Sex,
    SkillTier,
    Source,
    Visibility,
)
from skillsbank.models.accounts import Account
from skillsbank.models.base import About, Base, Dated, Erase, Keep, Sensitivity, enum_text, public_id
from skillsbank.models.careers import (
    AvailabilityWindow,
    Education,
    Experience,
    Licence,
    ProfileLanguage,
    ProfileOccupation,
    ProfileSkill,
    Referee,
)

_CHILDREN = "all, delete-orphan"


def personal(purpose: str, sensitivity: Sensitivity = Sensitivity.P2) -> dict[str, About]:
    """Return the `info` of a personal column that erasure blanks."""
    return {"about": About(sensitivity, purpose, Keep.PROFILE, Erase.BLANK)}


class Profile(Dated, Base):
    """An expert's record. Protection or residence status is not here and must never be."""

    __tablename__ = "profiles"
    about: ClassVar[About] = About(Sensitivity.P1, "matching with needs", Keep.PROFILE, Erase.BLANK)
    __table_args__ = (
        CheckConstraint(
            "state IN ('draft', 'withdrawn', 'erasure_pending', 'erased') OR activated_at IS NOT NULL",
            name="in_use_was_activated",
        ),
        # a draft without an account was passed on by somebody else, and the person has not answered yet
        CheckConstraint(
            "state IN ('draft', 'erased') OR account_id IS NOT NULL OR on_paper", name="in_use_has_an_account"
        ),
        CheckConstraint("birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100", name="birth_year_plausible"),
        CheckConstraint("max_security_level IS NULL OR max_security_level BETWEEN 0 AND 4", name="security_scale"),
        CheckConstraint("dependants IS NULL OR dependants BETWEEN 1 AND 20", name="dependants"),
        CheckConstraint("hours_per_week IS NULL OR hours_per_week BETWEEN 1 AND 40", name="hours_a_week"),
        CheckConstraint("leave_max_days IS NULL OR leave_max_days BETWEEN 0 AND 730", name="leave_days"),
        CheckConstraint("allowance_amount IS NULL OR allowance_amount BETWEEN 1 AND 9999999", name="allowance"),
        Index("ix_profiles_updated_at", "updated_at"),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), unique=True)
    state: Mapped[ProfileState] = mapped_column(
        enum_text(ProfileState, "state"), default=ProfileState.DRAFT, index=True
    )
    version: Mapped[int] = mapped_column(default=1)
    activated_at: Mapped[datetime | None]
    last_confirmed_at: Mapped[datetime | None]
    source: Mapped[Source] = mapped_column(enum_text(Source, "source"), default=Source.SELF)
    on_paper: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the person agreed on signed paper and has no account: the intake says where the paper is."""

    given_name: Mapped[str] = mapped_column(default="", info=personal("addressing the person"))
    family_name: Mapped[str] = mapped_column(default="", info=personal("addressing the person"))
    name_original: Mapped[str] = mapped_column(default="", info=personal("the name in its own script"))
    other_names: Mapped[str] = mapped_column(
        default="", server_default="", info=personal("recognising the person on papers")
    )
    phone: Mapped[str] = mapped_column(default="", info=personal("reaching the person"))
    contact_channel: Mapped[ContactChannel | None] = mapped_column(
        enum_text(ContactChannel, "contact_channel"), info=personal("reaching the person")
    )
    diaspora_organisation: Mapped[str] = mapped_column(
        default="", server_default="", info=personal("outreach through associations")
    )
    sex: Mapped[Sex] = mapped_column(enum_text(Sex, "sex"), default=Sex.NOT_STATED, info=personal("statistics only"))
    birth_year: Mapped[int | None] = mapped_column(info=personal("minimum age of a programme"))
    citizenships: Mapped[list[str]] = mapped_column(default=list, info=personal("eligibility rules"))
    residence_country: Mapped[str] = mapped_column(String(2), default="", info=personal("region of residence"))
    city: Mapped[str] = mapped_column(default="", info=personal("travel"))

    text_language: Mapped[str] = mapped_column(String(3), default="en")
    headline: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    public_summary: Mapped[str] = mapped_column(Text, default="")
    """The only text of a person that an institution may read before consent."""
    motivation: Mapped[str] = mapped_column(Text, default="", info=personal("selection, by the programme"))
    skill_tier: Mapped[SkillTier | None] = mapped_column(enum_text(SkillTier, "skill_tier"))
    sectors: Mapped[list[str]] = mapped_column(default=list)

    modalities: Mapped[list[str]] = mapped_column(default=list)
    must_keep_job: Mapped[bool | None]
    leave_max_days: Mapped[int | None] = mapped_column(info=personal("hard condition of a stay"))
    leave_kind: Mapped[LeaveKind | None] = mapped_column(
        enum_text(LeaveKind, "leave_kind"), info=personal("hard condition of a stay")
    )
    leave_letter: Mapped[LetterState | None] = mapped_column(
        enum_text(LetterState, "leave_letter"), info=personal("hard condition of a stay")
    )
    """Whether the employer's letter is there; the letter itself is a document, sent when it is asked for."""
    employment: Mapped[Employment | None] = mapped_column(
        enum_text(Employment, "employment"), info=personal("terms of a stay")
    )
    right_of_return_until: Mapped[date | None] = mapped_column(info=personal("a safe way back"))
    """Until when one can come back to where one lives; why is never asked."""
    voluntary_move: Mapped[bool] = mapped_column(
        default=False, server_default=false(), info=personal("a permanent move is the person's own choice")
    )
    expected_allowance: Mapped[AllowanceWish | None] = mapped_column(
        enum_text(AllowanceWish, "expected_allowance"), info=personal("terms of a stay")
    )
    allowance_amount: Mapped[int | None] = mapped_column(info=personal("terms of a stay"))
    """A month, in allowance_currency (ISO 4217)."""
    allowance_currency: Mapped[str] = mapped_column(
        String(3), default="", server_default="", info=personal("terms of a stay")
    )
    family_constraints: Mapped[list[str]] = mapped_column(
        default=list, server_default="[]", info=personal("preparing a stay")
    )
    dependants: Mapped[int | None] = mapped_column(info=personal("preparing a stay"))
    """How many would come along."""
    willing_regions: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    """Where the person would like to work; excluded_regions alone is a condition."""
    excluded_regions: Mapped[list[str]] = mapped_column(default=list)
    max_security_level: Mapped[int | None]
    hours_per_week: Mapped[int | None]
    time_zone: Mapped[str] = mapped_column(default="")
    connectivity: Mapped[Connectivity | None] = mapped_column(enum_text(Connectivity, "connectivity"))
    travel_page_read_at: Mapped[datetime | None]

    account: Mapped[Account | None] = relationship()
    countries: Mapped[list["ProfileCountry"]] = relationship(
        back_populates="profile", cascade=_CHILDREN, order_by="ProfileCountry.id"
    )
    occupations: Mapped[list[ProfileOccupation]] = relationship(cascade=_CHILDREN, order_by="ProfileOccupation.id")
    skills: Mapped[list[ProfileSkill]] = relationship(cascade=_CHILDREN, order_by="ProfileSkill.id")
    languages: Mapped[list[ProfileLanguage]] = relationship(cascade=_CHILDREN, order_by="ProfileLanguage.id")
    windows: Mapped[list[AvailabilityWindow]] = relationship(cascade=_CHILDREN, order_by="AvailabilityWindow.id")
    education: Mapped[list[Education]] = relationship(cascade=_CHILDREN, order_by="Education.id")
    experience: Mapped[list[Experience]] = relationship(cascade=_CHILDREN, order_by="Experience.id")
    licences: Mapped[list[Licence]] = relationship(cascade=_CHILDREN, order_by="Licence.id")
    referees: Mapped[list[Referee]] = relationship(cascade=_CHILDREN, order_by="Referee.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def full_name(self) -> str:
        """Return given and family name as one line; single names stay single."""
        return f"{self.given_name} {self.family_name}".strip()


class ProfileCountry(Dated, Base):
    """A country of origin: how the family comes from there, and who there may see the person."""

    __tablename__ = "profile_countries"
    about: ClassVar[About] = About(Sensitivity.P2, "eligibility and visibility", Keep.PROFILE, Erase.DELETE)
    __table_args__ = (
        UniqueConstraint("profile_id", "country"),
        Index("ix_profile_countries_updated_at", "updated_at"),
    )

    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), index=True)
    country: Mapped[str] = mapped_column(String(2), index=True)
    links: Mapped[list[str]] = mapped_column(default=list)
    visibility: Mapped[Visibility | None] = mapped_column(enum_text(Visibility, "visibility"))
    """None means not answered, and counts as "ask me each time"."""
    reveal_requested_at: Mapped[datetime | None]
    """When the person asked to become visible; they confirm it themselves after 24 hours."""
    profile: Mapped[Profile] = relationship(back_populates="countries")

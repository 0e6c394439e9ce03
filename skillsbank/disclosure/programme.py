"""What the team of a programme reads of a person: on purpose without sex and graduation year, age as a band."""

from dataclasses import dataclass
from datetime import date, datetime

from skillsbank import clock
from skillsbank.models import AvailabilityWindow, Licence, Profile, Referee

PROGRAMME_FIELDS = (
    "name", "email", "phone", "residence_country", "city", "headline", "summary", "motivation", "skills",
    "languages", "experience", "education", "origins", "conditions", "referees",
)  # fmt: skip
"""What a look at the record discloses; the person reads this in the list of who looked."""
_BANDS = (18, 30, 40, 50, 60, 70)


@dataclass(frozen=True, slots=True)
class Origin:
    """A country of origin, how the family comes from there, and what its institutions may see."""

    country: str
    links: tuple[str, ...]
    visibility: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post held, from year to year; `ended` is None while it lasts."""

    title: str
    employer: str
    country: str
    started: int
    ended: int | None
    text: str
    started_month: int | None
    ended_month: int | None
    part_time: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language with its CEFR levels and a certificate."""

    code: str
    speaking: str
    reading: str
    writing: str
    certificate: str


@dataclass(frozen=True, slots=True)
class Study:
    """A qualification: ISCED 2011 level, ISCED-F 2013 field."""

    level: int
    field: str
    title: str
    school: str
    country: str


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """A person as officers and managers of the programme read them. Sex is not here; age is a band."""

    public_id: str
    state: str
    confirmed_at: datetime | None
    name: str
    name_original: str
    other_names: str
    email: str
    phone: str
    contact_channel: str
    diaspora_organisation: str
    age_band: str
    origins: tuple[Origin, ...]
    citizenships: tuple[str, ...]
    residence_country: str
    city: str
    text_language: str
    headline: str
    summary: str
    motivation: str
    tier: str
    sectors: tuple[str, ...]
    occupations: tuple[tuple[str, str, int], ...]
    """ISCO-08 unit group, own title, years."""
    skills: tuple[tuple[str, int, bool], ...]
    """Words, level from 1 to 5, whether the person can teach it."""
    languages: tuple[tuple[str, str], ...]
    """Language and level of speaking."""
    spoken: tuple[Spoken, ...]
    modalities: tuple[str, ...]
    windows: tuple[AvailabilityWindow, ...]
    must_keep_job: bool | None
    leave_max_days: int | None
    leave_kind: str
    leave_letter: str
    return_until: date | None
    voluntary_move: bool
    expected_allowance: str
    allowance_amount: int | None
    allowance_currency: str
    family_constraints: tuple[str, ...]
    dependants: int | None
    willing_regions: tuple[str, ...]
    excluded_regions: tuple[str, ...]
    max_security_level: int | None
    hours_per_week: int | None
    time_zone: str
    connectivity: str
    education: tuple[Study, ...]
    experience: tuple[Post, ...]
    licences: tuple[Licence, ...]
    referees: tuple[Referee, ...]


def for_programme(profile: Profile) -> ProgrammeView:
    """Return the record for a member of the programme's team; the caller has found it by `visible_to`."""
    return ProgrammeView(
        public_id=profile.public_id,
        state=profile.state,
        confirmed_at=profile.last_confirmed_at,
        name=profile.full_name,
        name_original=profile.name_original,
        email=profile.account.email if profile.account else "",
        phone=profile.phone,
        other_names=profile.other_names,
        contact_channel=profile.contact_channel or "",
        diaspora_organisation=profile.diaspora_organisation,
        age_band=_age_band(profile.birth_year),
        origins=tuple(
            Origin(row.country, tuple(row.links), row.visibility or "ask_first") for row in profile.countries
        ),
        citizenships=tuple(profile.citizenships),
        residence_country=profile.residence_country,
        city=profile.city,
        text_language=profile.text_language,
        headline=profile.headline,
        summary=profile.summary,
        motivation=profile.motivation,
        tier=profile.skill_tier or "",
        sectors=tuple(profile.sectors),
        occupations=tuple((row.isco, row.title, row.years) for row in profile.occupations),
        skills=tuple((row.label, row.level, row.can_teach) for row in profile.skills),
        languages=tuple((row.code, row.level) for row in profile.languages),
        spoken=tuple(
            Spoken(row.code, row.level, row.reading or row.level, row.writing or row.level, row.certificate)
            for row in profile.languages
        ),
        modalities=tuple(profile.modalities),
        windows=tuple(profile.windows),
        must_keep_job=profile.must_keep_job,
        leave_max_days=profile.leave_max_days,
        leave_kind=profile.leave_kind or "",
        leave_letter=profile.leave_letter or "",
        voluntary_move=profile.voluntary_move,
        expected_allowance=profile.expected_allowance or "",
        allowance_amount=profile.allowance_amount,
        allowance_currency=profile.allowance_currency,
        family_constraints=tuple(profile.family_constraints),
        dependants=profile.dependants,
        willing_regions=tuple(profile.willing_regions),
        return_until=profile.right_of_return_until,
        excluded_regions=tuple(profile.excluded_regions),
        max_security_level=profile.max_security_level,
        hours_per_week=profile.hours_per_week,
        time_zone=profile.time_zone,
        connectivity=profile.connectivity or "",
        education=tuple(Study(row.level, row.field, row.title, row.school, row.country) for row in profile.education),
        experience=tuple(
            Post(
                row.title,
                row.employer,
                row.country,
                row.started,
                row.ended,
                row.text,
                row.started_month,
                row.ended_month,
                row.part_time,
            )
            for row in profile.experience
        ),
        licences=tuple(profile.licences),
        referees=tuple(profile.referees),
    )


def _age_band(birth_year: int | None) -> str:
    if birth_year is None:
        return ""
    age = clock.today().year - birth_year
    starts = [start for start in _BANDS if start <= age]
    if not starts:
        return f"< {_BANDS[0]}"
    following = [start for start in _BANDS if start > starts[-1]]
    return f"{starts[-1]}-{following[0] - 1}" if following else f"{starts[-1]}+"

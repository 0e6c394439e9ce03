"""What goes into the engine: profiles, needs and the rules of a programme, as plain frozen values."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Literal

Connectivity = Literal["good", "audio", "text"]
"""Good enough for video, for sound only, or for text only."""


class Modality(StrEnum):
    """How an expert works with the host."""

    TEMPORARY = "temporary"
    VIRTUAL = "virtual"
    CIRCULAR = "circular"
    PERMANENT = "permanent"

    @property
    def on_site(self) -> bool:
        """Whether the expert travels."""
        return self is not Modality.VIRTUAL


RULE_IDS = ("H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9", "H10", "H11", "H12", "H14", "H15")
"""Conditions that the engine judges; H13 (the host is ready) is judged when a need is published."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `starts` to `ends`, both included."""

    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Window:
    """When an expert could come: between two days, how long, on what notice, each year or once.

    A yearly window repeats by day and month, and may wrap over the new year; `max_days` is the total
    of one occurrence, such as 21 days of leave between June and September.
    """

    starts: date
    ends: date
    min_days: int | None = None
    max_days: int | None = None
    notice_weeks: int = 0
    yearly: bool = False


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill of an expert: `key` joins it to what a need asks, `level` runs from 1 to 5."""

    key: str
    label: str
    level: int | None = None
    can_teach: bool = False
    last_used: int | None = None  # a year


@dataclass(frozen=True, slots=True)
class SkillNeed:
    """A skill that a need asks, at a level from 1 to 5 or at any."""

    key: str
    label: str
    min_level: int | None = None


@dataclass(frozen=True, slots=True)
class Occupation:
    """An ISCO-08 unit group (4 digits) that an expert works or worked in."""

    isco: str
    years: float | None = None
    current: bool = False
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639 code and CEFR level A1 to C2 (a native speaker: `native` or C2)."""

    code: str
    level: str


@dataclass(frozen=True, slots=True)
class LanguageNeed:
    """A language that a need asks: required is a condition, desired only scores."""

    code: str
    level: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Schooling:
    """One education: ISCED 2011 level 0 to 8 and ISCED-F 2013 field of 2 to 4 digits."""

    level: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence for occupations under an ISCO prefix ("" for all), by country, until a day or without end."""

    isco: str
    country: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What only the conditions may read and the score never gets; `None` is not known.

    `links` pairs a country (ISO 3166-1) with how the family comes from it; `excluded_regions` are
    ISO 3166-2 codes or countries; `conflicts` are institution ids; `busy` are running placements.
    """

    active: bool = False
    consents_to_matching: bool = False
    links: frozenset[tuple[str, str]] = frozenset()
    citizenships: frozenset[str] = frozenset()
    birth_year: int | None = None
    right_of_return_until: date | None = None
    licences: tuple[Licence, ...] = ()
    excluded_regions: frozenset[str] = frozenset()
    max_security_level: int | None = None
    travel_page_read: bool = False
    busy: tuple[Period, ...] = ()
    conflicts: frozenset[str] = frozenset()


NOTHING_KNOWN = Facts()


@dataclass(frozen=True, slots=True)
class Profile:
    """An expert as the engine sees one; texts come scrubbed of the person's own names and contacts.

    Only people hidden from no country have `in_statistics`: the engine learns from them alone, and
    ranks everyone. Empty tuples and `None` mean not known. Years are years, days are calendar days.
    """

    id: str
    title: str = ""  # the headline
    summary: str = ""
    experience: str = ""
    education: str = ""
    language: str = ""  # of the texts, ISO 639
    in_statistics: bool = False
    skills: tuple[Skill, ...] = ()
    occupations: tuple[Occupation, ...] = ()
    languages: tuple[Language, ...] = ()
    sectors: frozenset[str] = frozenset()
    schooling: tuple[Schooling, ...] = ()
    years: float | None = None
    modalities: frozenset[Modality] = frozenset()
    windows: tuple[Window, ...] = ()
    must_keep_job: bool = False
    max_leave_days: int | None = None  # consecutive days
    trained_others: bool | None = None
    missions_completed: int | None = None  # a newcomer has 0
    host_would_repeat: bool | None = None
    recognised_in: frozenset[str] = frozenset()  # countries that recognise the diploma or licence
    preferred_regions: frozenset[str] = frozenset()
    hours_per_week: float | None = None
    time_zone: str = ""  # IANA
    connectivity: Connectivity | None = None
    facts: Facts | None = None

    @property
    def text(self) -> str:
        """What is indexed: headline, summary, experience and education; never the listed skills."""
        return "\n".join(part for part in (self.title, self.summary, self.experience, self.education) if part)


@dataclass(frozen=True, slots=True)
class Series:
    """A circular engagement: so many visits of so many days each within so many months."""

    visits: int
    days_each: int
    within_months: int = 36


@dataclass(frozen=True, slots=True)
class Station:
    """A place of work: ISO 3166-2 region, name and security level; `None` counts as 0."""

    region: str = ""
    name: str = ""
    security_level: int | None = None


@dataclass(frozen=True, slots=True)
class DayLimits:
    """The shortest and longest stay in days that a programme allows for a modality."""

    modality: Modality
    min_days: int | None = None
    max_days: int | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """The conditions of a programme: which are on, and their numbers.

    `accepted_links` pairs a country with a kind of family link that counts there; `None` switches the
    family condition off, as in a programme that is open to everyone.
    """

    on: frozenset[str] = frozenset(RULE_IDS)
    accepted_links: frozenset[tuple[str, str]] | None = None
    min_age: int | None = None
    limits: tuple[DayLimits, ...] = ()


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A need (terms of reference) as the engine sees one.

    `occupations` has the main ISCO unit group first, then alternates. `as_of` is the day of the question:
    notice counts from it, and without it notice is not judged. `overlap_hours` are daily ones. A need in several
    places has the main one in `place`, `region`, `security_level` and the others in `stations`.
    """

    id: str
    title: str = ""
    text: str = ""
    language: str = ""
    modality: Modality = Modality.TEMPORARY
    posts: int = 1
    occupations: tuple[str, ...] = ()
    required_skills: tuple[SkillNeed, ...] = ()
    desired_skills: tuple[SkillNeed, ...] = ()
    languages: tuple[LanguageNeed, ...] = ()
    local_languages: frozenset[str] = frozenset()
    min_years: float | None = None
    min_isced: int | None = None
    isced_fields: tuple[str, ...] = ()
    licence_needed: bool = False
    teaching_only: bool = False
    sector: str = ""
    country: str = ""
    region: str = ""  # ISO 3166-2
    place: str = ""
    security_level: int | None = None
    stations: tuple[Station, ...] = ()
    host_connectivity: Connectivity | None = None
    host_time_zone: str = ""
    overlap_hours: float | None = None
    hours_per_week: float | None = None
    start_from: date | None = None
    start_until: date | None = None
    min_days: int | None = None
    max_days: int | None = None
    series: Series | None = None
    institution_id: str = ""
    as_of: date | None = None
    rules: Rules = field(default_factory=Rules)

    def __hash__(self) -> int:
        """Needs that are equal have one id: what is remembered of a need is found by it, at once."""
        return hash(self.id)

    @property
    def places(self) -> tuple[Station, ...]:
        """The places of work, the main one first."""
        return _places(self)

    @property
    def words(self) -> str:
        """The text that is compared with profiles: title and description."""
        return "\n".join(part for part in (self.title, self.text) if part)


@lru_cache(64)
def _places(vacancy: Vacancy) -> tuple[Station, ...]:
    """Remember the places of needs, as a list asks for them once a person."""
    return (Station(vacancy.region, vacancy.place, vacancy.security_level), *vacancy.stations)

"""The record at stage S2: what a person agreed to let the institution of one need read."""

from collections.abc import Iterable
from dataclasses import dataclass

from skillsbank.models import Profile

INSTITUTION_FIELDS = ("name", "email", "summary", "employers", "schools", "residence_country")
"""What a consent to be named to an institution may cover (Consent.fields); never phone, city or age at this stage."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post held; `employer` is empty unless agreed."""

    title: str
    employer: str
    started: int
    ended: int | None


@dataclass(frozen=True, slots=True)
class Study:
    """A qualification by level and field; `school` is empty unless agreed. No year: it would tell the age."""

    level: int
    field: str
    title: str
    school: str


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A person who agreed to be named; what was not agreed to is empty. `fields` says what went out."""

    code: str
    fields: tuple[str, ...]
    name: str
    name_original: str
    email: str
    headline: str
    summary: str
    language: str
    residence_country: str
    occupations: tuple[tuple[str, int], ...]
    """ISCO-08 unit group and years in it."""
    skills: tuple[tuple[str, int], ...]
    """Words and level, 1 to 5."""
    languages: tuple[tuple[str, str], ...]
    modalities: tuple[str, ...]
    posts: tuple[Post, ...]
    studies: tuple[Study, ...]


def named_record(code: str, profile: Profile, agreed: Iterable[str]) -> NamedRecord:
    """Return what of `profile` the fields of a live consent let out; the caller has checked that it lives."""
    covered = set(agreed)
    fields = tuple(name for name in INSTITUTION_FIELDS if name in covered)
    tells = set(fields)

    def if_agreed(field: str, value: str) -> str:
        return value if field in tells else ""

    return NamedRecord(
        code=code,
        fields=fields,
        name=if_agreed("name", profile.full_name),
        name_original=if_agreed("name", profile.name_original),
        email=if_agreed("email", profile.account.email if profile.account else ""),
        headline=if_agreed("summary", profile.headline),
        summary=if_agreed("summary", profile.summary) or profile.public_summary,
        language=profile.text_language,
        residence_country=if_agreed("residence_country", profile.residence_country),
        occupations=tuple((row.isco, row.years) for row in profile.occupations),
        skills=tuple((row.label, row.level) for row in profile.skills),
        languages=tuple((row.code, row.level) for row in profile.languages),
        modalities=tuple(profile.modalities),
        posts=tuple(
            Post(row.title, if_agreed("employers", row.employer), row.started, row.ended)
            for row in profile.experience
            if "employers" in tells
        ),
        studies=tuple(
            Study(row.level, row.field, row.title, if_agreed("schools", row.school)) for row in profile.education
        ),
    )

"""What the officers of a programme read of a person, on purpose without sex, age and graduation year."""

from dataclasses import dataclass

from skillsbank.models import Profile

PROGRAMME_FIELDS = (
    "name", "email", "phone", "residence_country", "city", "headline", "summary", "motivation", "skills",
    "languages", "experience", "education",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Post:
    """A post held, from year to year; `ended` is None while it lasts."""

    title: str
    employer: str
    country: str
    started: int
    ended: int | None
    text: str


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
    """A person as the programme's officers may read them; `city` and `residence_country` are where they live."""

    name: str
    email: str
    phone: str
    residence_country: str
    city: str
    text_language: str
    headline: str
    summary: str
    motivation: str
    skills: tuple[tuple[str, int, bool], ...]
    """Label, level from 1 to 5, whether they can teach it."""
    languages: tuple[tuple[str, str], ...]
    experience: tuple[Post, ...]
    education: tuple[Study, ...]


def for_programme(profile: Profile) -> ProgrammeView:
    """Return what the officers of a programme may read of a person (protection.md section 1)."""
    return ProgrammeView(
        name=profile.full_name,
        email=profile.account.email if profile.account else "",
        phone=profile.phone,
        residence_country=profile.residence_country,
        city=profile.city,
        text_language=profile.text_language,
        headline=profile.headline,
        summary=profile.summary,
        motivation=profile.motivation,
        skills=tuple((skill.label, skill.level, skill.can_teach) for skill in profile.skills),
        languages=tuple((language.code, language.level) for language in profile.languages),
        experience=tuple(
            Post(row.title, row.employer, row.country, row.started, row.ended, row.text) for row in profile.experience
        ),
        education=tuple(Study(row.level, row.field, row.title, row.school, row.country) for row in profile.education),
    )

"""What of a person goes out to whom: one serializer per actor and stage."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from skillsbank.models import Education, Experience, Profile

CODE_LENGTH = 7

PROGRAMME_FIELDS = (
    "name", "email", "phone", "residence_country", "city", "headline", "summary", "motivation", "skills",
    "languages", "experience", "education",
)  # fmt: skip
"""What an officer of the programme reads of a person beside a score: never sex, age or year of birth."""


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
    experience: tuple[Experience, ...]
    education: tuple[Education, ...]


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
        experience=tuple(profile.experience),
        education=tuple(profile.education),
    )


def candidate_code(secret: str, vacancy_id: int, profile_id: int) -> str:
    """Return the code that stands for a person towards one need: 7 letters and digits.

    Another need gives another code, so that two lists cannot be joined (protection.md A6).
    """
    digest = hmac.digest(secret.encode(), f"candidate:{vacancy_id}:{profile_id}".encode(), hashlib.sha256)
    return base64.b32encode(digest).decode()[:CODE_LENGTH]

"""An expert answers about themselves: one verb for each page, for the own profile alone."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Invalid
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.public_text import traces
from skillsbank.domain.sections import SECTIONS
from skillsbank.domain.vocabulary import Connectivity, Employment, Sex, SkillTier, Visibility
from skillsbank.models import (
    AnswerDraft,
    AvailabilityWindow,
    Base,
    Education,
    Experience,
    Licence,
    Profile,
    ProfileCountry,
    ProfileLanguage,
    ProfileOccupation,
    ProfileSkill,
)
from skillsbank.policies import Actor, Permission, require
from skillsbank.services import audit

CLOSED = frozenset({ProfileState.WITHDRAWN, ProfileState.ERASURE_PENDING, ProfileState.ERASED})
"""In these states nothing is written any more."""

_ROWS: dict[str, type[Base]] = {
    "occupations": ProfileOccupation,
    "skills": ProfileSkill,
    "languages": ProfileLanguage,
    "windows": AvailabilityWindow,
    "education": Education,
    "experience": Experience,
    "licences": Licence,
}
_CODES: dict[str, type[StrEnum]] = {
    "sex": Sex,
    "skill_tier": SkillTier,
    "employment": Employment,
    "connectivity": Connectivity,
}
_EMPTY_IS_NONE = frozenset({"concept", "level", "year", "ended", "valid_until", "max_security_level"})


def open_for_answers(actor: Actor, profile: Profile, seen: int) -> None:
    """Let the person alone write, in a profile that is in use, over the version that they looked at.

    Raises Refused, IllegalMove, or StaleDataError when it changed since version `seen`.
    """
    require(actor, Permission.OWN_PROFILE_WRITE, profile)
    if profile.state in CLOSED:
        raise IllegalMove("profile_closed", state=profile.state)
    if profile.version != seen:
        raise StaleDataError("the profile changed while its page was open")


def answer(
    session: Session, actor: Actor, profile: Profile, section: str, data: Mapping[str, Any], *, seen: int
) -> None:
    """Store the answers of one page, in the place of its draft, and flush; an active profile stays active.

    `section` is a key of SECTIONS; `data` holds the section's columns, and for each list of rows all its rows, which
    replace the former ones. "name" also takes the account's language, "visibility" one answer for each country code.
    Raises what open_for_answers raises, and Invalid: "public_summary_tells" (kinds) when the public summary then gives
    the person away, "shown_only_slowly" or "hidden_country_stays" when somebody who was in use would become visible at
    once.
    """
    open_for_answers(actor, profile, seen)
    for column in SECTIONS[section].columns:
        setattr(profile, column, _value(column, data[column]))
    for name, columns in SECTIONS[section].rows.items():
        if name == "countries":
            _countries(profile, data[name])
        else:
            rows = [{column: _value(column, row[column]) for column in columns} for row in data[name]]
            _replace(profile, name, rows)
    if section == "name" and profile.account is not None:
        profile.account.language = data["language"]
    if section == "visibility":
        _visibility(profile, data)
    if kinds := _told(profile):
        raise Invalid("public_summary_tells", kinds=kinds)
    touch(session, profile)
    session.execute(delete(AnswerDraft).where(AnswerDraft.profile_id == profile.id, AnswerDraft.section == section))
    audit.record(session, actor, "profile:answer", profile, section=section)


def touch(session: Session, profile: Profile) -> None:
    """Give the profile a new version and date, because rows that hang on it changed, and flush."""
    profile.updated_at = clock.now()
    session.flush()


def _value(column: str, value: Any) -> Any:
    if column in _CODES:
        if column == "sex" and not value:
            return Sex.NOT_STATED
        return _CODES[column](value) if value else None
    if column in _EMPTY_IS_NONE and value == "":
        return None
    return value


def _replace(profile: Profile, name: str, rows: list[dict[str, Any]]) -> None:
    if name == "skills":
        used = {skill.label: skill.last_used for skill in profile.skills}
        rows = [{**row, "last_used": used.get(row["label"])} for row in rows]
    setattr(profile, name, [_ROWS[name](**row) for row in rows])


def _countries(profile: Profile, rows: list[Mapping[str, Any]]) -> None:
    """Keep the row of a country that stays: its answer about who may see the person must not get lost."""
    known = {row.country: row for row in profile.countries}
    kept = []
    missing = known.keys() - {row["country"] for row in rows}
    if profile.activated_at is not None and any(known[code].visibility is not Visibility.CARD for code in missing):
        # a country off the list hides from nobody, and becoming visible takes a day
        raise Invalid("hidden_country_stays")
    for row in rows:
        country = known.get(row["country"]) or ProfileCountry(country=row["country"])
        country.links = list(row["links"])
        kept.append(country)
    profile.countries = kept
    regions = tuple(f"{row.country}-" for row in kept)
    profile.excluded_regions = [code for code in profile.excluded_regions if code.startswith(regions)]


def _visibility(profile: Profile, answers: Mapping[str, Any]) -> None:
    """Store the first answers. Whoever was in use already becomes visible through services.visibility alone."""
    for row in profile.countries:
        chosen = Visibility(answers[row.country])
        if chosen is row.visibility:
            continue
        if chosen is Visibility.CARD and profile.activated_at is not None:
            raise Invalid("shown_only_slowly")
        row.visibility, row.reveal_requested_at = chosen, None


def _told(profile: Profile) -> list[str]:
    if not profile.public_summary:
        return []
    return traces(
        profile.public_summary,
        names=(profile.given_name, profile.family_name, profile.name_original),
        organisations=(
            *(post.employer for post in profile.experience),
            *(degree.school for degree in profile.education),
        ),
        places=(profile.city,),
    )

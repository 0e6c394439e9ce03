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
from skillsbank.domain.vocabulary import (
    AllowanceWish,
    Connectivity,
    ContactChannel,
    Employment,
    LeaveKind,
    LetterState,
    LicenceKind,
    Sex,
    SkillTier,
    Visibility,
)
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
    Referee,
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
    "referees": Referee,
}
_CODES: dict[str, type[StrEnum]] = {
    "sex": Sex,
    "skill_tier": SkillTier,
    "employment": Employment,
    "connectivity": Connectivity,
    "contact_channel": ContactChannel,
    "leave_kind": LeaveKind,
    "leave_letter": LetterState,
    "expected_allowance": AllowanceWish,
    "kind": LicenceKind,
}
_EMPTY_IS_NONE = frozenset(
    {
        "concept", "level", "year", "month", "started_month", "ended", "ended_month", "valid_until",
        "max_security_level", "last_used", "reading", "writing", "allowance_amount", "dependants",
    }
)  # fmt: skip


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

    `section` is a key of SECTIONS; `data` holds the section's columns, those left out that were not asked and stay as
    they are, and for each list of rows all its rows, which replace the former ones. "name" also takes the account's
    language, "visibility" one answer for each country code. Raises what open_for_answers raises, and Invalid:
    "public_summary_tells" (found) when the public summary then gives the person away, "shown_only_slowly" or
    "hidden_country_stays" when somebody who was in use would become visible at once.
    """
    open_for_answers(actor, profile, seen)
    write(profile, section, data)
    touch(session, profile)
    session.execute(delete(AnswerDraft).where(AnswerDraft.profile_id == profile.id, AnswerDraft.section == section))
    audit.record(session, actor, "profile:answer", profile, section=section)


def write(profile: Profile, section: str, data: Mapping[str, Any]) -> None:
    """Put the answers of one page into the profile; raises Invalid as `answer` does. Who may, the caller has asked."""
    for column in SECTIONS[section].columns:
        if column in data:
            setattr(profile, column, _value(column, data[column]))
    for name, columns in SECTIONS[section].rows.items():
        if name == "countries":
            _countries(profile, data[name])
        else:
            rows = [{column: _value(column, row[column]) for column in columns} for row in data[name]]
            _replace(profile, name, rows)
    if section == "name" and profile.account is not None:
        profile.account.language = data["language"]
    elif section == "name":
        profile.text_language = data["language"]  # nobody signs in yet
    if section == "visibility":
        _visibility(profile, data)
    if found := _told(profile):
        raise Invalid("public_summary_tells", found=found)


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
    profile.willing_regions = [code for code in profile.willing_regions if code.startswith(regions)]


def _visibility(profile: Profile, answers: Mapping[str, Any]) -> None:
    """Store the first answers. Whoever was in use already becomes visible through services.visibility alone."""
    for row in profile.countries:
        chosen = Visibility(answers[row.country])
        if chosen is row.visibility:
            continue
        if chosen is Visibility.CARD and profile.activated_at is not None:
            raise Invalid("shown_only_slowly")
        row.visibility, row.reveal_requested_at = chosen, None


def _told(profile: Profile) -> dict[str, list[str]]:
    """Return by kind which words of the public summary tell who the person is."""
    if not profile.public_summary:
        return {}
    return traces(
        profile.public_summary,
        names=(
            profile.given_name, profile.family_name, profile.name_original, profile.other_names,
            *(referee.name for referee in profile.referees),
        ),
        organisations=(
            profile.diaspora_organisation,
            *(post.employer for post in profile.experience),
            *(degree.school for degree in profile.education),
        ),
        places=(profile.city,),
    )  # fmt: skip

"""What a profile answers, part by part, as pages need it, and how far each part has come."""

from collections.abc import Mapping
from typing import Any

from skillsbank import clock
from skillsbank.domain.sections import SECTIONS, TASKS, Span, not_asked, years_worked
from skillsbank.domain.vocabulary import Sex
from skillsbank.models import Experience, Profile


def answers(profile: Profile, section: str) -> dict[str, Any]:
    """Return the stored answers of a section in the shape in which services.profiles.answer takes them."""
    part = SECTIONS[section]
    given: dict[str, Any] = {column: getattr(profile, column) for column in part.columns}
    for name, columns in part.rows.items():
        given[name] = [{column: getattr(row, column) for column in columns} for row in getattr(profile, name)]
    if section == "name":
        given["language"] = profile.account.language if profile.account is not None else profile.text_language
    if section == "visibility":
        given = {row.country: row.visibility for row in profile.countries}
    return given


def holds(profile: Profile, section: str, data: Mapping[str, Any]) -> bool:
    """Say whether the profile already holds these answers, as it does when the same page is sent twice."""
    return all(_same(value, data[name]) for name, value in answers(profile, section).items() if name in data)


def progress(profile: Profile, *, candidate: bool) -> dict[str, str]:
    """Return each section that is asked of the person with how far it has come: "done", "started" or "new"."""
    return {
        section: _status(profile, section)
        for section, part in TASKS.items()
        if {*part.columns, *part.rows} - unasked(profile, section, candidate=candidate)
    }


def unasked(profile: Profile, section: str, *, candidate: bool) -> frozenset[str]:
    """Return the columns and lists of a section that are not asked of the person, by the answers so far."""
    return not_asked(section, profile.modalities, must_keep_job=profile.must_keep_job, candidate=candidate)


def years_of_experience(profile: Profile) -> int:
    """Return the years covered by the posts of a profile, overlaps counted once."""
    return years_worked(map(span, profile.experience), clock.today())


def span(post: Experience) -> Span:
    """Return the time of a post as years are counted from it."""
    return Span(post.started, post.ended, post.started_month, post.ended_month)


_WANTED = {
    "about": ("birth_year", "citizenships", "sex"),
    "texts": ("headline", "summary", "public_summary", "motivation", "skill_tier", "sectors"),
    "conditions": ("employment",),
    "places": ("max_security_level",),
}
"""What makes a section complete; the other answers are voluntary. A section of rows needs one row."""


def _status(profile: Profile, section: str) -> str:
    part = TASKS[section]
    values = [getattr(profile, name) for name in (*part.columns, *part.rows) if name != "text_language"]
    if not any(_said(value) for value in values):
        return "new"
    wanted = _WANTED.get(section, tuple(part.rows))
    return "done" if all(_said(getattr(profile, name)) for name in wanted) else "started"


def _same(stored: Any, given: Any) -> bool:
    if isinstance(stored, list) and isinstance(given, list):
        return len(stored) == len(given) and all(_same(a, b) for a, b in zip(stored, given, strict=True))
    if isinstance(stored, dict) and isinstance(given, Mapping):
        return all(_same(value, given.get(name)) for name, value in stored.items())
    return bool(stored == given or not (stored or given))


def _said(value: Any) -> bool:
    return value is not False and value not in (None, "", [], Sex.NOT_STATED)

"""The criteria of the score: each a pure function from a need and a profile to 0..1, None without data.

The formulas are our own design decisions, written down with their reasons in docs/matching.md.
"""

import math
import operator
from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from matching.levels import cefr, shared_digits, spoken
from matching.types import Modality, Profile, Skill, SkillNeed, Vacancy
from matching.windows import best_fit, series, shared_hours, stay, usable, visits_possible

TEXT_SLOPE, TEXT_SHIFT = 0.8, -1.4
"""Chosen so that an average profile (z = 0) earns a fifth of the text points and the clear best of a few
hundred people (z about 4.5) nine tenths."""

_ISCO_CLOSENESS = (0.0, 0.2, 0.5, 0.75, 1.0)  # by shared leading digits
_FIELD_CLOSENESS = (0.0, 0.0, 0.5, 0.75, 1.0)

Part = tuple[float, float | None]
"""A weight and a value that may be missing."""


def added(values: Iterable[float]) -> float:
    """Add one after the other, as columns are added: sum() of later Pythons rounds otherwise."""
    return reduce(operator.add, values, 0.0)


def blend(*parts: Part) -> float | None:
    """Average the values that are there by their weights; None when none is."""
    known = [(weight, value) for weight, value in parts if value is not None]
    whole = added(weight for weight, _ in known)
    return added(weight * value for weight, value in known) / whole if whole else None


def text(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn the standardised similarities of profiles into 0..1 by a logistic curve."""
    return np.asarray(expit(TEXT_SLOPE * z + TEXT_SHIFT))


def level_credit(need: SkillNeed, held: Skill) -> float:
    """Give 1 for a skill at its level, a quarter less a missing level; an unsaid level counts one short."""
    if need.min_level is None:
        return 1.0
    gap = 1 if held.level is None else max(need.min_level - held.level, 0)
    return max(1.0 - 0.25 * gap, 0.0)


def best_skill(need: SkillNeed, profile: Profile) -> Skill | None:
    """Give the listed skill that answers a need best, by its key."""
    fitting = [skill for skill in profile.skills if skill.key == need.key]
    if len(fitting) < 2:  # nothing to choose, as nearly always
        return fitting[0] if fitting else None
    return max(fitting, key=lambda skill: (level_credit(need, skill), skill.can_teach))


def skills(vacancy: Vacancy, profile: Profile, _: Modality) -> float | None:
    """Share of the asked skills that are held at level, a required one counting twice a desired one.

    A profile without skills earns 0 and not None: else listing a first skill could lower a score.
    """
    asked = [(2.0, need) for need in vacancy.required_skills] + [(1.0, need) for need in vacancy.desired_skills]
    held = [(weight, need, best_skill(need, profile)) for weight, need in asked]
    return blend(*((weight, level_credit(need, skill) if skill else 0.0) for weight, need, skill in held))


def occupation(vacancy: Vacancy, profile: Profile, _: Modality) -> float | None:
    """Closeness of the nearest ISCO codes, less 5 % a year since it was last worked (at most half)."""
    if not vacancy.occupations or not profile.occupations:
        return None
    day = vacancy.start_from or vacancy.as_of
    return max(
        isco_closeness(asked, held.isco) * recency(held.current, held.last_year, day)
        for asked in vacancy.occupations
        for held in profile.occupations
    )


def isco_closeness(asked: str, held: str) -> float:
    """Give how near two ISCO codes are, by the leading digits that they share."""
    return _ISCO_CLOSENESS[min(shared_digits(asked, held), 4)]


def recency(current: bool, last_year: int | None, day: date | None) -> float:
    """Give what an occupation counts that was last worked in a year."""
    if current or last_year is None or day is None:
        return 1.0
    return max(1.0 - 0.05 * max(day.year - last_year, 0), 0.5)


def teaching(vacancy: Vacancy, profile: Profile, _: Modality) -> float | None:
    """Share of the asked skills that the person can teach, training given before, a host that would repeat.

    The share is of what is asked, never of what is held, so that listing a skill cannot lower it.
    """
    asked = vacancy.required_skills + vacancy.desired_skills
    can = [float(any(s.can_teach and s.key == need.key for s in profile.skills)) for need in asked]
    return blend(
        (0.5, math.fsum(can) / len(can) if can else None),
        (0.3, _yes(profile.trained_others)),
        (0.2, _yes(profile.host_would_repeat)),
    )


def _yes(answer: bool | None) -> float | None:
    return None if answer is None else float(answer)


def experience(vacancy: Vacancy, profile: Profile, _: Modality) -> float | None:
    """Years against the minimum (one half at it, full at twice it), and experience in the sector."""
    years = None
    if vacancy.min_years and profile.years is not None:
        years = min(max(profile.years, 0.0) / (2.0 * vacancy.min_years), 1.0)
    sector = float(vacancy.sector in profile.sectors) if vacancy.sector and profile.sectors else None
    return blend((0.7, years), (0.3, sector))


def availability(vacancy: Vacancy, profile: Profile, modality: Modality) -> float | None:
    """How well the calendar fits: length and start; hours and zone from afar; the series when circular."""
    asked = stay(vacancy, modality)
    windows = usable(profile, modality)
    start = length = visits = None
    if asked and windows:
        if modality is Modality.CIRCULAR:
            wanted = series(vacancy)
            visits = min(visits_possible(windows, wanted, asked.first, vacancy.as_of) / wanted.visits, 1.0)
        fit = best_fit(windows, asked, vacancy.as_of)
        span = max((asked.last - asked.first).days, 1)
        start = 0.0 if fit is None or fit.days_off else 1.0 - (fit.start - asked.first).days / (2.0 * span)
        if modality is Modality.TEMPORARY:
            caps = [window.max_days or asked.max_days for window in windows]
            longest = min(max(caps), asked.max_days, fit.longest) if fit else 0
            length = longest / asked.max_days
    if modality is not Modality.VIRTUAL:
        return blend((0.5, start), (0.5, length if modality is Modality.TEMPORARY else visits))
    return blend((0.4, start), (0.3, _hours(vacancy, profile)), (0.3, _zone(vacancy, profile)))


def _hours(vacancy: Vacancy, profile: Profile) -> float | None:
    if not vacancy.hours_per_week or profile.hours_per_week is None:
        return None
    return min(profile.hours_per_week / vacancy.hours_per_week, 1.0)


def _zone(vacancy: Vacancy, profile: Profile) -> float | None:
    day = vacancy.start_from or vacancy.as_of or date(2000, 1, 1)
    shared = shared_hours(profile.time_zone, vacancy.host_time_zone, day)
    return None if shared is None else min(shared / (vacancy.overlap_hours or 4.0), 1.0)


def languages(vacancy: Vacancy, profile: Profile, _: Modality) -> float | None:
    """Levels beyond those asked (0.6 at the level, full two above), and a local language from B1."""
    if not profile.languages:
        return None
    asked = [(2.0 if need.required else 1.0, need) for need in vacancy.languages]
    levels = blend(
        *((weight, margin(spoken(profile.languages, need.code) - cefr(need.level))) for weight, need in asked)
    )
    local = max((spoken(profile.languages, code) for code in sorted(vacancy.local_languages)), default=None)
    return blend((0.7, levels), (0.3, None if local is None else float(local >= cefr("B1"))))


def margin(steps: int) -> float:
    """Give what a language counts so many levels above, or below, the one that is asked."""
    return min(0.6 + 0.2 * steps, 1.0) if steps >= 0 else (0.3 if steps == -1 else 0.0)


def education(vacancy: Vacancy, profile: Profile, _: Modality) -> float | None:
    """Field by shared ISCED-F digits; the level above the minimum adds little."""
    if not profile.schooling:
        return None
    fields = [
        field_closeness(asked, school.field)
        for asked in vacancy.isced_fields
        for school in profile.schooling
        if school.field
    ]
    level = None
    if vacancy.min_isced is not None:
        above = max(school.level for school in profile.schooling) - vacancy.min_isced
        level = min(0.8 + 0.1 * above, 1.0) if above >= 0 else max(0.4 + 0.2 * above, 0.0)
    return blend((0.7, max(fields, default=None)), (0.3, level))


def field_closeness(asked: str, held: str) -> float:
    """Give how near two ISCED-F codes are: the same one, however short, is 1."""
    return _FIELD_CLOSENESS[min(shared_digits(asked, held), 4)] if asked != held else 1.0


def track_record(_: Vacancy, profile: Profile, __: Modality) -> float | None:
    """One half for newcomers, more with each completed mission; up or down by whether a host would repeat."""
    if profile.missions_completed is None:
        return None
    opinion = {None: 0.0, True: 0.2, False: -0.4}[profile.host_would_repeat]
    return min(max(0.5 + 0.1 * profile.missions_completed + opinion, 0.0), 1.0)


def recognition(vacancy: Vacancy, profile: Profile, _: Modality) -> float | None:
    """A diploma or licence that is recognised in the country, and a wish to live in that region."""
    recognised = float(vacancy.country in profile.recognised_in) if vacancy.country and profile.recognised_in else None
    place = {code for code in (vacancy.region, vacancy.country) if code}
    wished = float(bool(place & profile.preferred_regions)) if place and profile.preferred_regions else None
    return blend((0.6, recognised), (0.4, wished))


STRUCTURED: dict[str, Callable[[Vacancy, Profile, Modality], float | None]] = {
    "skills": skills,
    "occupation": occupation,
    "teaching": teaching,
    "experience": experience,
    "availability": availability,
    "languages": languages,
    "education": education,
    "track_record": track_record,
    "recognition": recognition,
}
"""Every criterion but the text, in the order in which they are shown."""

"""Scores many people at once, to the bit as `scoring` and `criteria` do one by one, which state the formulas."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.columns import UNKNOWN, Numbers, Whole
from matching.criteria import field_closeness, isco_closeness, level_credit, margin, recency
from matching.kernel import compiled
from matching.levels import CEFR, cefr
from matching.openings import visits
from matching.results import Share
from matching.screening import Screen
from matching.types import Modality, Skill, SkillNeed
from matching.weights import CRITERIA
from matching.windows import series

_TEACHES = (0.0, 0.0, 1.0)  # not said, no, yes


@dataclass(frozen=True, slots=True)
class Grades:
    """What each criterion that counts, a line each, is worth to some people (NaN: no data), and the scores to 100."""

    weights: Mapping[str, float]
    names: Sequence[str]
    values: Numbers
    whole: Numbers
    totals: Numbers

    @classmethod
    def of(cls, screen: Screen, weights: Mapping[str, float], text: Numbers) -> "Grades":
        """Grade rows by what their texts are worth (NaN: no data) and by their columns."""
        names = [name for name in CRITERIA if weights.get(name)]
        found = [text if name == "text" else VALUES[name](screen) for name in names]
        values = np.array(found, dtype=np.float64).reshape(len(names), len(screen.rows))
        return cls(
            weights, names, values, *_added(np.array([weights[name] for name in names], dtype=np.float64), values)
        )

    def shares(self, at: int) -> tuple[Share, ...]:
        """Give what each criterion with data earned one of them."""
        whole, found = float(self.whole[at]), []
        for name, value in zip(self.names, self.values[:, at].tolist(), strict=True):
            if not math.isnan(value):
                weight = self.weights[name] * 100.0 / whole
                found.append(Share(name, weight, value, weight * value))
        return tuple(found)


def skills(screen: Screen) -> Numbers:
    """What `criteria.skills` gives."""
    vacancy = screen.vacancy
    asked = [(2.0, need) for need in vacancy.required_skills] + [(1.0, need) for need in vacancy.desired_skills]
    worth = [_credits(need) for _, need in asked]
    held = screen.best("skills", ("key", "level"), [need.key for _, need in asked], worth)
    return _blend(screen, *zip((weight for weight, _ in asked), held, strict=True))


def _credits(need: SkillNeed) -> list[float]:
    levels = (None if level == UNKNOWN else level for level in range(UNKNOWN, (need.min_level or 0) + 1))
    return [level_credit(need, Skill(need.key, "", level)) for level in levels]


def occupation(screen: Screen) -> Numbers:
    """What `criteria.occupation` gives."""
    vacancy, held = screen.vacancy, screen.several("occupations")
    if not vacancy.occupations:
        return _unknown(screen)
    day = vacancy.start_from or vacancy.as_of
    near = _each(held["isco"], lambda isco: max(isco_closeness(one, screen.name(isco)) for one in vacancy.occupations))
    return held.largest(near * _each(held["left"], lambda year: recency(year == UNKNOWN, year, day)))


def teaching(screen: Screen) -> Numbers:
    """What `criteria.teaching` gives."""
    asked = screen.vacancy.required_skills + screen.vacancy.desired_skills
    can = screen.best("skills", ("key", "teaches"), [need.key for need in asked], [_TEACHES] * len(asked))
    share = can.sum(axis=0) / len(can) if asked else _unknown(screen)
    return _blend(screen, (0.5, share), (0.3, screen.flat("trained_others")), (0.2, screen.flat("host_would_repeat")))


def experience(screen: Screen) -> Numbers:
    """What `criteria.experience` gives."""
    least, sector = screen.vacancy.min_years, screen.vacancy.sector
    years = np.minimum(np.maximum(screen.flat("years"), 0.0) / (2.0 * least), 1.0) if least else _unknown(screen)
    return _blend(screen, (0.7, years), (0.3, _whether(screen, "sectors", [sector] if sector else [])))


def availability(screen: Screen) -> Numbers:
    """What `criteria.availability` gives."""
    start, long = _start_and_length(screen)
    if screen.modality is not Modality.VIRTUAL:
        return _blend(screen, (0.5, start), (0.5, long))
    wanted, vacancy = screen.vacancy.hours_per_week, screen.vacancy
    hours = np.minimum(screen.flat("hours_per_week") / wanted, 1.0) if wanted else _unknown(screen)
    zone = np.minimum(screen.shared_hours / (vacancy.overlap_hours or 4.0), 1.0)
    return _blend(screen, (0.4, start), (0.3, hours), (0.3, zone))


def _start_and_length(screen: Screen) -> tuple[Numbers, Numbers]:
    asked, windows = screen.asked, screen.windows
    if asked is None:
        return _unknown(screen), _unknown(screen)
    none, fit = ~windows.there, screen.fits(asked).by_row(windows)
    long = _unknown(screen)
    late = (fit.start - asked.first.toordinal()) / (2.0 * max((asked.last - asked.first).days, 1))
    start = np.where(fit.in_time, 1.0 - late, 0.0)
    if screen.modality is Modality.TEMPORARY:
        most = windows["max_days"]
        cap = np.nan_to_num(windows.largest(np.where(most > 0, most, asked.max_days)))
        days = np.minimum(np.minimum(cap, asked.max_days), fit.longest)
        long = np.where(fit.there, days, 0.0) / asked.max_days
    if screen.modality is Modality.CIRCULAR:
        wanted = series(screen.vacancy)
        each = np.full(windows.rows, wanted.days_each)
        long = np.minimum(visits(windows, wanted, each, asked.first, screen.vacancy.as_of) / wanted.visits, 1.0)
    start[none], long[none] = np.nan, np.nan
    return start, long


def languages(screen: Screen) -> Numbers:
    """What `criteria.languages` gives."""
    vacancy, worth = screen.vacancy, [0, *range(len(CEFR))]

    local = sorted(vacancy.local_languages)
    codes = [need.code for need in vacancy.languages] + local
    spoken = screen.best("languages", ("code", "level"), codes, [worth] * len(codes)).astype(np.int64)
    parts = [
        (2.0 if need.required else 1.0, _each(levels - cefr(need.level), margin))
        for need, levels in zip(vacancy.languages, spoken, strict=False)
    ]
    lives = _unknown(screen)
    if local:
        lives = (spoken[-len(local) :].max(axis=0) >= cefr("B1")).astype(np.float64)
    found = _blend(screen, (0.7, _blend(screen, *parts)), (0.3, lives))
    return np.where(screen.there("languages"), found, np.nan)


def education(screen: Screen) -> Numbers:
    """What `criteria.education` gives."""
    vacancy, held = screen.vacancy, screen.several("schooling")
    near, level = _unknown(screen), _unknown(screen)
    if vacancy.isced_fields:
        named = held.chosen(held["field"] != screen.find(""))
        near = named.largest(
            _each(
                named["field"],
                lambda field: max(field_closeness(one, screen.name(field)) for one in vacancy.isced_fields),
            )
        )
    if vacancy.min_isced is not None:
        above = screen.flat("isced") - vacancy.min_isced
        level = np.where(above >= 0, np.minimum(0.8 + 0.1 * above, 1.0), np.maximum(0.4 + 0.2 * above, 0.0))
    return np.where(screen.there("schooling"), _blend(screen, (0.7, near), (0.3, level)), np.nan)


def track_record(screen: Screen) -> Numbers:
    """What `criteria.track_record` gives."""
    repeat = screen.flat("host_would_repeat")
    opinion = np.where(np.isnan(repeat), 0.0, np.where(repeat == 1, 0.2, -0.4))
    return np.clip(0.5 + 0.1 * screen.flat("missions") + opinion, 0.0, 1.0)


def recognition(screen: Screen) -> Numbers:
    """What `criteria.recognition` gives."""
    country, places = screen.vacancy.country, (screen.vacancy.region, screen.vacancy.country)
    return _blend(
        screen,
        (0.6, _whether(screen, "recognised_in", [country] if country else [])),
        (0.4, _whether(screen, "preferred_regions", [code for code in places if code])),
    )


VALUES: dict[str, Callable[[Screen], Numbers]] = {
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
"""Every criterion but the text; NaN where it has no data."""


def _blend(screen: Screen, *parts: tuple[float, Numbers]) -> Numbers:
    """Average the values that are there by their weights; NaN where none is."""
    weights, values = np.array([weight for weight, _ in parts]), np.array([value for _, value in parts])
    return _averaged(weights, values.reshape(len(parts), len(screen.rows)))


@compiled
def _averaged(weights: Numbers, values: Numbers) -> Numbers:
    """Average lines of values by their weights; NaN is no data."""
    average = np.empty(values.shape[1])
    for at in range(len(average)):
        found, whole = 0.0, 0.0
        for part in range(len(weights)):
            if not math.isnan(values[part, at]):
                found += weights[part] * values[part, at]
                whole += weights[part]
        average[at] = found / whole if whole > 0.0 else math.nan
    return average


@compiled
def _added(weights: Numbers, values: Numbers) -> tuple[Numbers, Numbers]:
    """Add up the weights of what is known, a line each, and the points out of 100."""
    wholes, totals = np.zeros(values.shape[1]), np.zeros(values.shape[1])
    for at in range(len(wholes)):
        for part in range(len(weights)):
            if not math.isnan(values[part, at]):
                wholes[at] += weights[part]
        for part in range(len(weights)):
            if not math.isnan(values[part, at]):
                totals[at] += weights[part] * 100.0 / wholes[at] * values[part, at]
        totals[at] = min(totals[at], 100.0)
    return wholes, totals


def _each(numbers: Whole, judge: Callable[[int], float]) -> Numbers:
    """Judge each number that there is once."""
    least = int(numbers.min(initial=0))
    there = np.flatnonzero(np.bincount(numbers - least))
    judged = np.zeros(int(there.max(initial=0)) + 1)
    judged[there] = [judge(number) for number in (there + least).tolist()]
    found: Numbers = judged[numbers - least]
    return found


def _whether(screen: Screen, table: str, names: list[str]) -> Numbers:
    """Say who lists one of the names; NaN where nothing is listed or asked."""
    known = screen.there(table)
    return np.where(known, screen.holding(table, "name", names), np.nan) if names else _unknown(screen)


def _unknown(screen: Screen) -> Numbers:
    return np.full(len(screen.rows), np.nan)

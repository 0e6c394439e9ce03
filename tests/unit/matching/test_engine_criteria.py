from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from engine_people import NEED, NURSE, OPEN

from matching import (
    Language,
    LanguageNeed,
    Modality,
    Occupation,
    Profile,
    Ranker,
    Schooling,
    Series,
    Skill,
    SkillNeed,
    Vacancy,
    Weights,
    Window,
    criteria,
)
from matching.levels import cefr, shared_digits

EMPTY = Profile("empty", "Nurse")
ON_SITE = Modality.TEMPORARY


def value(name: str, need: dict[str, Any], person: dict[str, Any], modality: Modality = ON_SITE) -> float | None:
    return criteria.STRUCTURED[name](replace(NEED, **need), replace(NURSE, **person), modality)


@pytest.mark.parametrize("name", [name for name in criteria.STRUCTURED if name not in ("skills", "teaching")])
@pytest.mark.parametrize("modality", list(Modality))
def test_a_profile_that_says_nothing_is_left_out(name: str, modality: Modality) -> None:
    assert criteria.STRUCTURED[name](NEED, EMPTY, modality) is None


@pytest.mark.parametrize("name", [name for name in criteria.STRUCTURED if name != "track_record"])
@pytest.mark.parametrize("modality", list(Modality))
def test_a_need_that_asks_nothing_is_left_out(name: str, modality: Modality) -> None:
    person = replace(NURSE, trained_others=None)
    assert criteria.STRUCTURED[name](Vacancy("v", "Nurse"), person, modality) is None


def test_skills() -> None:
    need = {
        "required_skills": (SkillNeed("a", "a", 4), SkillNeed("b", "b")),
        "desired_skills": (SkillNeed("c", "c"),),
    }
    assert value("skills", need, {"skills": ()}) == 0
    assert value("skills", need, {"skills": (Skill("a", "a", 5), Skill("b", "b"), Skill("c", "c"))}) == 1
    assert value("skills", need, {"skills": (Skill("b", "b"),)}) == pytest.approx(2 / 5)
    assert value("skills", need, {"skills": (Skill("c", "c"),)}) == pytest.approx(1 / 5)
    assert value("skills", need, {"skills": (Skill("a", "a", 2),)}) == pytest.approx(2 / 5 * 0.5)
    assert value("skills", need, {"skills": (Skill("a", "a"),)}) == pytest.approx(2 / 5 * 0.75)
    assert value("skills", need, {"skills": (Skill("a", "a", 1), Skill("a", "a", 4))}) == pytest.approx(2 / 5)


@pytest.mark.parametrize(
    ("held", "closeness"),
    [("2221", 1), ("2222", 0.75), ("2212", 0.5), ("2310", 0.2), ("3221", 0), ("22", 0.5)],
)
def test_occupation_closeness(held: str, closeness: float) -> None:
    assert value("occupation", {}, {"occupations": (Occupation(held, current=True),)}) == closeness


@pytest.mark.parametrize(("year", "share"), [(2026, 1), (2021, 0.75), (2001, 0.5), (None, 1), (2030, 1)])
def test_an_occupation_fades(year: int | None, share: float) -> None:
    assert value("occupation", {}, {"occupations": (Occupation("2221", last_year=year),)}) == pytest.approx(share)


def test_the_best_pair_of_occupations_counts() -> None:
    held = (Occupation("7126", current=True), Occupation("2222", current=True))
    assert value("occupation", {"occupations": ("2310", "2221")}, {"occupations": held}) == 0.75


def test_teaching() -> None:
    assert value("teaching", {}, {}) == pytest.approx((0.5 / 3 + 0.3) / 0.8)
    assert value("teaching", {}, {"trained_others": False, "skills": ()}) == 0
    assert value("teaching", {}, {"host_would_repeat": True}) == pytest.approx(0.5 / 3 + 0.5)


@pytest.mark.parametrize(("years", "share"), [(0, 0), (5, 0.5), (10, 1), (30, 1)])
def test_experience(years: float, share: float) -> None:
    assert value("experience", {}, {"years": years}) == pytest.approx(0.7 * share + 0.3)
    assert value("experience", {"sector": ""}, {"years": years}) == pytest.approx(share)
    assert value("experience", {"sector": "justice"}, {"years": years}) == pytest.approx(0.7 * share)


def test_availability_on_site() -> None:
    assert value("availability", {}, {}) == 1
    assert value("availability", {"max_days": 42}, {}) == pytest.approx(0.75)
    later = replace(NURSE.windows[0], starts=date(2020, 7, 17))
    assert value("availability", {}, {"windows": (later,)}) == pytest.approx(0.5 + 0.5 * 0.75)
    past = (Window(date(2019, 1, 1), date(2019, 3, 1)),)
    assert value("availability", {}, {"windows": past}) == 0


def test_availability_of_a_series_and_of_a_job() -> None:
    need = {"series": Series(6, 20, 36)}
    assert value("availability", need, {}, Modality.CIRCULAR) == pytest.approx(0.5 + 0.5 * 3 / 6)
    assert value("availability", {}, {}, Modality.PERMANENT) == 1


def test_availability_from_afar() -> None:
    assert value("availability", {}, {}, Modality.VIRTUAL) == 1
    assert value("availability", {"hours_per_week": 12}, {}, Modality.VIRTUAL) == pytest.approx(0.85)
    far = {"time_zone": "America/Toronto"}
    assert value("availability", {}, far, Modality.VIRTUAL) == pytest.approx(0.7 + 0.3 * 3 / 4)


@pytest.mark.parametrize(("level", "share"), [("A2", 0), ("B1", 0.3), ("B2", 0.6), ("C1", 0.8), ("native", 1)])
def test_languages_beyond_the_minimum(level: str, share: float) -> None:
    asked = {"languages": (LanguageNeed("en", "B2"),), "local_languages": frozenset()}
    assert value("languages", asked, {"languages": (Language("en", level),)}) == pytest.approx(share)


@pytest.mark.parametrize(("level", "bonus"), [("A2", 0), ("B1", 0.3)])
def test_a_local_language_is_a_bonus(level: str, bonus: float) -> None:
    asked = {"languages": (LanguageNeed("en", "B2"),)}
    spoken = (Language("en", "C2"), Language("so", level))
    assert value("languages", asked, {"languages": spoken}) == pytest.approx(0.7 + bonus)


@pytest.mark.parametrize(
    ("schooling", "share"),
    [
        ((Schooling(6, "0913"),), 0.7 + 0.24),
        ((Schooling(8, "0913"),), 1),
        ((Schooling(5, "0913"),), 0.7 + 0.06),
        ((Schooling(6, "0912"),), 0.7 * 0.75 + 0.24),
        ((Schooling(6, "09"),), 0.7 * 0.5 + 0.24),
        ((Schooling(6, "0113"),), 0.24),
        ((Schooling(6),), 0.8),
    ],
)
def test_education(schooling: tuple[Schooling, ...], share: float) -> None:
    assert value("education", {}, {"schooling": schooling}) == pytest.approx(share)


def test_a_broad_field_is_met_in_full_by_itself() -> None:
    assert value("education", {"isced_fields": ("09",), "min_isced": None}, {"schooling": (Schooling(6, "09"),)}) == 1


@pytest.mark.parametrize(
    ("missions", "again", "share"),
    [(0, None, 0.5), (2, None, 0.7), (2, True, 0.9), (1, False, 0.2), (9, True, 1)],
)
def test_newcomers_stand_in_the_middle_of_the_track_record(missions: int, again: bool | None, share: float) -> None:
    found = value("track_record", {}, {"missions_completed": missions, "host_would_repeat": again})
    assert found == pytest.approx(share)


def test_recognition_and_the_wish_for_a_region() -> None:
    assert value("recognition", {}, {}) == 1
    assert value("recognition", {}, {"recognised_in": frozenset({"KE"})}) == pytest.approx(0.4)
    assert value("recognition", {}, {"preferred_regions": frozenset({"SO-GE"})}) == pytest.approx(0.6)
    assert value("recognition", {}, {"preferred_regions": frozenset({"SO"})}) == 1


def test_recognition_counts_for_a_permanent_job_only() -> None:
    ranker = Ranker().fit([NURSE])
    counted = {m: {s.criterion for s in ranker.assess(OPEN, "nurse", m).shares} for m in Modality}
    assert [m for m, found in counted.items() if "recognition" in found] == [Modality.PERMANENT]


def test_gaps_name_what_is_missing_and_what_is_not_said() -> None:
    silent = Ranker().fit([EMPTY]).assess(NEED, "empty", "permanent")
    assert {gap.code for gap in silent.gaps} == {
        *("required_skill_missing", "desired_skill_missing", "language_below", "teaches_none_of_these"),
        *("not_recognised_there", "not_said"),
    }
    unsaid = [dict(gap.params)["criterion"] for gap in silent.gaps if gap.code == "not_said"]
    assert unsaid == ["occupation", "experience", "availability", "languages", "education"]
    other = replace(
        NURSE,
        occupations=(Occupation("7126", current=True),),
        schooling=(Schooling(4, "0732"),),
        skills=(Skill("triage", "triage", 4, last_used=2015),),
    )
    found = {gap.code for gap in Ranker().fit([other]).assess(NEED, "nurse").gaps}
    assert {"occupation_far", "other_field", "skill_not_used"} <= found


SEEN: list[tuple[str, dict[str, str | int | float]]] = [
    ("text", {"words": "children, control, infection, nurse, nurses"}),
    ("skills", {"skills": "triage, infection control"}),
    ("occupation", {"asked": "2221", "held": "2221"}),
    ("teaching", {"skills": "triage"}),
    ("experience", {"years": 12, "sector": "health"}),
    ("availability", {"start": "2026-06-01"}),
    ("languages", {"languages": "en, so"}),
    ("education", {"isced": 6}),
    ("track_record", {"missions": 0}),
    ("recognition", {"country": "SO"}),
]


@pytest.mark.parametrize(("criterion", "seen"), SEEN)
def test_each_reason_says_what_was_seen(criterion: str, seen: dict[str, str | int | float]) -> None:
    alone = Weights(criterion, {modality: {criterion: 100.0} for modality in Modality})
    (reason,) = Ranker(alone).fit([NURSE]).assess(OPEN, "nurse", "permanent").reasons
    assert (reason.code, dict(reason.params)) == (criterion, seen)


def test_reasons_without_dates_or_sectors() -> None:
    person = replace(NURSE, windows=(), sectors=frozenset())
    need = replace(OPEN, start_from=None)
    for criterion, seen in (("availability", {"hours": 6}), ("experience", {"years": 12})):
        alone = Weights(criterion, {modality: {criterion: 100.0} for modality in Modality})
        (reason,) = Ranker(alone).fit([person]).assess(need, "nurse", "virtual").reasons
        assert dict(reason.params) == seen


def test_scales() -> None:
    assert [cefr(level) for level in ("", "a1", "C2", "native")] == [0, 1, 6, 6]
    pairs = (("2221", "2221"), ("2221", "22"), ("2221", "32"), ("", "2"))
    assert [shared_digits(*pair) for pair in pairs] == [4, 2, 0, 0]

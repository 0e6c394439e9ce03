from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from engine_people import FACTS, MIDA, NEED, NURSE

from matching import (
    Cure,
    DayLimits,
    Language,
    LanguageNeed,
    Licence,
    Modality,
    Period,
    Profile,
    RuleOutcome,
    Rules,
    Series,
    Vacancy,
    Window,
)
from matching.eligibility import is_eligible, only_failure, outcomes

ALL_2026 = Window(date(2026, 1, 1), date(2026, 12, 31))
FREE = replace(NURSE, must_keep_job=False, max_leave_days=None, windows=(ALL_2026,))


def judged(
    profile: Profile = NURSE, vacancy: Vacancy = NEED, modality: str = "temporary", **facts: Any
) -> dict[str, RuleOutcome]:
    known = replace(FACTS, **facts)
    return {one.rule: one for one in outcomes(profile, known, vacancy, Modality(modality))}


def blocking(*args: Any, **kwargs: Any) -> set[str]:
    return {rule for rule, outcome in judged(*args, **kwargs).items() if outcome.blocks}


@pytest.mark.parametrize("modality", ["temporary", "virtual"])
def test_the_nurse_fits_the_need(modality: str) -> None:
    assert blocking(modality=modality) == set()
    assert is_eligible(NURSE, FACTS, NEED, Modality(modality))


def test_a_nurse_with_21_days_is_a_near_miss_for_60_days_and_three_visits_cure_it() -> None:
    need = replace(NEED, min_days=60, max_days=90)
    found = only_failure(tuple(judged(NURSE, need).values()))
    assert found is not None
    failed, cure = found
    assert failed.rule == "H10"
    assert cure == Cure("split_visits", (("visits", 3), ("min_days", 20), ("max_days", 21)))


def test_without_a_job_to_keep_a_short_window_counts_once_too() -> None:
    person = replace(NURSE, must_keep_job=False)
    found = only_failure(tuple(judged(person, replace(NEED, min_days=60, max_days=90)).values()))
    assert found is not None
    assert (found[0].rule, found[1].code) == ("H9", "split_visits")


def test_leave_shorter_than_the_programme_allows_proposes_work_from_afar() -> None:
    person = replace(NURSE, max_leave_days=10)
    assert judged(person)["H10"].cure == Cure("propose_modality", (("modality", "virtual"),))


def test_leave_counts_in_the_window_of_the_need() -> None:
    short_june = Window(date(2026, 6, 1), date(2026, 6, 30), max_days=10)
    long_october = Window(date(2026, 10, 1), date(2026, 10, 31), max_days=21)
    person = replace(NURSE, windows=(short_june, long_october))
    need = replace(NEED, start_from=date(2026, 6, 1), start_until=date(2026, 6, 15))
    assert blocking(person, need) == {"H10"}


def test_who_must_keep_the_job_cannot_take_a_permanent_one() -> None:
    outcome = judged(modality="permanent")["H10"]
    assert outcome.blocks
    assert outcome.cure == Cure("propose_modality", (("modality", "virtual"),))
    assert "H10" not in judged(FREE, modality="permanent")
    assert judged(replace(NURSE, max_leave_days=None, windows=(ALL_2026,)))["H10"].outcome == "unknown"


@pytest.mark.parametrize(
    ("facts", "blocks"),
    [
        ({"links": frozenset({("SO", "citizen")})}, False),
        ({"links": frozenset({("SO", "grandparent")})}, True),
        ({"links": frozenset({("KE", "parent")})}, True),
        ({"links": frozenset(), "citizenships": frozenset({"SO"})}, False),
    ],
)
def test_family_link(facts: dict[str, Any], blocks: bool) -> None:
    assert judged(**facts)["H1"].blocks is blocks


def test_family_link_unknown_or_switched_off() -> None:
    asked = judged(links=frozenset(), citizenships=frozenset())["H1"]
    assert (asked.outcome, asked.blocks) == ("unknown", True)
    assert asked.cure == Cure("complete_profile", (("field", "family_links"),))
    assert "H1" not in judged(vacancy=replace(NEED, rules=Rules()))


@pytest.mark.parametrize("facts", [{"active": False}, {"consents_to_matching": False}])
def test_without_consent_nobody_is_listed_not_even_as_a_near_miss(facts: dict[str, bool]) -> None:
    found = judged(**facts)
    assert found["H2"].blocks
    assert only_failure(tuple(found.values())) is None


@pytest.mark.parametrize(
    ("until", "outcome"), [(None, "warn"), (date(2026, 10, 1), "warn"), (date(2026, 10, 14), "pass")]
)
def test_right_of_return_only_warns(until: date | None, outcome: str) -> None:
    found = judged(right_of_return_until=until)["H3"]
    assert (found.outcome, found.blocks) == (outcome, False)
    assert "H3" not in judged(modality="virtual")
    assert "H3" not in judged(modality="permanent")


@pytest.mark.parametrize(("year", "outcome"), [(2005, "pass"), (2006, "fail"), (None, "unknown")])
def test_age(year: int | None, outcome: str) -> None:
    found = judged(birth_year=year)["H4"]
    assert (found.outcome, found.blocks) == (outcome, outcome != "pass")
    assert found.seen == ()


@pytest.mark.parametrize(
    ("changes", "outcome", "cure"),
    [
        ({}, "pass", None),
        ({"years": 4}, "fail", "accept_equivalent"),
        ({"years": 3}, "fail", None),
        ({"years": None}, "unknown", "complete_profile"),
        ({"schooling": ()}, "unknown", "complete_profile"),
    ],
)
def test_years_and_education(changes: dict[str, Any], outcome: str, cure: str | None) -> None:
    found = judged(replace(NURSE, **changes))["H5"]
    assert (found.outcome, found.cure and found.cure.code) == (outcome, cure)
    assert "H5" not in judged(vacancy=replace(NEED, min_years=None, min_isced=None))


def test_licence_blocks_practice_and_warns_for_teaching() -> None:
    assert judged()["H6"].outcome == "pass"
    none, old = judged(licences=())["H6"], judged(licences=(Licence("22", "FI", date(2020, 1, 1)),))["H6"]
    assert (none.blocks, none.cure and none.cure.code) == (True, "show_licence")
    assert (old.blocks, old.cure and old.cure.code) == (True, "renew_licence")
    teaching = judged(vacancy=replace(NEED, teaching_only=True), licences=())["H6"]
    assert (teaching.outcome, teaching.blocks) == ("warn", False)
    assert "H6" not in judged(vacancy=replace(NEED, licence_needed=False))


@pytest.mark.parametrize(
    ("asked", "blocks", "cure"),
    [("B2", False, None), ("C1", False, None), ("C2", True, "learn_language")],
)
def test_language_level_is_respected(asked: str, blocks: bool, cure: str | None) -> None:
    found = judged(vacancy=replace(NEED, languages=(LanguageNeed("en", asked),)))["H7"]
    assert (found.blocks, found.cure and found.cure.code) == (blocks, cure)


def test_two_levels_short_or_two_languages_short_cannot_be_cured() -> None:
    person = replace(NURSE, languages=(Language("en", "B1"), Language("fr", "B1")))
    one = judged(person, replace(NEED, languages=(LanguageNeed("en", "C1"),)))["H7"]
    two = judged(person, replace(NEED, languages=(LanguageNeed("en", "B2"), LanguageNeed("fr", "B2"))))["H7"]
    assert one.blocks
    assert two.blocks
    assert one.cure is None
    assert two.cure is None
    assert "H7" not in judged(person, replace(NEED, languages=(LanguageNeed("ar", "C1", required=False),)))


def test_an_unknown_level_is_an_error_and_not_a_pass() -> None:
    with pytest.raises(ValueError, match="no CEFR level"):
        judged(replace(NURSE, languages=(Language("so", "fluent"),)))


def test_modality() -> None:
    assert judged(replace(NURSE, modalities=frozenset({Modality.VIRTUAL})))["H8"].cure == Cure(
        "ask_modality", (("modality", "temporary"),)
    )
    assert judged(replace(NURSE, modalities=frozenset()))["H8"].outcome == "unknown"


@pytest.mark.parametrize(
    ("start", "blocks", "days"),
    [(date(2026, 9, 17), False, 0), (date(2026, 10, 17), True, 30), (date(2026, 10, 18), True, None)],
)
def test_dates_up_to_thirty_days_off_can_be_cured(start: date, blocks: bool, days: int | None) -> None:
    found = judged(vacancy=replace(NEED, start_from=start, start_until=start))["H9"]
    assert found.blocks is blocks
    if days:
        assert found.cure == Cure("move_start", (("days", days), ("start", "2026-09-17")))
    else:
        assert found.cure is None


def test_dates_unknown_on_either_side() -> None:
    nobody_said = judged(replace(NURSE, windows=()))["H9"]
    assert (nobody_said.outcome, nobody_said.blocks) == ("unknown", True)
    open_need = judged(vacancy=replace(NEED, start_from=None))["H9"]
    assert (open_need.outcome, open_need.blocks) == ("unknown", False)
    assert "H9" not in judged(modality="permanent")


def test_a_window_that_wants_longer_stays_does_not_hold_a_short_one() -> None:
    person = replace(FREE, windows=(replace(ALL_2026, min_days=60),))
    assert blocking(person) == {"H9"}
    assert blocking(person, replace(NEED, max_days=90)) == set()


def test_notice_pushes_the_start() -> None:
    late = replace(NEED, as_of=date(2026, 9, 1), start_until=date(2026, 9, 5))
    assert blocking(vacancy=late) == {"H9"}


@pytest.mark.parametrize(("visits", "blocks"), [(2, set()), (3, set()), (4, {"H9"})])
def test_circular_counts_visits_within_its_months(visits: int, blocks: set[str]) -> None:
    need = replace(NEED, series=Series(visits, 20, 36))
    found = judged(vacancy=need, modality="circular")
    assert {rule for rule, one in found.items() if one.blocks} == blocks
    if blocks:
        assert found["H9"].cure == Cure("fewer_visits", (("visits", 3),))


def test_circular_with_visits_longer_than_the_leave() -> None:
    found = only_failure(
        tuple(judged(vacancy=replace(NEED, series=Series(2, 30, 36)), modality="circular").values())
    )
    assert found is not None
    assert found[0].rule == "H10"
    assert found[1] == Cure("split_visits", (("visits", 3), ("min_days", 20), ("max_days", 21)))


def test_circular_with_room_for_one_visit_falls_back() -> None:
    once = replace(FREE, windows=(Window(date(2026, 6, 1), date(2026, 6, 20)),))
    found = judged(once, replace(NEED, series=Series(2, 14)), "circular")["H9"]
    assert found.cure == Cure("propose_modality", (("modality", "temporary"),))
    never = replace(FREE, windows=(Window(date(2019, 6, 1), date(2019, 6, 20)),))
    assert judged(never, replace(NEED, series=Series(2, 14)), "circular")["H9"].cure is None


@pytest.mark.parametrize(
    ("facts", "blocks"),
    [
        ({"excluded_regions": frozenset({"SO-BN"})}, True),
        ({"excluded_regions": frozenset({"SO"})}, True),
        ({"excluded_regions": frozenset({"SO-AW"})}, False),
        ({"max_security_level": 1}, True),
        ({"max_security_level": None}, True),
    ],
)
def test_place_and_security(facts: dict[str, Any], blocks: bool) -> None:
    found = judged(**facts)["H11"]
    assert found.blocks is blocks
    assert found.outcome == "unknown" or found.cure is None  # nobody is talked out of a no
    assert "H11" not in judged(modality="virtual", **facts)


def test_a_calm_place_needs_no_answer() -> None:
    assert (
        judged(vacancy=replace(NEED, security_level=None), max_security_level=None)["H11"].outcome == "pass"
    )


@pytest.mark.parametrize(
    ("person", "need", "outcome", "blocks"),
    [
        ({}, {}, "pass", False),
        ({"connectivity": "text"}, {}, "fail", True),
        ({}, {"host_connectivity": "text"}, "fail", True),
        ({"connectivity": None}, {}, "unknown", True),
        ({}, {"host_connectivity": None}, "unknown", False),
        ({"time_zone": ""}, {}, "unknown", True),
        ({}, {"host_time_zone": "Nowhere/At_All"}, "unknown", False),
        ({"time_zone": "America/Los_Angeles"}, {"overlap_hours": 6}, "fail", True),
        ({"time_zone": ""}, {"overlap_hours": None}, "pass", False),
    ],
)
def test_connection(person: dict[str, Any], need: dict[str, Any], outcome: str, blocks: bool) -> None:
    found = judged(replace(NURSE, **person), replace(NEED, **need), "virtual")["H12"]
    assert (found.outcome, found.blocks) == (outcome, blocks)


def test_travel_page_counts_on_site_only() -> None:
    assert judged(travel_page_read=False)["H14"].cure == Cure("read_travel_page")
    assert "H14" not in judged(modality="virtual", travel_page_read=False)


@pytest.mark.parametrize(
    ("busy", "modality", "blocks", "cure"),
    [
        ((), "temporary", False, None),
        ((Period(date(2026, 6, 1), date(2026, 8, 1)),), "temporary", False, None),
        ((Period(date(2026, 5, 1), date(2026, 9, 10)),), "temporary", True, "move_start"),
        ((Period(date(2026, 5, 1), date(2027, 9, 10)),), "temporary", True, None),
        ((Period(date(2028, 5, 1), date(2028, 9, 10)),), "permanent", True, None),
        ((Period(date(2028, 5, 1), date(2028, 9, 10)),), "temporary", False, None),
    ],
)
def test_running_placements(busy: tuple[Period, ...], modality: str, blocks: bool, cure: str | None) -> None:
    found = judged(FREE, modality=modality, busy=busy)["H15"]
    assert (found.blocks, found.cure and found.cure.code) == (blocks, cure)


def test_conflict_of_interest_has_no_cure() -> None:
    found = judged(conflicts=frozenset({"hospital"}))["H15"]
    assert (found.blocks, found.cure) == (True, None)


def test_only_the_rules_that_are_on_are_judged() -> None:
    need = replace(NEED, rules=replace(MIDA, on=frozenset({"H7", "H8"})))
    assert set(judged(vacancy=need)) == {"H7", "H8"}


def test_limits_of_the_programme_bound_the_stay() -> None:
    need = replace(NEED, min_days=None, max_days=None)
    assert dict(judged(vacancy=need)["H9"].needed)["min_days"] == 14
    short = replace(NEED, min_days=400, rules=Rules(limits=(DayLimits(Modality.TEMPORARY, 14, 90),)))
    assert dict(judged(vacancy=short)["H9"].needed)["min_days"] == 90


def test_nobody_known_is_nobody_listed() -> None:
    stranger = Profile(id="x", title="Nurse")
    assert "H2" in {o.rule for o in outcomes(stranger, type(FACTS)(), NEED, Modality.TEMPORARY) if o.blocks}

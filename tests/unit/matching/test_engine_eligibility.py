from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from engine_people import FACTS, MIDA, NEED, NURSE, blocking, judged

from matching import (
    Cure,
    Language,
    LanguageNeed,
    Licence,
    Modality,
    Profile,
    Rules,
    Station,
)
from matching.eligibility import is_eligible, only_failure, outcomes


@pytest.mark.parametrize("modality", ["temporary", "virtual"])
def test_the_nurse_fits_the_need(modality: str) -> None:
    assert blocking(modality=modality) == set()
    assert is_eligible(NURSE, FACTS, NEED, Modality(modality))


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
def test_without_consent_nobody_is_listed_not_even_as_a_near_miss(facts: dict[str, Any]) -> None:
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
    assert (found.outcome, found.blocks) == (outcome, outcome == "fail"), "what nobody asked yet blocks nobody"
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


def test_education_that_nobody_asked_blocks_nobody_but_years_that_are_too_few_do() -> None:
    need = replace(NEED, min_years=3, min_isced=6)
    assert not judged(replace(NURSE, schooling=(), years=5), vacancy=need)["H5"].blocks
    assert judged(replace(NURSE, schooling=(), years=1), vacancy=need)["H5"].blocks


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
    ("facts", "blocks"),
    [
        ({"excluded_regions": frozenset({"SO-BN"})}, True),
        ({"excluded_regions": frozenset({"SO"})}, True),
        ({"excluded_regions": frozenset({"SO-AW"})}, False),
        ({"max_security_level": 1}, True),
        ({"max_security_level": None}, False),
    ],
)
def test_place_and_security(facts: dict[str, Any], blocks: bool) -> None:
    found = judged(**facts)["H11"]
    assert found.blocks is blocks
    assert found.outcome == "unknown" or found.cure is None  # nobody is talked out of a no
    assert "H11" not in judged(modality="virtual", **facts)


@pytest.mark.parametrize(
    ("facts", "outcome", "place"),
    [
        ({}, "pass", "Mogadishu"),
        ({"excluded_regions": frozenset({NEED.region})}, "pass", "Burao"),
        ({"max_security_level": 1}, "pass", "Burao"),
        ({"max_security_level": 1, "excluded_regions": frozenset({"SO-TO"})}, "fail", "Mogadishu"),
        ({"excluded_regions": frozenset({"SO"})}, "fail", "Mogadishu"),
        ({"max_security_level": None}, "unknown", "Mogadishu"),
        ({"max_security_level": None, "excluded_regions": frozenset({NEED.region})}, "unknown", "Burao"),
    ],
)
def test_one_of_several_places_is_enough_and_is_named(facts: dict[str, Any], outcome: str, place: str) -> None:
    there = replace(NEED, place="Mogadishu", stations=(Station("SO-TO", "Burao", 1),))
    found = judged(vacancy=there, **facts)["H11"]
    assert (found.outcome, found.blocks) == (outcome, outcome == "fail")
    assert dict(found.needed)["place"] == place
    assert dict(found.needed)["region"] == {"Mogadishu": NEED.region, "Burao": "SO-TO"}[place]


def test_a_calm_place_needs_no_answer() -> None:
    assert judged(vacancy=replace(NEED, security_level=None), max_security_level=None)["H11"].outcome == "pass"


def test_travel_page_counts_on_site_only() -> None:
    assert judged(travel_page_read=False)["H14"].cure == Cure("read_travel_page")
    assert "H14" not in judged(modality="virtual", travel_page_read=False)


def test_conflict_of_interest_has_no_cure() -> None:
    found = judged(conflicts=frozenset({"hospital"}))["H15"]
    assert (found.blocks, found.cure) == (True, None)


def test_only_the_rules_that_are_on_are_judged() -> None:
    need = replace(NEED, rules=replace(MIDA, on=frozenset({"H7", "H8"})))
    assert set(judged(vacancy=need)) == {"H7", "H8"}


def test_nobody_known_is_nobody_listed() -> None:
    stranger = Profile(id="x", title="Nurse")
    assert "H2" in {o.rule for o in outcomes(stranger, type(FACTS)(), NEED, Modality.TEMPORARY) if o.blocks}

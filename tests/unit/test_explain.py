"""Every code that the engine can emit has words, in the words of whole sentences."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, g
from flask_babel import Babel, force_locale

import matching
from skillsbank.domain.explanation import ReasonRow, Values
from skillsbank.web import conditions, explain

ENGINE = Path(matching.__file__).parent
SAMPLE: Values = {
    "skill": "triage", "skills": "triage, newborn care", "asked": "2221", "held": "B1", "year": 2015, "years": 3.5,
    "language": "fr", "languages": "fr, so", "level": "B2", "criterion": "education", "country": "SO", "days": 12,
    "start": "2027-06-14", "until": "2027-06-14", "isced": 6, "isco": "2221", "modality": "virtual",
    "field": "birth_year", "visits": 3, "min_days": 20, "max_days": 21, "days_each": 14, "months": 36, "hours": 2.5,
    "missions": 2, "sector": "health", "words": "ward, newborn", "age": 21, "region": "SO-WO", "security_level": 2,
    "connectivity": "audio", "place": "Burao",
}  # fmt: skip


@pytest.fixture
def words() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app)
    with app.app_context(), force_locale("en"):
        g.taxonomy = False  # none was read in, and there is no database to ask
        yield


def calls() -> Iterator[ast.Call]:
    for path in ENGINE.glob("*.py"):
        yield from (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))


def first_words(names: set[str], place: int = 0) -> set[str]:
    """Return the constant texts that the engine hands to functions of these names."""
    found = set()
    for call in calls():
        if isinstance(call.func, ast.Name) and call.func.id in names and len(call.args) > place:
            values = (node.value for node in ast.walk(call.args[place]) if isinstance(node, ast.Constant))
            found.update(value for value in values if isinstance(value, str))
    return found


def test_the_walk_finds_the_codes() -> None:
    assert {"split_visits", "learn_language"} <= first_words({"Cure"})
    assert {"skill_below", "not_said"} <= first_words({"Gap"})


def test_every_criterion_condition_gap_and_cure_has_words() -> None:
    assert set(matching.CRITERIA) == set(explain.CRITERION) == set(explain.REASONS)
    assert set(matching.RULE_IDS) == set(conditions.RULE)
    assert first_words({"Gap"}) | first_words({"_skill_gaps"}, 1) == set(explain.GAPS)
    assert first_words({"Cure"}) == set(conditions.CURES)
    assert first_words({"unknown"}, 1) == set(conditions.FIELD)
    assert set(explain.BAND) == {matching.band(score) for score in range(101)}


def test_every_value_of_a_condition_has_words() -> None:
    named = set()
    for path in (ENGINE / "eligibility.py", ENGINE / "timing.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[0], ast.Constant):
                named.add(node.elts[0].value)
    assert {name for name in named if isinstance(name, str)} - {"field"} <= set(conditions.FACTS)


@pytest.mark.parametrize("code", sorted(explain.GAPS))
def test_gaps_are_sentences(words: None, code: str) -> None:
    (sentence,) = explain.gaps([{"code": code, "values": SAMPLE}])
    assert len(sentence) > 10


def test_each_skill_is_named_once(words: None) -> None:
    """A need may ask one concept as required and as welcome, and a profile may name it by two words."""
    rows = [
        ("required_skill_missing", {"skill": "triage"}),
        ("language_below", {"language": "fr", "held": "B1", "asked": "B2"}),
        ("desired_skill_missing", {"skill": "triage"}), ("desired_skill_missing", {"skill": "teaching"}),
        ("not_said", {"criterion": "education"}), ("not_said", {"criterion": "education"}),
    ]  # fmt: skip
    told = explain.gaps([{"code": code, "values": values} for code, values in rows])
    assert [sum(word in sentence for sentence in told) for word in ("triage", "teaching", "French")] == [1, 1, 1]
    assert "Required" in told[0]
    assert len(told) == 4
    for code in ("skills", "teaching"):
        twice: ReasonRow = {"code": code, "points": 3.0, "values": {"skills": "newborn care, neonatal intensive care"}}
        assert explain.reason(twice)["words"] == ["neonatal intensive care"]


@pytest.mark.parametrize("code", sorted(conditions.CURES))
def test_cures_are_sentences(words: None, code: str) -> None:
    assert conditions.cure({"code": code, "values": SAMPLE}).endswith(".")


@pytest.mark.parametrize("code", sorted(explain.REASONS))
def test_reasons_have_a_label_and_words(words: None, code: str) -> None:
    told = explain.reason(
        {"code": code, "points": 3.0, "values": SAMPLE}, [{"term": "ward", "share": 0.5, "kind": "word"}]
    )
    assert told["label"]
    assert told["words"]


def test_facts_read_as_a_list(words: None) -> None:
    assert conditions.facts({"min_days": 1, "start": "2027-06-14"}) == "at least 1 day, from Jun 14, 2027"


def test_a_word_inside_a_longer_term_is_not_said_twice(words: None) -> None:
    shared = [
        {"term": "newborn unit", "share": 0.4, "kind": "word"},
        {"term": "unit", "share": 0.3, "kind": "word"},
        {"term": "academic-writing", "share": 0.2, "kind": "concept"},
    ]
    assert explain.shared_words(shared) == ["newborn unit", "academic writing"]  # type: ignore[arg-type]  # literals

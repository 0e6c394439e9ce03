"""Type-ahead over the code lists."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillsbank import reference
from skillsbank.queries import suggestions


@pytest.mark.parametrize(
    ("typed", "language", "code"),
    [
        ("nurse", "en", "2221"),
        ("NURS", "en", "2221"),
        ("infirmiere", "fr", "2221"),
        ("médico", "es", "2211"),
        ("medico", "pt", "2211"),
        ("ممرضة", "ar", "2221"),
        ("الممرض", "ar", "2221"),
        ("civil eng", "en", "2142"),
        ("eng civil", "en", "2142"),
        ("kangaroo", "en", "2221"),
    ],
)
def test_an_occupation_is_found_in_any_language_without_accents(typed: str, language: str, code: str) -> None:
    assert code in dict(suggestions.occupations(typed, language)[:3])


def test_the_reader_sees_their_own_language() -> None:
    found = dict(suggestions.skills("kangaroo", "fr"))
    row = next(row for row in reference.lexicon() if row["id"] == "kangaroo-mother-care")
    assert found["kangaroo-mother-care"] == row["fr"]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Nursing professionals"),
        ("fr", reference.unit_groups("fr")["2221"]),
        ("es", reference.unit_groups("es")["2221"]),
        ("pt", "Nursing professionals"),
        ("ar", "Nursing professionals"),
    ],
)
def test_a_title_is_offered_and_taken_back_in_the_language_that_has_one(language: str, title: str) -> None:
    assert dict(suggestions.occupations("Nursing professionals", language))["2221"] == title
    assert suggestions.occupation_of(title) == "2221"
    assert suggestions.occupation_code(title, "2221") == "2221"
    offered = dict(suggestions.occupations("enferm" if language in ("es", "pt") else "infirm", language))["2221"]
    assert suggestions.without_title(offered, "2221") != ""
    assert suggestions.names_occupation(offered, "2221")


def test_titles_of_occupations_are_no_texts_to_translate() -> None:
    """They come from their keeper in each language; collecting them too would ask for a second translation."""
    assert len({*reference.unit_groups("fr").values()} - {*reference.unit_groups().values()}) > 400
    settings = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    assert "isco08" not in str(settings["tool"]["babel"])


def test_own_words_are_recognised_only_when_they_name_a_concept() -> None:
    assert suggestions.skill_of(" Kangaroo  MOTHER care") == "kangaroo-mother-care"
    assert suggestions.skill_of("bee keeping on balconies") is None
    assert suggestions.occupation_of("Nurse") == "2221"
    assert suggestions.occupation_of("teacher of everything") is None


def test_what_is_offered_is_recognised_when_it_comes_back() -> None:
    for typed in ("nurs", "recept", "secret", "dev", "مم"):
        for language in suggestions.LANGUAGES:
            for code, label in suggestions.occupations(typed, language):
                found = suggestions.occupation_of(label)
                assert found is not None
                assert suggestions.names_occupation(label, code)
                assert suggestions.without_title(label, code) != ""


def test_every_everyday_name_belongs_to_a_unit_group_and_is_filled() -> None:
    rows = reference.occupation_words()
    assert len(rows) > 60
    for code, names in rows.items():
        assert code in reference.unit_groups()
        assert all(name.strip() for texts in names.values() for name in texts)


def test_every_title_finds_itself() -> None:
    for code, title in reference.unit_groups().items():
        assert code in dict(suggestions.occupations(title, "en", 20)), title


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(suggestions.LANGUAGES))
def test_anything_typed_gives_at_most_ten_known_codes(typed: str, language: str) -> None:
    found = suggestions.occupations(typed, language)
    assert len(found) <= 10
    assert set(dict(found)) <= set(reference.unit_groups())
    assert len(dict(found)) == len(found)

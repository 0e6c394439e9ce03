"""Phrases as people write them lead to the concepts that they mean."""

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from matching import Concepts

ROOT = Path(__file__).parents[3]
LANGUAGES = ("en", "fr", "es", "pt", "ar")


@cache
def lexicon() -> Concepts:
    return Concepts.read(ROOT / "seeds" / "reference")


def nearest(phrase: str, language: str, most: int = 50) -> list[tuple[str, float]]:
    return lexicon().titles.nearest(phrase, language, most)


def pairs(language: str) -> list[tuple[str, str]]:
    with (ROOT / "tests" / "data" / "lexicon_pairs.csv").open(encoding="utf-8", newline="") as file:
        return [(row["phrase"], row["concept"]) for row in csv.DictReader(file) if row["language"] == language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_written_by_hand_find_their_concept(language: str, tell: Callable[[str], None]) -> None:
    asked = pairs(language)
    assert len(asked) >= 50
    reciprocal = 0.0
    for phrase, meant in asked:
        found = [concept for concept, _ in nearest(phrase, language)]
        reciprocal += 1 / (found.index(meant) + 1) if meant in found else 0
    mean = reciprocal / len(asked)
    tell(f"{len(asked)} phrases, MRR {mean:.3f}")
    assert mean >= 0.8


def test_pairs_are_no_labels() -> None:
    """A phrase that is a label proves nothing."""
    for language in LANGUAGES:
        labels = {label.casefold() for label in lexicon().labels[language]}
        assert not [phrase for phrase, _ in pairs(language) if phrase.casefold() in labels]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_finds_its_own_concept_first(language: str) -> None:
    labels = lexicon().labels[language]
    wrong = [label for label, ids in list(labels.items())[::25] if nearest(label, language)[0][0] not in ids]
    assert not wrong


@pytest.mark.parametrize("phrase", ["", " ", "...", "-_-"])
def test_what_means_nothing_finds_nothing(phrase: str) -> None:
    assert nearest(phrase, "en") == []


def test_likeness_falls_and_stays_within_bounds() -> None:
    found = nearest("clean water and sanitation for villages", "en", 10)
    likeness = [value for _, value in found]
    assert len(found) == 10
    assert likeness == sorted(likeness, reverse=True)
    assert all(0 < value <= 1 + 1e-9 for value in likeness)
    assert nearest("clean water and sanitation for villages", "en", 2) == found[:2]

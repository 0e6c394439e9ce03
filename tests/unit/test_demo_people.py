"""The demo's people are 300 different ones: where they live and come from, and nobody says another's sentence."""

import json
import re
from collections import Counter
from pathlib import Path

PEOPLE = [
    json.loads(line)
    for file in sorted((Path(__file__).parents[2] / "seeds/demo").glob("experts_*.jsonl"))
    for line in file.read_text(encoding="utf-8").splitlines()
]
END = re.compile(r"(?<=[.!?؟])\s+")


def test_they_live_in_twelve_countries_and_come_from_eight() -> None:
    assert len(PEOPLE) == 300
    assert len({person["residence"] for person in PEOPLE}) == 12
    first = Counter(person["origins"][0]["country"] for person in PEOPLE)
    assert len(first) == 8
    assert [first[country] for country in ("SO", "NG", "IQ")] == [90, 56, 42]
    assert {person["language"] for person in PEOPLE} == {"en", "fr", "es", "pt", "ar"}
    assert 0.2 < sum(person["sex"] == "F" for person in PEOPLE) / len(PEOPLE) < 0.3


def test_what_is_compared_of_each_has_60_to_150_words() -> None:
    for person in PEOPLE:
        told = [person["headline"], person["summary"], *(post["text"] or "" for post in person["experience"])]
        assert 60 <= len(" ".join(told).split()) <= 150, person["headline"]


def test_no_two_share_a_sentence() -> None:
    said: dict[str, int] = {}
    for number, person in enumerate(PEOPLE):
        texts = (person["headline"], person["summary"], person["motivation"],
                 *(post["text"] or "" for post in person["experience"]))  # fmt: skip
        for sentence in (part.strip().casefold() for text in texts for part in END.split(text)):
            assert not sentence or said.setdefault(sentence, number) == number, sentence

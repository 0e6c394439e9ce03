"""The code lists of seeds/reference, read once: occupations, education, sectors, regions, reasons, skills."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache

from babel.core import get_global
from babel.numbers import get_territory_currencies

from skillsbank.resources import folder

TITLED = ("en", "fr", "es")
"""The languages that have official titles of occupations; readers of others see the English ones."""


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (folder("seeds") / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def rows(name: str) -> list[dict[str, str]]:
    """Return every row of a list with all its columns, for those who take the list away."""
    return list(_rows(name))


@cache
def titles(name: str, language: str = "en") -> Mapping[str, str]:
    """Return code -> title of a list: isco08, isced_levels, isced_fields, sectors, regions, cefr.

    A title that the list does not have in `language` is the English one.
    """
    return {row["code"]: row.get(f"title_{language}") or row["title_en"] for row in _rows(name)}


@cache
def unit_groups(language: str = "en") -> Mapping[str, str]:
    """Return the 436 ISCO-08 unit groups, code -> title in English, French or Spanish, else in English."""
    return {code: title for code, title in titles("isco08", language).items() if len(code) == 4}


@cache
def occupation_words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the everyday names of frequent occupations: ISCO-08 unit group -> language -> names."""
    return {
        row["isco"]: {language: tuple(row[language].split(" | ")) for language in ("en", "fr", "es", "pt", "ar")}
        for row in _rows("occupation_words")
    }


@cache
def reason_codes(kind: str) -> Mapping[str, str]:
    """Return the reason codes of one kind of decision, code -> English text."""
    return {row["code"]: row["title_en"] for row in _rows("reason_codes") if row["kind"] == kind}


@cache
def headings(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return what headings of lists say in five languages: field -> its names, or reason to drop -> words."""
    return {row["code"]: tuple(row["words"].split(" | ")) for row in _rows("headings") if row["kind"] == kind}


@cache
def country_regions() -> Mapping[str, tuple[str, str]]:
    """Return country -> (M49 region, M49 subregion)."""
    return {row["alpha2"]: (row["region"], row["subregion"]) for row in _rows("countries")}


@cache
def subdivisions(country: str) -> Mapping[str, str]:
    """Return the first-level subdivisions of a country, ISO 3166-2 code -> name; empty where we hold none."""
    return {row["code"]: row["name"] for row in _rows("subdivisions") if row["country"] == country}


@cache
def currencies() -> frozenset[str]:
    """Return the ISO 4217 codes of the currencies that are legal tender somewhere today (CLDR)."""
    return frozenset(code for place in get_global("territory_currencies") for code in get_territory_currencies(place))


@cache
def lexicon() -> tuple[Mapping[str, str], ...]:
    """Return the concepts of the skills lexicon: id, sector, isco, and labels and alternatives per language."""
    return tuple(_rows("lexicon"))


@cache
def concepts() -> Mapping[str, Mapping[str, str]]:
    """Return the concepts of the skills lexicon by their id."""
    return {row["id"]: row for row in lexicon()}


@cache
def concept_by_label() -> Mapping[str, str]:
    """Return label in lower case -> concept id, over preferred and alternative labels of all languages."""
    found: dict[str, str] = {}
    for row in lexicon():
        for language in ("en", "fr", "es", "pt", "ar"):
            for label in (row[language], *row[f"{language}_alt"].split(" | ")):
                if label.strip():
                    found.setdefault(label.strip().casefold(), row["id"])
    return found

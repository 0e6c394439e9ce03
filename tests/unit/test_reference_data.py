"""The code lists and the lexicon are complete, linked to each other and free of doubles."""

import csv
import itertools
import re
from collections import Counter
from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"
LANGUAGES = ("en", "fr", "es", "pt", "ar")
SECTORS = {
    "health",
    "education",
    "justice",
    "agriculture",
    "water",
    "energy",
    "infrastructure",
    "ict",
    "finance",
    "administration",
    "private-sector",
    "environment",
    "trades",
}
SORT_COLUMNS = {
    "isco08.csv": ("code",),
    "isced_levels.csv": ("code",),
    "isced_fields.csv": ("code",),
    "cefr.csv": ("code",),
    "sectors.csv": ("code",),
    "countries.csv": ("alpha2",),
    "regions.csv": ("code",),
    "subdivisions.csv": ("code",),
    "occupation_words.csv": ("isco",),
    "headings.csv": ("kind", "code"),
    "reason_codes.csv": ("kind", "code"),
    "lexicon.csv": ("id",),
    "cognates.csv": ("languages", "label"),
}
ARABIC = re.compile(r"[\u0620-\u064a]")
ARTICLES = {"the", "a", "le", "la", "les", "el", "los", "las", "o", "os", "as"}


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes(name: str, column: str = "code") -> set[str]:
    return {row[column] for row in rows(name)}


def labels(concept: dict[str, str], language: str) -> list[str]:
    alternatives = concept[f"{language}_alt"]
    return [concept[language], *(alternatives.split(" | ") if alternatives else [])]


LEXICON = rows("lexicon.csv")


@pytest.mark.parametrize("name", sorted(SORT_COLUMNS))
def test_file_is_clean_sorted_and_without_doubles(name: str) -> None:
    raw = (REFERENCE / name).read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")
    table = rows(name)
    keys = [tuple(row[column] for column in SORT_COLUMNS[name]) for row in table]
    assert keys == sorted(set(keys))
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    assert all(len(line) == len(header) for line in lines)
    assert all(cell == cell.strip() for line in lines for cell in line)


def test_every_csv_file_is_checked() -> None:
    assert {path.name for path in REFERENCE.glob("*.csv")} == set(SORT_COLUMNS)


def test_isco08_has_all_groups_and_each_has_its_parent() -> None:
    found = codes("isco08.csv")
    assert Counter(len(code) for code in found) == {1: 10, 2: 43, 3: 130, 4: 436}
    assert all(code[:-1] in found for code in found if len(code) > 1)
    assert all(any(child[:3] == code for child in found if len(child) == 4) for code in found if len(code) == 3)


def test_isco08_titles_are_unique_within_a_level_and_spelled_as_the_keeper_does() -> None:
    table = rows("isco08.csv")
    for level, language in itertools.product(range(1, 5), ("en", "fr", "es")):
        titles = [row[f"title_{language}"].casefold() for row in table if len(row["code"]) == level]
        assert all(titles)
        assert len(titles) == len(set(titles))
    titles_by_code = {row["code"]: row["title_en"] for row in table}
    assert titles_by_code["1342"] == "Health service managers"
    assert titles_by_code["2421"] == "Management and organization analysts"
    assert titles_by_code["335"] == "Government regulatory associate professionals"
    assert not [title for title in titles_by_code.values() if re.search(r"organis|specialised|’", title)]


def test_isced_levels_and_fields_are_complete() -> None:
    assert codes("isced_levels.csv") == {str(level) for level in range(10)}
    fields = codes("isced_fields.csv")
    plain = {code for code in fields if not (len(code) > 2 and code[2] == "8")}
    assert Counter(len(code) for code in plain) == {2: 11, 3: 29, 4: 80}
    assert Counter(len(code) for code in fields - plain) == {3: 10, 4: 10}
    assert all(code[:-1] in fields for code in fields if len(code) > 2)


def test_cefr_levels_are_sentences() -> None:
    table = rows("cefr.csv")
    assert [row["code"] for row in table] == ["A1", "A2", "B1", "B2", "C1", "C2"]
    assert all(row["title_en"].startswith("Can ") and row["title_en"].endswith(".") for row in table)


def test_sectors_are_the_agreed_ones_and_map_to_isic_sections() -> None:
    assert codes("sectors.csv") == SECTORS
    for row in rows("sectors.csv"):
        sections = row["isic"].split(" ")
        assert sections == sorted(set(sections))
        assert all(re.fullmatch("[A-U]", section) for section in sections), row


def test_countries_and_regions_form_one_tree() -> None:
    regions = {row["code"]: row for row in rows("regions.csv")}
    assert {code for code, row in regions.items() if not row["parent"]} == {"001"}
    assert all(row["parent"] in regions for row in regions.values() if row["parent"])
    countries = rows("countries.csv")
    assert len(countries) == 249
    for country in countries:
        assert re.fullmatch("[A-Z]{2}", country["alpha2"])
        above, code = [], country["subregion"]
        while code:
            above.append(code)
            code = regions[code]["parent"]
        assert country["region"] in above, country
        assert country["alpha2"] == "AQ" or regions[country["region"]]["parent"] == "001", country


def test_subdivisions_belong_to_their_country() -> None:
    table = rows("subdivisions.csv")
    known = codes("countries.csv", "alpha2")
    assert all(row["country"] in known and row["code"].startswith(row["country"] + "-") for row in table)
    assert Counter(row["country"] for row in table) == {
        "SO": 18,
        "IQ": 18,
        "NG": 37,
        "GH": 16,
        "RW": 5,
        "CD": 26,
        "PE": 26,
        "CV": 22,
    }
    names = [(row["country"], row["name"].casefold()) for row in table]
    assert len(names) == len(set(names))


def test_reason_codes_cover_every_kind_and_read_apart() -> None:
    table = rows("reason_codes.csv")
    kinds = Counter(row["kind"] for row in table)
    assert set(kinds) == {
        "pick",
        "dismiss",
        "return_need",
        "refuse_need",
        "cancel_need",
        "suspend_need",
        "reject_profile",
        "extend_need",
        "fail_need",
        "withdraw_interest",
        "suspend_institution",
        "hard_to_fill",
    }
    assert all(4 <= number <= 9 for number in kinds.values())
    titles = [(row["kind"], row["title_en"].casefold()) for row in table]
    assert len(titles) == len(set(titles))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", row["code"]) for row in table)


def test_reason_codes_never_refer_to_personal_attributes() -> None:
    forbidden = re.compile(
        r"\b(age|aged|young|old|sex|gender|woman|women|man|men|family|married|pregnan\w*|religio\w*|ethnic\w*|"
        r"clan|tribe|nationality|race|asylum|refugee\w*|politic\w*|health status|disab\w*|accent|name)\b",
        re.IGNORECASE,
    )
    assert not [row for row in rows("reason_codes.csv") if forbidden.search(row["title_en"])]


def test_lexicon_is_large_enough_in_every_sector() -> None:
    assert len(LEXICON) >= 600
    by_sector = Counter(concept["sector"] for concept in LEXICON)
    assert set(by_sector) == SECTORS
    assert by_sector["health"] >= 90
    assert by_sector["education"] >= 70
    assert min(by_sector.values()) >= 35


def test_lexicon_ids_are_slugs_and_isco_links_exist() -> None:
    unit_groups = {code for code in codes("isco08.csv") if len(code) == 4}
    for concept in LEXICON:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", concept["id"])
        links = concept["isco"].split()
        assert links == sorted(set(links)), concept["id"]
        assert set(links) <= unit_groups, concept["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_has_words_in_the_language_and_shares_none(language: str) -> None:
    owner: dict[str, str] = {}
    for concept in LEXICON:
        for label in labels(concept, language):
            assert label, concept["id"]
            assert label == label.strip()
            assert "  " not in label
            assert bool(ARABIC.search(label)) == (language == "ar"), label
            key = label.casefold()
            assert key not in owner, f"{label}: {owner.get(key)} and {concept['id']}"
            owner[key] = concept["id"]
    assert sum(len(labels(concept, language)) >= 2 for concept in LEXICON) == len(LEXICON)


def test_english_labels_are_phrases_of_a_cv() -> None:
    assert not [concept["en"] for concept in LEXICON if len(concept["en"].split()) > 5]


def head_words(label: str) -> set[str]:
    """The first and the last word of a label, without articles; in Arabic also without the joined article."""
    words = [word for word in re.split(r"[\s'’]+", label.casefold()) if word not in ARTICLES]
    return {re.sub("^ال(?=..)", "", word) for word in (words[0], words[-1])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_head_word_takes_more_than_a_twentieth(language: str) -> None:
    shares = Counter(word for concept in LEXICON for word in head_words(concept[language]))
    word, number = shares.most_common(1)[0]
    assert number <= len(LEXICON) * 0.05, f"{word}: {number} of {len(LEXICON)}"


def test_labels_equal_across_languages_are_exactly_the_listed_cognates() -> None:
    equal = {
        (f"{one}-{other}", concept[one])
        for concept in LEXICON
        for one, other in itertools.combinations(LANGUAGES, 2)
        if concept[one].casefold() == concept[other].casefold()
    }
    assert equal == {(row["languages"], row["label"]) for row in rows("cognates.csv")}


def test_equal_preferred_labels_never_mean_two_concepts() -> None:
    meant: dict[str, set[str]] = {}
    for concept in LEXICON:
        for language in LANGUAGES:
            meant.setdefault(concept[language].casefold(), set()).add(concept["id"])
    assert not {label: ids for label, ids in meant.items() if len(ids) > 1}

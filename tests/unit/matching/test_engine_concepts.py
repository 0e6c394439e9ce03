from dataclasses import replace
from pathlib import Path

import pytest
from engine_people import OPEN

from matching import Concepts, InputError, Profile, Ranker, Vacancy

OURS = """id,sector,isco,en,en_alt,fr,fr_alt,ar,ar_alt
midwife,health,2222 3222,midwife,birth attendant | nurse midwife,sage-femme,,قابلة,
nurse,health,2221,nurse,,infirmière,infirmier diplômé,ممرضة,
order,law,,order,,ordre,,,
"""
ESCO = (
    "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description\n"
    'Occupation,http://example.org/m,2222,maïeuticien,"homme sage-femme\nsage-femme",text\n'
)


@pytest.fixture
def lexicon(tmp_path: Path) -> Concepts:
    (tmp_path / "lexicon.csv").write_text(OURS, encoding="utf-8")
    (tmp_path / "occupations_fr.csv").write_text(ESCO, encoding="utf-8")
    (tmp_path / "sources.csv").write_text("name,licence\nx,y\n", encoding="utf-8")
    return Concepts.read(tmp_path)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("A Nurse-Midwife, then a nurse", "en", ["midwife", "nurse"]),
        ("INFIRMIER DIPLOME", "fr", ["nurse"]),
        ("Sage-femme", "fr", ["http://example.org/m", "midwife"]),
        ("القابِلة قابلة", "ar", ["midwife"]),
        ("nurse", "fr", []),
        ("nurse", "xx", []),
        ("infirmière and nurse", "", ["nurse", "nurse"]),
        ("", "en", []),
    ],
)
def test_a_text_is_linked_by_labels_of_its_own_language(
    lexicon: Concepts, text: str, language: str, found: list[str]
) -> None:
    assert lexicon.link(text, language) == found


def test_a_french_profile_meets_an_english_need(lexicon: Concepts) -> None:
    pool = [
        Profile("fr", "Sage-femme à la maternité", language="fr", in_statistics=True),
        Profile("other", "Comptable à la banque", language="fr", in_statistics=True),
        Profile("third", "Infirmière", language="fr", in_statistics=True),
    ]
    need = Vacancy("v", "Midwife", language="en", rules=OPEN.rules)
    best = Ranker(concepts=lexicon).fit(pool).rank(need)[0]
    assert best.profile_id == "fr"
    assert [(term.term, term.kind) for term in best.terms] == [("midwife", "concept")]
    assert all(match.shares == () for match in Ranker().fit(pool).rank(need))
    unsaid = [replace(profile, language="") for profile in pool]
    assert Ranker(concepts=lexicon).fit(unsaid).rank(need)[0].profile_id == "fr"


def test_the_fingerprint_follows_the_labels(lexicon: Concepts) -> None:
    same = Concepts(lexicon.labels, lexicon.occupations, lexicon.notes)
    other = Concepts({"en": {"nurse": ("nurse",)}})
    assert lexicon.fingerprint == same.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "holds no lexicon"),
        (b"name,licence\nx,y\n", "holds no lexicon"),
        (b"", "holds no lexicon"),
        ("id,en,en_alt\nx,café,\n".encode("latin-1"), "is not UTF-8"),
        (b"id,en,en_alt\nx,\0" + b"y" * 200_000 + b",\n", "is not CSV"),
    ],
)
def test_an_unusable_folder_is_named(tmp_path: Path, content: bytes | None, problem: str) -> None:
    if content is not None:
        (tmp_path / "lexicon.csv").write_bytes(content)
    with pytest.raises(InputError, match=problem):
        Concepts.read(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        Concepts.read(tmp_path / "missing")

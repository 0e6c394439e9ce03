"""Each shared term says which words of the need and of the profile led to it."""

from pathlib import Path

import pytest

from matching import Concepts, Profile, Ranker, Rules, Term, Vacancy

ROOT = Path(__file__).parents[3]
LEXICON = """id,sector,isco,en,en_alt,fr,fr_alt,ar,ar_alt
midwife,health,2222,midwife,birth attendant | nurse midwife,sage-femme,,قابلة,
savings,finance,2412,savings groups,,groupes d'épargne,AVEC,,
monitoring,administration,2422,monitoring,,suivi-évaluation,S&E,,
"""


@pytest.fixture
def lexicon(tmp_path: Path) -> Concepts:
    (tmp_path / "lexicon.csv").write_text(LEXICON, encoding="utf-8")
    return Concepts.read(tmp_path)


def terms(lexicon: Concepts | None, need: Vacancy, person: Profile) -> dict[str, Term]:
    others = [Profile(id=f"o{n}", summary="Keeps bees.", language="en", in_statistics=True) for n in range(3)]
    match = Ranker(concepts=lexicon).fit([person, *others]).assess(need, person.id)
    return {term.term: term for term in match.terms}


def need(title: str, text: str = "", language: str = "en") -> Vacancy:
    return Vacancy(id="need", title=title, text=text, language=language, rules=Rules(on=frozenset()))


def person(title: str, summary: str = "", language: str = "fr") -> Profile:
    return Profile(id="p", title=title, summary=summary, language=language, in_statistics=True)


def test_a_pair_of_two_languages_names_both_words_and_what_joined_them(lexicon: Concepts) -> None:
    found = terms(lexicon, need("Ward staff", "A Nurse-Midwife for nights"), person("Cadre", "Sage-femme depuis 2004"))
    assert (found["midwife"].asked, found["midwife"].held) == (("Nurse-Midwife",), ("Sage-femme",))


def test_each_spelling_is_told_once_as_it_is_written(lexicon: Concepts) -> None:
    found = terms(
        lexicon, need("Helper", "midwife, birth  attendant, midwife"), person("", "قابلة ثم القابِلة", language="ar")
    )
    assert (found["midwife"].asked, found["midwife"].held) == (("midwife", "birth attendant"), ("قابلة",))


def test_a_word_stands_for_itself_without_a_lexicon() -> None:
    found = terms(None, need("Midwife"), person("Midwife", language="en"))
    assert found["midwife"] == Term("midwife", 1.0, "word", ("midwife",), ("midwife",))


def test_a_title_names_the_words_that_are_like_a_label(lexicon: Concepts) -> None:
    found = terms(lexicon, need("Midwives wanted"), person("Sages-femmes au CHU"))
    assert (found["midwife"].asked, found["midwife"].held) == (("Midwives",), ("Sages-femmes",))


def test_an_acronym_that_reads_like_a_function_word_links_nothing(lexicon: Concepts) -> None:
    assert lexicon.link("Je travaille avec soin", "fr") == []
    assert lexicon.link("les groupes d'épargne, le S&E", "fr") == ["savings", "monitoring"]


@pytest.mark.parametrize(
    ("language", "empty", "telling"),
    [
        ("en", "how does not use they during while", "triage"),
        ("fr", "les avoir depuis nous cela chaque année", "accouchement"),
        ("es", "los hacer desde nosotros cada trabajo también", "partos"),
        ("pt", "não fazer desde cada trabalho também muito", "partos"),
        ("ar", "في على التي كيف عمل سنوات أيضا", "ولادة"),
    ],
)
def test_words_of_every_trade_are_no_words_in_common(language: str, empty: str, telling: str) -> None:
    found = terms(None, need("", f"{empty} {telling}", language), person("", f"{telling} {empty}", language))
    assert list(found) == [telling]


def test_what_is_told_stands_in_the_texts() -> None:
    """With the real lexicon: every word that is told can be found, and so be marked."""
    lexicon = Concepts.read(ROOT / "seeds" / "reference")
    asked = need("Midwife trainer", "Teach newborn care and infection prevention; check the solar pumps.")
    held = person("Sage-femme enseignante", "Soins du nouveau-né, prévention des infections, pompage solaire.")
    told = terms(lexicon, asked, held)
    assert len(told) >= 2
    for term in told.values():
        assert all(word.casefold() in asked.words.casefold() for word in term.asked)
        assert all(word.casefold() in held.text.casefold() for word in term.held)


@pytest.mark.parametrize("language", ["en", "fr", "ar", "", "xx"])
def test_one_text_means_what_it_means_among_others(language: str) -> None:
    meanings = Concepts.read(ROOT / "seeds" / "reference").meanings
    text = ("Infirmière de nuit", "soins, formation and teaching of nurses; تمريض", language)
    row = meanings.vectors([("Plumber", "pipes", "en"), text])[[1]]
    columns, weights = meanings.vector(text)
    assert (columns.tolist(), weights.tolist()) == (row.indices.tolist(), row.data.tolist())
    assert bool(len(columns)) is (language in meanings.languages)

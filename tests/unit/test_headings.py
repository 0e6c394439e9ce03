"""Headings of surveys in five languages: what a column holds, and what is dropped before anything is stored."""

import pytest

from skillsbank.domain.intakes import FIELDS
from skillsbank.reading.headings import field_of, guess, never_kept
from skillsbank.reading.people import Unsaid, country_code, read_row

DROPPED = {
    "ethnicity": (
        "Ethnic group", "Ethnie", "Origine ethnique", "Etnia", "Grupo étnico", "Raça", "Minority", "Minorité", "العرق",
        "الإثنية",
    ),
    "religion": ("Religion", "Confession", "Religión", "Religião", "Denomination", "الديانة", "الدين", "الطائفة"),
    "clan": ("Clan", "Tribe", "Tribu", "Clã", "Tribo", "Caste", "القبيلة", "العشيرة", "النسب القبلي"),
    "politics": ("Party", "Political views", "Parti politique", "Partido", "Opinião política", "الحزب", "انتماء سياسي"),
    "asylum": (
        "Status", "Asylum", "Refugee?", "Residence permit", "Statut", "Demandeur d'asile", "Réfugié", "Titre de séjour",
        "UNHCR number", "IDP", "Stateless", "Apatride", "عديم الجنسية", "Estatus migratorio", "Asilo",
        "Refugiado", "Visado", "Estatuto", "وضع اللجوء", "لاجئ", "تصريح الإقامة",
    ),
    "family": (
        "Family members", "Marital status", "Children", "Spouse", "Situation familiale", "État civil", "Enfants",
        "Estado civil", "Número de hijos", "Família", "Filhos", "العائلة", "الحالة الاجتماعية", "عدد الأطفال",
        "Household size", "Siblings", "Widowed", "Parent", "Name of grandfather", "Emergency contact",
        "Taille du ménage", "Épouse", "Personnes à charge", "Hogar", "Esposa", "Hermanos", "Viuda", "Irmãos", "Marido",
        "Viúvo", "اسم الأب", "اسم الأم", "الوالدين", "عدد الإخوة", "أرملة",
    ),
}  # fmt: skip
KEPT = (
    "Family name", "Nom de famille", "Nome de família", "اسم العائلة", "Country of residence", "بلد الإقامة", "Skills",
    "Civil engineering", "Participation", "Personal data", "Department", "Parts",
    "Mother tongue", "Langue maternelle", "اللغة الأم", "Menu", "Person in charge", "Sonography",
)  # fmt: skip


@pytest.mark.parametrize(("reason", "heading"), [(r, h) for r, all_ in DROPPED.items() for h in all_])
def test_a_sensitive_column_is_dropped(reason: str, heading: str) -> None:
    assert never_kept(heading) == reason
    assert never_kept(f"  {heading.upper()} * ") == reason
    assert field_of(heading) == ""


@pytest.mark.parametrize("heading", KEPT)
def test_a_harmless_column_is_kept(heading: str) -> None:
    assert never_kept(heading) == ""


def test_columns_are_guessed_once_each() -> None:
    assert guess(["Name", "E-Mail", "Nom", "Ville", "?"]) == ["full_name", "email", "", "city", ""]
    assert guess(["Name", "E-Mail", "X"], [["X", "email"], ["Name", "full_name"]]) == ["full_name", "", "email"]
    names = ("Prénom", "Apellidos", "الاسم", "Correio eletrónico", "Phone number", "Año de nacimiento", "Sexe",
             "País de origem", "البلد", "City", "Profession", "سنوات الخبرة", "Compétences", "Idiomas", "Resumo",
             "Langue de contact")  # fmt: skip
    assert tuple(guess(names)) == FIELDS


@pytest.mark.parametrize(
    ("words", "code"),
    [("Somalia", "SO"), ("Somalie", "SO"), ("الصومال", "SO"), ("SOM", "SO"), ("so", "SO"), ("Perú", "PE"), ("", ""),
     ("Cote d'Ivoire", "CI"), ("العراق", "IQ"), ("Nowhere", "")],
)  # fmt: skip
def test_countries_are_known_in_five_languages(words: str, code: str) -> None:
    assert country_code(words) == code


def test_a_row_is_read_or_every_mistake_told() -> None:
    good = {
        "full_name": "Warsame, Hodan", "email": " Hodan@Example.org ", "origin": "Somalia; Kenya", "sex": "Femme",
        "birth_year": "12/03/1984", "occupation": "Nurse", "years": "8 years", "residence_country": "Suède",
        "skills": "Triage 4; infection prevention; welding (5/5)", "languages": "English B2; Somali (native), Persian",
        "language": "Français", "phone": "+46 70 123 45 67", "city": "Malmö",
    }  # fmt: skip
    row = read_row(2, good, Unsaid())
    assert row.problems == ()
    assert (row.email, row.language, row.origins) == ("hodan@example.org", "fr", ("SO", "KE"))
    assert (row.columns["given_name"], row.columns["family_name"], row.columns["sex"]) == ("Hodan", "Warsame", "F")
    assert row.occupation == {"title": "Nurse", "isco": "2221", "years": 8}
    assert [skill["level"] for skill in row.skills] == [4, 3, 5]
    assert [tongue["code"] for tongue in row.languages] == ["en", "so"], "no level, no claim"
    bad = {
        "email": "no-at-sign", "origin": "Nowhere", "sex": "?!q", "birth_year": "2020", "years": "lots",
        "phone": "call me",
        "languages": "Klingon B2", "skills": "; ".join(f"skill {n}a" for n in range(31)), "city": "x" * 101,
        "occupation": "x" * 121, "residence_country": "Atlantis", "summary": "x" * 1501,
    }  # fmt: skip
    found = read_row(3, bad, Unsaid())
    assert {name for name, _code in found.problems} == {*bad, "full_name"}
    assert not any(str(value) in str(found) for value in bad.values()), "nothing of the row is in what is told of it"
    assert read_row(4, dict.fromkeys(bad, ""), Unsaid()).problems == (("", "empty_row"),)
    assert read_row(5, {"full_name": "Cher", "email": "c@example.org"}, Unsaid("SO", "SE", "fr")).problems == ()

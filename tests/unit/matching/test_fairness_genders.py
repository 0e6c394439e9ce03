"""F1: where a language writes a woman's trade otherwise than a man's, the same person has the same score and place."""

import re
from collections.abc import Callable

import pytest

from matching import Concepts, Match, Profile, Ranker, Rules, Vacancy
from matching.genders import common
from matching.text import fold
from tests.cross_language import ROOT

TRADES = {
    "fr": "infirmier/infirmière directeur/directrice formateur/formatrice vendeur/vendeuse technicien/technicienne "
    "pharmacien/pharmacienne chirurgien/chirurgienne enseignant/enseignante avocat/avocate expert/experte "
    "docteur/docteure professeur/professeure diplômé/diplômée chargé/chargée conseiller/conseillère né/née "
    "ingénieur/ingénieure agent/agente étudiant/étudiante travailleur/travailleuse éducateur/éducatrice chef/cheffe "
    "instituteur/institutrice médical/médicale sérieux/sérieuse actif/active public/publique maître/maîtresse "
    "professionnel/professionnelle européen/européenne patron/patronne électricien/électricienne ouvrier/ouvrière "
    "coordinateur/coordinatrice chercheur/chercheuse premier/première greffier/greffière agriculteur/agricultrice",
    "es": "enfermero/enfermera doctor/doctora profesor/profesora médico/médica maestro/maestra abogado/abogada "
    "juez/jueza director/directora ingeniero/ingeniera técnico/técnica experto/experta psicólogo/psicóloga "
    "trabajador/trabajadora farmacéutico/farmacéutica arquitecto/arquitecta titulado/titulada actor/actriz "
    "coordinador/coordinadora cirujano/cirujana jefe/jefa presidente/presidenta licenciado/licenciada fiscal/fiscala "
    "tutor/tutora contador/contadora partero/partera español/española",
    "pt": "enfermeiro/enfermeira doutor/doutora professor/professora médico/médica advogado/advogada juiz/juíza "
    "diretor/diretora engenheiro/engenheira técnico/técnica formado/formada cirurgião/cirurgiã psicólogo/psicóloga "
    "trabalhador/trabalhadora farmacêutico/farmacêutica arquiteto/arquiteta coordenador/coordenadora ator/atriz "
    "licenciado/licenciada contador/contadora parteiro/parteira formador/formadora presidente/presidenta",
    "ar": "ممرض/ممرضة طبيب/طبيبة مهندس/مهندسة معلم/معلمة مدرس/مدرسة خبير/خبيرة متخصص/متخصصة مدير/مديرة صيدلي/صيدلية "
    "فني/فنية جراح/جراحة مستشار/مستشارة باحث/باحثة مدرب/مدربة منسق/منسقة محاسب/محاسبة أستاذ/أستاذة مسؤول/مسؤولة",
}
PEOPLE = {
    "fr": [
        ("{Infirmier|Infirmière} {diplômé|diplômée} en néonatologie",
         "{Formateur|Formatrice} {expérimenté|expérimentée}, je suis {chargé|chargée} de l'hygiène du bloc."),
        ("{Instituteur|Institutrice}",
         "{Directeur|Directrice} d'école pendant huit ans, {passionné|passionnée} de lecture."),
        ("{Technicien|Technicienne} de l'eau",
         "{Spécialisé|Spécialisée} dans les forages, {ouvrier|ouvrière} puis {chef|cheffe} d'équipe."),
        ("{Avocat|Avocate} au barreau",
         "{Conseiller|Conseillère} juridique {indépendant|indépendante} pour les familles."),
    ],
    "es": [
        ("{Enfermero|Enfermera} de neonatos",
         "{Titulado|Titulada} y {formado|formada} en lactancia, {tutor|tutora} de alumnos."),
        ("{Maestro|Maestra} de primaria",
         "{Director|Directora} de escuela rural, {licenciado|licenciada} en pedagogía."),
        ("{Ingeniero|Ingeniera} de agua",
         "{Técnico|Técnica} de pozos y bombas, {coordinador|coordinadora} de obra."),
        ("{Abogado|Abogada}", "{Experto|Experta} en derecho de familia, {doctor|doctora} en leyes."),
    ],
    "pt": [
        ("{Enfermeiro|Enfermeira} de neonatologia",
         "{Formado|Formada} em aleitamento, {formador|formadora} de equipas."),
        ("{Professor|Professora} do ensino básico",
         "{Diretor|Diretora} de escola, {licenciado|licenciada} em pedagogia."),
        ("{Engenheiro|Engenheira} da água",
         "{Técnico|Técnica} de furos e bombas, {coordenador|coordenadora} de obra."),
        ("{Advogado|Advogada}", "{Doutor|Doutora} em direito da família, {psicólogo|psicóloga} também."),
    ],
    "ar": [
        ("{ممرض|ممرضة} حديثي الولادة", "{خبير|خبيرة} في الرضاعة و{متخصص|متخصصة} في مكافحة العدوى."),
        ("{معلم|معلمة} ابتدائي", "{مدير|مديرة} مدرسة و{حاصل|حاصلة} على شهادة في التربية."),
        ("{مهندس|مهندسة} مياه", "{فني|فنية} آبار ومضخات و{منسق|منسقة} مشاريع."),
        ("{مستشار|مستشارة} قانون", "{باحث|باحثة} في قانون الأسرة."),
    ],
}  # fmt: skip
NEEDS = {
    "fr": ("Infirmière formatrice", "Une infirmière diplômée en néonatologie, chargée de former l'équipe à l'hygiène."),
    "es": ("Maestra de primaria", "Maestra licenciada que sea tutora de alumnos en una escuela rural."),
    "pt": ("Engenheiro da água", "Técnico de furos e bombas, coordenador de obra."),
    "ar": ("ممرضة أطفال", "ممرضة متخصصة في الرضاعة وخبيرة في مكافحة العدوى"),
    "en": ("Neonatal nurse trainer", "A nurse who teaches newborn care and infection prevention."),
}


@pytest.mark.parametrize("language", TRADES)
def test_both_forms_of_a_trade_are_one_word(language: str) -> None:
    pairs = [pair.split("/") for pair in TRADES[language].split()]
    assert [pair for pair in pairs if len({common(fold(word), language) for word in pair}) > 1] == []


def spoken(text: str, form: int) -> str:
    """Return a text as a man (0) or a woman (1) writes it of oneself."""
    return re.sub(r"\{(.*?)\|(.*?)\}", lambda found: found[form + 1], text)


def lists(form: Callable[[int], int], concepts: Concepts | None) -> dict[str, list[Match]]:
    """Return the list for the need of each language, everybody being written in the form that `form` says."""
    people = [(language, *texts) for language, group in PEOPLE.items() for texts in group]
    pool = [
        Profile(str(n), spoken(title, form(n)), spoken(text, form(n)), language=language, in_statistics=True)
        for n, (language, title, text) in enumerate(people)
    ]
    ranker = Ranker(concepts=concepts, key=b"key").fit(pool)
    needs = (Vacancy(code, *texts, language=code, rules=Rules(on=frozenset())) for code, texts in NEEDS.items())
    return {need.id: ranker.rank(need) for need in needs}


@pytest.mark.parametrize("concepts", [None, Concepts.read(ROOT / "seeds" / "reference")], ids=["words", "concepts"])
@pytest.mark.parametrize("form", [lambda _: 1, lambda n: n % 2], ids=["all women", "every second a woman"])
def test_f1_how_a_language_writes_of_women_changes_no_score_and_no_place(
    form: Callable[[int], int], concepts: Concepts | None
) -> None:
    men, others = lists(lambda _: 0, concepts), lists(form, concepts)
    for need, before in men.items():
        after = others[need]
        assert [(each.profile_id, each.score) for each in before] == [(each.profile_id, each.score) for each in after]
        assert len(before) == sum(map(len, PEOPLE.values()))
        assert before[0].score > before[-1].score or (need == "en" and not concepts), "nothing is compared"


def test_a_reader_sees_the_words_as_they_are_written() -> None:
    (best, *_others) = lists(lambda _: 0, None)["fr"]
    shown = {term.term: (term.asked, term.held) for term in best.terms}
    assert shown["infirmière"] == (("infirmière",), ("infirmier",))

"""Own words: listed by how many use them, linked or left, undone, and nobody hidden is told of by them."""

import csv
import io
import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.vocabulary import Visibility
from skillsbank.domain.words import WordKind, WordVerdict, same_words, words_digest
from skillsbank.models import Account, AuditEntry, Profile, ProfileOccupation, ProfileSkill, VacancySkill, WordMeaning
from skillsbank.queries import own_words
from skillsbank.reference import concept_by_label
from skillsbank.services import words
from skillsbank.services.ranking.runs import run
from tests import factories as make
from tests.world import as_

OWN = "newborn breathing rescue drills"


@pytest.fixture
def concept(session: Session) -> str:
    return concept_by_label()["neonatal resuscitation"]


def typed(session: Session, *labels: str, **values: object) -> Profile:
    """Make an expert with skills in own words."""
    return make.expert(session, skills=labels, **values)  # type: ignore[arg-type]  # columns of a profile


def rows(session: Session, duty: str = "CH", kind: WordKind = WordKind.SKILL, **scope: object) -> dict[str, int]:
    """Return what an officer reads: words -> people and needs."""
    session.flush()
    officer = make.actor(session, make.officer(session, duty, **scope))
    return {row.words: row.people + row.needs for row in own_words.known(session, officer, kind)}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Élevage d’abeilles", "elevage  d’Abeilles ", True),
        ("C++", "C#", False),
        ("C", "C++", False),
        ("تدريب القابلات", "تدريب  القابلات", True),
        ("bee keeping", "beekeeping", False),
    ],
)
def test_words_are_the_same_but_for_case_accents_and_blanks(one: str, other: str, same: bool) -> None:
    assert (words_digest(one) == words_digest(other)) is same
    assert (same_words(one) == same_words(other)) is same


def test_people_are_counted_once_and_needs_beside_them(session: Session) -> None:
    typed(session, OWN, OWN.upper(), "neonatal resuscitation", "ward rota by hand")
    typed(session, OWN)
    need = make.vacancy(session, make.institution(session))
    need.skills = [VacancySkill(label="Newborn breathing rescue drills", level=3)]
    found = rows(session)
    assert found == {OWN: 4, "ward rota by hand": 1}, "the lexicon's words are not own words"


def test_whoever_is_hidden_counts_for_nobody_who_serves_there(session: Session) -> None:
    typed(session, OWN, origins={"SO": Visibility.CARD})
    before = rows(session, "SO")
    typed(session, OWN, "goat fever watch", origins={"SO": Visibility.ASK_FIRST})
    typed(session, "camel fever watch", origins={"SO": None})
    assert rows(session, "SO") == before == {OWN: 1}
    assert rows(session, "CH") == {OWN: 2, "goat fever watch": 1, "camel fever watch": 1}
    assert rows(session, "CH", programme_id=make.programme(session, origin_countries=["GH"]).id) == {}


def test_words_that_tell_who_somebody_is_are_left_out(session: Session) -> None:
    person = typed(
        session, "Warsame method of triage", "call me +41 79 555 01 02", "hodan@example.org", "head of Banadir clinic",
        "triage at night", given_name="Hodan", family_name="Warsame", employer="Banadir Clinic", city="Uppsala",
    )  # fmt: skip
    person.skills.append(ProfileSkill(label="maps of Uppsala", level=3))
    other = typed(session, "Warsame method of triage", given_name="Ali", family_name="Abdi")
    assert rows(session) == {"triage at night": 1, "Warsame method of triage": 1}
    other.skills = []
    assert rows(session) == {"triage at night": 1}


def test_a_decision_changes_the_ranking_at_once_and_undoing_brings_it_back(session: Session, concept: str) -> None:
    officer = make.actor(session, make.officer(session))
    need = make.vacancy(session, make.institution(session))
    need.skills = [VacancySkill(label="neonatal resuscitation", level=3)]
    person = typed(session, OWN)
    session.flush()

    def score() -> float:
        match = next(each for each in run(session, officer, need).matches if each.profile_id == person.id)
        return match.score

    before = score()
    meaning = words.decide(session, officer, WordKind.SKILL, concept, words=OWN.title(), language="en")
    after = score()
    assert after > before
    assert person.skills[0].concept is None, "what people typed stays"
    assert person.skills[0].label == OWN
    words.undo(session, officer, meaning)
    assert score() == pytest.approx(before)
    words.decide(session, officer, WordKind.SKILL, concept, words=OWN, language="fr")
    assert score() == pytest.approx(before), "the same words of another language are others"


def test_an_own_occupation_is_linked_to_its_unit_group(session: Session) -> None:
    officer = make.actor(session, make.officer(session))
    need = make.vacancy(session, make.institution(session))
    person = make.expert(session)
    person.occupations = [ProfileOccupation(isco="", title="Carer of the very newest", years=9)]
    person.experience = []
    session.flush()
    assert rows(session, kind=WordKind.OCCUPATION) == {"Carer of the very newest": 1}

    def score() -> float:
        return next(each.score for each in run(session, officer, need).matches if each.profile_id == person.id)

    before = score()
    words.decide(session, officer, WordKind.OCCUPATION, "2221", words="carer of the very newest", language="en")
    assert score() > before


def test_an_officer_works_the_list_without_script(app: Flask, session: Session, concept: str) -> None:
    officer = make.officer(session)
    for _ in range(2):
        typed(session, OWN)
    typed(session, "ward rota by hand")
    session.commit()
    client = as_(app, officer)
    page = client.get("/desk/words").text
    links = re.findall(r'href="(/desk/words/skill/[0-9a-f]{24})"', page)
    assert len(links) == 2
    assert page.index(OWN) < page.index("ward rota by hand"), "most frequent first"
    assert OWN.split(maxsplit=1)[0] not in "".join(links)
    form = client.get(links[0])
    assert form.status_code == 200
    assert client.post(links[0], data={}).status_code == 422
    assert client.post(links[0], data={"choice": "other", "other": "no such thing"}).status_code == 422
    search = client.post(links[0], data={"search": "other", "other": "neonatal resus"}).text
    assert f'value="other:{concept}"' in search
    chosen = client.post(links[0], data={"choose": f"other:{concept}", "other": "neonatal resus"}).text
    assert re.search(r'value="other"[^>]*checked|checked[^>]*value="other"', chosen)
    name = re.search(r'name="other"[^>]*value="([^"]*)"', chosen)
    assert name is not None
    assert client.post(links[0], data={"choice": "other", "other": name[1]}).status_code == 303
    assert client.post(links[1], data={"choice": "own"}).status_code == 303
    assert client.post(links[1], data={"choice": "own"}).status_code == 409, "decided already"
    session.expire_all()
    held = {row.digest: row for row in session.scalars(select(WordMeaning))}
    assert held[words_digest(OWN)].concept == concept
    assert held[words_digest("ward rota by hand")].verdict is WordVerdict.OWN
    assert OWN not in client.get("/desk/words").text
    linked = client.get("/desk/words?verdict=mapped").text
    assert OWN in linked
    file = client.get("/desk/words/list.csv?verdict=mapped")
    assert [row[0] for row in csv.reader(io.StringIO(file.data.decode("utf-8-sig")))] == ["Words", OWN]
    assert client.post(f"{links[0]}/undo").status_code == 303
    assert client.post(f"{links[0]}/undo").status_code == 409
    assert OWN in client.get("/desk/words").text
    acts = [entry for entry in session.scalars(select(AuditEntry)) if entry.tag.startswith("words:")]
    assert [entry.tag for entry in acts] == ["words:decide", "words:decide", "words:undo"]
    assert not any(part in str(entry.details) for entry in acts for part in (OWN, "rota", "newborn"))


def test_another_programme_cannot_open_words_that_it_does_not_know(app: Flask, session: Session) -> None:
    typed(session, OWN, origins={"SO": Visibility.ASK_FIRST})
    session.commit()
    (link,) = re.findall(
        r'href="(/desk/words/skill/[0-9a-f]{24})"', as_(app, make_officer(session, "CH")).get("/desk/words").text
    )
    on_duty = as_(app, make_officer(session, "SO"))
    assert on_duty.get(link).status_code == on_duty.get(f"/desk/words/skill/{'0' * 24}").status_code == 404
    assert on_duty.post(link, data={"choice": "own"}).status_code == 404
    assert on_duty.post(f"{link}/undo").status_code == 404


def make_officer(session: Session, duty: str) -> Account:
    made = make.officer(session, duty)
    session.commit()
    return made


def test_the_search_of_everybody_knows_only_words_of_nobody_in_particular(
    app: Flask, session: Session, concept: str
) -> None:
    officer = make.officer(session)
    actor = make.actor(session, officer)
    hidden = [typed(session, OWN, origins={"SO": Visibility.ASK_FIRST}) for _ in range(own_words.COMMON)]
    session.commit()

    def decide() -> None:
        (row,) = [row for row in own_words.known(session, actor, WordKind.SKILL) if row.words == OWN]
        words.decide(session, actor, row.kind, concept, words=row.words, language="en", offered=row.common)
        session.commit()

    visitor = app.test_client()
    before = visitor.get("/suggest/skills", query_string={"q": OWN}).data
    decide()
    assert visitor.get("/suggest/skills", query_string={"q": OWN}).data == before
    for person in hidden:
        person.countries[0].visibility = Visibility.CARD
    words.undo(session, actor, session.scalars(select(WordMeaning)).one())
    decide()
    assert visitor.get("/suggest/skills", query_string={"q": OWN.upper()}).json["items"][0]["value"] == concept  # type: ignore[index]  # JSON

"""What pages tell of a score: the pairs of words that both texts share, marked in both, safe and for few eyes."""

import pytest
from flask.testing import FlaskClient
from markupsafe import Markup
from sqlalchemy.orm import Session

from skillsbank.models import Account, Profile, Vacancy
from skillsbank.services.ranking.runs import run
from skillsbank.web.candidate_cards import mark
from tests import factories as make


@pytest.fixture
def officer(session: Session) -> Account:
    return make.officer(session)


@pytest.fixture
def need(session: Session) -> Vacancy:
    made = make.vacancy(
        session, make.institution(session), title="Midwife for a district", language="en",
        purpose="Coach teams in <i>emergency obstetric care</i> and how they use it.", tasks=["Run drills"],
    )  # fmt: skip
    session.commit()
    return made


@pytest.fixture
def person(session: Session) -> Profile:
    made = make.expert(
        session, headline="Sage-femme", summary="Je forme aux <b>soins obstétricaux d'urgence</b>.", text_language="fr"
    )
    make.expert(session, headline="Clerk", summary="Files, and how they use them.")
    session.commit()
    return made


def test_a_candidate_of_another_language_is_marked_on_both_sides(
    client: FlaskClient, session: Session, need: Vacancy, person: Profile, officer: Account
) -> None:
    made = run(session, make.actor(session, officer), need)
    session.commit()
    match = next(match for match in made.matches if match.profile_id == person.id)
    make.sign_in(client, officer)
    page = client.get(f"/desk/needs/{need.public_id}/candidates/{match.public_id}").text
    assert "&lt;i&gt;<mark>emergency obstetric care</mark>&lt;/i&gt;" in page
    assert "&lt;b&gt;<mark>soins obstétricaux d&#39;urgence</mark>&lt;/b&gt;" in page
    table = page.partition('id="terms-caption"')[2].partition("</table>")[0]
    assert "emergency obstetric care" in table
    assert "soins obstétricaux d&#39;urgence" in table
    assert "<mark>how</mark>" not in page


def test_the_person_reads_the_same_pairs(
    client: FlaskClient, session: Session, need: Vacancy, person: Profile, officer: Account
) -> None:
    assert person.account is not None
    make.sign_in(client, person.account)
    page = client.get(f"/fits/{need.public_id}").text
    table = page.partition('id="terms-temporary-caption"')[2].partition("</table>")[0]
    assert "emergency obstetric care" in table
    assert "soins obstétricaux d&#39;urgence" in table


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Sage-Femme, sage", ["sage-femme"], "<mark>Sage-Femme</mark>, sage"),
        ("wards and ward", ["ward", "ward round"], "wards and <mark>ward</mark>"),
        ("a ward  round", ["ward", "ward round"], "a <mark>ward  round</mark>"),
        ("<b>x</b> & ward", [], "&lt;b&gt;x&lt;/b&gt; &amp; ward"),
        ("ward or (.*)", [".*", ""], "ward or (<mark>.*</mark>)"),
        ("قابلة وقابلة", ["قابلة"], "<mark>قابلة</mark> وقابلة"),
    ],
)
def test_marks_are_whole_words_and_everything_is_escaped(text: str, words: list[str], marked: str) -> None:
    assert mark(text, words) == Markup(marked)

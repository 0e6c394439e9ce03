"""Own words are asked back once, and what was read in is found, named and cited on pages."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from skillsbank.models import Account, Profile
from skillsbank.services.ranking import meanings, taxonomy
from tests import factories
from tests.taxonomy import address, write_release

PAGE = "/profile/answers/skills"


@pytest.fixture
def person(client: FlaskClient, session: Session) -> Account:
    """Return an expert with an active profile who is signed in."""
    profile = factories.expert(session)
    session.commit()
    factories.sign_in(client, profile.account)
    return profile.account


def save(client: FlaskClient, session: Session, *labels: str, page: str = PAGE, **more: str) -> str:
    """Save skills of these labels and return where the browser goes, or the page that is shown."""
    session.expire_all()
    version = str(session.scalars(select(Profile.version)).one())
    rows = {f"skills-{at}-{name}": value for at, words in enumerate(labels) for name, value in _row(words).items()}
    answer = client.post(page, data=rows | {"version": version} | more)
    return answer.headers.get("Location") or answer.text


def _row(words: str) -> dict[str, str]:
    return {"label": words, "level": "3"}


def concepts(session: Session) -> list[str | None]:
    session.expire_all()
    return [skill.concept for skill in session.scalars(select(Profile)).one().skills]


def test_new_own_words_are_asked_back_once_and_a_choice_is_kept(
    client: FlaskClient, session: Session, person: Account
) -> None:
    own = ("kangaroo mother care", "repair solar pumps", "songs for sailors")
    asked = save(client, session, *own)
    assert asked == f"{PAGE}?meant=1"
    assert concepts(session) == ["kangaroo-mother-care", None, None], "what was typed is saved before anything is asked"
    page = client.get(asked).text
    assert "Some of your skills are in your own words" in page
    assert 'value="skills-1-label:pump-maintenance"' in page
    assert 'id="skills-2-label-results"' not in page
    chosen = save(client, session, *own, page=asked, choose="skills-1-label:pump-maintenance")
    assert 'value="water pump maintenance"' in chosen
    assert save(client, session, *own, page=asked) == "/profile", "who keeps own words is not asked again"
    assert (
        save(client, session, "kangaroo mother care", "water pump maintenance", "songs for sailors", page=asked)
        == "/profile"
    )
    assert concepts(session) == ["kangaroo-mother-care", "pump-maintenance", None]


def test_on_the_way_through_the_answers_one_comes_back_to_the_check_page(
    client: FlaskClient, session: Session, person: Account
) -> None:
    own = ("kangaroo mother care", "repair solar pumps", "songs for sailors")
    asked = save(client, session, *own, page=f"{PAGE}?from=check")
    assert asked == f"{PAGE}?meant=1&from=check"
    assert save(client, session, *own, page=asked) == "/profile/check"


def test_without_new_own_words_nothing_is_asked(client: FlaskClient, session: Session, person: Account) -> None:
    assert (
        save(client, session, "kangaroo mother care", "newborn songs of the coast", "songs for sailors") == "/profile"
    )
    assert "own words. Where" not in client.get(f"{PAGE}?meant=1").text


@pytest.mark.parametrize(
    ("words", "language", "meant"),
    [
        ("teaching maths", "en", "mathematics-teaching"),
        ("criação de cabras e ovelhas", "pt", "sheep-goats"),
        ("night shifts planning", "en", None),
        ("", "en", None),
        ("nurse", "sv", None),
    ],
)
def test_only_what_shares_most_of_the_words_is_offered(words: str, language: str, meant: str | None) -> None:
    found = meanings.meant(words, language)
    assert (meant in found) if meant else (not found)


def test_what_was_read_in_is_suggested_stored_named_and_cited(
    client: FlaskClient, session: Session, sessions: sessionmaker[Session], person: Account, tmp_path: Path
) -> None:
    assert client.get("/suggest/skills?q=beehi").json == {"items": []}
    assert ">ESCO<" not in client.get("/sources").text
    list(taxonomy.read_in(sessions, write_release(tmp_path / "release"), "9.1"))
    assert client.get("/suggest/skills?q=beehi").json == {
        "items": [{"value": address("beehives"), "label": "tend beehives"}]
    }
    assert save(client, session, "kangaroo mother care", "keep bees", "songs for sailors") == "/profile"
    assert concepts(session) == ["kangaroo-mother-care", address("beehives"), None]
    sources = client.get("/sources").text
    assert "uses the ESCO classification of the European Commission, release 9.1" in sources
    assert 'href="/sources"' in client.get("/").text
    assert client.get("/health").status_code == 200

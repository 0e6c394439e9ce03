"""An institution reports its posts, typed or as a file; the programme and its ministry read the newest return."""

import csv
import io
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import InstitutionState
from skillsbank.models import DemandLine, DemandReturn, Institution
from tests import factories as make

NURSES = {
    "posts-0-title": "Nursing professionals", "posts-0-established": "12", "posts-0-filled": "7", "posts-0-vacant": "5",
    "posts-0-hard_to_fill": "3", "posts-0-reason": "leave-abroad", "posts-0-words": "Two left <b>this</b> month.",
    "posts-0-difference": "",
}  # fmt: skip


@pytest.fixture
def home(client: FlaskClient, session: Session) -> Institution:
    """Return an institution whose user is signed in."""
    made = make.institution(session, name="Daryeel")
    account = make.host(session, made)
    session.commit()
    make.sign_in(client, account)
    return made


def sent(**changes: str) -> dict[str, str]:
    return {"day": clock.today().isoformat(), **NURSES, **{f"posts-0-{name}": value for name, value in changes.items()}}


def upload(client: FlaskClient, home: Institution, text: str, name: str = "posts.csv") -> tuple[int, str]:
    data = {"file": (io.BytesIO(text.encode()), name), "day": clock.today().isoformat()}
    page = client.post(f"/our-institution/{home.public_id}/posts/file", data=data, content_type="multipart/form-data")
    return page.status_code, page.text


def test_a_return_is_typed_and_earlier_ones_stay(client: FlaskClient, session: Session, home: Institution) -> None:
    here = f"/our-institution/{home.public_id}/posts"
    assert "You have not reported your posts yet" in client.get(here).text
    earlier = (clock.today() - timedelta(days=365)).isoformat()
    for data in (sent(), sent(), {**sent(vacant="4", filled="8"), "day": earlier}):
        assert client.post(f"{here}/edit", data=data).status_code == 303
    returns = session.scalars(select(DemandReturn).order_by(DemandReturn.number)).all()
    assert [each.number for each in returns] == [1, 2], "the same report twice is one"
    page = client.get(here).text
    assert "Earlier returns" in page
    assert page.index(">5<") < page.index(">4<"), "that of the later day counts, whenever it was sent in"
    assert "Two left &lt;b&gt;this&lt;/b&gt; month." in page
    edit = client.get(f"{here}/edit").text
    assert 'value="Nursing professionals"' in edit
    assert 'value="5"' in edit, "starts from the last return"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"hard_to_fill": "6"}, "These are more posts than are vacant."),
        ({"reason": ""}, "Choose the reason that weighs most."),
        ({"vacant": "4"}, "Say why, or correct a number."),
        ({"title": "Keeper of clouds"}, "Choose the occupation that fits best from the list."),
        ({"filled": ""}, "Enter a whole number, 0 if there are none."),
        ({"vacant": "-1"}, "Enter a whole number from 0 to 99,999."),
        ({"reason": "the-weather"}, "Not a valid choice"),
    ],
)
def test_numbers_that_do_not_hold_together_are_shown_beside_what_was_typed(
    client: FlaskClient, session: Session, home: Institution, changes: dict[str, str], words: str
) -> None:
    page = client.post(f"/our-institution/{home.public_id}/posts/edit", data=sent(**changes))
    assert page.status_code == 422
    assert words in page.text
    assert "Two left &lt;b&gt;this&lt;/b&gt; month." in page.text, "input is kept"
    assert session.scalars(select(DemandReturn)).all() == []


def test_a_difference_is_explained_and_a_day_has_come(client: FlaskClient, session: Session, home: Institution) -> None:
    here = f"/our-institution/{home.public_id}/posts/edit"
    assert client.post(here, data=sent(vacant="4", difference="One post is frozen.")).status_code == 303
    (line,) = session.scalars(select(DemandLine))
    assert (line.isco, line.established, line.filled, line.vacant, line.difference) == (
        "2221", 12, 7, 4, "One post is frozen.",
    )  # fmt: skip
    tomorrow = {**sent(), "day": (clock.today() + timedelta(days=2)).isoformat()}
    assert "This day has not come yet." in client.post(here, data=tomorrow).text
    twice = {**sent(), **{name.replace("-0-", "-1-"): value for name, value in NURSES.items()}}
    assert "Each occupation stands in one row only." in client.post(here, data=twice).text
    assert "Enter at least one occupation." in client.post(here, data={"day": clock.today().isoformat()}).text


def test_rows_are_added_and_found_without_script(client: FlaskClient, session: Session, home: Institution) -> None:
    here = f"/our-institution/{home.public_id}/posts/edit"
    more = client.post(here, data={**sent(), "add": "posts"})
    assert (more.status_code, "posts-1-title" in more.text) == (200, True)
    found = client.post(here, data={**sent(title="midwife"), "search": "posts-0-title"}).text
    assert "Midwifery professionals" in found
    chosen = client.post(here, data={**sent(title="midwife"), "choose": "posts-0-title:2222"}).text
    assert 'name="posts-0-isco" type="hidden" value="2222"' in chosen
    assert session.scalars(select(DemandReturn)).all() == []


def test_a_file_comes_back_as_it_went_out(client: FlaskClient, session: Session, home: Institution) -> None:
    here = f"/our-institution/{home.public_id}/posts"
    assert client.post(f"{here}/edit", data=sent(words="=1+1")).status_code == 303
    for language in ("en", "ar", "fr", "es", "pt"):
        client.get(f"/language/{language}?next=/")
        text = client.get(f"{here}/list.csv").data.decode("utf-8-sig")
        _heading, row = csv.reader(io.StringIO(text))
        assert (row[0], *row[2:6], row[7]) == ("2221", "12", "7", "5", "3", "'=1+1")
        assert upload(client, home, text)[0] == 303, language
    assert len(session.scalars(select(DemandReturn)).all()) == 1, "the same in every language"
    changed = text.replace(",5,3,", ",5,2,")
    assert upload(client, home, changed)[0] == 303
    newest = session.scalars(select(DemandReturn).order_by(DemandReturn.number.desc())).first()
    assert newest is not None
    assert [(line.hard_to_fill, line.words) for line in newest.lines] == [(2, "=1+1")]


def test_what_is_wrong_in_a_file_stands_beside_its_row(
    client: FlaskClient, session: Session, home: Institution
) -> None:
    text = (
        "Occupation;Posts established;Filled;Vacant;Hard to fill, of the vacant ones;Why they are hard to fill\n"
        "2222;4;4;0;0;\nMedical doctors of the moon;4;3;1;0;\nNursing professionals;9;many;2;1;The pay is too low\n"
    )
    status, page = upload(client, home, text)
    assert status == 422
    assert 'value="Medical doctors of the moon"' in page
    assert 'value="many"' in page
    assert page.count("Choose the occupation that fits best from the list.") == 2 * 2, "in the summary and beside it"
    assert '<option selected value="pay-too-low">' in page
    assert f'action="/our-institution/{home.public_id}/posts/edit"' in page, "corrected here and then saved"
    for wrong, words in (
        ("a,b\n1,2\n", "Download it, fill it in and send it."),
        ("Occupation\n", "There is no row below the headings."),
        (text.splitlines()[0] + "\n" + "2221;1;1;0;0;\n" * 101, "There is room for 100 of these at most."),
    ):
        assert words in upload(client, home, wrong)[1]
    assert "Choose a file." in client.post(f"/our-institution/{home.public_id}/posts/file", data={}).text
    assert session.scalars(select(DemandReturn)).all() == []


def test_the_ministry_reads_the_newest_returns_of_its_own_country(client: FlaskClient, session: Session) -> None:
    near, far = make.institution(session, name="Near"), make.institution(session, "GH", name="Far")
    doubtful = make.institution(session, name="Doubtful")
    make.posts(session, near, ("2221", 1, 99), day=clock.today() - timedelta(days=400))
    make.posts(session, near, ("2221", 3, 41), ("2222", 1, 2))
    make.posts(session, far, ("2221", 3, 77))
    make.posts(session, doubtful, ("2221", 3, 66))
    doubtful.state = InstitutionState.SUSPENDED
    account = make.account(session, Role.MINISTRY, duty="SO", country="SO")
    session.commit()
    make.sign_in(client, account)
    for place in ("/ministry/posts", "/ministry/posts.csv"):
        page = client.get(place).text
        assert "41" in page
        assert not [name for name in ("Far", "Doubtful", "99<", "66<") if name in page]
    nurses = client.get("/ministry/posts?occupation=2222").text
    assert ("Midwifery professionals" in nurses, "Nursing professionals" in nurses) == (True, False)
    assert "No posts fit these filters" in client.get("/ministry/posts?country=GH").text
    make.sign_in(client, make.officer(session))
    session.commit()
    assert all(name in client.get("/desk/posts").text for name in ("Near", "Far"))

"""The officer's way: rank now, read the list, open a candidate, pick, compare, download."""

import csv
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.disclosure import candidate_code
from skillsbank.domain.roles import Role
from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import Visibility
from skillsbank.models import Account, AuditEntry, MatchRun, Profile, ShortlistEntry, Vacancy
from skillsbank.services.ranking.runs import run
from tests import factories as make

MISSING = "0" * 24


@pytest.fixture
def officer(session: Session) -> Account:
    return make.officer(session)


@pytest.fixture
def need(session: Session, officer: Account) -> Vacancy:
    made = make.vacancy(session, make.institution(session))
    session.commit()
    return made


def expert(session: Session, **values: object) -> Profile:
    values = {"headline": "Newborn nurse", "summary": "Coaches <b>newborn</b> units.", "birth_year": 1980, **values}
    made = make.expert(session, **values)  # type: ignore[arg-type]  # any column
    session.commit()
    return made


def ranked(session: Session, need: Vacancy, officer: Account) -> MatchRun:
    made = run(session, make.actor(session, officer), need)
    session.commit()
    return made


def test_rank_now_shows_the_list(client: FlaskClient, session: Session, need: Vacancy, officer: Account) -> None:
    expert(session, employer="Karolinska", given_name="Hodan")
    make.sign_in(client, officer)
    address = f"/desk/needs/{need.public_id}/ranking"
    assert "Nobody was ranked" in client.get(address).text
    answer = client.post(f"{address}/run")
    assert (answer.status_code, answer.location) == (303, address)
    page = client.get(address).text
    assert "Strongest reasons" in page
    assert "Newborn nurse" in page
    assert "Hodan" not in page, "a list shows codes"
    for modality in ("virtual", "circular", "permanent"):
        assert client.get(f"{address}?modality={modality}").status_code == 200


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=2", "page=x", "page=" + "9" * 1000, "modality=x"])
def test_addresses_that_are_no_page(
    client: FlaskClient, session: Session, need: Vacancy, officer: Account, query: str
) -> None:
    expert(session)
    ranked(session, need, officer)
    make.sign_in(client, officer)
    assert client.get(f"/desk/needs/{need.public_id}/ranking?{query}").status_code == 404


def test_twenty_five_a_page(client: FlaskClient, session: Session, need: Vacancy, officer: Account) -> None:
    for number in range(27):
        make.expert(session, birth_year=1960 + number, headline=f"Nurse {number}")
    session.commit()
    ranked(session, need, officer)
    make.sign_in(client, officer)
    first, second = (client.get(f"/desk/needs/{need.public_id}/ranking?page={page}").text for page in (1, 2))
    assert (first.count('<article class="card"'), second.count('<article class="card"')) == (25, 2)


def test_a_candidate_in_full(client: FlaskClient, session: Session, need: Vacancy, officer: Account) -> None:
    expert(session, given_name="Hodan", family_name="Warsame", employer="Karolinska", email="hodan@example.org")
    expert(session, summary="Keeps books.", headline="Clerk")
    match = ranked(session, need, officer).matches[0]
    make.sign_in(client, officer)
    page = client.get(f"/desk/needs/{need.public_id}/candidates/{match.public_id}").text
    assert "Hodan Warsame" in page
    assert "hodan@example.org" in page
    assert "Karolinska" in page
    assert "&lt;b&gt;<mark>newborn</mark>&lt;/b&gt;" in page, "shared words are marked, the person's text is escaped"
    assert "1980" not in page, "no age beside a score"
    points = [float(part) for part in re.findall(r'data-label="Points">([\d.]+) of [\d.]+<', page)]
    assert sum(points[:-1]) == pytest.approx(points[-1], abs=0.5), "the parts sum to the score, but for rounding"
    assert session.scalars(select(AuditEntry).where(AuditEntry.tag == "candidate:open")).one()


def test_pick_dismiss_and_take_back(client: FlaskClient, session: Session, need: Vacancy, officer: Account) -> None:
    expert(session)
    match = ranked(session, need, officer).matches[0]
    make.sign_in(client, officer)
    one = f"/desk/needs/{need.public_id}/candidates/{match.public_id}"
    unseen = client.get(f"{one}/pick")
    assert (unseen.status_code, unseen.location) == (303, one), "the candidate's page comes first"
    refused = client.post(f"{one}/pick", data={"reason": "can-teach", "note": "kept words", "seen": ""})
    assert refused.status_code == 422
    assert "Open the candidate&#39;s page first" in refused.text
    assert "kept words" in refused.text
    assert f'{one}/pick"' not in client.get(f"/desk/needs/{need.public_id}/ranking").text, "no pick from the list"
    assert f'{one}/pick"' in client.get(one).text
    assert client.get(f"{one}/pick").status_code == 200
    wrong = client.post(f"{one}/pick", data={"note": "kept words", "seen": ""})
    assert wrong.status_code == 422
    assert "kept words" in wrong.text
    assert client.post(f"{one}/pick", data={"reason": "no-answer", "seen": ""}).status_code == 422
    assert client.post(f"{one}/pick", data={"reason": "can-teach", "note": "=1+1", "seen": ""}).status_code == 303
    entry = session.scalars(select(ShortlistEntry)).one()
    late = client.post(f"{one}/dismiss", data={"reason": "no-answer", "seen": ""})
    assert late.status_code == 409
    assert "A colleague decided" in late.text
    assert "=1+1" in client.get(f"/desk/needs/{need.public_id}/shortlist").text
    file = client.get(f"/desk/needs/{need.public_id}/shortlist.csv")
    assert "'=1+1" in file.text
    assert client.post(f"{one}/undo", data={"seen": entry.public_id}).status_code == 303
    assert client.post(f"{one}/undo", data={}).status_code == 422
    assert client.post(f"{one}/undo", data={"seen": entry.public_id}).status_code == 409
    assert "Nobody was picked" in client.get(f"/desk/needs/{need.public_id}/shortlist").text


def test_compare_up_to_four(app: Flask, client: FlaskClient, session: Session, need: Vacancy, officer: Account) -> None:
    people = [expert(session, headline=f"Nurse {number}") for number in range(5)]
    ranked(session, need, officer)
    make.sign_in(client, officer)
    secret = app.extensions["skillsbank_settings"].secret_key
    codes = [candidate_code(secret, need.id, person.id) for person in people]
    address = f"/desk/needs/{need.public_id}/compare/temporary"
    page = client.get(address, query_string={"compare": codes[:4]}).text
    assert all(code in page for code in codes[:4])
    assert codes[4] not in page
    assert client.get(address, query_string={"compare": codes}).status_code == 404
    assert "Nobody to compare" in client.get(f"{address}?compare=NOBODY").text


def test_near_misses_with_their_cure(client: FlaskClient, session: Session, need: Vacancy, officer: Account) -> None:
    expert(session, languages=(("en", "B1"),))
    ranked(session, need, officer)
    make.sign_in(client, officer)
    page = client.get(f"/desk/needs/{need.public_id}/ranking").text
    assert "Nobody passes every condition" in page
    near = client.get(f"/desk/needs/{need.public_id}/ranking/near-misses").text
    assert "One level short: reach B2 in English before the start." in near


def test_the_download_has_the_columns_of_the_page(
    client: FlaskClient, session: Session, need: Vacancy, officer: Account
) -> None:
    expert(session, headline="@SUM(A1)", given_name="Hodan", email="hodan@example.org")
    ranked(session, need, officer)
    make.sign_in(client, officer)
    answer = client.get(f"/desk/needs/{need.public_id}/ranking.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    heading, row = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert heading[:5] == ["Rank", "Candidate", "Score of 100", "Match", "Headline"]
    assert row[4] == "'@SUM(A1)"
    assert "Hodan" not in answer.text
    assert "hodan@example.org" not in answer.text
    note = session.scalars(select(AuditEntry).where(AuditEntry.tag == "list:download")).one()
    assert (note.details["count"], note.subject_id) == (1, need.id)


def test_somebody_who_left_shows_as_gone(
    client: FlaskClient, session: Session, need: Vacancy, officer: Account
) -> None:
    person = expert(session)
    match = ranked(session, need, officer).matches[0]
    person.countries[0].visibility = Visibility.ASK_FIRST
    officer.duty_country = "CH"
    person.state = "paused"  # type: ignore[assignment]  # what the workflow would write
    session.commit()
    make.sign_in(client, officer)
    page = client.get(f"/desk/needs/{need.public_id}/ranking").text
    assert "no longer available" in page
    assert "Newborn nurse" not in page
    one = f"/desk/needs/{need.public_id}/candidates/{match.public_id}"
    for answer in (client.get(one), client.post(f"{one}/pick", data={"reason": "can-teach"})):
        assert answer.status_code == 404


def test_needs_that_fit_one_person(client: FlaskClient, session: Session, need: Vacancy, officer: Account) -> None:
    person = expert(session)
    make.sign_in(client, officer)
    page = client.get(f"/desk/experts/{person.public_id}/fits").text
    assert need.title in page
    assert "Strongest reasons" in page
    assert client.get(f"/desk/experts/{MISSING}/fits").status_code == 404


def test_a_need_that_cannot_be_ranked_says_so(client: FlaskClient, session: Session, officer: Account) -> None:
    done = make.vacancy(session, make.institution(session), state=VacancyState.ARCHIVED)
    session.commit()
    make.sign_in(client, officer)
    assert "cannot be ranked" in client.get(f"/desk/needs/{done.public_id}/ranking").text
    assert client.post(f"/desk/needs/{done.public_id}/ranking/run").status_code == 409


def test_other_programmes_and_other_roles_learn_nothing(
    client: FlaskClient, session: Session, need: Vacancy, officer: Account
) -> None:
    person = expert(session)
    match = ranked(session, need, officer).matches[0]
    base = f"/desk/needs/{need.public_id}"
    pages = [
        f"{base}/ranking", f"{base}/ranking/near-misses", f"{base}/ranking.csv", f"{base}/shortlist",
        f"{base}/shortlist.csv", f"{base}/compare/temporary?compare=A", f"{base}/candidates/{match.public_id}",
        f"{base}/candidates/{match.public_id}/pick",
    ]  # fmt: skip
    elsewhere = make.officer(session, programme_id=make.programme(session).id)
    others = [make.host(session, need.institution), make.account(session, Role.MINISTRY, duty="SO", country="SO")]
    session.commit()
    make.sign_in(client, elsewhere)
    for page in pages:
        missing = client.get(page.replace(need.public_id, MISSING))
        answer = client.get(page)
        assert (answer.status_code, missing.status_code) == (404, 404), page
    for other in others:
        make.sign_in(client, other)
        for page in [*pages, f"/desk/experts/{person.public_id}/fits"]:
            assert client.get(page).status_code == 403, page

"""An officer registers, verifies, suspends and finds institutions in the browser; nobody else does."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import InstitutionState
from skillsbank.models import Account, Institution, OutboxMessage, RoleGrant
from tests import factories

FACTS = {
    "name": "Isbitaalka Bulsho", "name_en": "Community Hospital", "kind": "hospital", "ownership": "public",
    "sector": "health", "place": "Burao", "capacity": "3", "domain": "https://bulsho.example/",
}  # fmt: skip


@pytest.fixture
def officer(client: FlaskClient, session: Session) -> Account:
    account = factories.officer(session)
    session.commit()
    factories.sign_in(client, account)
    return account


def kept(client: FlaskClient, session: Session) -> Institution:
    session.expire_all()
    return session.scalars(select(Institution).order_by(Institution.id.desc())).first()  # type: ignore[return-value]


def test_from_registering_to_suspending(client: FlaskClient, session: Session, officer: Account) -> None:
    assert "Choose a country" in client.get("/institutions/new").text
    page = client.get("/institutions/new?country=SO")
    assert "SO-WO" in page.text, "the regions are those of the country"
    answer = client.post("/institutions/new?country=SO", data=FACTS)
    assert answer.status_code == 303
    made = kept(client, session)
    assert (made.country, made.capacity, made.domain) == ("SO", 3, "bulsho.example")
    here = f"/institutions/{made.public_id}"
    assert answer.location == here
    assert "Not verified yet" in client.get(here).text

    empty = client.post(f"{here}/actions/verify", data={"version": made.version, "evidence": " "})
    assert empty.status_code == 422
    assert kept(client, session).state is InstitutionState.UNVERIFIED
    verified = client.post(f"{here}/actions/verify", data={"version": made.version, "evidence": "Seen <b>there</b>."})
    assert verified.status_code == 303
    assert "Seen &lt;b&gt;there" in client.get(here).text

    version = kept(client, session).version
    assert client.post(f"{here}/actions/suspend", data={"version": version}).status_code == 422
    wrong = client.post(f"{here}/actions/suspend", data={"version": version, "reason": "safety", "note": "x" * 1501})
    assert wrong.status_code == 422
    assert 'value="safety" checked' in wrong.text, "what was chosen is still there"
    done = client.post(f"{here}/actions/suspend", data={"version": version, "reason": "safety", "note": "Reports."})
    assert done.status_code == 303
    assert kept(client, session).state is InstitutionState.SUSPENDED
    page = client.get(here)
    assert "The safety of experts cannot be assured" in page.text
    assert "Reports." in page.text
    again = client.post(f"{here}/actions/suspend", data={"version": kept(client, session).version, "reason": "safety"})
    assert again.status_code == 409
    assert client.get(f"{here}/actions/verify").status_code == 409
    resumed = client.post(f"{here}/actions/resume", data={"version": kept(client, session).version})
    assert resumed.status_code == 303
    assert kept(client, session).state is InstitutionState.VERIFIED


def test_mistakes_come_back_with_what_was_typed(client: FlaskClient, session: Session, officer: Account) -> None:
    wrong = {
        **FACTS,
        "name": "",
        "place": "Burao <b>",
        "capacity": "9" * 1000,
        "kind": "castle",
        "domain": "no domain",
    }
    page = client.post("/institutions/new?country=SO", data=wrong)
    assert page.status_code == 422
    assert "Burao &lt;b&gt;" in page.text
    for field in ("name", "capacity", "kind", "domain"):
        assert f'id="{field}-error"' in page.text
    client.post("/institutions/new?country=SO", data=FACTS)
    twice = client.post("/institutions/new?country=SO", data=FACTS)
    assert twice.status_code == 422
    assert "already has an institution of that name" in twice.text


def test_an_older_page_meets_a_conflict(client: FlaskClient, session: Session, officer: Account) -> None:
    made = factories.institution(session, place="Burao", region="SO-WO")
    session.commit()
    here, shown = f"/institutions/{made.public_id}", made.version
    assert 'value="SO-WO"' in client.get(f"{here}/edit").text
    assert client.post(f"{here}/edit", data={**FACTS, "version": shown}).status_code == 303
    late = client.post(f"{here}/edit", data={**FACTS, "place": "Berbera", "version": shown})
    assert late.status_code == 409
    assert client.post(f"{here}/actions/suspend", data={"version": shown, "reason": "safety"}).status_code == 409
    assert client.post(f"{here}/edit", data={**FACTS, "version": "x"}).status_code == 409
    assert kept(client, session).place == "Burao"


def test_the_list_filters_sorts_and_pages(client: FlaskClient, session: Session, officer: Account) -> None:
    for number in range(30):
        factories.institution(session, "SO" if number % 2 else "RW", name=f"Hospital {number:02d}")
    session.commit()
    first = client.get("/institutions?sort=name&order=desc").text
    assert first.index("Hospital 29") < first.index("Hospital 28")
    assert "Hospital 04" not in first
    assert "Hospital 04" in client.get("/institutions?sort=name&order=desc&page=2").text
    one = client.get("/institutions?country=RW&state=verified&sector=health").text
    assert "Hospital 02" in one
    assert "Hospital 01" not in one
    for nonsense in ("page=-1", "page=" + "9" * 1000, "sort=id", "state=x", "country=%00", "order=up",
                     "endpoint=x", "_scheme=x", "_method=x", "_anchor=x", "_external=1"):  # fmt: skip
        assert client.get(f"/institutions?{nonsense}").status_code == 200
    assert "No institution fits" in client.get("/institutions?country=PE").text


def test_invite_a_focal_point(client: FlaskClient, session: Session, officer: Account) -> None:
    made = factories.institution(session, "SO")
    session.commit()
    here = f"/institutions/{made.public_id}"
    wrong = client.post(f"{here}/focal-points", data={"name": "Asha", "email": "asha", "language": "en"})
    assert wrong.status_code == 422
    assert 'value="asha"' in wrong.text
    data = {"name": "Asha", "email": "asha@example.org", "language": "en"}
    for _press in range(2):
        assert client.post(f"{here}/focal-points", data=data).status_code == 303
    assert len(session.scalars(select(OutboxMessage.id)).all()) == 1, "a double click sends one mail"
    session.expire_all()
    grant = session.scalars(select(RoleGrant).where(RoleGrant.role == Role.INSTITUTION)).one()
    assert (grant.institution_id, grant.account.duty_country) == (made.id, "SO")
    assert "asha@example.org" in client.get(here).text
    factories.officer(session, email="elsewhere@example.org")
    session.commit()
    clash = client.post(f"{here}/focal-points", data={**data, "email": "elsewhere@example.org"})
    assert clash.status_code == 422


def test_missing_and_out_of_reach_look_the_same(client: FlaskClient, session: Session) -> None:
    programme = factories.programme(session, origin_countries=["RW"])
    account = factories.officer(session, programme_id=programme.id)
    far = factories.institution(session, "SO")
    session.commit()
    factories.sign_in(client, account)
    pages = [client.get(f"/institutions/{public_id}") for public_id in (far.public_id, "0" * 24)]
    assert [page.status_code for page in pages] == [404, 404]
    asked = rf'{far.public_id}|{"0" * 24}|name="csrf_token" value="[^"]*"'
    assert re.sub(asked, "", pages[0].text) == re.sub(asked, "", pages[1].text)
    for path in ("edit", "actions/suspend"):
        assert client.get(f"/institutions/{far.public_id}/{path}").status_code == 404
    assert far.name not in client.get("/institutions").text
    assert "Rwanda" in client.get("/institutions/new?country=SO").text, "one country: its form, whatever is asked for"


@pytest.mark.parametrize("role", ["ministry", "auditor", "administrator", "donor", "expert"])
def test_other_roles_are_refused(client: FlaskClient, session: Session, role: str) -> None:
    scope = {"country": "SO"} if role == "ministry" else {}
    account = factories.account(session, Role(role), **scope)
    session.commit()
    factories.sign_in(client, account)
    assert client.get("/institutions").status_code == 403
    assert client.post("/institutions/new?country=SO", data=FACTS).status_code == 403

"""The pages of ministry, administrator, auditor and donor: their own work, nobody's data."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.roles import Role
from skillsbank.domain.vacancy import VacancyState
from skillsbank.models import Account
from skillsbank.policies import SYSTEM
from skillsbank.services import programmes
from tests import factories

PAGES = {
    "/programmes": {"institution", "ministry", "officer", "manager", "administrator", "auditor", "donor"},
    "/ministry": {"ministry"},
    "/staff": {"administrator"},
    "/staff/new": {"administrator"},
    "/audit": {"auditor"},
}


def signed_in(client: FlaskClient, session: Session, role: Role, **scope: object) -> Account:
    account = factories.account(session, role, duty="CH", **scope)
    session.commit()
    factories.sign_in(client, account)
    return account


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", list(Role))
def test_each_page_opens_for_its_roles_alone(client: FlaskClient, session: Session, path: str, role: Role) -> None:
    scope: dict[str, object] = {"country": "SO"} if role is Role.MINISTRY else {}
    if role is Role.INSTITUTION:
        scope = {"institution_id": factories.institution(session).id}
    assert client.get(path).status_code == 303, "strangers are led to the sign-in page"
    signed_in(client, session, role, **scope)
    assert client.get(path).status_code == (200 if role in PAGES[path] else 403)


def test_a_programme_in_words(client: FlaskClient, session: Session) -> None:
    programmes.load_presets(session, SYSTEM)
    signed_in(client, session, Role.DONOR)
    listed = client.get("/programmes").text
    assert listed.index("Migration for Development in Africa") < listed.index("Virtual Exchange of Expertise")
    page = client.get("/programmes/tokten").text
    assert "From 14 to 90 days." in page
    assert "At least 2 visits." in page
    assert "Bachelor" in page
    assert "Not needed. Needs are published without the verified mark." in page
    sums = re.findall(r"<td>(\d+)</td>", page.split(">Sum<", 1)[1].split("</tr>", 1)[0])
    assert sums == ["100", "100"]
    assert "open-ended" in client.get("/programmes/rqn").text
    assert client.get("/programmes/nothing").status_code == 404


def test_a_ministry_sees_what_waits_for_it_oldest_first(client: FlaskClient, session: Session) -> None:
    here, there = factories.institution(session, "SO"), factories.institution(session, "RW")
    without = factories.programme(session, endorsement=False)
    now = clock.now()
    for title, days in (("Younger need", 3), ("Older need", 12)):
        sent = now - timedelta(days=days, minutes=1)
        factories.vacancy(session, here, state=VacancyState.SUBMITTED, title=title, submitted_at=sent)
    factories.vacancy(session, here, state=VacancyState.SUBMITTED, title="No endorsement", programme=without)
    factories.vacancy(session, here, state=VacancyState.SUBMITTED, title="No programme yet", programme=None)
    factories.vacancy(session, here, title="Already open")
    factories.vacancy(session, here, state=VacancyState.DRAFT, title="Still a draft", submitted_at=None)
    factories.vacancy(session, there, title="Of another country")
    signed_in(client, session, Role.MINISTRY, country="SO")
    text = client.get("/ministry").text
    waiting, others = text.split("Other needs of your country")
    assert waiting.index("Older need") < waiting.index("Younger need")
    assert "12 days" in waiting
    for title in ("No endorsement", "No programme yet", "Already open"):
        assert title in others
        assert title not in waiting
    for title in ("Still a draft", "Of another country"):
        assert title not in text
    assert client.get("/ministry?sort=state&order=asc&page=9999999").status_code == 200


def test_a_deactivated_account_loses_access_on_the_next_request(client: FlaskClient, session: Session) -> None:
    signed_in(client, session, Role.ADMINISTRATOR)
    officer = factories.officer(session, name="Nadia", email="nadia@example.org")
    session.commit()
    other = client.application.test_client()
    factories.sign_in(other, officer)
    assert other.get("/programmes").status_code == 200
    here = f"/staff/{officer.public_id}"
    assert client.get(f"{here}/deactivate").status_code == 200
    assert other.get("/programmes").status_code == 200, "opening the page changes nothing"
    assert client.post(f"{here}/deactivate").status_code == 303
    assert other.get("/programmes").status_code == 303
    assert "Deactivated" in client.get("/staff?role=officer&active=no").text
    assert client.post(f"{here}/reactivate").status_code == 303
    assert other.get("/programmes").status_code == 303, "the old session stays ended"
    session.expire_all()
    factories.sign_in(other, session.get_one(Account, officer.id))
    assert other.get("/programmes").status_code == 200


def test_taking_one_role_away(client: FlaskClient, session: Session) -> None:
    own = signed_in(client, session, Role.ADMINISTRATOR)
    programme = factories.programme(session)
    officer = factories.officer(session, name="Nadia", programme_id=programme.id)
    session.commit()
    here = f"/staff/{officer.public_id}/roles/officer-{programme.code}"
    assert here in client.get("/staff").text
    assert programme.name in client.get(here).text
    other = client.application.test_client()
    factories.sign_in(other, officer)
    assert other.get("/desk").status_code == 200
    assert client.post(here).status_code == 303
    assert other.get("/desk").status_code == 303, "signed out"
    assert client.post(here).status_code == 404
    assert "Nadia" not in client.get("/staff").text
    assert client.post(f"/staff/{own.public_id}/roles/administrator").status_code == 422


def test_inviting_staff(client: FlaskClient, session: Session) -> None:
    own = signed_in(client, session, Role.ADMINISTRATOR)
    programme = factories.programme(session)
    expert = factories.expert(session)
    session.commit()
    good = {"name": "Nadia", "email": "nadia@example.org", "role": "officer", "duty_country": "CH", "language": "fr"}
    for wrong in (
        {"name": ""}, {"email": "x"}, {"role": "king"}, {"role": "ministry"}, {"role": "donor"}, {"country": "SO"},
        {"duty_country": ""}, {"duty_country": "XX"}, {"programme": "none"}, {"language": "de"}, {"email": own.email},
    ):  # fmt: skip
        answer = client.post("/staff/new", data={**good, **wrong})
        assert answer.status_code == 422, wrong
        assert "There is a problem" in answer.text
    assert client.post("/staff/new", data={**good, "programme": programme.code}).status_code == 303
    session.expire_all()
    made = session.scalars(select(Account).where(Account.email == "nadia@example.org")).one()
    assert [(grant.role, grant.programme_id) for grant in made.grants] == [(Role.OFFICER, programme.id)]
    listed = client.get("/staff").text
    assert "Invited" in listed
    assert expert.account is not None
    assert expert.account.email not in listed
    assert client.get(f"/staff/{expert.account.public_id}/deactivate").status_code == 404
    assert client.post(f"/staff/{own.public_id}/deactivate").status_code == 422


def test_the_trail_shows_codes_and_the_same_number_for_the_same_record(client: FlaskClient, session: Session) -> None:
    programmes.load_presets(session, SYSTEM)
    account = signed_in(client, session, Role.ADMINISTRATOR)
    officer = factories.officer(session, name="Nadia", email="nadia@example.org")
    session.commit()
    client.post(f"/staff/{officer.public_id}/deactivate")
    client.post(f"/staff/{officer.public_id}/reactivate")
    signed_in(client, session, Role.AUDITOR)
    text = client.get("/audit").text
    numbers = re.findall(r"Account <bdi[^>]*>([0-9a-f]{8})</bdi>", text)
    assert len(numbers) == 2
    assert len(set(numbers)) == 1
    assert text.index("account:reactivate") < text.index("programme:load</bdi></div></th>")
    for personal in ("nadia", "Nadia", account.email):
        assert personal not in text
    filtered = client.get("/audit?tag=programme:load").text
    assert "version: 1" in filtered
    assert "account:reactivate</bdi>" not in filtered
    for nonsense in ("tag=nothing", "page=x", "sort=role", "order=%00"):
        assert client.get(f"/audit?{nonsense}").status_code == 200

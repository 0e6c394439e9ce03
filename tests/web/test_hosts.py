"""An institution as a host: it says what is ready, an officer confirms, the need's page weighs it."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.readiness import ReadinessLine
from skillsbank.domain.vacancy import VacancyState
from skillsbank.models import Account, Contribution, Decision, Institution, ReadinessAssessment, RoleGrant
from skillsbank.queries import hosts
from tests import factories as make

READY = {"max_experts": "2", **{line.value: "2" for line in ReadinessLine}, "power_note": "A generator <b>at night</b>"}


@pytest.fixture
def home(session: Session) -> Institution:
    made = make.institution(session, capacity=5)
    session.commit()
    return made


@pytest.fixture
def user(client: FlaskClient, session: Session, home: Institution) -> Account:
    account = make.host(session, home)
    session.commit()
    make.sign_in(client, account)
    return account


def as_officer(client: FlaskClient, session: Session) -> Account:
    account = make.officer(session)
    session.commit()
    make.sign_in(client, account)
    return account


def test_the_institution_answers_and_the_officer_confirms(
    client: FlaskClient, session: Session, home: Institution, user: Account
) -> None:
    here, there = f"/our-institution/{home.public_id}", f"/institutions/{home.public_id}"
    assert client.get("/our-institution").location == here
    assert 'value="5"' in client.get(f"{here}/readiness").text, "starts from what was registered"
    half = client.post(f"{here}/readiness", data={"max_experts": "2", "power_note": "At <night>"})
    assert half.status_code == 422
    assert "At &lt;night&gt;" in half.text
    assert client.post(f"{here}/readiness", data=READY | {"power": "1"}).status_code == 303
    assert "95 of 100" in client.get(here).text
    for _press in range(2):
        assert client.post(f"{here}/readiness", data=READY).status_code == 303
    versions = session.scalars(select(ReadinessAssessment.number).order_by(ReadinessAssessment.number)).all()
    assert versions == [1, 2], "the same answers twice are one version"
    page = client.get(here).text
    assert "100 of 100" in page
    assert "A generator &lt;b&gt;" in page

    first, last = session.scalars(select(ReadinessAssessment).order_by(ReadinessAssessment.number))
    officer = as_officer(client, session)
    assert client.post(f"{there}/readiness/{first.public_id}/confirm").status_code == 409
    assert client.post(f"{there}/readiness/{'0' * 24}/confirm").status_code == 404
    for _press in range(2):
        assert client.post(f"{there}/readiness/{last.public_id}/confirm").status_code == 303
    session.expire_all()
    assert (last.confirmed_by_id, first.confirmed_by_id) == (officer.id, None)
    assert "Confirm the readiness" not in client.get(there).text


def test_nobody_answers_for_another_institution(client: FlaskClient, session: Session, user: Account) -> None:
    other = make.institution(session, "GH")
    session.commit()
    for path in ("", "/readiness", "/contributions"):
        for public_id in (other.public_id, "0" * 24):
            assert client.get(f"/our-institution/{public_id}{path}").status_code == 404
    assert client.post(f"/our-institution/{other.public_id}/readiness", data=READY).status_code == 404
    as_officer(client, session)
    assert client.get("/our-institution").status_code == 403


def test_a_crowded_need_warns_its_officer_with_both_figures(
    client: FlaskClient, session: Session, home: Institution, user: Account
) -> None:
    need = make.vacancy(session, home, state=VacancyState.ENDORSED, posts=3)
    session.commit()
    approve = f"/needs/{need.public_id}/actions/approve"
    as_officer(client, session)
    assert "asks for 3 experts" not in client.get(approve).text, "registered: five"
    make.sign_in(client, user)
    client.post(f"/our-institution/{home.public_id}/readiness", data=READY)
    assert "Readiness of the institution" not in client.get(f"/needs/{need.public_id}").text
    as_officer(client, session)
    assert "asks for 3 experts" not in client.get(approve).text, "not confirmed yet"
    made = session.scalars(select(ReadinessAssessment)).one()
    client.post(f"/institutions/{home.public_id}/readiness/{made.public_id}/confirm")
    for page in (client.get(approve).text, client.get(f"/needs/{need.public_id}").text):
        assert "asks for 3 experts, but the institution can host 2" in page
    assert client.post(approve, data={"version": need.version}).status_code in (303, 422), "a warning stops nobody"
    open_need = make.vacancy(session, home)
    session.commit()
    with client.session_transaction() as browser:
        browser.clear()
    public = client.get(f"/open-needs/{open_need.public_id}")
    assert public.status_code == 200
    assert "Assessed on" in public.text
    assert "of 100" not in public.text
    assert "generator" not in public.text


def test_contributions_are_money_with_a_currency_or_in_kind(
    client: FlaskClient, session: Session, home: Institution, user: Account
) -> None:
    here = f"/our-institution/{home.public_id}/contributions"
    row = {"contributions-0-what": "Flat <b>near</b> the ward", "contributions-0-year": "2026"}
    assert client.post(here, data=row | {"contributions-0-amount": "300"}).status_code == 422
    money = {"contributions-0-amount": "300", "contributions-0-currency": "usd"}
    assert client.post(here, data=row | money | {"contributions-0-currency": "QQQ"}).status_code == 422
    assert client.post(here, data=row | {"contributions-0-year": ""}).status_code == 422
    assert client.post(here, data=row | money | {"add": "contributions"}).status_code == 200
    kind = {"contributions-1-what": "A driver", "contributions-1-year": "2025"}
    for _press in range(2):
        assert client.post(here, data=row | money | kind).status_code == 303
    rows = {(c.what, c.amount, c.currency) for c in session.scalars(select(Contribution))}
    assert rows == {("Flat <b>near</b> the ward", 300, "USD"), ("A driver", None, None)}
    page = client.get(f"/our-institution/{home.public_id}").text
    assert "Flat &lt;b&gt;near" in page
    assert "In kind" in page


def test_focal_points_are_named_and_missed(
    client: FlaskClient, session: Session, home: Institution, user: Account
) -> None:
    fresh = make.institution(session)
    fresh.state = type(fresh.state).UNVERIFIED
    colleague = make.host(session, fresh)
    as_officer(client, session)
    verify = f"/institutions/{fresh.public_id}/actions/verify"
    assert "Nobody is named as focal point" in client.get(verify).text
    page = f"/institutions/{fresh.public_id}/focal-points/{colleague.public_id}"
    assert client.get(page).status_code == 200
    assert client.post(page, data={"duties": ["needs", "cooking"]}).status_code == 422
    assert client.post(page, data={"duties": ["needs", "experts"]}).status_code == 303
    session.expire_all()
    assert session.scalars(select(RoleGrant).where(RoleGrant.account_id == colleague.id)).one().focal_for == [
        "needs", "experts",
    ]  # fmt: skip
    assert "Nobody is named as focal point" not in client.get(verify).text
    assert "Receiving experts" in client.get(f"/institutions/{fresh.public_id}").text
    far = f"/institutions/{fresh.public_id}/focal-points/{user.public_id}"
    assert client.get(far).status_code == 404, "a user of another institution"
    assert client.post(far, data={"duties": ["needs"]}).status_code == 404


def test_the_agreement_and_the_figures_stand_on_the_page(
    client: FlaskClient, session: Session, home: Institution
) -> None:
    home.agreement_date, home.agreement_end = clock.today() - timedelta(days=500), clock.today() + timedelta(days=30)
    make.vacancy(session, home, state=VacancyState.CANCELLED)
    answered = make.vacancy(session, home, state=VacancyState.SUBMITTED)
    session.add(
        Decision(
            at=clock.now() - timedelta(days=4), role="officer", subject_kind="vacancies", subject_id=answered.id,
            action="return", reason="unclear",
        )
    )  # fmt: skip
    as_officer(client, session)
    page = client.get(f"/institutions/{home.public_id}").text
    assert "The agreement ends in 30 days" in page
    counted = hosts.figures(session, home)
    assert (counted.sent, counted.cancelled) == (2, 1)
    assert counted.days_to_answer == pytest.approx(4, abs=0.1)
    home.agreement_end = clock.today() - timedelta(days=1)
    session.commit()
    assert "The agreement has ended" in client.get(f"/institutions/{home.public_id}").text
    wrong = {
        "name": home.name, "kind": "hospital", "ownership": "public", "sector": "health", "place": "Burao",
        "capacity": "3", "version": home.version, "agreement_date": "2026-05-03", "agreement_end": "2026-05-01",
    }  # fmt: skip
    assert client.post(f"/institutions/{home.public_id}/edit", data=wrong).status_code == 422
    right = wrong | {"agreement_end": "2027-05-01", "address": "12 Hospital Road", "registration": "MOH-77"}
    assert client.post(f"/institutions/{home.public_id}/edit", data=right).status_code == 303
    assert "MOH-77" in client.get(f"/institutions/{home.public_id}").text

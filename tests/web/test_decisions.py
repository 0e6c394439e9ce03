"""The pages on which a person decides, through the browser's door."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.profile import ProfileAction, ProfileState
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import Modality, Purpose, Visibility
from skillsbank.models import Application, AuditEntry, Base, Consent, Disclosure, Profile, Vacancy
from skillsbank.queries import own_data
from skillsbank.services import workflow
from skillsbank.settings import Settings
from tests import factories as make


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, counsellor="Harbour Advice Line, +44 20 7946 0123")


@pytest.fixture
def profile(session: Session, client: FlaskClient) -> Profile:
    made = make.expert(session, {"SO": Visibility.CARD, "KE": Visibility.ASK_FIRST}, employer="Karolinska ward 12")
    assert made.account is not None
    make.sign_in(client, made.account)
    session.commit()
    return made


@pytest.fixture
def need(session: Session) -> Vacancy:
    made = make.vacancy(session, make.institution(session, name="Garowe General Hospital"))
    session.commit()
    return made


def test_hide_and_become_visible(client: FlaskClient, session: Session, profile: Profile) -> None:
    page = client.get("/who-sees-me")
    assert page.text.count("Hide me there") == 1
    assert client.post("/who-sees-me/1/hide", data={"country": "SO"}).status_code == 303
    session.expire_all()
    assert profile.countries[0].visibility is Visibility.ASK_FIRST
    reveal = client.get("/who-sees-me/2/reveal")
    assert "Talk to somebody independent" in reveal.text
    assert " checked" not in reveal.text
    assert client.post("/who-sees-me/2/reveal", data={"country": "KE"}).status_code == 422, "not without the box"
    assert client.post("/who-sees-me/2/reveal", data={"country": "KE", "read": "y"}).status_code == 303
    early = client.post("/who-sees-me/2/confirm", data={"country": "KE"})
    assert early.status_code == 422
    assert "24 hours have not passed" in early.text
    with clock.moved(timedelta(hours=25)):
        assert "What they will see" in client.get("/who-sees-me/2/confirm").text
        assert client.post("/who-sees-me/2/confirm", data={"country": "KE"}).status_code == 303
    session.expire_all()
    assert profile.countries[1].visibility is Visibility.CARD


def test_a_list_that_moved_misleads_nobody(client: FlaskClient, session: Session, profile: Profile) -> None:
    for path in ("hide", "cancel", "reveal", "confirm"):
        answer = client.post(f"/who-sees-me/1/{path}", data={"country": "KE", "read": "y"})
        assert answer.status_code == 409, path
        assert client.get("/who-sees-me/7/reveal").status_code == 404
    session.expire_all()
    assert profile.countries[0].visibility is Visibility.CARD


def test_an_untranslated_risk_text_changes_nothing(client: FlaskClient, session: Session, profile: Profile) -> None:
    profile.languages[0].level = "A1"
    profile.text_language = "so"
    session.commit()
    answer = client.post("/who-sees-me/2/reveal", data={"country": "KE", "read": "y"})
    assert answer.status_code == 422
    assert "not available in a language that you read" in answer.text
    session.expire_all()
    assert profile.countries[1].reveal_requested_at is None


def test_consents_are_withdrawn_and_given_by_one_press(client: FlaskClient, session: Session, profile: Profile) -> None:
    assert "You agree" in client.get("/consents").text
    assert client.get("/fits").text.count("not compared with needs") == 0
    assert client.post("/consents/matching/withdraw").status_code == 303
    assert "not compared with needs" in client.get("/fits").text, "on the next request"
    assert client.post("/consents/matching/give").status_code == 303
    session.expire_all()
    rows = session.scalars(select(Consent).where(Consent.purpose == Purpose.MATCHING)).all()
    assert [row.withdrawn_at is None for row in rows] == [False, True], "rows are added, never rewritten"
    assert "from " in client.get("/consents").text
    answer = client.post("/consents/registration/withdraw")
    assert answer.location.endswith("/my-data/withdraw")


def test_interest_from_the_list_to_taking_it_back(
    client: FlaskClient, session: Session, profile: Profile, need: Vacancy
) -> None:
    assert client.get(f"/fits/{need.public_id}").status_code == 200
    start = f"/fits/{need.public_id}/temporary/interest"
    first = client.get(start)
    assert first.location.endswith("/temporary/travel"), "the page on travel comes first"
    assert client.post(start, data={}).location.endswith("/temporary/travel")
    assert client.post(first.location, data={}).status_code == 422
    assert client.post(first.location, data={"read": "y"}).location.endswith("/temporary/interest")
    form = client.get(start)
    assert " checked" not in form.text, "nothing is ticked beforehand"
    assert "Your interest goes on all the same" in form.text
    too_long = client.post(start, data={"message": "x" * 1001})
    assert too_long.status_code == 422
    assert "x" * 1001 in too_long.text
    for _press in range(2):
        sent = client.post(start, data={"message": "I know the ward.", "institution": "y"})
        assert "/interests" in sent.location
    made = session.scalars(select(Application)).one()
    live = select(Consent).where(Consent.vacancy_id == need.id, Consent.withdrawn_at.is_(None))
    assert [consent.recipient for consent in session.scalars(live)] == ["institution"]
    page = client.get("/interests").text
    assert "The ministry does not learn your name." in page
    base = f"/consents/needs/{made.public_id}"
    assert client.post(f"{base}/ministry/give").status_code == 303
    assert client.post(f"{base}/institution/withdraw").status_code == 303
    assert [consent.recipient for consent in session.scalars(live)] == ["ministry"]
    back = f"/interests/{made.public_id}/take-back"
    assert client.post(back, data={"reason": "no-such-code"}).status_code == 422
    assert client.post(back, data={"reason": "dates-changed"}).status_code == 303
    assert client.post(back, data={}).status_code == 303, "a second press is safe"
    session.expire_all()
    assert session.scalars(live).all() == []
    assert "Say again that I am interested" in client.get("/interests").text


def test_a_permanent_job_asks_for_the_statement(
    client: FlaskClient, session: Session, profile: Profile, need: Vacancy
) -> None:
    profile.travel_page_read_at = clock.now()
    need.modality = Modality.PERMANENT
    session.commit()
    path = f"/fits/{need.public_id}/permanent/interest"
    assert "your own free choice" in client.get(path).text
    assert client.post(path, data={"message": "kept"}).status_code == 422
    assert client.post(path, data={"voluntary": "y"}).status_code == 303


def test_a_need_that_is_not_open_is_missing(client: FlaskClient, session: Session, profile: Profile) -> None:
    draft = make.vacancy(session, make.institution(session), state=make.VacancyState.APPROVED)
    session.commit()
    for path in (f"/fits/{draft.public_id}", f"/fits/{draft.public_id}/virtual/interest", f"/fits/{'0' * 24}"):
        assert client.get(path).status_code == 404


def test_somebody_elses_interest_is_missing(client: FlaskClient, session: Session, profile: Profile) -> None:
    other, need = make.expert(session), make.vacancy(session, make.institution(session))
    theirs = Application(vacancy=need, profile=other, modality=Modality.VIRTUAL)
    session.add(theirs)
    session.commit()
    for path in (f"/interests/{theirs.public_id}/take-back", f"/interests/{'0' * 24}/take-back"):
        assert client.post(path).status_code == 404
    assert client.post(f"/consents/needs/{theirs.public_id}/ministry/give").status_code == 404


def test_steps_of_the_own_profile(client: FlaskClient, session: Session, profile: Profile) -> None:
    for step, state in (("confirm", "active"), ("hide", "paused"), ("show", "active")):
        assert client.post(f"/my-data/step/{step}").status_code == 303
        session.expire_all()
        assert profile.state == state
    assert client.post("/my-data/step/show").status_code == 409, "an illegal move is refused"
    officer = make.actor(session, make.officer(session))
    workflow.perform(session, officer, profile, ProfileAction.ASK, note="Which ward did you lead?")
    session.commit()
    assert "Which ward did you lead?" in client.get("/my-data").text
    assert client.post("/my-data/answer", data={"answer": " "}).status_code == 422
    assert client.post("/my-data/answer", data={"answer": "The newborn unit."}).status_code == 303
    workflow.perform(session, officer, profile, ProfileAction.REJECT, reason="out-of-scope", note="secret musings")
    session.commit()
    page = client.get("/my-data").text
    assert "The newborn unit." in page
    assert "nothing to do with a skills bank" in page
    assert "secret musings" not in page, "of a decision the person reads the reason category"


def test_withdraw_come_back_and_erasure(client: FlaskClient, session: Session, profile: Profile) -> None:
    assert client.get("/my-data/withdraw").status_code == 200
    assert client.post("/my-data/withdraw").status_code == 303
    session.expire_all()
    assert profile.state is ProfileState.WITHDRAWN
    assert client.post("/my-data/step/reactivate").status_code == 303
    session.expire_all()
    assert profile.state is ProfileState.DRAFT
    assert client.post("/my-data/erasure", data={"word": "yes"}).status_code == 422
    assert client.post("/my-data/erasure", data={"word": "erase"}).status_code == 303
    session.expire_all()
    assert profile.state is ProfileState.ERASURE_PENDING


def test_who_looked_in_words(client: FlaskClient, session: Session, profile: Profile, need: Vacancy) -> None:
    session.add(
        Disclosure(
            profile_id=profile.id, role="institution", vacancy_id=need.id, purpose="card",
            fields=["occupation", "language", "public_summary"],
        )
    )  # fmt: skip
    session.commit()
    page = client.get("/my-data").text
    for words in ("A user of the institution", "without your name", "Garowe General Hospital", "your public summary"):
        assert words in page
    assert str(need.reference) in page


def test_the_download_holds_every_exported_column_and_nothing_else(
    client: FlaskClient, session: Session, profile: Profile, need: Vacancy
) -> None:
    stranger = make.expert(session, given_name="Strangername", employer="Strangeremployer")
    session.add(Application(vacancy=need, profile=profile, modality=Modality.VIRTUAL, message="My message"))
    session.commit()
    answer = client.get("/my-data/download")
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    data = json.loads(answer.text)
    assert data["profiles"][0]["given_name"] == profile.given_name
    assert data["experience"][0]["employer"] == "Karolinska ward 12"
    assert data["applications"][0]["message"] == "My message"
    assert data["applications"][0]["need"] == need.reference
    for mapper in own_data.tables_of_a_person():
        names = {"need" if c.name == "vacancy_id" else c.name for c in own_data.exported(mapper)}
        for row in data[mapper.class_.__tablename__]:
            assert set(row) == names
    for secret in ("Strangername", "Strangeremployer", "fs_uniquifier", "password", stranger.public_id):
        assert secret not in answer.text
    tags = session.scalars(select(AuditEntry.tag)).all()
    assert "profile:download" in tags


def test_every_table_with_rows_of_a_person_is_exported_or_says_that_it_is_not() -> None:
    covered = {mapper.class_ for mapper in own_data.tables_of_a_person()}
    owned = {
        mapper.class_
        for mapper in Base.registry.mappers
        if {"profile_id", "account_id"} & set(mapper.columns.keys()) and mapper.class_.about.export
    }
    assert owned <= covered
    assert len(covered) >= 15


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR, Role.INSTITUTION, None])
def test_these_pages_are_the_persons_own(client: FlaskClient, session: Session, role: Role | None) -> None:
    scope = {"institution_id": make.institution(session).id} if role is Role.INSTITUTION else {}
    if role is not None:
        make.sign_in(client, make.account(session, role, duty="CH", **scope))
    session.commit()
    for path in ("/who-sees-me", "/consents", "/my-data", "/my-data/download", "/fits", "/interests"):
        assert client.get(path).status_code == (303 if role is None else 403), path


def test_a_downloaded_list_says_every_personal_column_to_its_subject(
    app: Flask, client: FlaskClient, session: Session, profile: Profile
) -> None:
    officer = make.officer(session)
    session.commit()
    reader = app.test_client()
    make.sign_in(reader, officer)
    assert "Karolinska" not in (file := reader.get("/desk/experts.csv").text)
    assert all(word in file for word in (*make.SKILLS, "SO KE", "en:C1"))
    told = client.get("/my-data").text
    for words in ("your skills", "your languages", "your occupation", "the countries your family comes from"):
        assert words in told

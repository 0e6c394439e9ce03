"""An account from registration to signing out."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.roles import Role
from skillsbank.models import Account, OutboxMessage
from tests import factories as make


def newest_token(session: Session) -> str:
    """Return the single-use token of the newest mail."""
    session.expire_all()
    message = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
    assert message is not None
    return str(message.params["token"])


def test_register_confirm_sign_in_with_password(client: FlaskClient, session: Session) -> None:
    answer = client.post("/register", data={"email": "Hodan@Example.org", "password": "camel market river"})
    assert answer.status_code == 303
    token = newest_token(session)
    page = client.get(f"/link/confirm/{token}")
    assert page.status_code == 200
    account = session.scalars(select(Account)).one()
    assert account.email == "hodan@example.org"
    assert account.confirmed_at is None, "opening the link changes nothing"
    assert client.post(f"/link/confirm/{token}").status_code == 303
    session.expire_all()
    assert account.confirmed_at is not None
    assert client.post(f"/link/confirm/{token}").status_code == 404, "a link works once"
    client.post("/sign-out")
    answer = client.post("/sign-in", data={"email": "hodan@example.org", "password": "camel market river"})
    assert answer.status_code == 303
    assert client.get("/account").status_code == 200


def test_wrong_password_and_unknown_address_get_the_same_answer(client: FlaskClient, session: Session) -> None:
    client.post("/register", data={"email": "a@example.org", "password": "camel market river"})
    client.post(f"/link/confirm/{newest_token(session)}")
    client.post("/sign-out")

    client.get("/")

    def answer(email: str) -> str:
        page = client.post("/sign-in", data={"email": email, "password": "not this one at all"})
        assert page.status_code == 422
        return re.sub(rf'{email}|name="csrf_token" value="[^"]*"', "", page.text)

    assert answer("a@example.org") == answer("b@example.org")


def test_sign_out_everywhere(client: FlaskClient, session: Session) -> None:
    client.post("/register", data={"email": "a@example.org"})
    client.post(f"/link/confirm/{newest_token(session)}")
    assert client.get("/account").status_code == 200
    client.post("/account/sessions")
    assert client.get("/account").status_code == 303


def test_a_password_counts_only_from_the_browser_that_reads_the_mail(app: Flask, session: Session) -> None:
    """Somebody else may register my address with a password of theirs and wait until I confirm it."""
    theirs, mine = app.test_client(), app.test_client()
    theirs.post("/register", data={"email": "me@example.org", "password": "camel market river"})
    mine.post("/register", data={"email": "me@example.org", "password": "harbour lemon window"})
    assert "does not count" in mine.post(f"/link/sign_in/{newest_token(session)}", follow_redirects=True).text
    for password in ("camel market river", "harbour lemon window"):
        assert theirs.post("/sign-in", data={"email": "me@example.org", "password": password}).status_code == 422


def test_a_new_password_ends_what_was_mailed_before(client: FlaskClient, session: Session) -> None:
    client.post("/register", data={"email": "me@example.org"})
    client.post(f"/link/confirm/{newest_token(session)}")
    client.post("/sign-out")
    client.post("/sign-in/link", data={"email": "me@example.org"})
    older = newest_token(session)
    client.post("/password/forgotten", data={"email": "me@example.org"})
    client.post(f"/link/reset/{newest_token(session)}", data={"password": "harbour lemon window"})
    assert client.get("/account").status_code == 200
    assert client.get(f"/link/sign_in/{older}").status_code == 404


def test_registering_with_a_closed_address_says_what_every_other_address_hears(
    client: FlaskClient, session: Session
) -> None:
    make.account(session, Role.DONOR, duty="CH", email="closed@example.org", active=False)
    session.commit()
    answers = [
        client.post("/register", data={"email": email, "password": "camel market river"})
        for email in ("closed@example.org", "free@example.org")
    ]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/mail-sent")] * 2


def test_no_browser_keeps_a_page_behind_a_mailed_link(client: FlaskClient, session: Session) -> None:
    client.post("/register", data={"email": "me@example.org"})
    confirm = f"/link/confirm/{newest_token(session)}"
    client.post("/password/forgotten", data={"email": "me@example.org"})
    reset = f"/link/reset/{newest_token(session)}"
    for page in (client.get(confirm), client.get(reset), client.post(reset, data={}), client.get(f"{reset}x")):
        assert page.headers["Cache-Control"] == "no-store", page.status_code


def test_a_form_over_https_needs_its_token_and_no_referrer(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client, typed = app.test_client(), {"email": "nobody@example.org", "password": "camel market river"}
    try:
        page = client.get("/sign-in", base_url="https://localhost").text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert token
        with_token = client.post("/sign-in", data={**typed, "csrf_token": token[1]}, base_url="https://localhost")
        without = client.post("/sign-in", data=typed, base_url="https://localhost")
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert (with_token.status_code, without.status_code) == (422, 400)

"""Unique words in every personal field: no page, download or mail carries them to whom they are not meant for."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.settings import Settings
from tests import canaries
from tests import factories as make
from tests.canaries import found, leaks, read
from tests.world import World

AFTER_CONSENT = {"given", "family", "original", "email", "employer", "school", "summary", "headline", "post", "study"}
"""What protection.md lets the institution of the need read at S2."""
OUTSIDE = ("anonymous", "institution", "far_institution", "ministry", "far_ministry", "far_expert", "far_officer",
           "administrator", "auditor", "donor")  # fmt: skip


@pytest.fixture
def here(session: Session) -> World:
    """Return a world with canaries in two people."""
    return canaries.build(session)


@pytest.mark.parametrize("actor", OUTSIDE)
def test_nobody_outside_reads_a_personal_word_before_consent_nor_after_but_the_institution_what_was_agreed(
    app: Flask, here: World, session: Session, settings: Settings, tell: Callable[[str], None], actor: str
) -> None:
    def told() -> set[str]:
        answers = read(app, here, here.accounts.get(actor))
        tell(f"{len(answers)} responses read")
        assert len(answers) > 15
        return set(leaks(answers, here, settings.secret_key))

    before = {"shown public"} if actor == "institution" else set()
    assert told() == before
    consent = make.agree(session, here.shown, here.need)
    session.commit()
    agreed = {f"shown {field}" for field in AFTER_CONSENT} if actor == "institution" else set()
    assert told() - before == agreed
    if actor == "institution":
        consent.withdrawn_at = clock.now()
        session.commit()
        assert told() == before, "withdrawal holds at the next request"


def test_with_and_without_a_hidden_person_every_page_is_the_same(
    app: Flask, here: World, session: Session, settings: Settings, tell: Callable[[str], None]
) -> None:
    """A3: institution, ministry, public and staff on duty there cannot tell whether the hidden person exists."""

    def pages() -> dict[tuple[str, str], Any]:
        return {
            (actor, place): body
            for actor in ("anonymous", "institution", "ministry", "officer_on_duty")
            for place, body in read(app, here, here.accounts.get(actor)).items()
        }

    def others(pages: dict[tuple[str, str], Any]) -> dict[tuple[str, str], str]:
        pointers = (here.hidden.public_id, hidden_match)
        return {key: _plain(body) for key, body in pages.items() if not any(each in key[1] for each in pointers)}

    hidden_match = here.picks[1].match.public_id
    before = pages()
    on_duty = {place: body for (actor, place), body in before.items() if actor == "officer_on_duty"}
    told = leaks(on_duty, here, settings.secret_key)
    assert "shown given" in told
    assert {each for each in told if each.startswith("hidden")} == set(), "staff who serve in the country"
    desk = (f"/desk/experts/{here.hidden.public_id}", f"/desk/documents/{here.document.public_id}")
    far = read(app, here, here.accounts["officer"], desk)
    assert {"given", "number", "referee"} <= set(found(far, "hidden")), "an officer elsewhere works with them"
    assert "document" in found(far, "shown"), "and takes the documents of whom is put forward"
    for row in (here.picks[1], here.picks[1].match):
        session.delete(row)
        session.flush()
    here.hidden.countries.clear()
    here.hidden.state = type(here.hidden.state).ERASED
    session.flush()
    here.picks.pop()
    session.commit()
    known, now = others(before), others(pages())
    tell(f"{len(now)} pages compared")
    assert {key for key in known if known[key] != now.get(key)} == set()
    assert set(known) == set(now)


def _plain(body: str) -> str:
    body = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+(\+00:00|Z)?", "", body)
    body = re.sub(r"session=[^;\s]*", "", body)
    body = re.sub(r'(name="csrf_token"[^>]*value=)"[^"]*"', r"\1", body)
    body = re.sub(r'(name="version"[^>]*value=)"[0-9a-f]{24}"', r"\1", body)  # drawn by lot for each new need
    return re.sub(r"Content-Length: \d+|Set-Cookie: [^\n]*", "", body)


def test_no_mail_names_anybody(
    app: Flask, here: World, session: Session, settings: Settings, tell: Callable[[str], None]
) -> None:
    make.agree(session, here.shown, here.need)
    session.commit()
    answers = canaries.mails(app, session)
    tell(f"{len(answers)} mails read")
    assert leaks(answers, here, settings.secret_key) == {}

"""What was read in a file is the person's alone, and goes with them; nobody else sends or sees anything."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.roles import Role
from skillsbank.models import Account, AnswerDraft, Profile, Reading
from skillsbank.services import uploads
from tests import factories, files, world
from tests.web.test_cv import upload
from tests.web.test_profile import own
from tests.world import World, as_


@pytest.fixture
def person(client: FlaskClient, session: Session) -> Account:
    """Return a new expert who is signed in."""
    made = factories.account(session, Role.EXPERT, email="hodan@example.org")
    session.add(Profile(account_id=made.id))
    session.commit()
    factories.sign_in(client, made)
    return made


def waits(session: Session) -> int:
    """Return how many readings and drafts there are."""
    return sum(session.scalar(select(func.count(kind.id))) or 0 for kind in (Reading, AnswerDraft))


@pytest.mark.parametrize(("leave", "data"), [("withdraw", {}), ("erasure", {"word": "erase"})])
def test_leaving_deletes_what_waits(client: FlaskClient, session: Session, leave: str, data: dict[str, str]) -> None:
    profile = factories.expert(session)
    session.commit()
    assert profile.account is not None
    factories.sign_in(client, profile.account)
    upload(client, files.resume(), "cv.json")
    client.post("/profile/drafts/about", data={"phone": "+46 1", "version": str(own(session).version)})
    assert waits(session) == 2
    assert client.post(f"/my-data/{leave}", data=data).status_code == 303
    assert waits(session) == 0


def test_after_thirty_days_what_waits_is_deleted(client: FlaskClient, session: Session, person: Account) -> None:
    upload(client, files.resume(), "cv.json")
    client.post("/profile/drafts/about", data={"phone": "+46 1", "version": str(own(session).version)})
    reading, draft = session.scalars(select(Reading)).one(), session.scalars(select(AnswerDraft)).one()
    reading.updated_at = clock.now() - timedelta(days=29, hours=23)
    draft.updated_at = clock.now() - timedelta(days=30, minutes=1)
    session.commit()
    assert uploads.forget_old(session) == 1
    session.flush()
    assert waits(session) == 1, "neither early nor late"
    reading.updated_at = clock.now() - timedelta(days=30)
    session.flush()
    assert uploads.forget_old(session) == 1


def test_nobody_else_sees_what_waits(app: Flask, session: Session, client: FlaskClient) -> None:
    """Canaries in a reading and a draft of somebody on a shortlist stand on no page of anybody else."""
    here = world.build(session)
    owner = here.shown
    session.add(
        Reading(
            profile_id=owner.id, kind="pdf", notes=[],
            facts=[{"key": "k1", "section": "residence", "name": "city", "value": "zqwaitingcity"}],
        )
    )  # fmt: skip
    session.add(AnswerDraft(profile_id=owner.id, section="about", sent={"phone": ["zqwaitingphone"]}))
    session.commit()
    seen: dict[str, set[str]] = {}
    for actor, account in (("anonymous", None), *here.accounts.items()):
        for place, endpoint in sorted(set(_places(app, here, account, session))):
            if "zqwaiting" in as_(app, account).get(place).get_data(as_text=True):
                seen.setdefault(actor, set()).add(endpoint)
    assert seen == {"expert": {"cv.review", "profile.answer", "mydata.download"}}


def _places(app: Flask, here: World, account: Account | None, session: Session) -> Iterator[tuple[str, str]]:
    """Yield every address that the actor may open, with its endpoint."""
    for rule in world.rules(app):
        if "GET" in (rule.methods or set()) and world.held(app, rule, account, session):
            choices = ["about", "residence"] if rule.endpoint == "profile.answer" else [""]
            several = [(here.shown.public_id,), *((here.need.public_id, each) for each in here.ids().values())]
            for ids in several if world.identifiers(rule) else [()]:
                yield from ((world.address(app, rule, *ids, choice=choice), rule.endpoint) for choice in choices)


def test_nobody_else_sends_files(client: FlaskClient, session: Session) -> None:
    big = b"%PDF-1.7" + b"\0" * 2_000_000
    assert upload(client, files.resume(), "cv.json").headers["Location"].startswith("/sign-in")
    assert upload(client, big, "cv.pdf").headers["Location"].startswith("/sign-in")
    factories.sign_in(client, factories.officer(session))
    session.commit()
    assert upload(client, big, "cv.pdf").status_code == 403

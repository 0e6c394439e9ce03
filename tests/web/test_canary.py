"""Unique words in every personal field: no page, download or mail carries them to whom they are not meant for."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, object_session
from werkzeug.routing import Rule

from skillsbank import clock
from skillsbank.disclosure import candidate_code
from skillsbank.domain.vocabulary import CouncilState, Readiness
from skillsbank.models import (
    Account,
    ClinicalAnswers,
    Document,
    Licence,
    OutboxMessage,
    Profile,
    Referee,
    ShortlistEntry,
    Vacancy,
)
from skillsbank.settings import Settings
from skillsbank.web.mails import write
from tests import factories as make
from tests import world
from tests.world import World, as_, identifiers, rules

FIELDS = (
    "given", "family", "original", "email", "phone", "employer", "school", "city", "summary", "motivation", "headline",
    "post", "study", "employed", "authority", "othernames", "association", "number", "certificate", "referee",
    "refereerole", "refereecontact", "councilnumber", "document",
)  # fmt: skip
AFTER_CONSENT = {"given", "family", "original", "email", "employer", "school", "summary", "headline", "post", "study"}
"""What protection.md lets the institution of the need read at S2."""
LINK = re.compile(r'(?:href|action)="(/[^"#]*)"')


def canary(person: str, field: str) -> str:
    """Return the word that stands in one field of one person and nowhere else."""
    return f"zq{person}{field}".lower()


def plant(session: Session, profile: Profile, person: str) -> None:
    """Write the words into every personal field."""
    word = {field: canary(person, field) for field in FIELDS}
    profile.given_name, profile.family_name, profile.name_original = word["given"], word["family"], word["original"]
    profile.phone, profile.city, profile.summary = word["phone"], word["city"], f"I am {word['summary']} by trade."
    profile.motivation, profile.headline = word["motivation"], word["headline"]
    assert profile.account is not None
    profile.account.email = f"{word['email']}@example.org"
    profile.account.name = f"{word['given']} {word['family']}"
    profile.public_summary = f"zqpublic{person}"
    profile.experience[0].employer, profile.experience[0].title = word["employer"], word["post"]
    profile.experience[0].text = word["employed"]
    profile.other_names, profile.diaspora_organisation = word["othernames"], word["association"]
    profile.languages[0].certificate = word["certificate"]
    profile.licences = [
        Licence(isco="2221", country="SE", authority=word["authority"], number=word["number"]),
    ]
    profile.referees = [
        Referee(name=word["referee"], role=word["refereerole"], contact=word["refereecontact"], agreed=True)
    ]
    (need_id,) = session.scalars(select(ShortlistEntry.vacancy_id).where(ShortlistEntry.profile_id == profile.id))
    session.add(
        ClinicalAnswers(
            profile_id=profile.id, vacancy_id=need_id, council=CouncilState.HAVE, council_number=word["councilnumber"],
            liability_cover=Readiness.YES, vaccinations=Readiness.YES,
        )
    )  # fmt: skip
    (document,) = session.scalars(select(Document).where(Document.profile_id == profile.id))
    document.content = word["document"].encode()
    profile.education[0].school, profile.education[0].title = word["school"], word["study"]
    session.flush()


@pytest.fixture
def here(session: Session) -> World:
    """Return a world with canaries in the person shown ("shown") and the one hidden from the country ("hidden")."""
    made = world.build(session)
    plant(session, made.shown, "shown")
    plant(session, made.hidden, "hidden")
    session.commit()
    return made


def places(app: Flask, here: World, account: Account | None, session: Session) -> Iterable[str]:
    """Yield an address for every GET route with everything in the world; one where the actor is refused anyway."""
    for rule in rules(app):
        if "GET" not in (rule.methods or set()) or rule.endpoint in ("mails.index",):
            continue
        every = world.held(app, rule, account, session)
        for ids in itertools.islice(_ids(rule, here), None if every else 1):
            yield world.address(app, rule, *ids)


def _ids(rule: Rule, here: World) -> Iterator[tuple[str, ...]]:
    known = list(here.ids().values()) + [pick.match.public_id for pick in here.picks]
    wanted = len(identifiers(rule))
    if not wanted:
        return iter([()])
    return ((each,) if wanted == 1 else (here.need.public_id, each) for each in known)


def read(app: Flask, here: World, account: Account | None) -> dict[str, str]:
    """Return every answer that an actor can get by GET: all routes, and all links on the pages, followed once."""
    answers: dict[str, str] = {}
    session = object_session(here.need)
    assert session is not None
    waiting = list(places(app, here, account, session))
    while waiting:
        place = waiting.pop()
        if place in answers or place.startswith(("/demo/", "/language/", "/static/")):
            continue
        page = as_(app, account).get(place)
        assert page.status_code < 500, place
        answers[place] = f"{page.headers} {page.get_data(as_text=True)}"
        if page.mimetype == "text/html":
            waiting += [link.replace("&amp;", "&") for link in LINK.findall(page.get_data(as_text=True))]
    return answers


def found(answers: dict[str, str], person: str) -> dict[str, list[str]]:
    """Return which fields of a person stand in the answers, and where."""
    hits = {
        field: [place for place, body in answers.items() if canary(person, field) in body.lower()] for field in FIELDS
    }
    return {field: where for field, where in hits.items() if where}


def mails(app: Flask, session: Session) -> dict[str, str]:
    """Return every queued mail as it goes out, by number; its own recipient's address is no leak."""
    session.expire_all()
    with app.test_request_context():
        written = {f"mail {row.id}": write(row) for row in session.scalars(select(OutboxMessage))}
    return {number: f"{mail.subject}\n{mail.body}" for number, mail in written.items()}


def codes(settings: Settings, need: Vacancy, profile: Profile) -> set[str]:
    """Return everything that stands for a person: code and public id."""
    return {candidate_code(settings.secret_key, need.id, profile.id), profile.public_id}


OUTSIDE = ("anonymous", "institution", "far_institution", "ministry", "far_ministry", "far_expert", "far_officer",
           "administrator", "auditor", "donor")  # fmt: skip


@pytest.mark.parametrize("actor", OUTSIDE)
def test_before_consent_nobody_outside_reads_a_personal_word(
    app: Flask, here: World, settings: Settings, tell: Callable[[str], None], actor: str
) -> None:
    answers = read(app, here, here.accounts.get(actor))
    tell(f"{len(answers)} responses read")
    assert len(answers) > 15
    assert found(answers, "shown") == {}
    assert found(answers, "hidden") == {}
    everything = " ".join(answers.values())
    asked_for = {pid for pid in codes(settings, here.need, here.hidden) if any(pid in place for place in answers)}
    for code in codes(settings, here.need, here.hidden) - asked_for:
        assert code not in everything
    assert ("zqpublicshown" in everything) == (actor == "institution")
    assert "zqpublichidden" not in everything


def test_after_consent_the_institution_of_the_need_reads_what_was_agreed_and_nobody_else(
    app: Flask, here: World, session: Session, tell: Callable[[str], None]
) -> None:
    consent = make.agree(session, here.shown, here.need)
    session.commit()
    count = 0
    for actor in OUTSIDE:
        answers = read(app, here, here.accounts.get(actor))
        count += len(answers)
        assert set(found(answers, "shown")) == (AFTER_CONSENT if actor == "institution" else set()), actor
        assert found(answers, "hidden") == {}, actor
    consent.withdrawn_at = clock.now()
    session.commit()
    answers = read(app, here, here.accounts["institution"])
    assert found(answers, "shown") == {}, "withdrawal holds at the next request"
    tell(f"{count + len(answers)} responses read")


def test_staff_who_serve_in_the_country_read_nothing_of_whom_it_must_not_know(
    app: Flask, here: World, settings: Settings, tell: Callable[[str], None]
) -> None:
    answers = read(app, here, here.accounts["officer_on_duty"])
    tell(f"{len(answers)} responses read")
    assert found(answers, "hidden") == {}
    (code,) = (candidate_code(settings.secret_key, here.need.id, profile.id) for profile in (here.hidden,))
    assert code not in " ".join(answers.values())
    far = read(app, here, here.accounts["officer"])
    assert {"given", "number", "referee", "councilnumber"} <= set(found(far, "hidden")), "an officer elsewhere may"
    assert "document" in found(far, "shown"), "and takes documents of whom is put forward"


def test_with_and_without_a_hidden_person_every_page_is_the_same(
    app: Flask, here: World, session: Session, tell: Callable[[str], None]
) -> None:
    """A3: institution, ministry, public and staff on duty there cannot tell whether the hidden person exists."""

    def pages() -> dict[tuple[str, str], Any]:
        return {
            (actor, place): _plain(body)
            for actor in ("anonymous", "institution", "ministry", "officer_on_duty")
            for place, body in read(app, here, here.accounts.get(actor)).items()
            if here.hidden.public_id not in place and hidden_match not in place
        }

    hidden_match = here.picks[1].match.public_id
    before = pages()
    for row in (here.picks[1], here.picks[1].match):
        session.delete(row)
        session.flush()
    here.hidden.countries.clear()
    here.hidden.state = type(here.hidden.state).ERASED
    session.flush()
    here.picks.pop()
    session.commit()
    after = pages()
    tell(f"{len(after)} pages compared")
    assert {key for key in before if before[key] != after.get(key)} == set()
    assert set(before) == set(after)


def _plain(body: str) -> str:
    body = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+(\+00:00|Z)?", "", body)
    body = re.sub(r"session=[^;\s]*", "", body)
    body = re.sub(r'(name="csrf_token"[^>]*value=)"[^"]*"', r"\1", body)
    return re.sub(r"Content-Length: \d+|Set-Cookie: [^\n]*", "", body)


def test_no_mail_names_anybody(app: Flask, here: World, session: Session, tell: Callable[[str], None]) -> None:
    make.agree(session, here.shown, here.need)
    session.commit()
    kinds: dict[str, dict[str, Any]] = {
        path.removesuffix(".txt").rpartition("/")[2]: {}
        for path in app.jinja_env.list_templates(["txt"])
        if path.startswith("email/") and path != "email/base.txt"
    }
    assert here.shown.account is not None
    for kind in kinds:
        session.add(
            OutboxMessage(
                recipient=here.shown.account.email, kind=kind, params={"token": "t" * 43, "reference": "SB-2026-1"}
            )
        )
    session.commit()
    answers = mails(app, session)
    tell(f"{len(answers)} mails read, {len(kinds)} kinds")
    assert found(answers, "shown") == {}
    assert found(answers, "hidden") == {}

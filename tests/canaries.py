"""Unique words in every personal field of two people, everything that an actor can read, and what of them is in it."""

import itertools
import re
from collections.abc import Iterable, Iterator

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, object_session
from werkzeug.routing import Rule

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
)
from skillsbank.web.mails import write
from tests import world
from tests.world import World, as_, identifiers, rules

FIELDS = (
    "given", "family", "original", "email", "phone", "employer", "school", "city", "summary", "motivation", "headline",
    "post", "study", "employed", "authority", "othernames", "association", "number", "certificate", "referee",
    "refereerole", "refereecontact", "councilnumber", "document",
)  # fmt: skip
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
    profile.public_summary = canary(person, "public")
    profile.experience[0].employer, profile.experience[0].title = word["employer"], word["post"]
    profile.experience[0].text = word["employed"]
    profile.education[0].school, profile.education[0].title = word["school"], word["study"]
    _plant_more(session, profile, word)
    session.flush()


def _plant_more(session: Session, profile: Profile, word: dict[str, str]) -> None:
    """Write the words that only the programme reads."""
    profile.other_names, profile.diaspora_organisation = word["othernames"], word["association"]
    profile.languages[0].certificate = word["certificate"]
    profile.licences = [Licence(isco="2221", country="SE", authority=word["authority"], number=word["number"])]
    profile.referees = [
        Referee(name=word["referee"], role=word["refereerole"], contact=word["refereecontact"], agreed=True)
    ]
    (need,) = session.scalars(select(ShortlistEntry.vacancy_id).where(ShortlistEntry.profile_id == profile.id))
    answers = ClinicalAnswers(
        profile_id=profile.id, vacancy_id=need, council=CouncilState.HAVE, council_number=word["councilnumber"],
        liability_cover=Readiness.YES, vaccinations=Readiness.YES,
    )  # fmt: skip
    (document,) = session.scalars(select(Document).where(Document.profile_id == profile.id))
    document.content = word["document"].encode()
    session.add(answers)


def build(session: Session) -> World:
    """Make a world with canaries in the person shown ("shown") and the one hidden from the country ("hidden")."""
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
    return (here.under(rule, each) for each in known)


def read(app: Flask, here: World, account: Account | None, only: Iterable[str] | None = None) -> dict[str, str]:
    """Return every answer that an actor can get by GET: all routes, and all links on the pages, followed once.

    With `only` just the answers of these addresses.
    """
    answers: dict[str, str] = {}
    client, session = as_(app, account), object_session(here.need)
    assert session is not None
    waiting = list(places(app, here, account, session) if only is None else only)
    while waiting:
        place = waiting.pop()
        if place in answers or place.startswith(("/demo/", "/language/", "/static/")):
            continue
        page = client.get(place)
        assert page.status_code < 500, place
        body = page.get_data(as_text=True)
        answers[place] = f"{page.headers} {body}"
        if page.mimetype == "text/html" and only is None:
            waiting += [link.replace("&amp;", "&") for link in LINK.findall(body)]
    return answers


def found(answers: dict[str, str], person: str) -> dict[str, list[str]]:
    """Return which fields of a person stand in the answers, and where; "public" is the summary for institutions."""
    hits: dict[str, list[str]] = {}
    for place, answer in answers.items():
        body = answer.lower()
        if canary(person, "") in body:
            for field in (*FIELDS, "public"):
                if canary(person, field) in body:
                    hits.setdefault(field, []).append(place)
    return hits


def leaks(answers: dict[str, str], here: World, secret: str) -> dict[str, list[str]]:
    """Return what stands in the answers of the two people, and where; of the hidden one also what only points at them.

    What a reader may know all the same is for the test to say.
    """
    asked = " ".join(answers)
    pointers = {each for each in codes(secret, here, here.hidden) if each not in asked}
    pointing = [place for place, body in answers.items() if any(each in body for each in pointers)]
    named = {f"{who} {field}": where for who in ("shown", "hidden") for field, where in found(answers, who).items()}
    return named | ({"hidden code": pointing} if pointing else {})


def codes(secret: str, here: World, profile: Profile) -> set[str]:
    """Return everything that stands for a person: code and public id."""
    return {candidate_code(secret, here.need.id, profile.id), profile.public_id}


def mails(app: Flask, session: Session) -> dict[str, str]:
    """Return every kind of mail to the person shown as it goes out, by number."""
    kinds = [path.rpartition("/")[2].removesuffix(".txt") for path in app.jinja_env.list_templates(["txt"])
             if path.startswith("email/") and path != "email/base.txt"]  # fmt: skip
    for kind in kinds:
        params = {"token": "t" * 43, "reference": "SB-2026-1", "day": "2026-12-01"}
        session.add(OutboxMessage(recipient=f"{canary('shown', 'email')}@example.org", kind=kind, params=params))
    session.commit()
    session.expire_all()
    with app.test_request_context():
        written = {f"mail {row.id} {row.kind}": write(row) for row in session.scalars(select(OutboxMessage))}
    assert {number.split()[-1] for number in written} >= set(kinds)
    return {number: f"{mail.subject}\n{mail.body}" for number, mail in written.items()}

"""A small world in which every role stands, near a need and far from it, for the tests that walk all routes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, object_session
from werkzeug.routing import Rule

from skillsbank import clock
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import Role
from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import DocumentKind, InstitutionState, Modality
from skillsbank.models import (
    Account,
    Application,
    Document,
    FileImport,
    Institution,
    Profile,
    ShortlistEntry,
    Vacancy,
    VacancyTeam,
)
from skillsbank.policies import ANONYMOUS, can
from skillsbank.services.accounts import actor_of
from skillsbank.web.access import declared
from tests import factories as make

MISSING = "0" * 24
ANY = "x"
"""What stands in an address for a short text that is no random identifier: the code of the near programme."""
INNER_ROLES = ("officer", "manager", "administrator", "auditor", "donor")


@dataclass
class World:
    """One need in Somalia with its people, and somebody of each role."""

    near: Institution
    need: Vacancy
    """Sent, not public: nobody outside of institution, ministry and programme reads it."""
    shown: Profile
    hidden: Profile
    picks: list[ShortlistEntry]
    application: Application
    sent_in: FileImport
    told: Profile
    """A list that the officer sent in, and somebody whom the officer wrote down; neither has answered."""
    document: Document
    also: dict[str, str] = field(default_factory=dict)
    """Public ids of what some pages need and everybody may know: institutions in other states, an open job."""
    accounts: dict[str, Account] = field(default_factory=dict)
    """By what they are: "anonymous" is not here; "far_..." have nothing to do with the need."""

    def ids(self) -> dict[str, str]:
        """Return the public ids of everything near, by kind."""
        return {
            "institution": self.near.public_id,
            "need": self.need.public_id,
            "shown": self.shown.public_id,
            "hidden": self.hidden.public_id,
            "pick": self.picks[0].public_id,
            "match": self.picks[0].match.public_id,
            "run": self.picks[0].match.run.public_id,
            "application": self.application.public_id,
            "list": self.sent_in.public_id,
            "told": self.told.public_id,
            "document": self.document.public_id,
            "account": self.accounts["institution"].public_id,
        }

    def under(self, rule: Rule, each: str) -> tuple[str, ...]:
        """Return the identifiers of a route for `each`: before a second one stands that of what it belongs to."""
        owner = self.near if str(rule).startswith("/institutions/") else self.need
        return (each,) if len(identifiers(rule)) <= 1 else (owner.public_id, each)


def build(session: Session) -> World:
    """Make the world: two experts picked for the need, one of them hidden from its country."""
    far_programme = make.programme(session, origin_countries=["GH"])
    near_programme = make.programme(session, origin_countries=["SO"], code=ANY)
    officer = make.officer(session, "CH", programme_id=near_programme.id)
    near, far = make.institution(session, "SO", by=officer), make.institution(session, "GH", by=officer)
    need = make.vacancy(session, near, by=officer, state=VacancyState.SUBMITTED, programme=near_programme)
    shown = make.expert(session, travel_page_read_at=clock.now())
    hidden = make.expert(session, {"SO": None})
    for _ in range(6):
        make.expert(session)
    picks = [make.pick(session, need, person, officer) for person in (shown, hidden)]
    application = Application(vacancy_id=need.id, profile_id=shown.id, modality=Modality.TEMPORARY)
    papers = [
        Document(profile=each, kind=DocumentKind.DEGREE, media_type="application/pdf", size=9, sha256="", content=b"x")
        for each in (shown, hidden)
    ]
    session.add_all([application, *papers])
    session.flush()
    lister = make.actor(session, officer)
    make.posts(session, near, ("2221", 4, 2))
    sent_in, told = make.sent_in(session, lister), make.told(session, lister)
    world = World(near, need, shown, hidden, picks, application, sent_in, told, papers[0])
    stranger = make.expert(session, {"GH": None})
    assert shown.account is not None
    assert stranger.account is not None
    newcomer = make.expert(session, state=ProfileState.DRAFT).account
    assert newcomer is not None
    world.accounts = {
        "expert": shown.account,
        "newcomer": newcomer,
        "institution": make.host(session, near),
        "ministry": make.account(session, Role.MINISTRY, duty="SO", country="SO"),
        "officer": officer,
        "officer_on_duty": make.officer(session, "SO", programme_id=near_programme.id),
        **{name: make.account(session, Role(name), duty="CH") for name in INNER_ROLES if name != "officer"},
        "far_expert": stranger.account,
        "far_institution": make.host(session, far),
        "far_ministry": make.account(session, Role.MINISTRY, duty="GH", country="GH"),
        "far_officer": make.officer(session, "GH", programme_id=far_programme.id),
    }
    unverified, suspended = make.institution(session, by=officer), make.institution(session, by=officer)
    unverified.state, suspended.state = InstitutionState.UNVERIFIED, InstitutionState.SUSPENDED
    job = make.vacancy(session, near, by=officer, programme=near_programme, modality=Modality.PERMANENT)
    series = make.vacancy(
        session, near, by=officer, programme=near_programme, modality=Modality.CIRCULAR, state=VacancyState.SUBMITTED,
        posts=3, team=VacancyTeam(), visits=2, within_months=12,
    )  # fmt: skip
    world.also = {
        "series": series.public_id,
        "unverified": unverified.public_id,
        "suspended": suspended.public_id,
        "job": job.public_id,
    }
    session.commit()
    return world


ROLE_OF = {
    "expert": Role.EXPERT, "institution": Role.INSTITUTION, "ministry": Role.MINISTRY, "officer": Role.OFFICER,
    "officer_on_duty": Role.OFFICER, "manager": Role.MANAGER, "administrator": Role.ADMINISTRATOR,
    "auditor": Role.AUDITOR, "donor": Role.DONOR,
}  # fmt: skip
"""The role of each near account."""


def as_(app: Flask, account: Account | None) -> FlaskClient:
    """Return a new client, signed in as `account` if one is given."""
    client = app.test_client()
    if account is not None:
        session = object_session(account)
        assert session is not None
        session.refresh(account, ["fs_uniquifier"])  # a request may have ended its sessions
        signer = SecureCookieSessionInterface().get_signing_serializer(app)
        assert signer is not None
        held = signer.dumps({"_user_id": account.fs_uniquifier, "_fresh": True})
        client.set_cookie("session", held if isinstance(held, str) else held.decode())
    return client


def rules(app: Flask) -> list[Rule]:
    """Return all routes but static files, in the order of their addresses."""
    return sorted((rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"), key=str)


def methods(rule: Rule) -> list[str]:
    """Return the methods of a route, HEAD and OPTIONS apart."""
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def address(app: Flask, rule: Rule, *ids: str, choice: str = "") -> str:
    """Return an address of the route with `ids` for its random identifiers, in order; others get a fitting value.

    `choice` goes where the route offers a few words, else the first of them.
    """
    given = iter(ids)
    values: dict[str, object] = {}
    for name in sorted(rule.arguments, key=str(rule).index):
        converter = rule._converters[name]
        if is_identifier(rule, name):
            values[name] = next(given, MISSING)
        elif type(converter).__name__ == "AnyConverter":
            words = sorted(converter.items)  # type: ignore[attr-defined]  # the choices of any(...)
            values[name] = choice if choice in words else words[0]
        elif type(converter).__name__ == "IntegerConverter":
            values[name] = 1
        else:
            values[name] = ANY
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values)  # type: ignore[arg-type]  # values of a route


def is_identifier(rule: Rule, name: str) -> bool:
    """Say whether an argument is a random public identifier: a text of exactly 24 characters."""
    converter = rule._converters[name]
    return "{24}" in converter.regex


def identifiers(rule: Rule) -> list[str]:
    """Return the names of a route's random identifiers, in order."""
    return [name for name in sorted(rule.arguments, key=str(rule).index) if is_identifier(rule, name)]


def requests(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Yield every route with each of its methods."""
    for rule in rules(app):
        for method in methods(rule):
            yield rule, method


def held(app: Flask, rule: Rule, account: Account | None, session: Session) -> bool:
    """Say whether an actor holds the permission of a route; whoever does not gets one and the same refusal."""
    permission = declared(app, rule.endpoint)
    actor = actor_of(session, account) if account is not None else ANONYMOUS
    return permission is not None and can(actor, permission)

"""Every route: declared, typed, guarded against forgery, and answered as the table of permissions says."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.routing import Rule

from skillsbank import app as application
from skillsbank.app import create_app
from skillsbank.models import Base
from skillsbank.policies import RULES, Permission
from skillsbank.settings import Settings
from skillsbank.web import access
from skillsbank.web.access import declared
from tests import tables, world
from tests.world import World, address, as_, identifiers, methods, requests, rules

ANSWERS = {200, 303, 400, 404, 409, 422}
"""What somebody with the permission may get for a record that is not there or a form that is empty."""
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}
MAY_CHANGE_ON_GET = {"audit_entries", "disclosures"}
ACTORS = ("anonymous", *world.ROLE_OF)
OUTSIDERS = ("far_expert", "far_institution", "far_ministry", "far_officer")


@pytest.fixture
def here(session: Session) -> World:
    """Return the world that the routes are walked in."""
    return world.build(session)


def client(app: Flask, here: World, actor: str) -> FlaskClient:
    """Return a new client of an actor."""
    return as_(app, here.accounts.get(actor))


def plain(page: Any, *ids: str) -> tuple[int, str]:
    """Return status and body without what differs by nature: identifiers that were asked for, tokens."""
    body = page.get_data(as_text=True)
    for known in (*ids, world.MISSING):
        body = body.replace(known, "ID")
    return page.status_code, re.sub(r'(name="csrf_token" value=)"[^"]*"', r"\1", body)


def test_the_tables_of_routes_and_permissions_are_the_committed_ones(app: Flask) -> None:
    again = "look at the difference, then run: python -m tests.tables"
    assert tables.routes(app) == tables.ROUTES.read_text(encoding="utf-8"), again
    assert tables.permissions() == tables.PERMISSIONS.read_text(encoding="utf-8"), again


def test_every_route_is_declared_typed_and_spelled_alike(app: Flask) -> None:
    assert len(rules(app)) > 20
    for rule in rules(app):
        assert declared(app, rule.endpoint) is not None, rule
        assert set(methods(rule)) <= {"GET", "POST"}, rule
        bare = re.sub(r"<[^>]*>", "x", str(rule))
        assert re.fullmatch(r"(/[a-z0-9]+(-[a-z0-9]+)*(\.(csv|json))?)*/?", bare), f"{rule} is not in kebab-case"
        for argument in re.findall(r"<([^>]*)>", str(rule)):
            assert re.match(r"(string\((length|maxlength)=\d+\)|any\([^)]*\)|int(\([^)]*\))?):", argument), (
                f"{rule}: {argument} has no type"
            )
        room = rule.endpoint.split(".")[0]
        assert (app.blueprints[room].import_name or "").endswith(f".{room}"), (
            f"{rule.endpoint} is not named like its file"
        )


def misanswered(app: Flask, here: World, actor: str, asked: list[tuple[Rule, str]]) -> list[Any]:
    """Return the requests that an actor gets another answer to than their permission says."""
    holders = tables.read_permissions()
    wrong: list[Any] = []
    role = world.ROLE_OF.get(actor, "anonymous")
    for rule, method in asked:
        permission = declared(app, rule.endpoint)
        assert permission is not None
        page = client(app, here, actor).open(address(app, rule), method=method)
        if role in holders[permission.value]:
            allowed = page.status_code in ANSWERS and "/sign-in?" not in page.headers.get("Location", "")
        elif actor == "anonymous":
            allowed = page.status_code == 303 and page.headers["Location"].startswith("/sign-in")
        else:
            allowed = page.status_code == 403
        ends = rule.endpoint in ("accounts.sign_out", "accounts.end_sessions")
        if not allowed:
            wrong.append((method, str(rule), page.status_code))
        if not carries_headers(page, signed_in=actor != "anonymous" and not ends):
            wrong.append((method, str(rule), dict(page.headers)))
    return wrong


@pytest.mark.parametrize("actor", ACTORS)
def test_every_role_gets_the_answer_of_its_permission(
    app: Flask, here: World, actor: str, tell: Callable[[str], None]
) -> None:
    asked = list(requests(app))
    tell(f"{len(asked)} answers")
    assert misanswered(app, here, actor, asked) == []


def test_a_silent_route_stops_the_start(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = Blueprint("silent", __name__)
    silent.get("/silent")(lambda: "anybody reads this")
    monkeypatch.setattr(application, "ROOMS", (*application.ROOMS, SimpleNamespace(blueprint=silent)))
    with pytest.raises(RuntimeError, match=r"routes without a permission: silent\.<lambda>"):
        create_app(settings)


def test_a_wrong_permission_makes_the_tables_differ(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.view_functions["audit.index"], "permission", Permission.PUBLIC_PAGE_READ)
    assert set(tables.ROUTES.read_text(encoding="utf-8").split("\n")) - set(tables.routes(app).split("\n")) == {
        "/audit GET system:audit:read"
    }
    monkeypatch.setitem(RULES, Permission.SYSTEM_AUDIT_READ, RULES[Permission.PUBLIC_PAGE_READ])
    assert "system:audit:read: auditor" not in tables.permissions()


def test_a_door_that_does_not_ask_is_found(app: Flask, here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [(rule, method) for rule, method in requests(app) if method == "GET" and not identifiers(rule)]
    monkeypatch.setattr(access, "can", lambda *_asked: True)
    found = {path for _method, path, *_ in misanswered(app, here, "donor", asked)}
    assert {"/staff/new", "/institutions/new", "/fits/travel"} <= found, "the services behind most doors refuse too"


@pytest.mark.parametrize("actor", OUTSIDERS)
def test_what_belongs_to_others_is_not_there(
    app: Flask, here: World, session: Session, tell: Callable[[str], None], actor: str
) -> None:
    """The answer for a record of others equals the one for a record that does not exist, byte by byte."""
    different, tried = [], 0
    for rule, method in requests(app):
        wanted = len(identifiers(rule))
        if not wanted or not world.held(app, rule, here.accounts[actor], session):
            continue

        def answer(*ids: str, rule: Rule = rule, method: str = method) -> tuple[int, str]:
            return plain(client(app, here, actor).open(address(app, rule, *ids), method=method), *ids)

        none = answer(*[world.MISSING] * wanted)
        for kind, public_id in here.ids().items():
            theirs = answer(*here.under(rule, public_id))
            tried += 1
            if theirs != none or theirs[0] in (200, 303):
                different.append((method, str(rule), kind, theirs[0], none[0]))
    tell(f"{tried} pairs of records of others and missing ones")
    assert different == []
    assert tried


def test_forged_requests_are_refused(
    settings: Settings, sessions: sessionmaker[Session], here: World, tell: Callable[[str], None]
) -> None:
    app = create_app(settings, sessions)
    app.config["TESTING"] = True
    tried = 0
    for actor in ("anonymous", "expert", "institution", "officer"):
        for rule, method in requests(app):
            if method == "POST":
                assert client(app, here, actor).post(address(app, rule)).status_code == 400, (actor, rule)
                tried += 1
    tell(f"{tried} requests without a token")


def carries_headers(page: Any, signed_in: bool) -> bool:
    """Say whether an answer carries every header that it must."""
    policy = page.headers.get("Content-Security-Policy", "")
    return (
        all(page.headers.get(name) == value for name, value in HEADERS.items())
        and "default-src 'none'" in policy
        and "frame-ancestors 'none'" in policy
        and "unsafe" not in policy
        and (not signed_in or page.headers.get("Cache-Control") == "no-store")
    )


@pytest.mark.parametrize("actor", ["anonymous", "officer"])
def test_what_is_not_there_carries_headers_too(app: Flask, here: World, actor: str) -> None:
    for missing in ("/no-such-page", "/needs/x/y", "/static/no-such-file.css"):
        page = client(app, here, actor).get(missing)
        assert page.status_code == 404
        assert carries_headers(page, signed_in=actor != "anonymous" and not missing.startswith("/static"))


def rows(session: Session) -> dict[str, list[Any]]:
    """Return every row of every table that a GET must leave alone."""
    session.expire_all()
    return {
        name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))]
        for name, table in Base.metadata.tables.items()
        if name not in MAY_CHANGE_ON_GET
    }


@pytest.mark.parametrize("actor", ACTORS)
def test_reading_changes_nothing(app: Flask, here: World, session: Session, actor: str) -> None:
    before = rows(session)
    for rule, method in requests(app):
        if method == "GET" and world.held(app, rule, here.accounts.get(actor), session):
            wanted = len(identifiers(rule))
            for public_id in here.ids().values() if wanted else [""]:
                client(app, here, actor).get(address(app, rule, *here.under(rule, public_id)))
    assert rows(session) == before


def test_a_role_that_is_taken_away_ends_at_the_next_request(app: Flask, here: World, session: Session) -> None:
    officer = client(app, here, "officer")
    assert officer.get("/account").status_code == 200
    desk = next(str(rule) for rule in rules(app) if declared(app, rule.endpoint) == "programme:vacancy:read")
    assert officer.get(desk).status_code == 200
    here.accounts["officer"].grants.clear()
    session.commit()
    assert officer.get(desk).status_code == 403
    here.accounts["officer"].active = False
    session.commit()
    assert officer.get("/account").status_code == 303

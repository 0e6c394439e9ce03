"""The canary bites: a leak that is planted in one place of each kind is found there, and only there."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy.orm import Session, sessionmaker

from skillsbank.app import create_app
from skillsbank.disclosure import candidate_code
from skillsbank.queries import service, suggestions
from skillsbank.services import candidates
from skillsbank.settings import Settings
from skillsbank.web import shortlist
from tests import canaries
from tests.canaries import leaks, places, read
from tests.world import World

Plant = Callable[[pytest.MonkeyPatch, Flask, World], None]
SECRET = "0123456789abcdef" * 4


def printed(name: str, start: str = "{% block content %}") -> Plant:
    """Let a template print the name of the person shown."""

    def plant(_patch: pytest.MonkeyPatch, app: Flask, here: World) -> None:
        loader = app.jinja_env.loader
        assert loader is not None
        source = loader.get_source(app.jinja_env, name)[0]
        assert start in source
        leaky = source.replace(start, start + "{{ leaked.given_name }}")
        app.jinja_env.loader = ChoiceLoader([DictLoader({name: leaky}), loader])
        app.jinja_env.globals["leaked"] = here.shown

    return plant


def returned(owner: Any, name: str, leaky: Callable[[Any, World], Any]) -> Plant:
    """Let a function return more than it should."""

    def plant(patch: pytest.MonkeyPatch, _app: Flask, here: World) -> None:
        honest = getattr(owner, name)
        patch.setattr(owner, name, lambda *args, **kwargs: leaky(honest(*args, **kwargs), here))

    return plant


def in_headers(_patch: pytest.MonkeyPatch, app: Flask, here: World) -> None:
    """Let every answer carry the name of the person shown in a header."""

    @app.after_request
    def leaky(response: Any) -> Any:
        response.headers["X-Person"] = here.shown.given_name
        return response


def download_of(line: Callable[[World], str]) -> Plant:
    """Let a download hold one line too many."""

    def plant(patch: pytest.MonkeyPatch, _app: Flask, here: World) -> None:
        honest = shortlist.as_csv
        patch.setattr(shortlist, "as_csv", lambda name, head, rows: honest(name, head, [*rows, [line(here)]]))

    return plant


def named_card(card: Any, here: World) -> Any:
    """Put the name into the summary of a card."""
    return card and replace(card, summary=f"{here.shown.given_name} writes: {card.summary}")


CASES: dict[str, tuple[str, str, Plant, str]] = {
    "card of the institution": ("institution", "/needs/{need}/candidates", returned(candidates, "card", named_card),
                                "shown given"),
    "page of the institution": ("institution", "/needs/{need}", printed("needs/show.html"), "shown given"),
    "page of the ministry": ("ministry", "/ministry", printed("ministry/index.html"), "shown given"),
    "page of the auditor": ("auditor", "/audit", printed("audit/index.html"), "shown given"),
    "page of everybody": ("anonymous", "/open-needs", printed("public/needs.html"), "shown given"),
    "page of an error": ("anonymous", "/open-needs/{run}", printed("errors/404.html", "{%- block what -%}"),
                         "shown given"),
    "header": ("donor", "/programmes", in_headers, "shown given"),
    "name in a download": ("officer_on_duty", "/desk/needs/{need}/shortlist.csv",
                           download_of(lambda here: here.hidden.family_name), "hidden family"),
    "code in a download": ("officer_on_duty", "/desk/needs/{need}/shortlist.csv",
                           download_of(lambda here: candidate_code(SECRET, here.need.id, here.hidden.id)),
                           "hidden code"),
    "state of the service": ("anonymous", "/health",
                             returned(service, "health", lambda told, here: told | {"last": here.shown.phone}),
                             "shown phone"),
    "suggestion": ("anonymous", "/suggest/skills",
                   returned(suggestions, "skills", lambda told, here: [*told, ("", here.shown.city)]), "shown city"),
}  # fmt: skip
"""Who reads what, where the leak is planted, and what the canary must say."""


@pytest.fixture
def here(session: Session) -> World:
    """Return a world with canaries in two people."""
    return canaries.build(session)


@pytest.fixture
def own_app(settings: Settings, sessions: sessionmaker[Session]) -> Flask:
    """Return an application of the test's own, to plant leaks in."""
    app = create_app(settings, sessions)
    app.config["TESTING"] = True
    return app


@pytest.mark.parametrize("kind", CASES)
def test_a_planted_leak_is_found(
    app: Flask, own_app: Flask, here: World, session: Session, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    actor, path, plant, told = CASES[kind]
    account, place = here.accounts.get(actor), path.format(**here.ids())
    assert place in set(places(app, here, account, session)), "the canary reads this place"
    before = leaks(read(app, here, account, [place]), here, SECRET)
    plant(monkeypatch, own_app, here)
    after = leaks(read(own_app, here, account, [place]), here, SECRET)
    assert after == before | {told: [place]}
    assert told not in before


def test_a_name_in_a_mail_is_found(
    own_app: Flask, here: World, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed("email/need_sent.txt", "{% block body %}")(monkeypatch, own_app, here)
    told = leaks(canaries.mails(own_app, session), here, SECRET)
    assert set(told) == {"shown given"}
    assert [place.split()[-1] for place in told["shown given"]] == ["need_sent"]

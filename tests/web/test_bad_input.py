"""Bad values in every field of every form: an answer that a person can mend, never a failure, nothing typed is lost."""

import importlib
import itertools
import pkgutil
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from skillsbank import forms
from skillsbank.forms.fields import Form, clean
from skillsbank.web.access import declared
from tests import tables, world
from tests.world import World, as_, identifiers, rules

MENDABLE = {303, 409, 413, 422}
TEXTS = (
    "x" * 6_000,
    "<script>alert(1)</script><b onmouseover=x>\"'",
    "Робърт'); DROP TABLE accounts; -- OR 1=1",
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}",
    "محمد 王芳 Ωμέγα 🙂",
    "\x00\x07\x1b[31m\u202eevil\ufeff",
    "=HYPERLINK(1)",
    "   ",
)
NUMBERS = ("-1", "999999999999", "1.5", "1e309", "NaN", "٣x", "")
DAYS = ("2026-02-30", "0000-00-00", "9999-12-31", "31/12/2026", "<b>", "")
CODES = ("no-such-code", "", "' OR 1=1 --", "x" * 3000)
SURROGATE = b"%ED%A0%80"
DIGITS = "9" * 1_000_000
ACTORS = ("anonymous", "newcomer", "expert", "institution", "ministry", "officer", "administrator")
"""One of each kind of pages: a manager's are an officer's, auditors and donors send none of their own."""
UNTYPED = {"hidden", "checkbox", "radio", "select", "password", "file"}
"""Controls in which nobody types a text that must come back."""


@dataclass
class Drawn:
    """A form as a page draws it: where it goes, and its controls with kind and values."""

    action: str
    kinds: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, kind: str, value: str | None) -> None:
        """Take a control in; a value of None leaves it unanswered."""
        self.kinds.setdefault(name, kind)
        self.values.setdefault(name, [])
        if value is not None:
            self.values[name].append(value)


class Reader(HTMLParser):
    """Reads the POST forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Drawn] = []
        self._open: Drawn | None = None
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a form, or note a control of the one that is open."""
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self._open = Drawn(given.get("action") or "")
            self.forms.append(self._open)
        elif self._open is None:
            return
        elif tag == "input" and name:
            kind = given.get("type") or "text"
            chosen = kind not in ("checkbox", "radio") or "checked" in given
            self._open.add(name, kind, given.get("value") or "" if chosen else None)
        elif tag == "textarea" and name:
            self._area = name
            self._open.add(name, "textarea", None)
        elif tag == "select" and name:
            self._select = name
            self._open.add(name, "select", None)
        elif tag == "option" and self._select and "selected" in given:
            self._open.add(self._select, "select", given.get("value") or "")

    def handle_data(self, data: str) -> None:
        """Note what stands in a text area."""
        if self._open is not None and self._area:
            self._open.values[self._area] = [data.lstrip("\n")]

    def handle_endtag(self, tag: str) -> None:
        """End a form or a control."""
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


def form_classes() -> set[type[Form]]:
    """Return every form of the package in which somebody answers: no base of others, no row, no lone button."""
    for module in pkgutil.walk_packages(forms.__path__, "skillsbank.forms."):
        importlib.import_module(module.name)

    def below(kind: type[Form]) -> Iterator[type[Form]]:
        for child in kind.__subclasses__():
            yield child
            yield from below(child)

    found = {kind for kind in below(Form) if kind.__module__.startswith("skillsbank.forms.")}
    return {kind for kind in found if not kind.__subclasses__() and not kind.__name__.endswith(("Row", "UndoForm"))}


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> set[type]:
    """Return a set that grows by the class of each form that a request builds."""
    seen: set[type] = set()
    begin = Form.__init__

    def watched(self: Form, *args: Any, **kwargs: Any) -> None:
        seen.add(type(self))
        begin(self, *args, **kwargs)

    monkeypatch.setattr(Form, "__init__", watched)
    return seen


def bad_values(kind: str) -> tuple[str, ...]:
    """Return the bad values for a kind of control."""
    return {"number": NUMBERS, "date": DAYS, "select": CODES, "radio": CODES, "checkbox": CODES}.get(kind, TEXTS)


def pages(app: Flask, here: World, actor: str) -> Iterator[tuple[str, Drawn]]:
    """Yield every page of an actor that draws a form to send to itself, with that form; public ones once."""
    holders = tables.read_permissions()
    for rule in rules(app):
        visitors = "anonymous" in holders[str(declared(app, rule.endpoint))]
        if {"GET", "POST"} <= (rule.methods or set()) and visitors == (actor == "anonymous"):
            for choice in _choices(rule):
                yield from itertools.islice(_drawn(app, here, actor, rule, choice), 1)


def _choices(rule: Any) -> list[str]:
    converters = [rule._converters[name] for name in rule.arguments]
    return next((sorted(c.items) for c in converters if type(c).__name__ == "AnyConverter"), [""])


def _drawn(app: Flask, here: World, actor: str, rule: Any, choice: str) -> Iterator[tuple[str, Drawn]]:
    wanted = len(identifiers(rule))
    for each in [*here.ids().values(), *here.also.values()] if wanted else [""]:
        ids = (each,) if wanted <= 1 else (here.need.public_id, each)
        place = world.address(app, rule, *ids, choice=choice)
        page = as_(app, here.accounts.get(actor)).get(place)
        if page.status_code == 200:
            reader = Reader()
            reader.feed(page.get_data(as_text=True))
            yield from ((place, drawn) for drawn in reader.forms if drawn.action in ("", place) and drawn.kinds)


def good(drawn: Drawn) -> dict[str, Any]:
    """Return the form as a page drew it, to be saved: without the buttons that add, remove or search rows."""
    return {name: drawn.values[name] for name in drawn.kinds if name != "csrf_token"}


def _answer(client: FlaskClient, connection: Connection, place: str, sent: dict[str, Any] | bytes) -> Any:
    """Send to `place` and return the answer; what it changed is undone."""
    mark = connection.begin_nested()
    kind = "application/x-www-form-urlencoded" if isinstance(sent, bytes) else None
    page = client.post(place, data=sent, content_type=kind)
    mark.rollback()
    return page


def tries(drawn: Drawn) -> Iterator[tuple[str, str, dict[str, Any] | bytes]]:
    """Yield (control, bad value, what to send): one control bad, the others as the page drew them."""
    fine = good(drawn)
    for name, kind in drawn.kinds.items():
        if name == "csrf_token":
            continue
        for value in bad_values(kind):
            yield name, value, {**fine, name: value}
        yield name, "", {**fine, name: ["first", "second"]}
        yield name, "", {**fine, name: (BytesIO(b"%PDF-1.7"), "cv.pdf")}
        yield name, "", name.encode() + b"=" + SURROGATE
    yield name, "", {**fine, name: DIGITS}
    days = [name for name, kind in drawn.kinds.items() if kind == "date"]
    if len(days) > 1:
        yield days[0], "", {**fine, **{day: f"2030-01-{28 - place:02d}" for place, day in enumerate(days)}}


def kept(value: str, page: str) -> bool:
    """Say whether what was typed stands, escaped, in the page; its first words will do."""
    typed = str(clean(value))[:200]
    return not typed or str(escape(typed)) in page


@pytest.fixture
def here(session: Session) -> World:
    """Return the world in which forms are filled in."""
    return world.build(session)


@pytest.mark.parametrize("actor", ACTORS)
def test_bad_input_is_answered_and_kept(
    app: Flask, here: World, session: Session, tell: Callable[[str], None], actor: str
) -> None:
    connection = session.get_bind()
    assert isinstance(connection, Connection)
    wrong: list[Any] = []
    tried = 0
    for place, drawn in list(pages(app, here, actor)):
        as_drawn = _answer(as_(app, here.accounts.get(actor)), connection, place, good(drawn)).status_code
        for name, value, sent in tries(drawn):
            page = _answer(as_(app, here.accounts.get(actor)), connection, place, sent)
            tried += 1
            body = page.get_data(as_text=True)
            if page.status_code not in MENDABLE | {as_drawn} - {200}:
                wrong.append((place, name, value[:40], page.status_code))
            elif page.status_code == 422 and drawn.kinds[name] not in UNTYPED and not kept(value, body):
                wrong.append((place, name, value[:40], "lost"))
            if "<script>alert(1)" in body or re.search(r">\s*49\s*\{", body):
                wrong.append((place, name, value[:40], "not escaped"))
    tell(f"{tried} bad inputs")
    by_place = Counter((place, name, how) for place, name, _value, how in wrong)
    assert by_place == {}


def test_no_form_is_forgotten(
    app: Flask, here: World, session: Session, built: set[type], tell: Callable[[str], None]
) -> None:
    for actor in ACTORS:
        for rule in rules(app):
            if "GET" in (rule.methods or set()) and world.held(app, rule, here.accounts.get(actor), session):
                for choice in _choices(rule):
                    list(_drawn(app, here, actor, rule, choice))
    known, built = form_classes(), {above for kind in built for above in kind.__mro__}
    tell(f"{len(known & built)} form classes of {len(known)}")
    assert {kind.__name__ for kind in known - built} == set()

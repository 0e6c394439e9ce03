"""Forms as pages draw them, bad values for their controls, and what an answer to such a value must be."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import Connection
from werkzeug.routing import Rule

from skillsbank.forms.fields import clean
from tests import world
from tests.world import World, as_, identifiers

MENDABLE = {303, 409, 413, 422}
TEXTS = (
    "x" * 6_000,
    "<script>alert(1)</script><b onmouseover=x>\"'",
    "Робърт'); DROP TABLE accounts; -- {{ 7*7 }}{% raw %}${7*7}#{7*7}",
    "=HYPERLINK(1) محمد 王芳 Ωμέγα 🙂",
    "\x00\x07\x1b[31m\u202eevil\ufeff",
    "   ",
)
NUMBERS = ("-1", "999999999999", "1.5", "1e309", "NaN", "٣x", "")
DAYS = ("2026-02-30", "0000-00-00", "9999-12-31", "31/12/2026", "<b>", "")
CODES = ("no-such' OR 1=1 --", "", "x" * 3000)
PRESSED = ("", "no-such-9:' OR 1=1 --", "skills-99999999999", "x" * 3000)
UNLIKE = {*TEXTS[:1], *TEXTS[3:5], *NUMBERS[1:4], *DAYS[1:3]}
"""Too long, too large, too early, too late, and letters that not every database keeps."""
SURROGATE = b"%ED%A0%80"
DIGITS = "9" * 1_000_000
ACTORS = ("anonymous", "expert", "newcomer", "institution", "ministry", "officer", "manager", "administrator")
"""One of each kind of pages: auditors and donors send none of their own."""
UNTYPED = {"hidden", "checkbox", "radio", "select", "password", "file", "button"}
"""Controls in which nobody types a text that must come back."""


@dataclass
class Drawn:
    """A form as a page draws it: where it goes, its controls with kind and values, and the names of its buttons."""

    action: str
    kinds: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)
    buttons: set[str] = field(default_factory=set)

    def add(self, name: str, kind: str, value: str | None) -> None:
        """Take a control in; a value of None leaves it unanswered."""
        self.kinds.setdefault(name, kind)
        self.values.setdefault(name, [])
        if value is not None:
            self.values[name].append(value)


class Reader(HTMLParser):
    """Reads the forms of a page: those to send, and the names that forms and links ask for in an address."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Drawn] = []
        self.asked: set[str] = set()
        self._open: Drawn | None = None
        self._sends = False
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a form, or note a control of the one that is open."""
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "a":
            self.asked |= set(parse_qs(urlsplit(given.get("href") or "").query))
        elif tag == "form":
            self._open = Drawn(given.get("action") or "")
            self._sends = (given.get("method") or "").lower() == "post"
            if self._sends:
                self.forms.append(self._open)
        elif self._open is None:
            return
        elif tag == "button" and name:
            self._open.buttons.add(name)
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
            if self._open is not None and not self._sends:
                self.asked |= self._open.kinds.keys()
            self._open = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


def bad_values(kind: str, number: int, stored: bool) -> tuple[str, ...]:
    """Return bad values for a control of a kind, the `number`-th of its form: the next of the list, all in a soak.

    So each value is tried in many forms, and each control with one; `stored`: only values that databases take in
    different ways.
    """
    lists = dict.fromkeys(("select", "radio", "checkbox"), CODES)
    values = {"number": NUMBERS, "date": DAYS, "button": PRESSED, **lists}.get(kind, TEXTS)
    if stored:
        values = tuple(each for each in values if each in UNLIKE)
    return in_turn(values, number)


def in_turn(values: Sequence[str], number: int) -> tuple[str, ...]:
    """Return the next of the values for the `number`-th of those that they are tried on, all in a soak."""
    return tuple(values) if os.environ.get("SOAK") or not values else (values[number % len(values)],)


def choices(rule: Rule) -> list[str]:
    """Return the words that a route offers for parts of its address; one empty word when it offers none."""
    offers = (rule._converters[name] for name in rule.arguments)
    return sorted({word for each in offers if type(each).__name__ == "AnyConverter" for word in each.items}) or [""]


def drawn(app: Flask, here: World, actor: str, rule: Rule) -> Iterator[list[tuple[str, Drawn]]]:
    """Yield for each choice of a route all POST forms on its pages, for everything in the world, with their addresses.

    What the route does not know in its first choice is not asked for in the others.
    """
    client = as_(app, here.accounts.get(actor))
    known = [*here.ids().values(), *here.also.values()] if identifiers(rule) else [""]
    for choice in choices(rule):
        found = []
        for each in tuple(known):
            place = world.address(app, rule, *here.under(rule, each), choice=choice)
            page = client.get(place)
            if page.status_code == 404:
                known.remove(each)
            elif page.status_code == 200:
                reader = Reader()
                reader.feed(page.get_data(as_text=True))
                found += [(place, form) for form in reader.forms]
        yield found


def good(drawn: Drawn) -> dict[str, Any]:
    """Return the form as a page drew it, to be saved: without the buttons that add, remove or search rows."""
    return {name: drawn.values[name] for name in drawn.kinds if name != "csrf_token"}


def a_file() -> tuple[BytesIO, str]:
    """Return a file to send where none is asked for."""
    return BytesIO(b"%PDF-1.7"), "cv.pdf"


def answer(client: FlaskClient, connection: Connection, place: str, sent: dict[str, Any] | bytes) -> Any:
    """Send to `place` and return the answer; what it changed is undone."""
    mark = connection.begin_nested()
    kind = "application/x-www-form-urlencoded" if isinstance(sent, bytes) else None
    page = client.post(place, data=sent, content_type=kind)
    mark.rollback()
    return page


def kept(value: str, page: str) -> bool:
    """Say whether what was typed stands, escaped, in the page; its first words will do."""
    typed = str(clean(value))[:200]
    return not typed or str(escape(typed)) in page


def fault(page: Any, value: str, fine: set[int], typed: bool) -> str:
    """Return what is wrong with the answer to a bad value, empty when nothing is; `typed`: a text that must be kept."""
    body = page.get_data(as_text=True)
    if page.status_code not in fine:
        return str(page.status_code)
    if page.status_code == 422 and typed and not kept(value, body):
        return "lost"
    return "not escaped" if "<script>alert(1)" in body or re.search(r">\s*49\s*\{", body) else ""

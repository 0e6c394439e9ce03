"""Bad values in every field of every form: an answer that a person can mend, never a failure, nothing typed is lost."""

import importlib
import itertools
import pkgutil
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from wtforms import BooleanField, DateField, FieldList, FormField, HiddenField, IntegerField, SelectField
from wtforms.fields.core import Field

from skillsbank import forms
from skillsbank.forms.fields import Form
from skillsbank.models import ProfileOccupation
from skillsbank.web.access import declared
from tests import tables, world
from tests.drawn import (
    ACTORS,
    DIGITS,
    MENDABLE,
    SURROGATE,
    UNTYPED,
    Drawn,
    a_file,
    answer,
    bad_values,
    choices,
    drawn,
    fault,
    good,
    in_turn,
)
from tests.world import World, as_, methods, rules

pytestmark = pytest.mark.slow

KINDS = ((BooleanField, "checkbox"), (DateField, "date"), (IntegerField, "number"), (SelectField, "select"),
         (HiddenField, "hidden"), (Field, "text"))  # fmt: skip
WAYS = ("twice", "as a file", "letters that are none")
Case = tuple[str, Drawn, dict[str, str]]
"""Where a form goes, the form, and the controls to try with their kinds."""


def form_classes() -> set[type[Form]]:
    """Return every form of the package in which somebody answers: no base of others, no row, no lone button."""
    for module in pkgutil.walk_packages(forms.__path__, "skillsbank.forms."):
        importlib.import_module(module.name)

    def below(kind: type[Form]) -> Iterator[type[Form]]:
        for child in kind.__subclasses__():
            yield child
            yield from below(child)

    # classes that functions make, one a request, have no name in their module
    found = {kind for kind in below(Form) if getattr(sys.modules[kind.__module__], kind.__name__, None) is kind}
    ours = {kind for kind in found if kind.__module__.startswith("skillsbank.forms.")}
    bases = {base for kind in ours for base in kind.__mro__[1:]}
    return {kind for kind in ours - bases if not kind.__name__.endswith(("Row", "UndoForm"))}


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Form]:
    """Return a list that grows by each form that a request builds."""
    seen: list[Form] = []
    begin = Form.__init__

    def watched(self: Form, *args: Any, **kwargs: Any) -> None:
        begin(self, *args, **kwargs)
        seen.append(self)

    monkeypatch.setattr(Form, "__init__", watched)
    return seen


@pytest.fixture
def here(app: Flask, session: Session) -> World:
    """Return the world in which forms are filled in, with words of somebody's own for officers to decide on."""
    made = world.build(session)
    made.shown.occupations.append(ProfileOccupation(isco="", title="Beekeeper by moonlight"))
    session.commit()
    words = as_(app, made.accounts["officer"]).get("/desk/words?kind=occupation").text
    made.also["words"] = re.findall(r"/desk/words/occupation/(\w{24})", words)[0]
    return made


@pytest.fixture
def connection(session: Session) -> Connection:
    """Return the test's own connection, in which each try is undone."""
    bound = session.get_bind()
    assert isinstance(bound, Connection)
    return bound


def own_pages(app: Flask, here: World, actor: str) -> Iterator[Case]:
    """Yield every page of an actor that draws a form to send to itself, with that form; public ones once."""
    holders = tables.read_permissions()
    for rule in rules(app):
        may = holders[str(declared(app, rule.endpoint))]
        if actor == "manager" and "officer" in may:
            continue  # draws what an officer reads
        if {"GET", "POST"} <= (rule.methods or set()) and ("anonymous" in may) == (actor == "anonymous"):
            for found in drawn(app, here, actor, rule):
                own = (each for each in found if each[1].action in ("", each[0]))
                for place, form in itertools.islice((each for each in own if each[1].kinds), 1):
                    yield place, form, form.kinds | dict.fromkeys(form.buttons, "button")


def unlike(cases: list[Case], others: list[Case]) -> list[Case]:
    """Return the cases whose page does not draw just what the page of the same address draws for somebody else."""
    known = {place: (form.kinds, good(form)) for place, form, _controls in others}
    return [case for case in cases if known.get(case[0]) != (case[1].kinds, good(case[1]))]


def odd(way: str, name: str, fine: dict[str, Any]) -> dict[str, Any] | bytes:
    """Return what to send with one control sent in another way than browsers do."""
    if way == "letters that are none":
        return name.encode() + b"=" + SURROGATE
    return {**fine, name: ["first", "second"] if way == "twice" else a_file()}


def tries(case: Case, stored: bool) -> Iterator[tuple[str, str, dict[str, Any] | bytes]]:
    """Yield (control, bad value, what to send): one control bad, the others as the page drew them.

    `stored`: only what databases take in different ways.
    """
    _place, form, controls = case
    fine = good(form)
    tried = {name: kind for name, kind in controls.items() if name != "csrf_token"}
    start = zlib.crc32(" ".join(tried).encode())  # the same at each run
    for number, (name, kind) in enumerate(tried.items(), start):
        for value in bad_values(kind, number, stored):
            yield name, value, {**fine, name: value}
    alike = {kind: name for name, kind in tried.items()}.values()  # read alike in every control of a kind
    for number, name in enumerate(alike, start):
        for way in in_turn(WAYS, number):
            yield name, "", odd(way, name, fine)
    for name in list(tried)[-1:]:
        yield name, "", {**fine, name: DIGITS}
    days = [name for name, kind in tried.items() if kind == "date"]
    if len(days) > 1:
        yield days[0], "", {**fine, **{day: f"2030-01-{28 - place:02d}" for place, day in enumerate(days)}}


def attempt(app: Flask, here: World, actor: str, connection: Connection, cases: list[Case]) -> tuple[int, Any]:
    """Send all bad values of the cases; return how many there were, and what was wrong with how many answers."""
    wrong, tried = Counter[tuple[str, str, str]](), 0
    for case in cases:
        place, form, controls = case
        as_drawn = answer(as_(app, here.accounts.get(actor)), connection, place, good(form)).status_code
        for name, value, sent in tries(case, stored=connection.dialect.name != "sqlite"):
            page = answer(as_(app, here.accounts.get(actor)), connection, place, sent)
            tried += 1
            kind = controls[name]
            fine = (MENDABLE | {as_drawn}) - {200} | ({200} if kind == "button" else set())
            if how := fault(page, value, fine, kind not in UNTYPED and name in form.kinds):
                wrong[place, name, how] += 1
    return tried, wrong


@pytest.mark.parametrize("actor", ACTORS)
def test_bad_input_is_answered_and_kept(
    app: Flask, here: World, connection: Connection, tell: Callable[[str], None], actor: str
) -> None:
    cases = list(own_pages(app, here, actor))
    if actor == "newcomer":
        cases = unlike(cases, list(own_pages(app, here, "expert")))
    tried, wrong = attempt(app, here, actor, connection, cases)
    tell(f"{tried} bad inputs")
    assert wrong == {}


def route(app: Flask, place: str) -> tuple[str, ...]:
    """Return the name of the route that takes what is sent to an address, with the words that it chose."""
    endpoint, values = app.url_map.bind("localhost").match(urlsplit(place).path, method="POST")
    return (endpoint, *(str(each) for each in values.values() if len(str(each)) != len(world.MISSING)))


def a_place(app: Flask, here: World, actor: str, connection: Connection, rule: Rule, choice: str) -> str:
    """Return an address of a route where something is for the actor, else any."""
    known = [world.address(app, rule, *here.under(rule, each), choice=choice) for each in here.ids().values()]
    client = as_(app, here.accounts.get(actor))
    return next((each for each in known if answer(client, connection, each, {}).status_code != 404), known[0])


def from_elsewhere(
    app: Flask, here: World, actor: str, connection: Connection, session: Session
) -> Iterator[tuple[str, Drawn]]:
    """Yield once for a route what an actor may send it from another page; an empty form where no page draws one."""
    account, forms_of = here.accounts.get(actor), dict[tuple[str, ...], tuple[str, Drawn]]()
    mine = [rule for rule in rules(app) if world.held(app, rule, account, session)]
    for rule in mine:
        for place, form in itertools.chain(*drawn(app, here, actor, rule)) if "GET" in methods(rule) else ():
            if form.action not in ("", place):
                forms_of.setdefault(route(app, form.action), (form.action, form))
    for rule in mine:
        for choice in choices(rule) if methods(rule) == ["POST"] else ():
            place = a_place(app, here, actor, connection, rule, choice)
            forms_of.setdefault(route(app, place), (place, Drawn(place)))
    yield from forms_of.values()


def fields(form: Any) -> dict[str, str]:
    """Return the full names of a form's fields with the kind of their controls, rows included."""
    found: dict[str, str] = {}
    for each in form:
        if isinstance(each, FormField):
            found |= fields(each.form)
        elif isinstance(each, FieldList):
            found |= fields(each)
        else:
            found[each.name] = next(kind for cls, kind in KINDS if isinstance(each, cls))
    return found


def test_bad_input_to_forms_on_other_pages_and_to_routes_without_one(
    app: Flask, here: World, session: Session, connection: Connection, built: list[Form], tell: Callable[[str], None]
) -> None:
    """Walks all pages of all actors, and so meets every form of the package; a route is tried by one of them."""
    known, met, sum_tried, sum_wrong = form_classes(), set[type](), 0, Counter[Any]()
    seen: set[Any] = set()
    for actor in ACTORS:
        cases: list[Case] = []
        for place, form in list(from_elsewhere(app, here, actor, connection, session)):
            met |= {above for each in built for above in type(each).__mro__}
            built.clear()
            answer(as_(app, here.accounts.get(actor)), connection, place, good(form))
            unseen = {name: kind for each in built for name, kind in fields(each).items()}
            buttons = dict.fromkeys([*form.buttons, "no-such-field"], "button")
            controls = unseen | form.kinds | buttons
            kind = (route(app, place), *sorted(controls))
            if kind not in seen:
                seen.add(kind)
                cases.append((place, form, controls))
        tried, wrong = attempt(app, here, actor, connection, cases)
        sum_tried, sum_wrong = sum_tried + tried, sum_wrong + wrong
    tell(f"{sum_tried} bad inputs; {len(known & met)} form classes of {len(known)}")
    assert sum_wrong == {}
    assert {kind.__name__ for kind in known - met} == set()

"""Bad values in the addresses of pages: filters, page numbers, what a link carries; answered, never a failure."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import world
from tests.drawn import DIGITS, SURROGATE, TEXTS, Reader, choices, fault, in_turn
from tests.world import World, as_, identifiers, methods, rules

pytestmark = pytest.mark.slow

ACTORS = ("anonymous", "expert", "institution", "ministry", "officer", "administrator", "auditor")
LONGEST = 200_000
"""A longer address is refused by the server itself."""
VALUES = ("-1", "NaN", "٣", DIGITS[:LONGEST], "x" * 3000, *TEXTS[1:3], TEXTS[4])
WRITTEN = (
    *(f"{{name}}={quote(value)}" for value in VALUES),
    "{name}=1&{name}=2&{name}[]=3",
    f"{{name}}={SURROGATE.decode()}",
)
ALWAYS = {"page", "sort", "order", "next"}
FINE = {200, 303, 400, 404, 422}


@pytest.fixture
def here(session: Session) -> World:
    """Return the world whose pages are asked for."""
    return world.build(session)


def asked(app: Flask, here: World, actor: str, session: Session) -> Iterator[tuple[str, set[str]]]:
    """Yield a page of each route that an actor opens, and the names that its filters and links ask for."""
    account = here.accounts.get(actor)
    client = as_(app, account)
    for rule in rules(app):
        visitors = actor == "anonymous" or not world.held(app, rule, None, session)
        if "GET" not in methods(rule) or not visitors or not world.held(app, rule, account, session):
            continue
        wanted = len(identifiers(rule))
        for each in [*here.ids().values(), *here.also.values()] if wanted else [""]:
            place = world.address(app, rule, *here.under(rule, each), choice=choices(rule)[0])
            page = client.get(place)
            if page.status_code == 200:
                reader = Reader()
                reader.feed(page.get_data(as_text=True))
                yield place, reader.asked
                break


@pytest.mark.parametrize("actor", ACTORS)
def test_bad_addresses_are_answered(
    app: Flask, here: World, session: Session, tell: Callable[[str], None], actor: str
) -> None:
    wrong, tried, turns = Counter[tuple[str, str, str]](), 0, itertools.count()
    client = as_(app, here.accounts.get(actor))
    for place, names in list(asked(app, here, actor, session)):
        everywhere = "&".join(f"{name}={quote(TEXTS[1])}" for name in sorted(ALWAYS | names))
        queries = [("all", everywhere), ("no name", "=&&=1&%00=1&[]=2&" + "a=1&" * 500)]
        for name in sorted(names):
            queries += [(name, written.format(name=name)) for written in in_turn(WRITTEN, next(turns))]
        for name, query in queries:
            page = client.get(f"{place}?{query}")
            tried += 1
            if how := fault(page, "", FINE, typed=False):
                wrong[place, name, how] += 1
    tell(f"{tried} bad addresses")
    assert wrong == {}

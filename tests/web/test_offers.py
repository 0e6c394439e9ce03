"""What a diaspora offers: figures of ten and more, fixed for a month, from which hidden people are missing."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.roles import Role
from skillsbank.domain.rollup import STEP, K
from skillsbank.domain.vocabulary import Visibility
from skillsbank.models import Account, Education, Profile, SupplySnapshot
from skillsbank.services import supply
from tests import factories as make
from tests.world import as_

PAGE = "/ministry/diaspora"


@pytest.fixture
def ministry(session: Session) -> Account:
    """Return an account of Somalia's ministry."""
    return make.account(session, Role.MINISTRY, duty="SO", country="SO")


def crowd(session: Session, count: int, **values: Any) -> list[Profile]:
    """Make people who agreed to count."""
    made = [make.expert(session, **dict(values)) for _each in range(count)]
    for person in made:
        make.counts(session, person)
    return made


def somewhat(session: Session) -> None:
    crowd(session, 24, isco="2221")
    crowd(session, 12, isco="2221", residence_country="CA", languages=(("fr", "C1"),))
    crowd(session, 11, isco="2222", modalities=["permanent"])
    crowd(session, 18, isco="2310")
    crowd(session, 3, isco="7127")


def main(client: FlaskClient, place: str) -> bytes:
    """Return what an address answers, without the tokens above the content."""
    return client.get(place).data.partition(b"<main")[2] or client.get(place).data


def published(session: Session) -> dict[str, Any]:
    supply.publish(session)
    session.commit()
    found = session.scalars(select(SupplySnapshot).where(SupplySnapshot.country == "SO")).all()
    return max(found, key=lambda each: each.month).figures


def test_small_groups_roll_up_to_wider_ones(client: FlaskClient, session: Session, ministry: Account) -> None:
    somewhat(session)
    figures = published(session)
    assert [(row["group"], row["whole"], row["people"]) for row in figures["rows"]] == [
        ("222", True, 45), ("", False, 20),
    ], "three plumbers would be found by subtraction, so the smallest group stands with them"  # fmt: skip
    (nurses, others) = figures["rows"]
    assert [(cell["group"], cell["people"]) for cell in nurses["cells"]["region"]] == [("154", 35), ("", 10)]
    assert [(cell["group"], cell["people"]) for cell in others["cells"]["region"]] == [("", 20)]
    assert figures["languages"] == ["en", "fr", "so"]
    numbers = [cell["people"] for row in figures["rows"] for cells in row["cells"].values() for cell in cells]
    assert min(numbers) >= K
    assert {number % STEP for number in numbers} == {0}
    make.sign_in(client, ministry)
    page = client.get(PAGE).text
    assert all(
        words in page for words in ("Nursing and midwifery professionals", "All other occupations", "Northern Europe")
    )
    assert "Speaks French at B2 or better" in client.get(f"{PAGE}?by=language-fr").text
    assert "On site for a time, and online" in client.get(f"{PAGE}?by=way").text
    assert "Northern Europe" in client.get(f"{PAGE}?by=language-xx&country=GH").text, "nonsense counts as nothing"
    rows = list(csv.reader(io.StringIO(client.get(f"{PAGE}.csv").data.decode("utf-8-sig"))))
    assert ["222", "Nursing and midwifery professionals", "French", "Speaks French at B2 or better", "10"] in rows
    assert {row[4] for row in rows[1:]} == {str(number) for number in {*numbers, 45, 20}}


def test_nobody_hidden_and_nobody_who_did_not_agree_is_in_a_number(
    app: Flask, session: Session, ministry: Account
) -> None:
    """A3: as many people hidden from the country as anybody likes change no byte of what its ministry reads."""
    somewhat(session)

    def pages() -> list[bytes]:
        for snapshot in session.scalars(select(SupplySnapshot)):
            session.delete(snapshot)
        figures = published(session)
        traits = ["region", "level", "way", *(f"language-{code}" for code in figures["languages"])]
        client = as_(app, ministry)
        return [main(client, place) for place in (*(f"{PAGE}?by={by}" for by in traits), f"{PAGE}.csv", "/ministry")]

    before = pages()
    for seen in (Visibility.ASK_FIRST, None):
        crowd(session, 11, origins={"SO": seen, "GH": Visibility.CARD}, isco="7127", residence_country="CA")
    for _each in range(11):
        make.expert(session, isco="7127")  # did not agree to count
    withdrawn = [make.counts(session, make.expert(session, isco="7127")) for _each in range(11)]
    for consent in withdrawn:
        consent.withdrawn_at = clock.now()
    for person in crowd(session, 11, isco="7127", matching=False):
        person.headline = "Did not agree to be matched"
    assert pages() == before
    crowd(session, 11, isco="7127")
    assert pages() != before, "whoever may be known and agreed counts"


def test_the_figures_of_a_month_stay_whoever_comes_or_goes(
    client: FlaskClient, session: Session, ministry: Account
) -> None:
    people = crowd(session, 14)
    first = published(session)
    make.sign_in(client, ministry)
    before = main(client, PAGE)
    crowd(session, 30)
    people[0].countries[0].visibility = Visibility.ASK_FIRST
    assert published(session) == first
    assert main(client, PAGE) == before
    assert supply.publish(session) == 0
    with clock.moved(timedelta(days=32)):
        assert published(session) != first
        assert main(client, PAGE) != before


def test_below_ten_there_is_no_figure(client: FlaskClient, session: Session, ministry: Account) -> None:
    make.sign_in(client, ministry)
    session.commit()
    assert "not counted yet" in client.get(PAGE).text
    crowd(session, K - 1)
    assert published(session) == {"people": 0, "rows": [], "languages": []}
    page = client.get(PAGE).text
    assert "There are too few people to show figures" in page
    assert not re.search(r"\b9\b", page.split("<main", 1)[1])
    assert client.get(f"{PAGE}.csv").data.decode("utf-8-sig").count("\n") == 1


def test_a_ministry_reads_its_own_country_where_it_serves(app: Flask, session: Session, ministry: Account) -> None:
    crowd(session, 14)
    ghana = make.account(session, Role.MINISTRY, duty="GH", country="GH")
    abroad = make.account(session, Role.MINISTRY, duty="GH", country="SO")
    published(session)
    assert "Nursing" in as_(app, ministry).get(PAGE).text or "All occupations" in as_(app, ministry).get(PAGE).text
    for account in (ghana, abroad):
        for place in (PAGE, f"{PAGE}?country=SO"):
            assert "About" not in as_(app, account).get(place).text.split("<main", 1)[1], account.duty_country


def test_each_person_stands_in_one_line_of_every_table(session: Session, ministry: Account) -> None:
    people = crowd(session, 12, residence_country="", languages=(("en", "B1"),))
    people[0].education = [Education(level=8), Education(level=3)]
    people[1].education, people[2].education = [], []
    people[3].occupations[0].isco = ""
    session.flush()
    counted = supply._people(session, "SO")
    assert len(counted) == 12
    assert sorted(person.level for person in counted) == ["-", "-", *["6"] * 9, "8"]
    assert sorted(person.occupation for person in counted) == ["-", *["222"] * 11]
    assert {(person.region, person.way, *person.languages) for person in counted} == {("-", "stays_and_online")}
    trees = (supply.occupations(), supply.regions(), supply.LEVELS, supply.WAYS)
    assert all(
        person.occupation in trees[0]
        and person.region in trees[1]
        and person.level in trees[2]
        and person.way in trees[3]
        for person in counted
    )
    assert [supply._way(each) for each in (["permanent", "virtual"], ["virtual"], ["circular"], [])] == [
        "for_good", "online", "stays", "-",
    ]  # fmt: skip

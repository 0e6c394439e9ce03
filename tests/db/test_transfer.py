"""What leaves as CSV or JSON comes back without loss: needs by the command line, one's own answers by the pages."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from babel.core import get_global
from flask import Flask
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from skillsbank import cli, code_lists, reference
from skillsbank.database import make_sessions
from skillsbank.domain import exchange
from skillsbank.domain.errors import Invalid
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import Role
from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import Connectivity, Modality
from skillsbank.models import Profile
from skillsbank.policies import SYSTEM
from skillsbank.queries import own_data
from skillsbank.services import transfer, vacancies
from skillsbank.services.seeding import generator
from skillsbank.services.seeding.invention import Pools
from tests import factories as make
from tests.world import as_

SENT_BACK = tuple(column for column in transfer.COLUMNS if column not in ("reference", "state"))
TEXT = some.text(some.characters(blacklist_categories=("Cs", "Cc")), max_size=30)


@given(some.lists(some.fixed_dictionaries({"text": TEXT, "value": some.one_of(
    some.none(), some.booleans(), some.integers(), some.lists(TEXT), some.dictionaries(TEXT, some.integers()),
)}), max_size=5))  # fmt: skip
def test_every_value_comes_back(rows: list[dict[str, Any]]) -> None:
    back = exchange.from_csv("\ufeff" + exchange.as_csv(["text", "value"], rows), ["text"])
    assert [{**row, "text": row["text"] or None} for row in rows] == back


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "'=1", "'", " =1", "\u3000-2", "＝1"])
def test_no_text_starts_a_formula_and_each_comes_back(text: str) -> None:
    cell = exchange.packed(text)
    assert cell.startswith("'")
    assert exchange.unpacked(cell, text=True) == text
    assert exchange.packed(-3) == "'-3"


@pytest.mark.parametrize("text", ["text,value\n1\n", 'text,value\n"a', "text,value\na,[1\n", "text,value\na,b,c\n"])
def test_what_is_not_ours_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        exchange.from_csv(text, ["text"])


def full(session: Session) -> None:
    """Make needs of several kinds, one with everything, one with almost nothing."""
    hospital = make.institution(session, name='Hôpital =1, "Est"')
    make.vacancy(
        session, hospital, purpose="Ligne une\nligne deux; 'cité'", tasks=["-un", "deux"], isced_fields=["0913"],
        objectives="'=x", min_years=3, licence_needed=True, conditions="العمل", methods=["coaching"],
        host_connectivity=Connectivity.GOOD, hours_per_week=4, start_from=date(2027, 1, 5),
        budget_line="7-13", max_cost=9000, cost_currency="EUR",
    )  # fmt: skip
    make.vacancy(session, hospital, state=VacancyState.DRAFT, submitted_at=None, reference=None, paid=[], place="")
    job = make.vacancy(session, make.institution(session, "GH"), modality=Modality.PERMANENT)
    for name, empty in vacancies._UNASKED[Modality.PERMANENT].items():  # as the pages leave a job
        setattr(job, name, list(empty) if empty == () else empty)
    session.flush()


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_needs_come_back_by_the_command_line(
    own_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {
        "DATABASE_URL": own_engine.url.render_as_string(hide_password=False), "INSTANCE": str(tmp_path),
        "SECRET_KEY": "0123456789abcdef" * 4,
    }.items():  # fmt: skip
        monkeypatch.setenv(f"SKILLSBANK_{name}", value)
    with make_sessions(own_engine)() as session:
        full(session)
        session.commit()
    file = tmp_path / f"needs.{kind}"
    assert cli.main(["export", "needs", str(file)]) == 0
    assert cli.main(["import", "needs", str(file)]) == 0
    with make_sessions(own_engine)() as session:
        records = transfer.need_records(session, SYSTEM)
    assert len(records) == 6
    said = [{name: record[name] for name in SENT_BACK} for record in records]
    assert said[3:] == said[:3]
    assert [record["programme"] for record in said[:3]].count(None) < 3
    assert {record["state"] for record in records[3:]} == {"draft"}
    assert cli.main(["import", "needs", str(tmp_path / f"missing.{kind}")]) == 2
    file.write_text("not,it\n1,2\n" if kind == "csv" else '[{"title": 1}]', encoding="utf-8")
    assert cli.main(["import", "needs", str(file)]) == 2
    assert "number=1" in capsys.readouterr().err or kind == "csv"


def test_a_bad_record_leaves_nothing_behind(session: Session) -> None:
    full(session)
    session.flush()
    good = transfer.need_records(session, SYSTEM)[0]
    for change, code in (
        ({"institution": "Nobody's"}, "unknown_institution"), ({"programme": "x"}, "unknown_programme"),
        ({"programme": ["x"]}, "unknown_programme"), ({"max_cost": "much"}, "no_value"),
        ({"posts": "two"}, "no_value"), ({"x": 1}, "no_record"),
        ({"modality": "sometimes"}, "no_value"), ({"start_from": "soon"}, "no_value"), ({"skills": [1]}, "no_value"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=code) as error:
            transfer.load_needs(session, SYSTEM, [{**good, **change}])
        assert error.value.params["number"] == 1


@pytest.mark.parametrize("name", code_lists.NAMES)
def test_code_lists_come_back_and_need_no_account(app: Flask, name: str, tmp_path: Path) -> None:
    client = app.test_client()
    rows = code_lists.rows(name)
    assert client.get(f"/code-lists/{name}.json").json == rows
    page = client.get(f"/code-lists/{name}.csv")
    back = exchange.from_csv(page.data.decode("utf-8"), code_lists.columns(name))
    assert [{key: value or "" for key, value in row.items()} for row in back] == rows
    assert cli.main(["export", name, str(tmp_path / "list.json")]) == 0
    assert json.loads((tmp_path / "list.json").read_text(encoding="utf-8")) == rows
    assert cli.main(["export", name, str(tmp_path / "list.xls")]) == 2


def answers(session: Session, profile: Profile) -> list[dict[str, Any]]:
    """Return the answers that a copy carries over: not who may see the person, nor what the service adds."""
    session.expire_all()
    left_out = {"visibility", "reveal_requested_at", "created_at", "updated_at", "public_id", "state", "version",
                "activated_at", "last_confirmed_at", "source", "travel_page_read_at", "concept"}  # fmt: skip
    return [
        row
        for row in own_data.answers_as_rows(session, profile)
        if row["field"] not in left_out and (row["field"], row["value"]) not in [("sex", "N"), ("current", False)]
    ]


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_ones_own_answers_come_back(app: Flask, session: Session, kind: str) -> None:
    generator.insert_people(session.connection(), Pools.read(), 7, range(8))
    people = session.scalars(select(Profile).order_by(Profile.id)).all()
    place = "/my-data/answers.csv" if kind == "csv" else "/my-data/download"
    for first in people:
        first.phone, first.city = "+46 70 123 45 67", "=Malmö"
        first.motivation, first.headline = "'Zwei\nLinien", "-1 & <b>"
        if first.time_zone:  # the pages offer those of the country
            first.time_zone = next(z for z, c in get_global("zone_territories").items() if c == first.residence_country)
        for each in (*first.occupations, *first.experience):
            each.title = reference.unit_groups()[each.isco]  # as the pages keep them: a code that its title names
        second = Profile(account=make.account(session, Role.EXPERT), state=ProfileState.DRAFT)
        session.add(second)
        session.commit()
        assert first.account is not None
        assert second.account is not None
        copy = as_(app, first.account).get(place)
        client = as_(app, second.account)
        sent = {"file": (io.BytesIO(copy.data), f"copy.{kind}")}
        assert client.post("/profile/cv", data=sent, content_type="multipart/form-data").status_code == 303
        assert client.post("/profile/cv/review", data={"all": "1"}).status_code == 303
        assert answers(session, second) == answers(session, first)

"""What surrounds a programme's rules: read with clear faults, shown by right, its priorities first on the desk."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from skillsbank.domain.errors import Invalid
from skillsbank.domain.programme import read_terms
from skillsbank.domain.roles import Role
from skillsbank.domain.vacancy import VacancyState
from skillsbank.models import Programme
from skillsbank.policies import SYSTEM
from skillsbank.services import programmes
from tests import factories as make


@pytest.fixture
def mida(session: Session) -> Programme:
    return next(each for each in programmes.load_presets(session, SYSTEM) if each.code == "mida")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"end": "2020-01-01"}, "end lies before start"),
        ({"end": "soon"}, "Invalid isoformat"),
        ({"currency": ""}, "budget and currency"),
        ({"currency": "euro"}, "ISO 4217"),
        ({"budget": -1}, "budget must be a whole number"),
        ({"targets": {"men": 3}}, "men is none of"),
        ({"targets": {"women": 101}}, "percentage"),
        ({"retention": {"profiles": 0}}, "one month"),
        ({"targets": {"regions": "many"}}, "regions must be a whole number"),
        ({"retention": {"profiles": True}}, "profiles must be a whole number"),
        ({"selection": "lottery"}, "selection must be one of"),
        ({"languages": ["xx"]}, "unknown languages: xx"),
    ],
)
def test_a_faulty_definition_says_what_is_wrong(mida: Programme, change: dict[str, Any], fault: str) -> None:
    with pytest.raises(Invalid, match="programme_definition") as refused:
        read_terms(mida.current.definition | change)
    assert fault in str(refused.value.params["fault"])


@pytest.mark.parametrize(
    ("role", "near", "reads"),
    [
        (Role.MANAGER, None, True), (Role.MANAGER, True, True), (Role.MANAGER, False, False),
        (Role.DONOR, True, True), (Role.DONOR, False, False), (Role.DONOR, None, False),
        (Role.OFFICER, None, False), (Role.AUDITOR, None, False), (Role.ADMINISTRATOR, None, False),
    ],
)  # fmt: skip
def test_the_budget_is_for_managers_and_donors_of_the_programme(
    client: FlaskClient, session: Session, mida: Programme, role: Role, near: bool | None, reads: bool
) -> None:
    other = make.programme(session)
    scope = {} if near is None else {"programme_id": mida.id if near else other.id}
    make.sign_in(client, make.account(session, role, duty="CH", **scope))
    session.commit()
    page = client.get("/programmes/mida").text
    assert ("6,400,000" in page) == reads
    for words in ("Women, in per cent", "A panel of programme, institution and ministry", "24 months", "Phase"):
        assert words in page


def test_priority_sectors_come_first_on_the_desk(client: FlaskClient, session: Session, mida: Programme) -> None:
    home = make.institution(session)
    for title, sector, state in (
        ("Later health", "health", VacancyState.OPEN),
        ("Waiting justice", "justice", VacancyState.SUBMITTED),
        ("Waiting health", "health", VacancyState.SUBMITTED),
    ):
        make.vacancy(session, home, programme=mida, title=title, sector=sector, state=state)
    make.sign_in(client, make.officer(session))
    session.commit()
    page = client.get("/desk").text
    places = [page.index(title) for title in ("Waiting health", "Waiting justice", "Later health")]
    assert places == sorted(places)
    listed = client.get("/desk/needs.csv").text
    assert listed.index("Waiting health") < listed.index("Waiting justice")

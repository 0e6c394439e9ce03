"""What everybody reads: open needs alone, the verified mark only where it is due, what fits without an account."""

import re
from datetime import date
from typing import Any

import pytest
from flask import url_for
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank.domain.vacancy import PUBLIC_STATES, VacancyState
from skillsbank.domain.vocabulary import InstitutionState, Modality
from skillsbank.models import AuditEntry, Base, Vacancy, VacancyLanguage, VacancyStation, VacancyTeam
from tests import factories

VISITOR = {"occupation": "Nursing professionals", "occupation_code": "2221", "languages-0-code": "en"}
VISITOR |= {"languages-0-level": "C1"}
MARK = "a ministry of Somalia endorsed this need"


def open_need(session: Session, **values: Any) -> Vacancy:
    host = values.pop("of", None) or factories.institution(session, "SO", name="Daryeel", name_en="Daryeel Hospital")
    return factories.vacancy(session, host, **values)


def page_of(client: FlaskClient, need: Vacancy) -> str:
    answer = client.get(f"/open-needs/{need.public_id}")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("state", [each for each in VacancyState if each not in PUBLIC_STATES])
def test_what_is_not_open_is_not_there(client: FlaskClient, session: Session, state: VacancyState) -> None:
    need = open_need(session, state=state, title="Hidden title")
    staff = factories.officer(session)
    session.commit()
    for signed_in in (False, True):
        if signed_in:
            factories.sign_in(client, staff)
        assert client.get(f"/open-needs/{need.public_id}").status_code == 404
        assert "Hidden title" not in client.get("/open-needs").text


def test_the_page_says_what_is_paid_by_whom_and_what_is_not(client: FlaskClient, session: Session) -> None:
    need = open_need(
        session, paid=[{"line": "ticket", "payer": "programme"}, {"line": "housing", "payer": "host"}],
        not_paid="Wages lost at home.", language="fr", counterpart_name="Asha Nur", budget_line="B-17",
        conditions="Chambre <script>", security_level=2,
    )  # fmt: skip
    session.commit()
    text = page_of(client, need)
    table = re.search(r"<caption id=\"paid-caption\".*?</table>", text, re.S)
    assert table is not None
    assert re.findall(r'<th scope="row">(.*?)</th><td data-label="Who pays">(.*?)</td>', table.group()) == [
        ("International ticket", "The programme"), ("Housing", "The institution"),
    ]  # fmt: skip
    assert "Wages lost at home." in text
    unpaid = text.split("nobody who pays for these", 1)[1]
    assert "Medical insurance" in unpaid
    assert "<li>Housing</li>" not in unpaid
    assert "The institution wrote this need in this language: French." in text
    assert '<bdi lang="fr">Neonatal nurse</bdi>' in text
    assert "Chambre &lt;script&gt;" in text
    for private in ("Asha Nur", "B-17"):
        assert private not in text
    assert f"/sign-in?next=/open-needs/{need.public_id}" in text


def test_the_page_tells_the_whole_public_record_and_nothing_more(client: FlaskClient, session: Session) -> None:
    need = open_need(
        session, department="Newborn unit", plan_objective="Health plan, objective 2", sdg=3, posts=3, place="Garowe",
        stations=[VacancyStation(place="Burao", region="SO-TO", seats=2, security_level=3, power="generator")],
        supervisor_name="Layla Omar", supervisor_role="medical director", counterpart_role="matron",
        more_counterparts=[{"name": "Idil Nur", "role": "shift leader"}], people_trained=12, trained_women=9,
        trained_men=3, fallback_modality=Modality.VIRTUAL, isco_alternates=["2222"], workload_percent=80,
        interview_from=date(2027, 5, 3), interview_until=date(2027, 5, 7), top_up_until=date(2028, 1, 31),
        paid=[{"line": "dsa", "payer": "programme", "amount": 40, "amount_to": 55, "currency": "USD", "per": "day"}],
        endorser_office="Directorate of planning", contributions=[{"line": "money", "what": "our own secret"}],
        sustainability="inner plan", max_cost=98765, clinic="here",
    )  # fmt: skip
    session.commit()
    text = page_of(client, need)
    for told in (
        "Newborn unit", "objective 2", "3 Good health", "Garowe", "(1 person)", "Burao", "(2 people)", "A generator",
        "3: movements are planned", "medical director", "matron", "shift leader", "women: 9, men: 3", "Online",
        "Midwifery professionals", "80%", "3\xa0May\xa02027", "31\xa0Jan\xa02028", "40 to 55\xa0USD a day",
        "Directorate of planning", "The money for it was approved on", "under-represented regions are encouraged",
        "At the place itself",
    ):  # fmt: skip
        assert told in text, told
    for private in ("Layla Omar", "Idil Nur", "Asha Nur", "our own secret", "inner plan", "98,765", "98765"):
        assert private not in text, private
    need.institution.state = InstitutionState.SUSPENDED
    need.encouraged = False
    session.commit()
    text = page_of(client, need)
    assert "Directorate of planning" not in text, "the mark is gone at once"
    assert "are encouraged" not in text


def test_a_team_is_shown_by_its_open_roles(client: FlaskClient, session: Session) -> None:
    need, other = open_need(session), open_need(session, title="Midwife beside her")
    kept_back = factories.vacancy(session, need.institution, state=VacancyState.SUBMITTED, title="Not yet open")
    session.add(VacancyTeam(roles=[need, other, kept_back]))
    session.commit()
    text = page_of(client, need)
    assert f'href="/open-needs/{other.public_id}"' in text
    assert "Not yet open" not in text


def test_an_expert_is_led_to_how_the_need_fits(client: FlaskClient, session: Session) -> None:
    need, person = open_need(session), factories.expert(session)
    session.commit()
    assert person.account is not None
    factories.sign_in(client, person.account)
    assert f'href="{url_of(client, "fits.show", need)}"' in page_of(client, need)


def url_of(client: FlaskClient, endpoint: str, need: Vacancy) -> str:
    with client.application.test_request_context():
        return url_for(endpoint, public_id=need.public_id)


def test_the_mark_needs_endorsement_and_a_verified_institution_right_now(client: FlaskClient, session: Session) -> None:
    need = open_need(session)
    waived = open_need(session, of=need.institution, endorsement="waived", title="Without a ministry")
    session.commit()
    assert MARK in page_of(client, need)
    assert MARK not in page_of(client, waived)
    assert client.get("/open-needs").text.count('class="tag good"') == 1
    need.institution.state = InstitutionState.SUSPENDED
    session.commit()
    assert MARK not in page_of(client, need)
    assert "being checked again" in page_of(client, need)
    assert 'class="tag good"' not in client.get("/open-needs").text


def test_the_list_filters_sorts_and_pages(client: FlaskClient, session: Session) -> None:
    somali = factories.institution(session, "SO")
    rwandan = factories.institution(session, "RW")
    for number in range(26):
        factories.vacancy(session, somali, title=f"Nurse {number:02d}")
    teacher = factories.vacancy(session, rwandan, title="Teacher", sector="education", modality=Modality.VIRTUAL)
    teacher.languages = [VacancyLanguage(code="fr", level="B1")]
    session.commit()
    assert "Nurse 25" in client.get("/open-needs").text
    assert "Nurse 00" in client.get("/open-needs?page=2&order=desc&sort=published").text
    for query in ("country=RW", "sector=education", "modality=virtual", "language=fr"):
        text = client.get(f"/open-needs?{query}").text
        assert "Teacher" in text
        assert "Nurse" not in text
    assert "No open need fits" in client.get("/open-needs?country=PE").text
    for nonsense in (
        "page=0",
        "page=1e9",
        "sort=%27",
        "country=XX",
        "modality=x",
        "language=zzzz",
        "country=a&country=b",
    ):
        assert client.get(f"/open-needs?{nonsense}").status_code == 200


def rows(session: Session) -> int:
    return sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in Base.metadata.sorted_tables)


def test_what_fits_says_why_and_keeps_nothing(client: FlaskClient, session: Session) -> None:
    host = factories.institution(session, "SO")
    factories.vacancy(session, host, title="The same")
    factories.vacancy(session, host, title="The neighbour", isco="2222")
    factories.vacancy(session, host, title="The other field", isco="2330")
    factories.vacancy(session, host, title="By the alternate", isco="3221", isco_alternates=["2221"])
    factories.vacancy(session, host, title="Too long", min_days=50)
    factories.vacancy(session, host, title="For good", modality=Modality.PERMANENT, min_days=None, max_days=None)
    french = factories.vacancy(session, host, title="In French")
    french.languages = [VacancyLanguage(code="fr", level="B2")]
    factories.vacancy(session, host, title="A draft", state=VacancyState.DRAFT)
    session.commit()
    before = rows(session)
    answer = client.post("/what-fits", data={**VISITOR, "weeks": "3"})
    assert answer.status_code == 200
    found = re.findall(r'<h3 id="need-\d+"><a href="[^"]+"><bdi lang="en">(.*?)</bdi>', answer.text)
    assert found[-1] == "The neighbour", "the closest come first"
    assert sorted(found) == ["By the alternate", "For good", "The neighbour", "The same"]
    assert "Your occupation" in answer.text
    assert "English" in answer.text
    assert rows(session) == before
    virtual = client.post("/what-fits", data={**VISITOR, "modalities": "virtual"}).text
    assert "No open need fits right now" in virtual
    weak = client.post("/what-fits", data={**VISITOR, "languages-0-level": "A2"}).text
    assert "No open need fits right now" in weak


def test_what_fits_works_without_script(client: FlaskClient, session: Session) -> None:
    open_need(session, title="The same")
    open_need(session, title="The nursery", isco="2342", of=factories.institution(session))
    session.commit()
    assert client.get("/what-fits").status_code == 200
    found = client.post("/what-fits", data={"occupation": "nurs", "search": "occupation"})
    assert found.status_code == 200
    button = re.search(r'name="choose" value="(occupation:2221)"', found.text)
    assert button is not None
    taken = client.post("/what-fits", data={"occupation": "nurs", "choose": button[1]})
    label = re.search(r'value="(Nurs[^":]*ursing professionals[^"]*)"', taken.text)
    assert label is not None
    assert re.search(r'<input[^>]*name="occupation_code"[^>]*value="2221"', taken.text)
    chosen = client.post("/what-fits", data={**VISITOR, "occupation": label[1]})
    assert "The same" in chosen.text
    changed = client.post("/what-fits", data={**VISITOR, "occupation": "carpenter"})
    assert "The same" not in changed.text, "the words count when they no longer are those that were chosen"
    more = client.post("/what-fits", data={**VISITOR, "add": "languages"})
    assert 'name="languages-1-code"' in more.text
    less = client.post("/what-fits", data={**VISITOR, "languages-1-code": "fr", "remove": "languages-0"})
    assert '<option selected value="fr">' in less.text
    own_words = client.post("/what-fits", data={**VISITOR, "occupation": "nurse", "occupation_code": ""})
    assert "The same" in own_words.text
    assert "The nursery" not in own_words.text, "words that name an occupation mean that one alone"


@pytest.mark.parametrize(
    "wrong",
    [
        {"occupation": ""}, {"occupation": "x" * 121}, {"occupation": "qqqq", "occupation_code": ""},
        {"languages-0-code": ""}, {"languages-0-code": "zz"}, {"languages-0-level": "Z9"}, {"weeks": "0"},
        {"weeks": "9" * 1000}, {"weeks": "many"}, {"modalities": "teleport"},
        {"languages-1-code": "en", "languages-1-level": "A1"},
    ],
)  # fmt: skip
def test_what_fits_explains_mistakes(client: FlaskClient, wrong: dict[str, str]) -> None:
    answer = client.post("/what-fits", data={**VISITOR, **wrong})
    assert answer.status_code == 422
    assert "There is a problem" in answer.text


def test_reading_changes_no_row(client: FlaskClient, session: Session) -> None:
    need = open_need(session)
    session.commit()
    before = rows(session)
    for path in ("/open-needs", f"/open-needs/{need.public_id}", "/what-fits"):
        client.get(path)
    assert rows(session) == before
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0

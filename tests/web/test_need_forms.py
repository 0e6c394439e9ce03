"""The sections of a need: what each saves, rows without script, bad input, older pages, foreign columns."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from skillsbank.domain.vocabulary import Modality
from skillsbank.models import Account, Institution, Vacancy
from tests import factories as make
from tests.needs import LINES, draft, newest


@pytest.fixture
def hospital(session: Session) -> Institution:
    return make.institution(session)


@pytest.fixture
def focal(session: Session, client: FlaskClient, hospital: Institution) -> Account:
    account = make.host(session, hospital)
    session.commit()
    make.sign_in(client, account)
    return account


def test_occupation_without_script(client: FlaskClient, session: Session, focal: Account) -> None:
    typed = LINES | {"occupation": "nursing", "isco": ""}
    found = client.post("/needs/new", data=typed | {"search": "occupation"})
    assert found.status_code == 200
    assert 'value="occupation:2221"' in found.text
    chosen = client.post("/needs/new", data=typed | {"choose": "occupation:2221"})
    assert 'value="2221"' in chosen.text
    unknown = client.post("/needs/new", data=typed | {"occupation": "zzz"})
    assert unknown.status_code == 422
    assert "Choose an occupation from the list" in unknown.text
    stale = client.post("/needs/new", data=LINES | {"occupation": "Welders and flame cutters"})
    assert stale.status_code == 303, "the words count when they no longer fit the code chosen before"
    assert newest(session).isco == "7212"


@pytest.mark.parametrize("modality", list(Modality))
def test_every_section_saves_what_it_asks(
    client: FlaskClient, session: Session, focal: Account, hospital: Institution, modality: Modality
) -> None:
    need = draft(session, hospital, modality=modality)
    answers = {
        "reason": {"sector": "health", "why_not_local": "Only two nurses were trained."},
        "work": {
            "objectives": "One safe routine.", "tasks-0": "Run drills", "tasks-1": "",
            "deliverables-0-text": "Sixteen nurses pass a drill", "deliverables-0-week": "3",
            "activities": ["train", "mentor"],
        },
        "transfer": {"counterpart_name": "Sahra Yusuf", "counterpart_role": "matron", "methods": ["mentoring"]},
        "requirements": {"min_years": "4", "min_isced": "6", "isced_fields-0": "0913", "licence_needed": "y"},
        "skills": {
            "skills-0-label": "neonatal resuscitation", "skills-0-level": "4", "skills-0-required": "yes",
            "skills-1-label": "kangaroo songs", "skills-1-level": "2", "skills-1-required": "no",
            "skills-2-label": "", "skills-2-level": "3", "skills-2-required": "yes",
        },
        "languages": {
            "languages-0-code": "en", "languages-0-level": "B2", "languages-0-required": "yes", "language": "fr",
        },
        "place": {
            "security_level": "2", "conditions": "Generator from 18:00.", "host_connectivity": "audio",
            "hours_per_week": "6", "time_zone": "Africa/Mogadishu",
        },
        "dates": {"visits": "3", "within_months": "18", "deadline": "2027-04-30"},
        "pay": {"paid-0-line": "ticket", "paid-0-payer": "programme", "not_paid": "Wages lost at home."},
    }  # fmt: skip
    for section, data in answers.items():
        url = f"/needs/{need.public_id}/sections/{section}"
        page = client.get(url)
        if section == "transfer" and modality is Modality.PERMANENT:
            assert page.status_code == 404, "a permanent job names no counterpart"
            continue
        assert page.status_code == 200, section
        session.expire_all()
        answer = client.post(url, data={"version": str(need.version), **data})
        assert answer.status_code == 303, (section, answer.text)
    need = newest(session)
    assert need.tasks == ["Run drills"]
    assert [(row.label, row.concept, row.level, row.required) for row in need.skills] == [
        ("neonatal resuscitation", "neonatal-resuscitation", 4, True),
        ("kangaroo songs", None, 2, False),
    ]
    assert (need.min_isced, need.isced_fields, need.language) == (6, ["0913"], "fr")
    assert need.paid == [{"line": "ticket", "payer": "programme"}]
    assert (need.visits == 3) is (modality is Modality.CIRCULAR)
    assert (need.security_level == 2) is (modality is not Modality.VIRTUAL)
    assert (need.hours_per_week == 6) is (modality is Modality.VIRTUAL)
    for page in ("", "/sections", "/check"):
        assert client.get(f"/needs/{need.public_id}{page}").status_code == 200


def test_rows_are_added_and_removed_without_script(
    client: FlaskClient, session: Session, focal: Account, hospital: Institution
) -> None:
    url = f"/needs/{draft(session, hospital).public_id}/sections"
    typed = {"skills-0-label": "bedside teaching", "skills-1-label": "triage", "version": "1"}
    more = client.post(f"{url}/skills", data=typed | {"add": "skills"})
    assert more.status_code == 200
    assert 'name="skills-4-label"' not in more.text
    assert 'name="skills-3-label"' in more.text
    less = client.post(f"{url}/skills", data=typed | {"remove": "skills-0"})
    assert 'value="bedside teaching"' not in less.text
    assert 'value="triage"' in less.text
    found = client.post(f"{url}/skills", data=typed | {"skills-1-label": "newborn", "search": "skills-1-label"})
    assert 'value="skills-1-label:' in found.text
    for strange in ("skills-9999999", "nothing", "tasks-0", "skills-²"):
        for button in ("add", "remove", "search", "choose"):
            assert client.post(f"{url}/skills", data=typed | {button: strange}).status_code == 200
            assert client.post(f"{url}/place", data={"version": "1", button: strange}).status_code == 200


@pytest.mark.parametrize(
    "case",
    [
        ("lines", LINES | {"start_until": "2027-01-01"}, "before the earliest"),
        ("lines", LINES | {"max_days": "3"}, "shorter than the shortest"),
        ("lines", LINES | {"posts": "9" * 100_000}, "valid integer"),
        ("lines", LINES | {"start_from": "2027-02-30"}, "real date"),
        ("lines", LINES | {"start_from": "9" * 100_000}, "real date"),
        ("lines", LINES | {"title": "x" * 121}, "at most 120"),
        ("lines", LINES | {"title": ""}, "Say who you need"),
        ("lines", LINES | {"modality": "teleport"}, "Not a valid choice"),
        ("lines", LINES | {"region": "FR-75"}, "Not a valid choice"),
        ("reason", {"sector": "<script>"}, "Not a valid choice"),
        ("work", {"deliverables-0-text": "", "deliverables-0-week": "4"}, "by that week"),
        ("work", {f"tasks-{n}": "again" for n in range(40)}, "room for 10"),
        ("requirements", {"min_years": "-1"}, "whole number from 0 to 50"),
        ("skills", {"skills-0-label": "Triage", "skills-1-label": "triage"}, "same skill"),
        ("skills", {"skills-0-label": "a", "skills-0-level": "9", "skills-0-required": "yes"}, "Not a valid choice"),
        ("languages", {"languages-0-code": "xx"}, "Not a valid choice"),
        ("dates", {"deadline": "31/12/2027"}, "real date"),
        ("pay", {"paid-0-line": "bribe", "paid-0-payer": "host"}, "Not a valid choice"),
    ],
)
def test_bad_input_is_refused_and_kept(
    client: FlaskClient,
    session: Session,
    focal: Account,
    hospital: Institution,
    case: tuple[str, dict[str, str], str],
) -> None:
    section, data, words = case
    need = draft(session, hospital)
    page = client.post(f"/needs/{need.public_id}/sections/{section}", data={"version": str(need.version), **data})
    assert page.status_code == 422
    assert words in page.text
    if data.get("title"):
        assert data["title"] in page.text


def test_an_older_page_meets_a_conflict(
    client: FlaskClient, session: Session, focal: Account, hospital: Institution
) -> None:
    need = draft(session, hospital)
    url = f"/needs/{need.public_id}/sections/reason"
    first = str(need.version)
    assert client.post(url, data={"version": first, "sector": "health"}).status_code == 303
    late = client.post(url, data={"version": first, "sector": "education"})
    assert late.status_code == 409
    assert "Somebody else changed this need" in late.text
    assert client.post(url, data={"version": "9" * 5000, "sector": "health"}).status_code == 409
    assert newest(session).sector == "health"


def test_no_column_is_changed_that_a_section_does_not_ask_for(
    client: FlaskClient, session: Session, focal: Account, hospital: Institution
) -> None:
    need = draft(session, hospital)
    before = {column.key: getattr(need, column.key) for column in Vacancy.__table__.columns}
    extra = {name: "open" for name in before if name not in {"sector", "why_not_local", "version"}}
    data = extra | {"version": str(need.version), "sector": "water", "why_not_local": "New"}
    assert client.post(f"/needs/{need.public_id}/sections/reason", data=data).status_code == 303
    need = newest(session)
    changed = {name for name, value in before.items() if getattr(need, name) != value}
    assert changed <= {"sector", "why_not_local", "version", "updated_at"}

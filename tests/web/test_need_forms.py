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


PAID = {"paid-0-line": "dsa", "paid-0-payer": "host", "paid-0-currency": "USD", "paid-0-per": "day"}
UNASKED = {
    "transfer": (Modality.PERMANENT,),
    "after": (Modality.PERMANENT,),
    "stations": (Modality.VIRTUAL,),
    "visits": (Modality.TEMPORARY, Modality.VIRTUAL, Modality.PERMANENT),
}


@pytest.mark.parametrize("modality", list(Modality))
def test_every_section_saves_what_it_asks(
    client: FlaskClient, session: Session, focal: Account, hospital: Institution, modality: Modality
) -> None:
    need = draft(session, hospital, modality=modality, posts=2)
    answers = {
        "reason": {"sector": "health", "why_not_local": "Only two nurses were trained."},
        "work": {
            "objectives": "One safe routine.", "tasks-0": "Run drills", "tasks-1": "",
            "deliverables-0-text": "Sixteen nurses pass a drill", "deliverables-0-week": "3",
            "activities": ["train", "mentor"],
        },
        "priority": {"plan_objective": "Health plan, objective 2.", "sdg": "3"},
        "host": {"department": "Newborn unit", "supervisor_name": "Layla Omar", "supervisor_role": "medical director"},
        "transfer": {
            "counterparts-0-name": "Sahra Yusuf", "counterparts-0-role": "matron",
            "counterparts-1-name": "Idil Nur", "counterparts-1-role": "", "methods": ["mentoring"],
            "trained_women": "9", "trained_men": "3",
        },
        "after": {"sustainability": "Two shift leaders run the drills."},
        "occupations": {"occupations-0-occupation": "Midwifery professionals", "occupations-1-occupation": ""},
        "eligibility": {"fallback_modality": "virtual" if modality is not Modality.VIRTUAL else "temporary"},
        "requirements": {"min_years": "4", "min_isced": "6", "isced_fields-0": "0913", "licence_needed": "y"},
        "skills": {
            "skills-0-label": "neonatal resuscitation", "skills-0-level": "4", "skills-0-required": "yes",
            "skills-1-label": "kangaroo songs", "skills-1-level": "2", "skills-1-required": "no",
            "skills-2-label": "", "skills-2-level": "3", "skills-2-required": "yes",
        },
        "languages": {
            "languages-0-code": "en", "languages-0-level": "B2", "languages-0-required": "yes", "language": "fr",
            "languages-0-reading": "C1", "languages-0-writing": "",
        },
        "place": {
            "security_level": "2", "conditions": "Generator from 18:00.", "host_connectivity": "audio",
            "hours_per_week": "6", "time_zone": "Africa/Mogadishu", "overlap_hours": "2", "equipment": "A projector.",
            "housing": "provided", "power": "part", "water": "tap", "clinic": "here",
        },
        "stations": {
            "stations-0-place": "Burao", "stations-0-region": "SO-TO", "stations-0-seats": "1",
            "stations-0-security_level": "3", "stations-0-power": "generator",
        },
        "dates": {
            "workload_percent": "80", "deadline": "2027-04-30",
            "interview_from": "2027-05-03", "interview_until": "2027-05-07",
        },
        "visits": {
            "visits": "2", "within_months": "18", "visit_plan-0-month": "9", "visit_plan-0-purpose": "Mend the rest",
            "visit_plan-1-month": "1", "visit_plan-1-days": "21", "visit_plan-1-purpose": "Find out",
        },
        "pay": {
            "paid-0-line": "ticket", "paid-0-payer": "programme", "paid-0-currency": "usd",
            "paid-1-line": "top_up", "paid-1-payer": "programme", "paid-1-amount": "400", "paid-1-amount_to": "600",
            "paid-1-currency": "usd", "paid-1-per": "month", "top_up_until": "2028-01-31",
            "not_paid": "Wages lost at home.",
        },
        "contribution": {"contributions-0-line": "staff", "contributions-0-what": "Two nurses, one hour a day"},
    }  # fmt: skip
    for section, data in answers.items():
        url = f"/needs/{need.public_id}/sections/{section}"
        page = client.get(url)
        if modality in UNASKED.get(section, ()):
            assert page.status_code == 404, "the way of working does not ask for it"
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
    assert need.paid == [
        {"line": "ticket", "payer": "programme"},
        {
            "line": "top_up", "payer": "programme", "amount": 400, "amount_to": 600, "currency": "USD",
            "per": "month",
        },
    ]  # fmt: skip
    assert str(need.top_up_until) == "2028-01-31"
    assert (need.plan_objective, need.sdg) == ("Health plan, objective 2.", 3)
    assert (need.department, need.supervisor_name) == ("Newborn unit", "Layla Omar")
    assert (need.isco_alternates, need.encouraged) == (["2222"], False)
    assert (need.languages[0].reading, need.languages[0].writing) == ("C1", None)
    assert need.contributions == [{"line": "staff", "what": "Two nurses, one hour a day"}]
    lasting, virtual = modality is Modality.PERMANENT, modality is Modality.VIRTUAL
    if not lasting:
        assert need.counterparts == [{"name": "Sahra Yusuf", "role": "matron"}, {"name": "Idil Nur", "role": ""}]
        assert (need.people_trained, need.trained_women, need.trained_men) == (12, 9, 3)
    assert bool(need.sustainability) is not lasting
    assert [(row.place, row.region, row.seats, row.security_level) for row in need.stations] == (
        [] if virtual else [("Burao", "SO-TO", 1, 3)]
    )
    assert (need.housing == "provided") is (need.power == "part") is not virtual
    assert (need.overlap_hours == 2) is (need.equipment == "A projector.") is virtual
    assert (need.workload_percent == 80) is (modality in (Modality.TEMPORARY, Modality.CIRCULAR))
    assert [row["month"] for row in need.visit_plan] == ([1, 9] if modality is Modality.CIRCULAR else [])
    assert (need.visits == 2) is (modality is Modality.CIRCULAR)
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
        ("dates", {"deadline": "2027-04-30", "interview_from": "2027-04-01"}, "begin before the deadline"),
        ("dates", {"interview_from": "2027-05-09", "interview_until": "2027-05-01"}, "end before they begin"),
        ("stations", {"stations-0-place": "Burao"}, "how many people are needed there"),
        ("stations", {"stations-0-seats": "1"}, "which place that is"),
        ("stations", {"stations-0-place": "Burao", "stations-0-seats": "2"}, "needs a person too: 1 is left"),
        ("transfer", {"counterparts-0-name": "", "counterparts-0-role": "matron"}, "who has this role"),
        ("transfer", {"people_trained": "3", "trained_women": "2", "trained_men": "2"}, "fewer than the women and men"),
        ("occupations", {"occupations-0-occupation": "zzz"}, "Choose each occupation"),
        ("eligibility", {"fallback_modality": "temporary"}, "Not a valid choice"),
        ("pay", {"paid-0-line": "ticket", "paid-0-payer": "host", "paid-0-amount": "9"}, "in which currency"),
        ("pay", {"paid-0-line": "", "paid-0-amount": "9"}, "what this is paid for"),
        ("pay", PAID | {"paid-0-amount": "9", "paid-0-amount_to": "8"}, "smaller than the first"),
        ("pay", PAID | {"paid-0-amount_to": "8"}, "from which amount on"),
        ("pay", PAID | {"paid-0-amount": "9", "paid-0-currency": "XYZ"}, "three letters of a currency"),
        ("contribution", {"contributions-0-what": "Meals"}, "what kind of contribution"),
        ("contribution", {"contributions-0-line": "meals", "contributions-0-amount": "5"}, "in which currency"),
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
    need = draft(session, hospital, posts=2)
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

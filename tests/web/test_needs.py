"""A need from five lines to publication, by institution, ministry and officer, without script."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import Account, Institution, OutboxMessage, Vacancy
from tests import factories as make

LINES: dict[str, Any] = {
    "title": "Nurse who trains the newborn unit",
    "occupation": "Nursing professionals",
    "isco": "2221",
    "place": "Hargeisa",
    "region": "SO-WO",
    "purpose": "One newborn in nine does not reach the seventh day.",
    "modality": "temporary",
    "start_from": "2027-06-14",
    "start_until": "2027-08-30",
    "min_days": "14",
    "max_days": "28",
    "posts": "1",
    "version": "1",
}
SECTIONS = (
    "lines", "reason", "work", "transfer", "requirements", "skills", "languages", "place", "dates", "pay",
)  # fmt: skip


@pytest.fixture
def hospital(session: Session) -> Institution:
    return make.institution(session)


@pytest.fixture
def focal(session: Session, client: FlaskClient, hospital: Institution) -> Account:
    account = make.host(session, hospital)
    session.commit()
    make.sign_in(client, account)
    return account


def newest(session: Session) -> Vacancy:
    session.expire_all()
    need = session.scalars(select(Vacancy).order_by(Vacancy.id.desc())).first()
    assert need is not None
    return need


def draft(session: Session, hospital: Institution, **values: Any) -> Vacancy:
    need = make.vacancy(
        session, hospital, state=VacancyState.DRAFT, submitted_at=None, reference=None, programme=None, **values
    )
    session.commit()
    return need


def act(client: FlaskClient, need: Vacancy, step: str, **data: str) -> int:
    url = f"/needs/{need.public_id}/actions/{step}"
    page = client.get(url)
    assert page.status_code == 200, page.text
    return client.post(url, data={"version": str(need.version), **data}).status_code


def test_five_lines_are_enough_to_send(client: FlaskClient, session: Session, focal: Account) -> None:
    assert "No need is posted yet" in client.get("/needs").text
    assert client.get("/needs/new").status_code == 200
    answer = client.post("/needs/new", data=LINES | {"send": "yes"})
    assert answer.status_code == 303
    need = newest(session)
    assert need.state is VacancyState.SUBMITTED
    assert need.reference
    assert need.reference.startswith("SB-")
    assert (need.isco, need.country, need.region) == ("2221", "SO", "SO-WO")
    page = client.get(answer.headers["Location"])
    assert "It waits for an officer to choose a programme" in page.text
    assert "Nurse who trains" in client.get("/needs").text


def test_a_draft_needs_only_a_title_and_says_what_sending_lacks(
    client: FlaskClient, session: Session, focal: Account
) -> None:
    few = {"title": "Welding teacher", "modality": "temporary", "posts": "2", "version": "1"}
    refused = client.post("/needs/new", data=few | {"send": "yes"})
    assert refused.status_code == 422
    assert "Where the work is" in refused.text
    assert 'value="Welding teacher"' in refused.text
    assert session.scalar(select(Vacancy)) is None, "nothing is stored when sending fails"
    kept = client.post("/needs/new", data=few | {"keep": "yes"})
    assert kept.status_code == 303
    assert newest(session).state is VacancyState.DRAFT
    assert kept.headers["Location"].endswith("/sections")


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


def test_what_is_missing_blocks_publication_and_not_sending(
    client: FlaskClient, session: Session, focal: Account, hospital: Institution
) -> None:
    need = draft(session, hospital, counterpart_name="", deliverables=[], why_not_local="")
    check = client.get(f"/needs/{need.public_id}/check").text
    for words in ("local counterpart", "can be measured", "not found locally", "A programme"):
        assert words in check
    assert f"/needs/{need.public_id}/sections/transfer" in check
    assert act(client, need, "submit") == 303
    officer = make.officer(session)
    programme = make.programme(session, endorsement=False)
    session.commit()
    make.sign_in(client, officer)
    page = client.post(
        f"/needs/{need.public_id}/programme",
        data={"programme": programme.code, "budget_line": "B-7", "version": str(newest(session).version)},
    )
    assert page.status_code == 303
    assert act(client, newest(session), "waive-endorsement") == 303
    refused = client.post(f"/needs/{need.public_id}/actions/approve", data={"version": str(newest(session).version)})
    assert refused.status_code == 422
    assert "local counterpart" in refused.text


def test_permanent_jobs_name_neither_counterpart_nor_result(
    client: FlaskClient, session: Session, focal: Account, hospital: Institution
) -> None:
    need = draft(
        session, hospital, modality=Modality.PERMANENT, counterpart_name="", deliverables=[], why_not_local=""
    )
    check = client.get(f"/needs/{need.public_id}/check").text
    assert "counterpart" not in check
    assert "measured" not in check
    assert "not found locally" not in check


def test_words_that_ask_for_money_are_flagged(
    client: FlaskClient, session: Session, focal: Account, hospital: Institution
) -> None:
    need = draft(session, hospital, conditions="Candidates pay a registration fee on arrival.")
    assert "Nobody may ask experts for money" in client.get(f"/needs/{need.public_id}/check").text
    clean = draft(session, hospital, conditions="The university keeps its tuition fees low.")
    assert "Nobody may ask experts for money" not in client.get(f"/needs/{clean.public_id}/check").text


def test_from_sent_to_open_with_a_ministry(
    client: FlaskClient, session: Session, focal: Account, hospital: Institution
) -> None:
    client.post("/needs/new", data=LINES | {"send": "yes"})
    need = newest(session)
    officer, ministry = make.officer(session), make.account(session, make.Role.MINISTRY, duty="SO", country="SO")
    programme = make.programme(session)
    session.commit()
    make.sign_in(client, officer)
    url = f"/needs/{need.public_id}"
    chosen = {"programme": programme.code, "budget_line": "B-7", "version": str(need.version)}
    assert client.post(f"{url}/programme", data=chosen).status_code == 303
    kinds = list(session.scalars(select(OutboxMessage.kind).where(OutboxMessage.recipient == ministry.email)))
    assert kinds == ["need_to_endorse"]
    for section, data in {
        "reason": {"sector": "health", "why_not_local": "Two nurses were trained."},
        "work": {"deliverables-0-text": "Sixteen nurses pass a drill", "deliverables-0-week": "3"},
        "transfer": {"counterpart_name": "Sahra Yusuf", "counterpart_role": "matron"},
        "skills": {"skills-0-label": "triage", "skills-0-level": "3", "skills-0-required": "yes"},
        "languages": {
            "languages-0-code": "en", "languages-0-level": "B2", "languages-0-required": "yes", "language": "en",
        },
        "dates": {"deadline": "2027-04-30"},
        "pay": {"paid-0-line": "ticket", "paid-0-payer": "programme"},
    }.items():  # fmt: skip
        seen = {"version": str(newest(session).version)}
        assert client.post(f"{url}/sections/{section}", data=data | seen).status_code == 303, section
    make.sign_in(client, ministry)
    page = client.get(url).text
    assert "Endorse" in page
    assert "Sahra Yusuf" not in page, "the ministry reads the role, not the name"
    assert "B-7" not in page
    assert client.get(f"{url}/sections").status_code == 403
    assert act(client, newest(session), "endorse") == 303
    make.sign_in(client, officer)
    assert act(client, newest(session), "approve") == 303
    assert act(client, newest(session), "publish") == 303
    need = newest(session)
    assert need.state is VacancyState.OPEN
    assert client.get(f"{url}/sections/reason").status_code == 409
    short = {"version": str(need.version), "reason": "few-candidates", "deadline": "2027-04-30"}
    assert client.post(f"{url}/actions/extend", data=short).status_code == 422
    longer = short | {"deadline": "2027-05-30", "note": "More time for nurses abroad."}
    assert client.post(f"{url}/actions/extend", data=longer).status_code == 303
    assert str(newest(session).deadline) == "2027-05-30"
    make.sign_in(client, focal)
    page = client.get(url).text
    assert "Too few suitable candidates so far" in page
    assert "More time for nurses abroad." in page
    assert act(client, newest(session), "cancel", reason="funding-lost") == 303
    again = client.post(f"{url}/actions/cancel", data={"version": "1", "reason": "funding-lost"})
    assert again.status_code == 409
    assert "not possible any more" in again.text


def test_a_returned_need_shows_the_comment_and_can_be_changed(
    client: FlaskClient, session: Session, focal: Account, hospital: Institution
) -> None:
    need = make.vacancy(session, hospital, state=VacancyState.SUBMITTED)
    ministry = make.account(session, make.Role.MINISTRY, duty="SO", country="SO")
    session.commit()
    assert client.get(f"/needs/{need.public_id}/sections/reason").status_code == 409, "sent needs rest"
    make.sign_in(client, ministry)
    url = f"/needs/{need.public_id}/actions/return"
    assert client.post(url, data={"version": str(need.version)}).status_code == 422, "a reason is needed"
    said = {"version": str(need.version), "reason": "tasks-unclear", "note": "Which wards?"}
    answer = client.post(url, data=said)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/start")
    assert client.get(f"/needs/{need.public_id}").status_code == 404, "a draft is not the ministry's"
    make.sign_in(client, focal)
    page = client.get(f"/needs/{need.public_id}").text
    assert "Which wards?" in page
    assert "It was returned" in page
    assert client.get(f"/needs/{need.public_id}/sections/reason").status_code == 200


def test_other_institutions_meet_the_same_answer_as_for_a_missing_need(
    client: FlaskClient, session: Session, focal: Account
) -> None:
    other = make.vacancy(session, make.institution(session))
    session.commit()
    for page in ("", "/sections", "/check", "/sections/reason", "/actions/cancel"):
        theirs = client.get(f"/needs/{other.public_id}{page}")
        missing = client.get(f"/needs/{'0' * 24}{page}")
        assert theirs.status_code == missing.status_code == 404
        assert theirs.text.replace(other.public_id, "") == missing.text.replace("0" * 24, "")
    answer = client.get(f"/needs/new?institution={other.institution.public_id}")
    assert answer.status_code == 404


def test_steps_that_belong_to_others_are_refused(
    client: FlaskClient, session: Session, focal: Account, hospital: Institution
) -> None:
    need = make.vacancy(session, hospital, state=VacancyState.SUBMITTED)
    session.commit()
    page = client.get(f"/needs/{need.public_id}").text
    assert "/actions/cancel" in page
    for step in ("endorse", "approve", "return"):
        assert f"/actions/{step}" not in page
        assert client.get(f"/needs/{need.public_id}/actions/{step}").status_code == 403
        assert client.post(f"/needs/{need.public_id}/actions/{step}").status_code == 403
    for step in ("fill", "fail", "start-selection", "readvertise", "archive", "nonsense"):
        assert client.post(f"/needs/{need.public_id}/actions/{step}").status_code == 404


def test_an_officer_posts_for_an_institution(client: FlaskClient, session: Session, hospital: Institution) -> None:
    make.institution(session, "GH")
    officer = make.officer(session)
    session.commit()
    make.sign_in(client, officer)
    page = client.get("/needs/new")
    assert "For which institution" in page.text
    url = f"/needs/new?institution={hospital.public_id}"
    assert client.get(url).status_code == 200
    answer = client.post(url, data=LINES | {"keep": "yes"})
    assert answer.status_code == 303
    assert client.get(answer.headers["Location"]).status_code == 200, "an officer sees the draft that they wrote"


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

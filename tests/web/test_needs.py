"""A need from five lines to publication, by institution, ministry and officer, without script."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import Account, AuditEntry, Institution, OutboxMessage, Vacancy, VacancyStation
from tests import factories as make
from tests.needs import LINES, act, draft, newest


@pytest.fixture
def hospital(session: Session) -> Institution:
    return make.institution(session)


@pytest.fixture
def focal(session: Session, client: FlaskClient, hospital: Institution) -> Account:
    account = make.host(session, hospital)
    session.commit()
    make.sign_in(client, account)
    return account


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


def test_a_double_click_posts_one_need(client: FlaskClient, session: Session, focal: Account) -> None:
    """The page draws what tells two presses of it from two needs."""

    def drawn() -> str:
        return re.findall(r'name="version"[^>]*value="([0-9a-f]{24})"', client.get("/needs/new").text)[0]

    page = LINES | {"version": drawn()}
    answers = [client.post("/needs/new", data=page | {"send": "yes"}).location for _press in range(2)]
    assert len(set(answers)) == 1
    sent = select(func.count(AuditEntry.id)).where(AuditEntry.tag.in_(("vacancy:post", "vacancies:submit")))
    mails = select(func.count(OutboxMessage.id))
    assert session.scalar(select(func.count(Vacancy.id))) == 1
    before = session.scalar(sent), session.scalar(mails)
    client.post("/needs/new", data=page | {"send": "yes"})
    assert (session.scalar(sent), session.scalar(mails)) == before
    client.post("/needs/new", data=page | {"send": "yes", "title": "Another title"})
    client.post("/needs/new", data=page | {"send": "yes", "version": drawn()})
    assert session.scalar(select(func.count(Vacancy.id))) == 3, "other answers, or another page, are another need"


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
    need = draft(session, hospital, modality=Modality.PERMANENT, counterpart_name="", deliverables=[], why_not_local="")
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
    chosen |= {"max_cost": "9500", "cost_currency": "usd"}
    assert client.post(f"{url}/programme", data=chosen).status_code == 303
    kinds = list(session.scalars(select(OutboxMessage.kind).where(OutboxMessage.recipient == ministry.email)))
    assert kinds == ["need_to_endorse"]
    for section, data in {
        "reason": {"sector": "health", "why_not_local": "Two nurses were trained."},
        "work": {"deliverables-0-text": "Sixteen nurses pass a drill", "deliverables-0-week": "3"},
        "transfer": {"counterparts-0-name": "Sahra Yusuf", "counterparts-0-role": "matron"},
        "after": {"sustainability": "Two shift leaders run the drills."},
        "host": {"supervisor_name": "Layla Omar", "supervisor_role": "medical director"},
        "place": {"security_level": "2"},
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
    assert "Layla Omar" not in page
    assert "B-7" not in page
    assert "9,500" not in page
    assert client.get(f"{url}/sections").status_code == 403
    assert act(client, newest(session), "endorse") == 422, "the office is named"
    assert act(client, newest(session), "endorse", office="Directorate of planning") == 303
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


def test_a_role_is_added_to_a_team_and_taken_out_again(
    client: FlaskClient, session: Session, focal: Account, hospital: Institution
) -> None:
    need = draft(session, hospital)
    url = f"/needs/{need.public_id}"
    assert "Make it a team" in client.get(url).text
    role = {"title": "Midwife", "occupation": "Midwifery professionals", "posts": "2"}
    assert client.post(f"{url}/team/add", data=role | {"occupation": "zzz"}).status_code == 422
    found = client.post(f"{url}/team/add", data=role | {"occupation": "midwi", "search": "occupation"})
    assert 'value="occupation:2222"' in found.text
    for number in range(4):
        answer = client.post(f"{url}/team/add", data=role | {"title": f"Midwife {number}"})
        assert answer.status_code == 303
    made = newest(session)
    assert (made.title, made.isco, made.posts, made.place) == ("Midwife 3", "2222", 2, need.place)
    assert client.get(answer.headers["Location"]).status_code == 200
    full = client.post(f"{url}/team/add", data=role)
    assert full.status_code == 422
    assert "A team has five roles at most" in full.text
    page = client.get(url).text
    assert "Add a role to this team" not in page
    assert f'href="/needs/{made.public_id}"' in page
    assert client.post(f"/needs/{made.public_id}/team/leave", data={"version": "99"}).status_code == 409
    assert client.post(f"/needs/{made.public_id}/team/leave", data={"version": str(made.version)}).status_code == 303
    assert newest(session).team is None
    assert "Add a role to this team" in client.get(url).text
    moved_on = make.vacancy(session, hospital)
    session.commit()
    assert client.get(f"/needs/{moved_on.public_id}/team/add").status_code == 409


def test_the_list_of_needs_goes_out_with_its_public_columns(
    client: FlaskClient, session: Session, hospital: Institution
) -> None:
    station = VacancyStation(place="Burao", region="SO-TO", seats=1)
    make.vacancy(session, hospital, posts=2, stations=[station], department="Newborn unit", sdg=3)
    officer = make.officer(session)
    session.commit()
    make.sign_in(client, officer)
    heading, row = csv.reader(io.StringIO(client.get("/desk/needs.csv").get_data().decode("utf-8-sig")))
    told = dict(zip(heading, row, strict=True))
    assert told["Places and posts"] == "Garowe : 1; Burao SO-TO: 1"
    assert (told["Department or unit"], told["Sustainable development goal"]) == ("Newborn unit", "3")
    assert told["What is paid, and by whom"] == "Daily allowance: The programme"


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
        words = [
            re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text).replace(other.public_id, "0" * 24)
            for answer in (theirs, missing)
        ]
        assert words[0] == words[1]
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

"""Teams of needs: adding roles with what they share, the sixth refused, one alone not published, leaving."""

import pytest
from sqlalchemy.orm import Session

from skillsbank.domain.errors import IllegalMove, Incomplete, Invalid, Refused
from skillsbank.domain.vacancy import VacancyAction, VacancyState
from skillsbank.domain.vocabulary import InstitutionState
from skillsbank.models import Vacancy, VacancyStation, VacancyTeam
from skillsbank.policies import ANONYMOUS
from skillsbank.queries import vacancies as queries
from skillsbank.services import teams, vacancies, workflow
from skillsbank.services.checks import missing_to_publish
from tests import factories as make
from tests.needs import need_in, people

S = VacancyState


def role(session: Session, need: Vacancy, number: int = 1) -> Vacancy:
    host = people(session, need)["host"]
    return teams.add_role(session, host, need, title=f"Midwife {number}", isco="2222", posts=1)


def test_a_role_is_a_draft_of_its_own_that_shares_host_place_and_dates(session: Session) -> None:
    need = need_in(session, S.SUBMITTED, posts=2, stations=[VacancyStation(place="Burao", seats=1)])
    made = role(session, need)
    assert made.team is need.team
    assert (made.state, made.title, made.isco, made.posts, made.reference) == (S.DRAFT, "Midwife 1", "2222", 1, None)
    for name in ("institution", "programme", "country", "place", "start_from", "min_days", "deadline", "paid"):
        assert getattr(made, name) == getattr(need, name), name
    assert [row.code for row in made.languages] == [row.code for row in need.languages]
    assert made.languages[0].id != need.languages[0].id
    assert (made.skills, made.deliverables, made.counterpart_name, made.stations) == ([], [], "", [])
    assert (made.budget_line, made.endorsement) == ("", None)


def test_a_sixth_role_is_refused(session: Session) -> None:
    need = need_in(session, S.DRAFT)
    made = [role(session, need, number) for number in range(4)]
    with pytest.raises(Invalid) as caught:
        role(session, need, 5)
    assert caught.value.code == "team_full"
    workflow.perform(session, people(session, need)["host"], made[0], VacancyAction.CANCEL, reason="funding-lost")
    role(session, made[1], 6)
    assert need.team is not None
    assert len(need.team.roles) == 6, "five that stand and one that was cancelled"


def test_a_team_of_one_is_not_published_until_it_has_a_second_role_or_none(session: Session) -> None:
    need = need_in(session, S.APPROVED)
    team = people(session, need)
    other = need_in(session, S.ENDORSED, of=need.institution, programme=need.programme)
    session.add(VacancyTeam(roles=[need, other]))
    session.flush()
    assert missing_to_publish(need) == []
    workflow.perform(session, team["officer"], other, VacancyAction.CANCEL, reason="funding-lost")
    with pytest.raises(Incomplete) as caught:
        workflow.perform(session, team["officer"], need, VacancyAction.PUBLISH)
    assert caught.value.params["missing"] == ["team_of_one"]
    with pytest.raises(IllegalMove):
        teams.leave(session, team["officer"], need, version=need.version + 1)
    with pytest.raises(Refused):
        teams.leave(session, team["stranger"], need, version=need.version)
    teams.leave(session, team["officer"], need, version=need.version)
    workflow.perform(session, team["officer"], need, VacancyAction.PUBLISH)
    assert need.state is S.OPEN


def test_who_adds_a_role_and_when(session: Session) -> None:
    for state in S:
        need = need_in(session, state)
        for name, actor in people(session, need).items():
            may = state in (S.DRAFT, S.SUBMITTED, S.ENDORSED) and name in ("host", "officer", "system")
            assert teams.may_add(actor, need) is may, (state, name)
    need = need_in(session, S.DRAFT)
    with pytest.raises(Refused):
        teams.add_role(session, people(session, need)["stranger"], need, title="x", isco="2222", posts=1)
    need.institution.state = InstitutionState.SUSPENDED
    with pytest.raises(Refused):
        role(session, need)
    with pytest.raises(IllegalMove):
        role(session, need_in(session, S.OPEN))
    with pytest.raises(IllegalMove):
        teams.leave(session, people(session, need)["host"], need, version=need.version)


def test_each_reads_the_roles_that_they_may_read(session: Session) -> None:
    need = need_in(session, S.OPEN)
    draft = need_in(session, S.DRAFT, of=need.institution)
    session.add(VacancyTeam(roles=[need, draft]))
    session.flush()
    known = people(session, need)
    assert queries.team(session, known["host"], need) == [need, draft]
    assert queries.team(session, known["ministry"], need) == [need]
    assert queries.team(session, ANONYMOUS, need) == [need]
    assert queries.team(session, known["host"], need_in(session, S.OPEN)) == []


def test_advertising_again_takes_the_further_places_along(session: Session) -> None:
    need = need_in(session, S.FAILED, posts=3, stations=[VacancyStation(place="Burao", seats=2, security_level=3)])
    copy = vacancies.readvertise(session, people(session, need)["officer"], need)
    assert [(row.place, row.seats, row.security_level) for row in copy.stations] == [("Burao", 2, 3)]
    assert copy.stations[0].id != need.stations[0].id
    assert (copy.team, copy.interview_from, copy.sustainability) == (None, None, need.sustainability)
    assert (copy.budget_line, copy.max_cost) == ("B-1", 9000)


def test_money_and_safety_stand_before_approval_and_not_before_sending(session: Session) -> None:
    for lack, values in {
        "budget": {"budget_line": ""},
        "budget ": {"max_cost": None},
        "budget  ": {"cost_currency": ""},
        "security_level": {"security_level": None},
        "security_level ": {"posts": 2, "stations": [VacancyStation(place="Burao", seats=1)]},
    }.items():
        need = need_in(session, S.ENDORSED, **values)
        assert missing_to_publish(need) == []
        with pytest.raises(Incomplete) as caught:
            workflow.perform(session, people(session, need)["officer"], need, VacancyAction.APPROVE)
        assert caught.value.params["missing"] == [lack.strip()]
    draft = need_in(session, S.DRAFT, budget_line="", security_level=None)
    workflow.perform(session, people(session, draft)["host"], draft, VacancyAction.SUBMIT)
    assert draft.state is S.SUBMITTED


def test_an_endorsement_names_the_office_until_the_need_is_returned(session: Session) -> None:
    need = need_in(session, S.SUBMITTED, programme=make.programme(session))
    known = people(session, need)
    with pytest.raises(Invalid):
        vacancies.endorse(session, known["ministry"], need, " ")
    with pytest.raises(Refused):
        vacancies.endorse(session, known["officer"], need, "Directorate of planning")
    vacancies.endorse(session, known["ministry"], need, "Directorate of planning")
    assert (need.state, need.endorser_office) == (S.ENDORSED, "Directorate of planning")
    assert queries.last_office(session, known["ministry"]) == "Directorate of planning"
    assert queries.last_office(session, known["elsewhere"]) == ""
    workflow.perform(session, known["officer"], need, VacancyAction.RETURN, reason="tasks-unclear")
    assert need.endorser_office == ""

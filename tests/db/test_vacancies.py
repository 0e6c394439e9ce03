"""What blocks publication, who writes which terms when, programmes, deadlines, advertising again."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Incomplete, Invalid, NotFound, Refused
from skillsbank.domain.roles import Role
from skillsbank.domain.vacancy import VacancyAction, VacancyState
from skillsbank.domain.vocabulary import InstitutionState, Modality
from skillsbank.models import Vacancy, VacancyStation, VacancyTeam
from skillsbank.policies import vacancies_visible_to
from skillsbank.queries import vacancies as queries
from skillsbank.services import vacancies, workflow
from skillsbank.services.checks import missing_to_publish, missing_to_send
from tests import factories as make
from tests.needs import need_in, people

A, S = VacancyAction, VacancyState
VISITS = [{"month": month, "days": 14, "purpose": "Coach the shift"} for month in (1, 7, 13)]
LACKING: list[tuple[str, dict[str, Any]]] = [
    ("who", {"isco": ""}),
    ("where", {"place": ""}),
    ("what_for", {"purpose": ""}),
    ("when", {"start_from": None}),
    ("counterpart", {"counterpart_name": ""}),
    ("counterpart", {"counterpart_role": ""}),
    ("deliverable", {"deliverables": []}),
    ("deliverable", {"deliverables": [{"text": "A report", "week": None}]}),
    ("deliverable", {"deliverables": [{"text": "  ", "week": 3}]}),
    ("why_not_local", {"why_not_local": " "}),
    ("sustainability", {"sustainability": " "}),
    ("visit_plan", {"modality": Modality.CIRCULAR, "visits": 3, "visit_plan": VISITS[:2]}),
    ("seats", {"posts": 2, "stations": [{"place": "Burao", "seats": 2, "security_level": 1}]}),
    ("top_up_end", {"paid": [{"line": "top_up", "payer": "programme"}]}),
    ("asks_for_a_fee", {"sustainability": "Each new application fee pays for the material."}),
    ("asks_for_a_fee", {"visit_plan": [{"month": 1, "days": 9, "purpose": "Collect the placement fees"}]}),
    ("pay", {"paid": []}),
    ("sector", {"sector": ""}),
    ("programme", {"programme": None}),
    ("duration_in_programme", {"min_days": None}),
    ("duration_in_programme", {"max_days": 900}),
    ("deadline", {"deadline": None}),
    ("deadline", {"deadline": clock.today() + timedelta(days=2)}),
    ("asks_for_a_fee", {"purpose": "There is a small application fee."}),
    ("asks_for_a_fee", {"tasks": ["Payer les frais de dossier"]}),
    ("asks_for_a_fee", {"not_paid": "The fee for registration, USD 50, and a refundable deposit."}),
    ("asks_for_a_fee", {"not_paid": "Les droits d’inscription restent à votre charge."}),
    ("asks_for_a_fee", {"conditions": "La tasa de inscripción se paga al llegar."}),
    ("asks_for_a_fee", {"conditions": "A taxa de candidatura é de 30 euros."}),
    ("asks_for_a_fee", {"conditions": "رسوم التسجيل تدفع عند الوصول"}),
]


@pytest.mark.parametrize(("code", "values"), LACKING)
def test_what_is_missing_blocks_approval(session: Session, code: str, values: dict[str, Any]) -> None:
    stations = [VacancyStation(**row) for row in values.get("stations", ())]  # rows of this session, not of the last
    need = need_in(session, S.ENDORSED, **values | {"stations": stations})
    assert code in missing_to_publish(need)
    with pytest.raises(Incomplete) as caught:
        workflow.perform(session, people(session, need)["officer"], need, A.APPROVE)
    assert code in caught.value.params["missing"]  # type: ignore[operator]  # a list of codes


def test_other_things_that_block_publication(session: Session) -> None:
    need = need_in(session, S.ENDORSED)
    assert missing_to_publish(need) == []
    need.team = VacancyTeam()
    need.skills[0].required = False
    need.languages.clear()
    need.institution.state = InstitutionState.SUSPENDED
    assert missing_to_publish(need) == ["team_of_one", "required_skill", "language", "institution_verified"]
    away = make.programme(session, endorsement=False, origin_countries=["GH"], sectors=["water"], modalities={})
    need = need_in(session, S.ENDORSED, programme=away)
    assert missing_to_publish(need) == ["modality_in_programme", "country_in_programme", "sector_in_programme"]


def test_a_permanent_job_asks_for_less_and_a_series_for_more(session: Session) -> None:
    bare: dict[str, Any] = {
        "counterpart_name": "",
        "deliverables": [],
        "why_not_local": "",
        "min_days": None,
        "sustainability": "",
    }
    need = need_in(session, S.ENDORSED, modality=Modality.PERMANENT, max_days=None, **bare)
    assert missing_to_publish(need) == []
    limits = {"circular": {"min_days": 5, "max_days": 90, "min_visits": 2, "within_months": 36}}
    programme = make.programme(session, endorsement=False, modalities=limits)
    series: dict[str, Any] = {"modality": Modality.CIRCULAR, "programme": programme}
    assert (
        missing_to_publish(need_in(session, S.ENDORSED, visits=3, within_months=18, visit_plan=VISITS, **series)) == []
    )
    for visits, months in ((1, 18), (3, 60)):
        plan = VISITS[:visits]
        need = need_in(session, S.ENDORSED, visits=visits, within_months=months, visit_plan=plan, **series)
        assert missing_to_publish(need) == ["duration_in_programme"]


def test_sending_needs_the_five_lines_and_no_more(session: Session) -> None:
    need = need_in(
        session, S.DRAFT, counterpart_name="", deliverables=[], why_not_local="", paid=[], sector="", deadline=None,
        programme=None,
    )  # fmt: skip
    assert missing_to_send(need) == []
    host = people(session, need)["host"]
    workflow.perform(session, host, need, A.SUBMIT)
    assert need.state is S.SUBMITTED
    empty = need_in(session, S.DRAFT, isco="", place="", purpose="", start_from=None)
    with pytest.raises(Incomplete):
        workflow.perform(session, make.actor(session, make.host(session, empty.institution)), empty, A.SUBMIT)


def test_who_edits_when(session: Session) -> None:
    for state in S:
        need = need_in(session, state)
        team = people(session, need)
        may = {name for name, actor in team.items() if vacancies.may_edit(actor, need)} - {"system"}
        drafts = {"host", "officer"} if state is S.DRAFT else set()
        rests = {"officer"} if state in (S.SUBMITTED, S.ENDORSED) else set()
        assert may == drafts | rests, state
        for name in ("host", "officer", "stranger", "ministry", "other"):
            if name in may:
                vacancies.save(session, team[name], need, "reason", {"sector": "water"}, version=need.version)
                assert need.sector == "water"
            else:
                with pytest.raises((IllegalMove, Refused)):
                    vacancies.save(session, team[name], need, "reason", {"sector": "justice"}, version=need.version)


def test_saving_changes_one_section_and_the_version(session: Session) -> None:
    need = need_in(session, S.DRAFT)
    host = people(session, need)["host"]
    first = need.version
    rows = [{"label": "Triage", "level": 3, "required": True}]
    vacancies.save(session, host, need, "skills", {"skills": rows, "state": "open", "title": "x"}, version=first)
    assert [row.label for row in need.skills] == ["Triage"]
    assert (need.state, need.title) == (S.DRAFT, "Neonatal nurse")
    assert need.version == first + 1
    with pytest.raises(IllegalMove):
        vacancies.save(session, host, need, "reason", {"sector": "water"}, version=first)


def test_another_way_of_working_empties_what_it_does_not_ask(session: Session) -> None:
    need = need_in(session, S.DRAFT, modality=Modality.CIRCULAR, visits=3, within_months=18, security_level=2)
    host = people(session, need)["host"]
    lines = {"modality": "virtual", "place": "Garowe"}
    vacancies.save(session, host, need, "lines", lines, version=need.version)
    assert (need.visits, need.within_months, need.place, need.security_level) == (None, None, "", None)


def test_a_programme_is_chosen_within_ones_scope(session: Session) -> None:
    need = need_in(session, S.SUBMITTED, programme=None)
    mine = make.programme(session)
    officer = make.actor(session, make.account(session, Role.OFFICER, programme_id=mine.id))
    away = make.programme(session, origin_countries=["GH"])
    assert queries.programmes_for(session, officer, "SO") == [mine]
    with pytest.raises(Refused):
        vacancies.assign(session, officer, need, make.programme(session), budget_line="", version=need.version)
    everywhere = make.actor(session, make.officer(session))
    with pytest.raises(Invalid):
        vacancies.assign(session, everywhere, need, away, budget_line="", version=need.version)
    with pytest.raises(Refused):
        vacancies.assign(session, people(session, need)["host"], need, mine, budget_line="", version=need.version)
    vacancies.assign(session, officer, need, mine, budget_line="B-7", version=need.version)
    assert (need.programme, need.budget_line) == (mine, "B-7")


def test_a_waived_need_does_not_slip_into_a_programme_with_endorsement(session: Session) -> None:
    need = need_in(session, S.ENDORSED, endorsement="waived")
    officer = people(session, need)["officer"]
    with pytest.raises(Invalid):
        vacancies.assign(session, officer, need, make.programme(session), budget_line="", version=need.version)


def test_extending_moves_the_deadline_forward(session: Session) -> None:
    need = need_in(session, S.OPEN)
    officer, before = people(session, need)["officer"], need.deadline
    assert before is not None
    for day in (None, before, before - timedelta(days=1)):
        with pytest.raises(Invalid):
            vacancies.extend(session, officer, need, day, reason="technical-problem")
    vacancies.extend(session, officer, need, before + timedelta(days=9), reason="technical-problem")
    assert need.deadline == before + timedelta(days=9)
    host = people(session, need)["host"]
    with pytest.raises(Refused):
        vacancies.extend(session, host, need, before + timedelta(days=20), reason="technical-problem")
    closed = need_in(session, S.CLOSED)
    with pytest.raises(IllegalMove):
        vacancies.extend(session, officer, closed, before + timedelta(days=20), reason="technical-problem")


def test_advertising_again_makes_a_linked_draft(session: Session) -> None:
    need = need_in(session, S.FAILED)
    officer = people(session, need)["officer"]
    copy = vacancies.readvertise(session, officer, need)
    assert need.state is S.FAILED
    assert (copy.state, copy.readvertises_id, copy.reference) == (S.DRAFT, need.id, None)
    assert (copy.title, copy.programme, copy.institution) == (need.title, need.programme, need.institution)
    assert [row.label for row in copy.skills] == [row.label for row in need.skills]
    assert {row.id for row in copy.skills}.isdisjoint(row.id for row in need.skills)
    assert copy.deadline is None
    assert copy.start_from is None
    with pytest.raises(IllegalMove):
        vacancies.readvertise(session, officer, need_in(session, S.OPEN))


def test_a_suspended_institution_posts_nothing(session: Session) -> None:
    of = make.institution(session)
    host = make.actor(session, make.host(session, of))
    of.state = InstitutionState.SUSPENDED
    with pytest.raises(Refused):
        vacancies.post(session, host, of, "en", {"title": "Nurse", "isco": "2221", "modality": "temporary"}, drawn="x")
    assert queries.hosts_for(session, host) == []


def test_whose_work_a_need_is(session: Session) -> None:
    def handles(name: str, need: Vacancy) -> bool:
        try:
            return queries.one(session, people(session, need)[name], need.public_id) is need
        except NotFound:
            return False

    draft, sent, open_ = (need_in(session, state) for state in (S.DRAFT, S.SUBMITTED, S.OPEN))
    dropped = need_in(session, S.CANCELLED, submitted_at=None)
    assert [handles("host", need) for need in (draft, sent, open_, dropped)] == [True, True, True, True]
    assert [handles("officer", need) for need in (draft, sent, open_, dropped)] == [False, True, True, False]
    assert [handles("ministry", need) for need in (draft, sent, open_, dropped)] == [False, True, True, False]
    for name in ("stranger", "elsewhere", "other", "expert", "administrator", "auditor", "donor"):
        assert not handles(name, open_), name
        seen = select(Vacancy).where(Vacancy.id == open_.id, vacancies_visible_to(people(session, open_)[name]))
        assert session.scalar(seen) is open_, "what is open is public all the same"

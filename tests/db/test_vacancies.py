"""Every arrow of a need's diagram from every state, what it leaves behind, and rows that cannot exist."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Incomplete, Invalid, NotFound, Refused
from skillsbank.domain.roles import Role
from skillsbank.domain.vacancy import VACANCY, VacancyAction, VacancyState
from skillsbank.domain.vocabulary import InstitutionState, Modality
from skillsbank.models import AuditEntry, Decision, Vacancy
from skillsbank.policies import SYSTEM, Actor, vacancies_visible_to
from skillsbank.queries import vacancies as queries
from skillsbank.reference import reason_codes
from skillsbank.services import vacancies, workflow
from skillsbank.services.checks import missing_to_publish, missing_to_send
from tests import factories as make

A, S = VacancyAction, VacancyState
WHO: dict[VacancyAction, str] = {
    A.SUBMIT: "host", A.ENDORSE: "ministry", A.WAIVE_ENDORSEMENT: "officer", A.APPROVE: "officer",
    A.PUBLISH: "officer", A.EXTEND: "officer", A.CLOSE: "officer", A.START_SELECTION: "officer", A.FILL: "system",
    A.RETURN: "officer", A.REFUSE: "ministry", A.SUSPEND: "officer", A.RESUME: "officer", A.FAIL: "officer",
    A.READVERTISE: "officer", A.CANCEL: "host", A.ARCHIVE: "system",
}  # fmt: skip
ALSO = {A.SUBMIT: {"officer"}, A.RETURN: {"ministry"}, A.CANCEL: {"officer"}, A.CLOSE: {"system"}}
EVIDENCE: dict[VacancyAction, tuple[str, ...]] = {
    A.SUBMIT: ("submitted_at", "reference"),
    A.ENDORSE: ("endorsement", "endorsed_at", "endorsed_by_id"),
    A.WAIVE_ENDORSEMENT: ("endorsement", "endorsed_at", "endorsed_by_id"),
    A.APPROVE: ("approved_at", "approved_by_id"),
    A.PUBLISH: ("published_at",),
}


def need_in(session: Session, state: VacancyState, **values: Any) -> Vacancy:
    """Make a complete need in `state`, in a programme without endorsement, with that state's evidence and no more."""
    early = state in (S.DRAFT, S.SUBMITTED, S.ENDORSED, S.REFUSED)
    if early:
        values |= {"approved_at": None, "approved_by_id": None}
    if early or state is S.APPROVED:
        values.setdefault("published_at", None)
    if state is S.DRAFT:
        values |= {"submitted_at": None, "reference": None}
    values.setdefault("programme", make.programme(session, endorsement=False))
    return make.vacancy(session, values.pop("of", None) or make.institution(session), state=state, **values)


def people(session: Session, need: Vacancy) -> dict[str, Actor]:
    accounts = {
        "host": make.host(session, need.institution),
        "ministry": make.account(session, Role.MINISTRY, country=need.country),
        "officer": make.officer(session),
        "stranger": make.host(session, make.institution(session)),
        "elsewhere": make.account(session, Role.MINISTRY, country="GH"),
        "other": make.account(session, Role.OFFICER, programme_id=make.programme(session).id),
        "expert": make.account(session, Role.EXPERT),
        "administrator": make.account(session, Role.ADMINISTRATOR),
        "auditor": make.account(session, Role.AUDITOR),
        "donor": make.account(session, Role.DONOR),
    }
    return {name: make.actor(session, account) for name, account in accounts.items()} | {"system": SYSTEM}


def reason_for(need: Vacancy, action: VacancyAction) -> str:
    kind = workflow.reason_list(need, action)
    return next(iter(reason_codes(kind))) if kind else ""


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("action", list(A))
def test_every_action_from_every_state(session: Session, state: VacancyState, action: VacancyAction) -> None:
    need = need_in(session, state)
    actor = people(session, need)[WHO[action]]
    if state not in VACANCY.arrows[action].sources:
        with pytest.raises((IllegalMove, Refused)) as caught:
            workflow.perform(session, actor, need, action, reason=reason_for(need, action))
        # a ministry is told nothing of a draft; for everybody else the arrow is what is missing
        assert isinstance(caught.value, Refused) is (WHO[action] == "ministry" and state is S.DRAFT)
        assert need.state is state
        with pytest.raises(IllegalMove):
            workflow.perform(session, SYSTEM, need, action, reason=reason_for(need, action))
        return
    assert action in workflow.actions_for(session, actor, need)
    before = need.version
    workflow.perform(session, actor, need, action, reason=reason_for(need, action), note="because")
    target = VACANCY.arrows[action].to or S.OPEN
    assert need.state is target
    assert (need.suspended_from is not None) is (target is S.SUSPENDED)
    for column in EVIDENCE.get(action, ()):
        assert getattr(need, column), column
    if action is A.RETURN:
        assert need.endorsement is None
    assert need.version > before or target is state
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.tag, entry.subject_id) == (f"vacancy:{action.value}", need.id)
    assert entry.details["before"] == state.value
    assert entry.details["after"] == target.value
    decision = session.scalars(select(Decision)).one()
    assert (decision.action, decision.note) == (action.value, "because")
    assert decision.reason == reason_for(need, action)


@pytest.mark.parametrize("action", list(A))
def test_nobody_else_takes_a_step(session: Session, action: VacancyAction) -> None:
    state = sorted(VACANCY.arrows[action].sources)[0]
    need = need_in(session, state)
    allowed = {WHO[action], "system"} | ALSO.get(action, set())
    for name, actor in people(session, need).items():
        if name in allowed:
            continue
        with pytest.raises(Refused):
            workflow.perform(session, actor, need, action, reason=reason_for(need, action))
        assert need.state is state, name
        assert action not in workflow.actions_for(session, actor, need)


@pytest.mark.parametrize("action", [action for action in A if workflow.reason_list(Vacancy(), action)])
def test_a_step_with_a_list_of_reasons_needs_one_of_them(session: Session, action: VacancyAction) -> None:
    need = need_in(session, sorted(VACANCY.arrows[action].sources)[0])
    for reason in ("", "because-i-say-so"):
        with pytest.raises(Invalid):
            workflow.perform(session, people(session, need)[WHO[action]], need, action, reason=reason)


def test_suspension_returns_to_where_it_was(session: Session) -> None:
    need = need_in(session, S.CLOSED)
    officer = people(session, need)["officer"]
    workflow.perform(session, officer, need, A.SUSPEND, reason="security")
    assert need.suspended_from is S.CLOSED
    workflow.perform(session, officer, need, A.RESUME)
    assert need.state is S.CLOSED


def test_endorsement_is_waived_only_where_the_programme_has_it_off(session: Session) -> None:
    need = need_in(session, S.SUBMITTED, programme=make.programme(session))
    with pytest.raises(Refused):
        workflow.perform(session, people(session, need)["officer"], need, A.WAIVE_ENDORSEMENT)
    need.programme = None
    with pytest.raises(Incomplete):
        workflow.perform(session, people(session, need)["officer"], need, A.WAIVE_ENDORSEMENT)


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
    ("pay", {"paid": []}),
    ("sector", {"sector": ""}),
    ("programme", {"programme": None}),
    ("duration_in_programme", {"min_days": None}),
    ("duration_in_programme", {"max_days": 900}),
    ("deadline", {"deadline": None}),
    ("deadline", {"deadline": clock.today() + timedelta(days=2)}),
    ("asks_for_a_fee", {"purpose": "There is a small application fee."}),
    ("asks_for_a_fee", {"tasks": ["Payer les frais de dossier"]}),
    ("asks_for_a_fee", {"conditions": "رسوم التسجيل تدفع عند الوصول"}),
]


@pytest.mark.parametrize(("code", "values"), LACKING)
def test_what_is_missing_blocks_approval(session: Session, code: str, values: dict[str, Any]) -> None:
    need = need_in(session, S.ENDORSED, **values)
    assert code in missing_to_publish(need)
    with pytest.raises(Incomplete) as caught:
        workflow.perform(session, people(session, need)["officer"], need, A.APPROVE)
    assert code in caught.value.params["missing"]  # type: ignore[operator]  # a list of codes


def test_other_things_that_block_publication(session: Session) -> None:
    need = need_in(session, S.ENDORSED)
    assert missing_to_publish(need) == []
    need.skills[0].required = False
    need.languages.clear()
    need.institution.state = InstitutionState.SUSPENDED
    assert missing_to_publish(need) == ["required_skill", "language", "institution_verified"]
    away = make.programme(session, endorsement=False, origin_countries=["GH"], sectors=["water"], modalities={})
    need = need_in(session, S.ENDORSED, programme=away)
    assert missing_to_publish(need) == ["modality_in_programme", "country_in_programme", "sector_in_programme"]


def test_a_permanent_job_asks_for_less_and_a_series_for_more(session: Session) -> None:
    bare: dict[str, Any] = {"counterpart_name": "", "deliverables": [], "why_not_local": "", "min_days": None}
    need = need_in(session, S.ENDORSED, modality=Modality.PERMANENT, max_days=None, **bare)
    assert missing_to_publish(need) == []
    limits = {"circular": {"min_days": 5, "max_days": 90, "min_visits": 2, "within_months": 36}}
    programme = make.programme(session, endorsement=False, modalities=limits)
    series: dict[str, Any] = {"modality": Modality.CIRCULAR, "programme": programme}
    assert missing_to_publish(need_in(session, S.ENDORSED, visits=3, within_months=18, **series)) == []
    for visits, months in ((1, 18), (3, 60)):
        need = need_in(session, S.ENDORSED, visits=visits, within_months=months, **series)
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
        vacancies.post(session, host, of, "en", {"title": "Nurse", "isco": "2221", "modality": "temporary"})
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


BAD_ROWS: list[Callable[[Vacancy], None]] = [
    lambda need: setattr(need, "published_at", None),
    lambda need: setattr(need, "approved_at", None),
    lambda need: setattr(need, "approved_by_id", None),
    lambda need: setattr(need, "endorsement", None),
    lambda need: setattr(need, "endorsed_at", None),
    lambda need: setattr(need, "endorsement", "perhaps"),
    lambda need: setattr(need, "suspended_from", S.OPEN),
    lambda need: setattr(need, "state", S.SUSPENDED),
    lambda need: setattr(need, "posts", 0),
    lambda need: setattr(need, "posts", 1000),
    lambda need: setattr(need, "security_level", 5),
    lambda need: setattr(need, "min_days", 99),
    lambda need: setattr(need, "start_from", clock.today() + timedelta(days=900)),
    lambda need: setattr(need.skills[0], "level", 6),
]


@pytest.mark.parametrize("spoil", BAD_ROWS)
def test_bad_rows_cannot_exist(session: Session, spoil: Callable[[Vacancy], None]) -> None:
    need = need_in(session, S.OPEN)
    spoil(need)
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_lost_update_is_noticed(session: Session) -> None:
    need = need_in(session, S.DRAFT)
    session.execute(Vacancy.__table__.update().where(Vacancy.id == need.id).values(version=7))  # type: ignore[attr-defined]  # a table can be updated
    need.title = "Another title"
    with pytest.raises(StaleDataError):
        session.flush()

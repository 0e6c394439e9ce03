"""Needs in every state and the people around one, for the tests of the database and of the pages."""

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.roles import Role
from skillsbank.domain.vacancy import VacancyAction, VacancyState
from skillsbank.models import Institution, Vacancy
from skillsbank.policies import SYSTEM, Actor
from skillsbank.reference import reason_codes
from skillsbank.services import workflow
from tests import factories as make

A, S = VacancyAction, VacancyState
WHO: dict[VacancyAction, str] = {
    A.SUBMIT: "host", A.ENDORSE: "ministry", A.WAIVE_ENDORSEMENT: "officer", A.APPROVE: "officer",
    A.PUBLISH: "officer", A.EXTEND: "officer", A.CLOSE: "officer", A.START_SELECTION: "officer", A.FILL: "system",
    A.RETURN: "officer", A.REFUSE: "ministry", A.SUSPEND: "officer", A.RESUME: "officer", A.FAIL: "officer",
    A.READVERTISE: "officer", A.CANCEL: "host", A.ARCHIVE: "system",
}  # fmt: skip
ALSO = {A.SUBMIT: {"officer"}, A.RETURN: {"ministry"}, A.CANCEL: {"officer"}, A.CLOSE: {"system"}}


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

"""An institution goes through the one door: with evidence, with a reason, within reach, and written down."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from skillsbank.domain.errors import IllegalMove, Incomplete, Invalid, NotFound, Refused
from skillsbank.domain.institution import INSTITUTION, InstitutionAction
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import InstitutionState, InstitutionType, Ownership
from skillsbank.models import AuditEntry, Decision, Institution, OutboxMessage
from skillsbank.policies import SYSTEM, Actor
from skillsbank.queries import institutions as records
from skillsbank.services import institutions, programmes, workflow
from skillsbank.services.accounts import actor_of
from tests import factories

FACTS = institutions.InstitutionFacts(
    name="Isbitaalka Bulsho",
    kind=InstitutionType.HOSPITAL,
    ownership=Ownership.PUBLIC,
    sector="health",
    place="Burao",
)


def officer(session: Session) -> Actor:
    return actor_of(session, factories.officer(session))


def of_programme(session: Session, code: str) -> Actor:
    programme = {each.code: each for each in programmes.load_presets(session, SYSTEM)}[code]
    return actor_of(session, factories.officer(session, programme_id=programme.id))


def tags(session: Session) -> list[str]:
    query = select(AuditEntry.tag).where(AuditEntry.subject_kind == "institutions").order_by(AuditEntry.id)
    return list(session.scalars(query))


def test_register_verify_suspend_resume(session: Session) -> None:
    actor = officer(session)
    made = institutions.register(session, actor, "SO", FACTS)
    assert made.state is InstitutionState.UNVERIFIED
    with pytest.raises(Incomplete):
        institutions.verify(session, actor, made, "  ")
    institutions.verify(session, actor, made, "Certificate seen in the original.")
    assert (made.state, made.verified_by_id) == (InstitutionState.VERIFIED, actor.account_id)
    assert made.verified_at is not None
    for wrong in ("", "made-up"):
        with pytest.raises(Invalid):
            institutions.suspend(session, actor, made, wrong)
    institutions.suspend(session, actor, made, "safety", "Two reports.")
    assert made.state is InstitutionState.SUSPENDED
    institutions.resume(session, actor, made)
    assert made.state is InstitutionState.VERIFIED
    assert tags(session) == [
        "institution:register", "institution:verify", "institution:suspend", "institution:resume",
    ]  # fmt: skip
    decision = session.scalars(select(Decision)).one()
    assert (decision.action, decision.reason, decision.note) == ("suspend", "safety", "Two reports.")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == "institution:suspend")).one()
    assert "Two reports." not in str(entry.details)


@pytest.mark.parametrize("state", list(InstitutionState))
@pytest.mark.parametrize("action", list(InstitutionAction))
def test_every_arrow_and_no_other(session: Session, state: InstitutionState, action: InstitutionAction) -> None:
    actor = officer(session)
    record = factories.institution(session)
    record.state = state
    session.flush()
    legal = state in INSTITUTION.arrows[action].sources
    assert (action in workflow.actions_for(session, actor, record)) is legal
    if legal:
        workflow.perform(session, actor, record, action, reason="safety")
        assert record.state is INSTITUTION.arrows[action].to
    else:
        with pytest.raises(IllegalMove):
            workflow.perform(session, actor, record, action, reason="safety")
        assert record.state is state


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.DONOR, Role.EXPERT])
def test_nobody_else_acts(session: Session, role: Role) -> None:
    actor = actor_of(session, factories.account(session, role))
    record = factories.institution(session)
    assert workflow.actions_for(session, actor, record) == []
    with pytest.raises(Refused):
        institutions.suspend(session, actor, record, "safety")
    with pytest.raises(Refused):
        institutions.register(session, actor, "SO", FACTS)


def test_an_officer_reaches_the_countries_of_the_programme_alone(session: Session) -> None:
    actor = of_programme(session, "rqn")  # IQ, RW and SO
    assert records.countries_within_reach(actor) == ["IQ", "RW", "SO"]
    here, elsewhere = factories.institution(session, "SO"), factories.institution(session, "PE")
    assert records.one(session, actor, here.public_id) is here
    with pytest.raises(NotFound):
        records.one(session, actor, elsewhere.public_id)
    for verb in (
        lambda: institutions.register(session, actor, "PE", FACTS),
        lambda: institutions.correct(session, actor, elsewhere, elsewhere.version, FACTS),
        lambda: institutions.suspend(session, actor, elsewhere, "safety"),
        lambda: institutions.invite_focal_point(
            session, actor, elsewhere, email="a@example.org", name="A", language="es"
        ),
    ):
        with pytest.raises(Refused):
            verb()


def test_the_same_name_twice_in_a_country_and_unknown_codes_are_invalid(session: Session) -> None:
    actor = officer(session)
    institutions.register(session, actor, "SO", FACTS)
    with pytest.raises(Invalid, match="institution_known"):
        institutions.register(session, actor, "SO", FACTS)
    institutions.register(session, actor, "RW", FACTS)
    with pytest.raises(Invalid, match="unknown_country"):
        institutions.register(session, actor, "XX", FACTS)
    for wrong in ({"sector": "magic"}, {"region": "RW-01"}):
        values = {name: getattr(FACTS, name) for name in FACTS.__slots__} | {"name": "Other"} | wrong
        with pytest.raises(Invalid, match="unknown_"):
            institutions.register(session, actor, "SO", institutions.InstitutionFacts(**values))


def test_correcting_an_older_version_is_refused_and_audit_names_fields_only(session: Session) -> None:
    actor = officer(session)
    made = institutions.register(session, actor, "SO", FACTS)
    shown = made.version
    values = {name: getattr(FACTS, name) for name in FACTS.__slots__}
    institutions.correct(session, actor, made, shown, institutions.InstitutionFacts(**values | {"place": "Hargeisa"}))
    with pytest.raises(StaleDataError):
        institutions.correct(session, actor, made, shown, FACTS)
    assert made.place == "Hargeisa"
    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == "institution:correct")).one()
    assert entry.details == {"fields": ["place"]}


def test_an_invited_focal_point_serves_where_the_institution_is(session: Session) -> None:
    actor, made = officer(session), factories.institution(session, "SO")
    account = institutions.invite_focal_point(
        session, actor, made, email="Asha@Example.org", name="Asha", language="en"
    )
    assert (account.email, account.duty_country) == ("asha@example.org", "SO")
    assert [(grant.role, grant.institution_id) for grant in account.grants] == [(Role.INSTITUTION, made.id)]
    assert session.scalars(select(OutboxMessage)).one().kind == "link_invite"


def test_the_database_refuses_a_verified_institution_without_evidence(session: Session) -> None:
    made = Institution(country="SO", name="X", kind=InstitutionType.SCHOOL, ownership=Ownership.PUBLIC, sector="health")
    made.state = InstitutionState.VERIFIED
    session.add(made)
    with pytest.raises(IntegrityError):
        session.flush()

"""Saying "I am interested": agreements, who hears of it, taking it back, leaving."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.application import ApplicationState, named_until
from skillsbank.domain.errors import Incomplete, Invalid, Refused
from skillsbank.domain.profile import ProfileAction, ProfileState
from skillsbank.domain.roles import Role
from skillsbank.domain.vacancy import VacancyAction, VacancyState
from skillsbank.domain.vocabulary import Modality, Purpose, Visibility
from skillsbank.models import Application, AuditEntry, Consent, OutboxMessage, Profile, Vacancy
from skillsbank.policies import Actor
from skillsbank.queries import applications as candidacies
from skillsbank.reference import reason_codes
from skillsbank.services import applications, consents, own_profile, workflow
from skillsbank.services.applications import Interest
from tests import factories as make

BOTH = frozenset({"institution", "ministry"})


@pytest.fixture
def need(session: Session) -> Vacancy:
    return make.vacancy(session, make.institution(session))


@pytest.fixture
def profile(session: Session) -> Profile:
    return make.expert(session, {"SO": Visibility.ASK_FIRST}, travel_page_read_at=clock.now())


@pytest.fixture
def actor(session: Session, profile: Profile) -> Actor:
    assert profile.account is not None
    return make.actor(session, profile.account)


def apply(session: Session, actor: Actor, profile: Profile, need: Vacancy, **values: object) -> Application:
    interest = Interest(**{"modality": Modality.VIRTUAL, **values})  # type: ignore[arg-type]  # values of a test
    return applications.apply(session, actor, profile, need, interest, language="en")


def live(session: Session, profile: Profile) -> set[str]:
    return {c.recipient for c in consents.live(session, profile) if c.purpose is Purpose.DISCLOSURE}


@pytest.mark.parametrize("ticked", [frozenset(), frozenset({"institution"}), frozenset({"ministry"}), BOTH])
def test_refusing_either_does_not_end_the_interest(
    session: Session, actor: Actor, profile: Profile, need: Vacancy, ticked: frozenset[str]
) -> None:
    made = apply(session, actor, profile, need, name_to=ticked, message="I trained midwives there.")
    assert made.state is ApplicationState.APPLIED
    assert live(session, profile) == ticked
    officer = make.actor(session, make.officer(session))
    assert candidacies.for_vacancy(session, officer, need) == [made], "the officer sees it either way"
    for consent in session.scalars(select(Consent).where(Consent.vacancy_id == need.id)):
        assert consent.expires_at is not None
        assert consent.expires_at.date() == named_until(clock.today(), need.deadline)
        assert consent.fields == list(applications.RECIPIENTS[consent.recipient])


def test_sending_it_again_and_again_is_one_interest(
    session: Session, actor: Actor, profile: Profile, need: Vacancy
) -> None:
    first = apply(session, actor, profile, need, name_to=BOTH)
    for _press in range(5):
        assert apply(session, actor, profile, need, name_to=BOTH) is first
    assert session.scalar(select(func.count(Application.id))) == 1
    assert session.scalar(select(func.count(Consent.id)).where(Consent.purpose == Purpose.DISCLOSURE)) == 2


def test_taking_it_back_ends_the_agreements_and_one_may_apply_again(
    session: Session, actor: Actor, profile: Profile, need: Vacancy
) -> None:
    made = apply(session, actor, profile, need, name_to=BOTH)
    applications.withdraw(session, actor, made, "dates-changed")
    assert made.state is ApplicationState.WITHDRAWN
    assert live(session, profile) == set()
    officer = make.actor(session, make.officer(session))
    assert candidacies.for_vacancy(session, officer, need) == []
    again = apply(session, actor, profile, need, message="My dates fit now.")
    assert again is made
    assert again.state is ApplicationState.APPLIED
    assert again.message == "My dates fit now."
    assert live(session, profile) == set(), "old agreements do not come back to life"


def test_only_the_team_that_may_know_of_the_person_hears_of_it(session: Session, need: Vacancy) -> None:
    there = make.officer(session, "SO")
    elsewhere = make.officer(session, "CH")
    host, ministry = make.host(session, need.institution), make.account(session, Role.MINISTRY, duty="SO", country="SO")
    hidden = make.expert(session, {"SO": Visibility.ASK_FIRST})
    assert hidden.account is not None
    made = apply(session, make.actor(session, hidden.account), hidden, need, name_to=frozenset())
    mails = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "interest_shown")).all()
    told = {mail.recipient for mail in mails}
    assert elsewhere.email in told
    assert not told & {there.email, host.email, ministry.email}
    assert all(set(mail.params) == {"reference"} for mail in mails)
    assert candidacies.for_vacancy(session, make.actor(session, there), need) == []
    assert candidacies.for_vacancy(session, make.actor(session, elsewhere), need) == [made]
    for outsider in (host, ministry, hidden.account):
        with pytest.raises(Refused):
            candidacies.for_vacancy(session, make.actor(session, outsider), need)


@pytest.mark.parametrize("state", [s for s in VacancyState if s is not VacancyState.OPEN])
def test_only_open_needs(session: Session, actor: Actor, profile: Profile, state: VacancyState) -> None:
    closed = make.vacancy(session, make.institution(session), state=state)
    with pytest.raises(Invalid, match="vacancy_not_open"):
        apply(session, actor, profile, closed)


def test_only_active_profiles_and_only_oneself(session: Session, actor: Actor, profile: Profile, need: Vacancy) -> None:
    other = make.expert(session)
    with pytest.raises(Refused):
        apply(session, actor, other, need)
    with pytest.raises(Refused):
        apply(session, make.actor(session, make.officer(session)), profile, need)
    profile.state = ProfileState.PAUSED
    session.flush()
    with pytest.raises(Invalid, match="profile_not_active"):
        apply(session, actor, profile, need)


def test_on_site_needs_the_page_on_travel_and_permanent_the_statement(
    session: Session, actor: Actor, profile: Profile, need: Vacancy
) -> None:
    profile.travel_page_read_at = None
    session.flush()
    for way in (Modality.TEMPORARY, Modality.CIRCULAR, Modality.PERMANENT):
        with pytest.raises(Incomplete):
            apply(session, actor, profile, need, modality=way)
    assert apply(session, actor, profile, need).modality is Modality.VIRTUAL, "online needs no such page"
    applications.acknowledge_travel(session, actor, profile)
    read_at = profile.travel_page_read_at
    with clock.moved(timedelta(days=3)):
        applications.acknowledge_travel(session, actor, profile)
    assert profile.travel_page_read_at == read_at, "acknowledged once"
    other = make.vacancy(session, need.institution)
    with pytest.raises(Invalid, match="voluntary_statement"):
        apply(session, actor, profile, other, modality=Modality.PERMANENT)
    apply(session, actor, profile, other, modality=Modality.PERMANENT, return_is_voluntary=True)


def test_no_agreement_in_a_language_that_the_person_does_not_read(
    session: Session, actor: Actor, profile: Profile, need: Vacancy
) -> None:
    interest = Interest(Modality.VIRTUAL, name_to=BOTH)
    with pytest.raises(Invalid, match="text_in_no_language_you_read"):
        applications.apply(session, actor, profile, need, interest, language="pt")
    assert session.scalar(select(func.count(Application.id))) == 0
    made = applications.apply(session, actor, profile, need, Interest(Modality.VIRTUAL), language="pt")
    with pytest.raises(Invalid, match="text_in_no_language_you_read"):
        applications.name_to(session, actor, made, "ministry", language="pt")
    applications.name_to(session, actor, made, "ministry", language="en")
    applications.name_no_more(session, actor, made, "institution")
    assert live(session, profile) == {"ministry"}
    applications.name_no_more(session, actor, made, "ministry")
    assert live(session, profile) == set()
    assert made.state is ApplicationState.APPLIED, "the interest goes on"


@pytest.mark.parametrize("action", [ProfileAction.WITHDRAW, ProfileAction.REQUEST_ERASURE])
def test_leaving_ends_every_interest_and_agreement(
    session: Session, actor: Actor, profile: Profile, need: Vacancy, action: ProfileAction
) -> None:
    made = apply(session, actor, profile, need, name_to=BOTH)
    own_profile.act(session, actor, profile, action)
    assert made.state is ApplicationState.WITHDRAWN
    assert consents.live(session, profile) == []


def test_a_cancelled_need_closes_its_interests_through_the_one_door(
    session: Session, actor: Actor, profile: Profile, need: Vacancy
) -> None:
    made = apply(session, actor, profile, need)
    officer = make.actor(session, make.officer(session))
    workflow.perform(session, officer, need, VacancyAction.CANCEL, reason=next(iter(reason_codes("cancel_need"))))
    assert made.state is ApplicationState.CLOSED_VACANCY
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.tag == "application:close_vacancy"))
    assert (entry.role, entry.details["before"], entry.details["after"]) == ("system", "applied", "closed_vacancy")
    kinds = session.scalars(select(OutboxMessage.kind).where(OutboxMessage.kind == "application_closed")).all()
    assert len(kinds) == 1


def test_nobody_is_named_by_a_page_that_is_older_than_the_withdrawal(
    session: Session, actor: Actor, profile: Profile, need: Vacancy
) -> None:
    """Two tabs: one takes the interest back while the other has read it already and agrees to be named."""
    made = apply(session, actor, profile, need)
    other_tab = update(Application).values(state=ApplicationState.WITHDRAWN, withdrawn_at=clock.now())
    session.execute(other_tab.execution_options(synchronize_session=False))
    assert made.state is ApplicationState.APPLIED, "this tab does not know yet"
    with pytest.raises(Invalid, match="nobody_to_name_to"):
        applications.name_to(session, actor, made, "institution", language="en")
    assert live(session, profile) == set()

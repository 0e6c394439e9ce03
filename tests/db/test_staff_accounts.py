"""Staff accounts: scopes that fit the role, nobody promotes themselves, experts stay out of sight."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import Invalid, NotFound, Refused
from skillsbank.domain.profile import ProfileAction, ProfileState
from skillsbank.domain.roles import LinkPurpose, Role
from skillsbank.models import Account, AuditEntry, EmailLink, OutboxMessage, RoleGrant
from skillsbank.policies import Actor
from skillsbank.queries import institutions as hosts
from skillsbank.queries import staff as records
from skillsbank.queries.paging import Wish
from skillsbank.services import accounts, institutions, outbox, own_profile, staff
from skillsbank.services.accounts import actor_of
from tests import factories


def administrator(session: Session) -> Actor:
    return actor_of(session, factories.account(session, Role.ADMINISTRATOR, duty="CH", email="admin@example.org"))


def invite(session: Session, actor: Actor, role: Role, **values: str) -> None:
    given = {"email": "new@example.org", "name": "Nadia", "duty_country": "CH", "language": "fr"} | values
    staff.invite(session, actor, role=role, **given)


@pytest.mark.parametrize(
    ("role", "values", "code"),
    [
        (Role.MINISTRY, {}, "country_needed"),
        (Role.MINISTRY, {"country": "XX"}, "unknown_country"),
        (Role.OFFICER, {"duty_country": "XX"}, "unknown_country"),
        (Role.OFFICER, {"country": "SO"}, "scope_not_for_role"),
        (Role.OFFICER, {"programme": "nothing"}, "unknown_programme"),
        (Role.DONOR, {}, "programme_needed"),
        (Role.AUDITOR, {"programme": "nothing"}, "scope_not_for_role"),
        (Role.INSTITUTION, {}, "role_not_invited_here"),
        (Role.EXPERT, {}, "role_not_invited_here"),
        (Role.OFFICER, {"email": "Admin@example.org"}, "own_account"),
    ],
)
def test_what_does_not_fit_is_invalid(session: Session, role: Role, values: dict[str, str], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        invite(session, administrator(session), role, **values)


def test_invited_with_scope_and_listed(session: Session) -> None:
    actor, programme = administrator(session), factories.programme(session)
    invite(session, actor, Role.DONOR, programme=programme.code)
    invite(session, actor, Role.MINISTRY, country="SO", email="ministry@example.org", duty_country="SO")
    rows = records.page(session, actor, Wish(), role="donor").rows
    assert [account.email for account in rows] == ["new@example.org"]
    assert records.standings(session, rows)[rows[0].id] == [
        records.Standing(Role.DONOR, programme.name, "", f"donor-{programme.code}")
    ]
    assert records.page(session, actor, Wish()).total == 3


def test_experts_are_not_there_and_their_role_is_not_told(session: Session) -> None:
    actor = administrator(session)
    profile = factories.expert(session)
    assert profile.account is not None
    with pytest.raises(NotFound):
        records.one(session, actor, profile.account.public_id)
    assert records.page(session, actor, Wish()).total == 1
    accounts.invite(
        session, actor, email=profile.account.email, name="N", role=Role.OFFICER, duty_country="CH"
    )  # fmt: skip
    both = records.one(session, actor, profile.account.public_id)
    assert [each.role for each in records.standings(session, [both])[both.id]] == [Role.OFFICER]


def test_a_closed_account_has_no_session_and_no_link(session: Session) -> None:
    actor = administrator(session)
    officer = factories.officer(session, email="officer@example.org")
    accounts.request_link(session, officer.email, LinkPurpose.SIGN_IN)
    before = officer.fs_uniquifier
    staff.deactivate(session, actor, officer)
    assert (officer.staff_active, accounts.find(session, officer.email)) == (False, None)
    assert officer.fs_uniquifier != before
    staff.deactivate(session, actor, officer)
    staff.reactivate(session, actor, officer)
    assert accounts.find(session, officer.email) is officer
    query = select(AuditEntry.tag).where(AuditEntry.subject_id == officer.id, AuditEntry.actor_id == actor.account_id)
    assert list(session.scalars(query)) == ["account:deactivate", "account:reactivate"]
    session.refresh(officer)
    link = session.scalars(select(EmailLink).where(EmailLink.account_id == officer.id)).one()
    assert link.used_at is not None, "a link from before does not open the account again"


def test_not_oneself_and_nobody_but_an_administrator(session: Session) -> None:
    actor = administrator(session)
    own = records.page(session, actor, Wish()).rows[0]
    with pytest.raises(Invalid):
        staff.deactivate(session, actor, own)
    manager = actor_of(session, factories.account(session, Role.MANAGER, duty="CH"))
    for verb in (staff.deactivate, staff.reactivate):
        with pytest.raises(Refused):
            verb(session, manager, own)
    with pytest.raises(Refused):
        invite(session, manager, Role.OFFICER)


def test_an_invitation_does_not_tell_whether_its_address_was_registered(session: Session) -> None:
    """Anybody on the staff could else learn of a person in hiding by inviting their address."""
    actor, hospital = administrator(session), factories.institution(session)
    registered = factories.expert(session).account
    assert registered is not None
    registered.created_at -= timedelta(days=100)
    addresses = (registered.email, "nobody@example.org")
    for email in addresses:
        invite(session, actor, Role.DONOR, email=email, programme=factories.programme(session).code, duty_country="SO")
        institutions.invite_focal_point(
            session,
            factories.actor(session, factories.officer(session)),
            hospital,
            email=email,
            name="A",
            language="en",
        )
    rows = {account.email: account for account in records.page(session, actor, Wish(sort="invited")).rows}
    beside = hosts.surroundings(session, actor_of(session, factories.officer(session)), hospital)
    invited, since = records.invited(session, rows.values()), records.since(session, rows.values())
    assert {rows[email].id for email in addresses} == invited == beside.invited
    assert {since[rows[email].id].date() for email in addresses} == {clock.today()}
    assert {rows[email].name for email in addresses} == {"Nadia"}


def test_nobody_is_on_a_programmes_team_and_speaks_for_another_country(session: Session) -> None:
    """They would read on the team of whom the other country must not know."""
    actor = administrator(session)
    invite(session, actor, Role.OFFICER)
    with pytest.raises(Invalid, match="speaks_for_another_country"):
        invite(session, actor, Role.MINISTRY, country="SO")
    invite(session, actor, Role.MINISTRY, country="GH", email="attache@example.org")
    with pytest.raises(Invalid, match="speaks_for_another_country"):
        invite(session, actor, Role.MANAGER, email="attache@example.org")
    invite(session, actor, Role.MINISTRY, country="CH")


def test_whoever_is_an_expert_beside_it_keeps_their_own(session: Session) -> None:
    """Without their account they could not hide or withdraw; and the administrator must not learn of it."""
    actor = administrator(session)
    profile = factories.expert(session)
    both, staff_only = profile.account, factories.officer(session)
    assert both is not None
    both.grants.append(RoleGrant(role=Role.OFFICER))
    both.duty_country = "CH"
    session.flush()
    for account in (both, staff_only):
        before = account.fs_uniquifier
        staff.deactivate(session, actor, account)
        assert account.fs_uniquifier != before
        with pytest.raises(Invalid, match="account_deactivated"):
            invite(session, actor, Role.OFFICER, email=account.email)
    assert [actor_of(session, account).roles for account in (both, staff_only)] == [{Role.EXPERT}, set()]
    assert [accounts.find(session, account.email) for account in (both, staff_only)] == [both, None]
    own_profile.act(session, actor_of(session, both), profile, ProfileAction.HIDE)
    own_profile.act(session, actor_of(session, both), profile, ProfileAction.WITHDRAW)
    assert profile.state is ProfileState.WITHDRAWN
    with pytest.raises(Refused):
        staff.reactivate(session, actor_of(session, both), both)
    closed = records.page(session, actor, Wish(), active="no").rows
    assert {account.id for account in closed} == {both.id, staff_only.id}, "the list does not tell them apart"
    assert set(outbox.team_of(session, factories.vacancy(session, factories.institution(session)))).isdisjoint(closed)
    staff.reactivate(session, actor, both)
    assert actor_of(session, both).roles == {Role.EXPERT, Role.OFFICER}


def test_one_role_is_taken_away_and_the_others_stay(session: Session) -> None:
    actor, programme = administrator(session), factories.programme(session)
    officer = factories.officer(session, programme_id=programme.id)
    officer.grants.append(RoleGrant(role=Role.AUDITOR))
    session.flush()
    before = officer.fs_uniquifier
    held, standing = records.grant(session, officer, f"officer-{programme.code}")
    assert standing.scope == programme.name
    staff.remove_role(session, actor, officer, held)
    session.refresh(officer)
    assert actor_of(session, officer).roles == {Role.AUDITOR}
    assert (officer.duty_country, officer.fs_uniquifier == before) == ("CH", False)
    with pytest.raises(NotFound):
        records.grant(session, officer, f"officer-{programme.code}")
    staff.remove_role(session, actor, officer, records.grant(session, officer, "auditor")[0])
    assert (accounts.find(session, officer.email), officer.duty_country) == (None, None)
    with pytest.raises(NotFound):
        records.one(session, actor, officer.public_id)
    own = session.get_one(Account, actor.account_id)
    with pytest.raises(Invalid, match="own_account"):
        staff.remove_role(session, actor, own, own.grants[0])
    manager = actor_of(session, factories.account(session, Role.MANAGER, duty="CH"))
    with pytest.raises(Refused):
        staff.remove_role(session, manager, own, own.grants[0])


def test_the_same_invitation_twice_is_one_mail_until_an_hour_has_passed(session: Session) -> None:
    actor = administrator(session)

    def mails() -> int:
        return len(session.scalars(select(OutboxMessage.id).where(OutboxMessage.kind == "link_invite")).all())

    for _press in range(2):
        invite(session, actor, Role.OFFICER)
    assert mails() == 1
    invite(session, actor, Role.AUDITOR)
    assert mails() == 2, "another role is another invitation"
    with clock.moved(timedelta(hours=1, minutes=1)):
        invite(session, actor, Role.OFFICER)
    assert mails() == 3, "the first may be lost"

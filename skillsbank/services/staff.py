"""Staff accounts: an administrator invites, deactivates, takes roles away; who somebody is beside that stays unread."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import reference
from skillsbank.domain.errors import Invalid
from skillsbank.domain.roles import PROGRAMME_TEAM, STAFF, Role
from skillsbank.models import Account, Programme, RoleGrant
from skillsbank.policies import Actor, Permission, require
from skillsbank.services import accounts, audit

INVITED_BY_ADMINISTRATOR = (Role.MINISTRY, Role.OFFICER, Role.MANAGER, Role.DONOR, Role.AUDITOR, Role.ADMINISTRATOR)
"""Focal points are invited from the page of their institution, by an officer who knows it."""


def invite(
    session: Session, actor: Actor, *, email: str, name: str, role: Role, duty_country: str, language: str,
    country: str = "", programme: str = "",
) -> Account:  # fmt: skip
    """Invite a member of staff; `country` is what a ministry speaks for, `programme` the code of a programme.

    An officer or manager without a programme serves every one. Raises Refused, and Invalid with the code
    country_needed, programme_needed, scope_not_for_role, unknown_country, unknown_programme, own_account,
    one_duty_country, account_deactivated.
    """
    require(actor, Permission.SYSTEM_ACCOUNT_INVITE)
    if role not in INVITED_BY_ADMINISTRATOR:
        raise Invalid("role_not_invited_here")
    if role is Role.MINISTRY and not country:
        raise Invalid("country_needed")
    if role is Role.DONOR and not programme:
        raise Invalid("programme_needed")
    if (country and role is not Role.MINISTRY) or (programme and role not in {*PROGRAMME_TEAM, Role.DONOR}):
        raise Invalid("scope_not_for_role")
    if {country, duty_country} - {""} - set(reference.country_regions()):
        raise Invalid("unknown_country")
    known = session.scalar(select(Programme.id).where(Programme.code == programme)) if programme else None
    if programme and known is None:
        raise Invalid("unknown_programme")
    if _is_own(session, actor, email):
        raise Invalid("own_account")
    return accounts.invite(
        session, actor, email=email, name=name, role=role, duty_country=duty_country, language=language,
        programme_id=known, country=country or None,
    )  # fmt: skip


def deactivate(session: Session, actor: Actor, account: Account) -> None:
    """End what an account may do on the staff, with its sessions and mailed links.

    Whoever is an expert beside that signs in anew and keeps their profile; the answer is the same for whoever is not.
    Raises Refused, and Invalid for one's own account.
    """
    require(actor, Permission.SYSTEM_ACCOUNT_INVITE)
    if account.id == actor.account_id:
        raise Invalid("own_account")
    if not account.staff_active:
        return
    account.staff_active = False
    _end_access(session, account)
    audit.record(session, actor, "account:deactivate", account)


def reactivate(session: Session, actor: Actor, account: Account) -> None:
    """Let the roles on the staff count again; the owner signs in anew. Raises Refused."""
    require(actor, Permission.SYSTEM_ACCOUNT_INVITE)
    if account.staff_active:
        return
    account.staff_active = True
    session.flush()
    audit.record(session, actor, "account:reactivate", account)


def remove_role(session: Session, actor: Actor, account: Account, grant: RoleGrant) -> None:
    """Take one role on the staff away, with the sessions and mailed links of the account.

    Raises Refused, and Invalid for one's own account.
    """
    require(actor, Permission.SYSTEM_ACCOUNT_INVITE)
    if account.id == actor.account_id:
        raise Invalid("own_account")
    role = grant.role
    account.grants.remove(grant)
    if not any(each.role in STAFF for each in account.grants):
        account.duty_country = None  # may serve elsewhere later
    _end_access(session, account)
    audit.record(session, actor, "account:remove_role", account, role=role.value)


def _end_access(session: Session, account: Account) -> None:
    accounts.end_sessions(account)
    accounts.end_links(session, account)
    session.flush()


def _is_own(session: Session, actor: Actor, email: str) -> bool:
    found = session.scalar(select(Account.id).where(Account.email == accounts.normal_email(email)))
    return found is not None and found == actor.account_id

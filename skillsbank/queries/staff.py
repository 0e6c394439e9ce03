"""Staff accounts for the administrator: roles and scopes, never whether somebody is also an expert."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from skillsbank.domain.errors import NotFound
from skillsbank.domain.roles import STAFF, Role
from skillsbank.models import Account, Institution, Programme, RoleGrant
from skillsbank.policies import Actor, Permission, require
from skillsbank.queries.paging import Page, Wish, paged

SORTS = {"name": Account.name, "duty": Account.duty_country, "invited": Account.created_at}


@dataclass(frozen=True, slots=True)
class Standing:
    """One role of one account and how far it reaches; `scope` is a name, `country` a code, both may be empty."""

    role: Role
    scope: str
    country: str


def page(session: Session, actor: Actor, wish: Wish, *, role: str = "", active: str = "") -> Page[Account]:
    """Return one page of the staff accounts; `active`: "yes", "no" or empty for both."""
    query = _staff(actor, {Role(role)} if role else STAFF)
    if active:
        query = query.where(Account.active.is_(active == "yes"))
    return paged(session, query, wish, SORTS, "name")


def one(session: Session, actor: Actor, public_id: str) -> Account:
    """Return a staff account; NotFound for any other, experts' accounts included."""
    account = session.scalar(_staff(actor, STAFF).where(Account.public_id == public_id))
    if account is None:
        raise NotFound("account")
    return account


def standings(session: Session, accounts: Sequence[Account]) -> Mapping[int, list[Standing]]:
    """Return account id -> its staff roles with their scopes."""
    grants = [grant for account in accounts for grant in account.grants if grant.role in STAFF]
    hosts = {grant.institution_id for grant in grants} - {None}
    institutions: dict[int, str] = {
        row.id: row.name for row in session.scalars(select(Institution).where(Institution.id.in_(hosts)))
    }
    programmes = {row.id: row.name for row in session.scalars(select(Programme))}
    found: dict[int, list[Standing]] = {account.id: [] for account in accounts}
    for grant in grants:
        scope = institutions.get(grant.institution_id or 0) or programmes.get(grant.programme_id or 0, "")
        found[grant.account_id].append(Standing(grant.role, scope, grant.country or ""))
    return found


def _staff(actor: Actor, roles: frozenset[Role] | set[Role]) -> Select[Account]:
    require(actor, Permission.SYSTEM_ACCOUNT_INVITE)
    return select(Account).where(Account.grants.any(RoleGrant.role.in_(roles)))

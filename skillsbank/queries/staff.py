"""Staff accounts for the administrator: roles and scopes, never whether somebody is also an expert."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from skillsbank.domain.errors import NotFound
from skillsbank.domain.roles import STAFF, LinkPurpose, Role
from skillsbank.models import Account, EmailLink, Institution, Programme, RoleGrant
from skillsbank.policies import Actor, Permission, require
from skillsbank.queries.paging import Page, Wish, paged

_SINCE = (
    select(func.min(RoleGrant.created_at))
    .where(RoleGrant.account_id == Account.id, RoleGrant.role.in_(STAFF))
    .scalar_subquery()
)
SORTS = {"name": Account.name, "duty": Account.duty_country, "invited": _SINCE}


@dataclass(frozen=True, slots=True)
class Standing:
    """One role of one account and how far it reaches; `scope` is a name, `country` a code, both may be empty.

    `code` stands for it in an address: the role and the public code of its scope.
    """

    role: Role
    scope: str
    country: str
    code: str


def page(session: Session, actor: Actor, wish: Wish, *, role: str = "", active: str = "") -> Page[Account]:
    """Return one page of the staff accounts; `active`: "yes", "no" or empty for both."""
    query = _staff(actor, {Role(role)} if role else STAFF)
    if active:
        query = query.where(Account.staff_active.is_(active == "yes"))
    return paged(session, query, wish, SORTS, "name")


def one(session: Session, actor: Actor, public_id: str) -> Account:
    """Return a staff account; NotFound for any other, experts' accounts included."""
    account = session.scalar(_staff(actor, STAFF).where(Account.public_id == public_id))
    if account is None:
        raise NotFound("account")
    return account


def invited(session: Session, accounts: Iterable[Account]) -> set[int]:
    """Return the ids of the accounts that have an invitation and followed none.

    Not those whose address is confirmed: that would tell whether somebody had registered before they were invited.
    """
    ids = {account.id for account in accounts}
    mine = select(EmailLink.account_id).where(EmailLink.account_id.in_(ids), EmailLink.purpose == LinkPurpose.INVITE)
    followed = set(session.scalars(mine.where(EmailLink.used_at.is_not(None))))
    return set(session.scalars(mine)) - followed


def since(session: Session, accounts: Iterable[Account]) -> dict[int, datetime]:
    """Return account id -> since when it has a role on the staff."""
    query = select(Account.id, _SINCE).where(Account.id.in_({account.id for account in accounts}))
    return {row[0]: row[1] for row in session.execute(query)}


def standings(session: Session, accounts: Sequence[Account]) -> Mapping[int, list[Standing]]:
    """Return account id -> its staff roles with their scopes."""
    grants = [grant for account in accounts for grant in account.grants if grant.role in STAFF]
    hosts = {grant.institution_id for grant in grants} - {None}
    institutions = {row.id: row for row in session.scalars(select(Institution).where(Institution.id.in_(hosts)))}
    programmes = {row.id: row for row in session.scalars(select(Programme))}
    found: dict[int, list[Standing]] = {account.id: [] for account in accounts}
    for grant in grants:
        host, programme = institutions.get(grant.institution_id or 0), programmes.get(grant.programme_id or 0)
        scope = host.name if host else programme.name if programme else ""
        reach = host.public_id if host else programme.code if programme else grant.country
        code = f"{grant.role}-{reach}" if reach else grant.role.value
        found[grant.account_id].append(Standing(grant.role, scope, grant.country or "", code))
    return found


def grant(session: Session, account: Account, code: str) -> tuple[RoleGrant, Standing]:
    """Return the grant of a staff account that a standing's `code` names; raises NotFound."""
    grants = [each for each in account.grants if each.role in STAFF]
    for held, standing in zip(grants, standings(session, [account])[account.id], strict=True):
        if standing.code == code:
            return held, standing
    raise NotFound("role")


def _staff(actor: Actor, roles: frozenset[Role] | set[Role]) -> Select[Account]:
    require(actor, Permission.SYSTEM_ACCOUNT_INVITE)
    return select(Account).where(Account.grants.any(RoleGrant.role.in_(roles)))

"""Puts mails into the outbox in the transaction that causes them; the worker delivers."""

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from skillsbank.domain.roles import PROGRAMME_TEAM, Role
from skillsbank.models import Account, OutboxMessage, Profile, RoleGrant, Vacancy


def send(session: Session, account: Account, kind: str, **params: Any) -> None:
    """Queue a mail of `kind` (a template of templates/email) to the account's own address, in its mails' language.

    `params` hold codes and single-use links, never a personal value.
    """
    language = account.mail_language or account.language
    session.add(OutboxMessage(recipient=account.email, language=language, kind=kind, params=params))


def send_to_host(session: Session, vacancy: Vacancy, kind: str) -> None:
    """Queue a mail to every user of the vacancy's institution."""
    for account in _holders(session, RoleGrant.institution_id == vacancy.institution_id):
        send(session, account, kind, reference=vacancy.reference or "")


def send_to_team(session: Session, vacancy: Vacancy, kind: str) -> None:
    """Queue a mail to the officers of the vacancy's programme (to those of every programme while it has none)."""
    for account in team_of(session, vacancy):
        send(session, account, kind, reference=vacancy.reference or "")


def team_of(session: Session, vacancy: Vacancy) -> list[Account]:
    """Return the officers and managers who work on the vacancy."""
    mine: ColumnElement[bool] = RoleGrant.programme_id.is_(None)
    if vacancy.programme_id is not None:
        mine = mine | (RoleGrant.programme_id == vacancy.programme_id)
    return _holders(session, RoleGrant.role.in_(PROGRAMME_TEAM), mine)


def send_to_ministry(session: Session, vacancy: Vacancy, kind: str) -> None:
    """Queue a mail to the ministry users of the vacancy's country."""
    for account in _holders(session, RoleGrant.role == Role.MINISTRY, RoleGrant.country == vacancy.country):
        send(session, account, kind, reference=vacancy.reference or "")


def send_to_expert(session: Session, profile: Profile, kind: str) -> None:
    """Queue a mail to the person whose profile it is."""
    if profile.account is not None:
        send(session, profile.account, kind)


def _holders(session: Session, *conditions: Any) -> list[Account]:
    """Return the members of staff with a role that fits, each once."""
    holds = select(RoleGrant.account_id).where(*conditions)
    query = select(Account).where(Account.id.in_(holds), Account.active, Account.staff_active)
    return list(session.scalars(query.order_by(Account.id)))

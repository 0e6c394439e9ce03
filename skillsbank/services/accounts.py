"""Accounts: registering, confirming, signing in by link, resetting, inviting."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.database import written
from skillsbank.domain.errors import Invalid, NotFound
from skillsbank.domain.roles import PROGRAMME_TEAM, STAFF, LinkPurpose, Role
from skillsbank.models import Account, EmailLink, Institution, Profile, Programme, RoleGrant
from skillsbank.policies import ANONYMOUS, Actor, Grant, Permission, require
from skillsbank.services import audit, outbox

LINK_LIFE = {
    LinkPurpose.CONFIRM: timedelta(days=2),
    LinkPurpose.SIGN_IN: timedelta(minutes=30),
    LinkPurpose.RESET: timedelta(hours=1),
    LinkPurpose.INVITE: timedelta(days=14),
}


def normal_email(address: str) -> str:
    """Return the address as it is stored and looked up: trimmed, in lower case."""
    return address.strip().lower()


def find(session: Session, email: str) -> Account | None:
    """Return the account of an address, if there is one with which its owner may sign in."""
    account = _known(session, email)
    return account if account is not None and account.standing else None


def actor_of(session: Session, account: Account) -> Actor:
    """Return the account as an actor, with each grant's programme resolved to its countries of origin."""
    countries, grants = {}, account.standing
    if scoped := {grant.programme_id for grant in grants if grant.programme_id is not None}:
        for programme in session.scalars(select(Programme).where(Programme.id.in_(scoped))):
            countries[programme.id] = frozenset(programme.current.terms.origin_countries)
    return Actor(
        account.id,
        tuple(
            Grant(g.role, g.programme_id, g.institution_id, g.country, countries.get(g.programme_id or 0, frozenset()))
            for g in grants
        ),
        account.duty_country,
    )


def register_expert(session: Session, email: str, password_hash: str | None, language: str) -> None:
    """Open an expert's account and an empty profile, and mail a link that confirms the address.

    Says nothing: for an address that already has an account a sign-in link is mailed instead (nothing when it is
    closed), so that the answer never tells whether somebody is registered.
    """
    if (known := _known(session, email)) is not None:
        if known.standing:
            _mail_link(session, known, LinkPurpose.SIGN_IN)
        return
    account = Account(email=normal_email(email), password=password_hash, language=language)
    account.grants.append(RoleGrant(role=Role.EXPERT))
    session.add(account)
    session.flush()
    session.add(Profile(account_id=account.id, text_language=language))
    _mail_link(session, account, LinkPurpose.CONFIRM)
    audit.record(session, ANONYMOUS, "account:register", account)


def request_link(session: Session, email: str, purpose: LinkPurpose) -> None:
    """Mail a link to sign in or to reset the password, if the address has an account; says nothing either way."""
    if (account := find(session, email)) is not None:
        _mail_link(session, account, purpose)


def peek(session: Session, token: str, purpose: LinkPurpose) -> EmailLink:
    """Return the link of a token that can still be used, without using it; raises NotFound."""
    link = session.scalar(select(EmailLink).where(EmailLink.digest == _digest(token), EmailLink.purpose == purpose))
    if link is None or link.used_at is not None or link.expires_at <= clock.now() or not link.account.standing:
        raise NotFound("link_unusable")
    return link


def use(session: Session, token: str, purpose: LinkPurpose, *, chosen: str = "") -> Account:
    """Use a link up and return its account, whose address is thereby confirmed; raises NotFound.

    A password from before that moment was set by whoever typed the address in. It stays only for the browser that
    sent it, which shows its `proof_of` as `chosen`: else somebody could register the address of another person with
    a password of their own and wait. The UPDATE decides between two presses at once: only one of them changes a row.
    """
    link = peek(session, token, purpose)
    unused = update(EmailLink).where(EmailLink.id == link.id, EmailLink.used_at.is_(None))
    if written(session, unused.values(used_at=clock.now())) != 1:
        raise NotFound("link_unusable")
    account = link.account
    if account.confirmed_at is None:
        account.confirmed_at = clock.now()
        if account.password and not secrets.compare_digest(proof_of(account.password), chosen):
            account.password = None
    audit.record(session, actor_of(session, account), f"account:{purpose}", account)
    return account


def proof_of(password_hash: str) -> str:
    """Return what a browser keeps to show later that it sent the password; it tells nothing about it."""
    return _digest(password_hash)


def set_password(session: Session, account: Account, password_hash: str) -> None:
    """Store a new password; every session of the account and every link mailed before ends."""
    account.password = password_hash
    end_sessions(account)
    end_links(session, account)
    audit.record(session, actor_of(session, account), "account:password", account)


def end_sessions(account: Account) -> None:
    """End every session of the account: sessions carry this value."""
    account.fs_uniquifier = secrets.token_hex(16)


def end_links(session: Session, account: Account) -> None:
    """Use up every mailed link of the account."""
    unused = update(EmailLink).where(EmailLink.account_id == account.id, EmailLink.used_at.is_(None))
    session.execute(unused.values(used_at=clock.now()))


def invite(
    session: Session,
    actor: Actor,
    *,
    email: str,
    name: str,
    role: Role,
    duty_country: str,
    language: str = "en",
    programme_id: int | None = None,
    institution_id: int | None = None,
    country: str | None = None,
) -> Account:
    """Invite a member of staff by mail, or give an existing one a further role; raises Refused or Invalid.

    The same invitation within an hour has one effect and one mail; later it is mailed again.

    Nobody on a programme's team speaks for another country than the one where they serve: on the team they would
    read of people who are hidden from it.
    """
    if role is Role.INSTITUTION:
        require(actor, Permission.PROGRAMME_INSTITUTION_WRITE)
    else:
        require(actor, Permission.SYSTEM_ACCOUNT_INVITE)
    if role not in STAFF:
        raise Invalid("experts_register_themselves")
    account = session.scalar(select(Account).where(Account.email == normal_email(email)).with_for_update())
    if account is None:
        account = Account(email=normal_email(email), name=name, language=language, active=True, staff_active=True)
        session.add(account)
    if not account.active or not account.staff_active:
        raise Invalid("account_deactivated")
    if account.duty_country not in (None, duty_country):
        raise Invalid("one_duty_country")
    grant = RoleGrant(role=role, programme_id=programme_id, institution_id=institution_id, country=country)
    grants = [*account.grants, grant]
    if any(g.role in PROGRAMME_TEAM for g in grants) and _speaks_for(session, grants) - {duty_country}:
        raise Invalid("speaks_for_another_country")
    account.duty_country, account.name = duty_country, account.name or name
    held = {(g.role, g.programme_id, g.institution_id, g.country) for g in account.grants}
    if (role, programme_id, institution_id, country) not in held:
        account.grants.append(grant)
    elif _invited_just_now(session, account):
        return account
    session.flush()
    _mail_link(session, account, LinkPurpose.INVITE)
    audit.record(session, actor, "account:invite", account, role=role.value)
    return account


def _speaks_for(session: Session, grants: list[RoleGrant]) -> set[str]:
    """Return the countries of the ministries and institutions of some grants."""
    hosts = {grant.institution_id for grant in grants} - {None}
    of_hosts = session.scalars(select(Institution.country).where(Institution.id.in_(hosts)))
    return {*of_hosts, *(grant.country for grant in grants if grant.country)}


def _invited_just_now(session: Session, account: Account) -> bool:
    last_hour = clock.now() + LINK_LIFE[LinkPurpose.INVITE] - timedelta(hours=1)
    query = select(EmailLink.id).where(
        EmailLink.account_id == account.id, EmailLink.purpose == LinkPurpose.INVITE, EmailLink.expires_at > last_hour
    )
    return session.scalar(query.limit(1)) is not None


def _known(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == normal_email(email)))


def _mail_link(session: Session, account: Account, purpose: LinkPurpose) -> None:
    token = secrets.token_urlsafe(32)
    session.add(
        EmailLink(
            account_id=account.id, purpose=purpose, digest=_digest(token),
            expires_at=clock.now() + LINK_LIFE[purpose],
        )
    )  # fmt: skip
    outbox.send(session, account, f"link_{purpose}", token=token)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def choose_languages(account: Account, *, pages: str, mails: str | None, texts: list[str] | None) -> None:
    """Keep the person's languages; None for mails: as the pages, None for texts: as before."""
    account.language, account.mail_language = pages, mails
    if texts is not None:
        account.text_languages = texts

"""Erases a person: each column as the inventory says (docs/data.md), so that nothing is left that leads to them."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, delete, select, update
from sqlalchemy.orm import Mapper, Session, undefer

from skillsbank import clock, reference
from skillsbank.domain.profile import ProfileAction, ProfileState
from skillsbank.domain.retention import ERASED_WITHIN
from skillsbank.domain.roles import Role
from skillsbank.models import (
    Account,
    Base,
    Consent,
    Decision,
    ErasedStub,
    FileImport,
    Intake,
    OutboxMessage,
    Profile,
    RankedMatch,
    RoleGrant,
    ShortlistEntry,
)
from skillsbank.models.base import About, Erase, public_id
from skillsbank.policies import SYSTEM, Actor
from skillsbank.services import audit, workflow
from skillsbank.services.imports import rows_of

_STAY = frozenset({"id", "public_id", "state", "version", "account_id", "created_at", "updated_at"})
"""Columns of the profile that are set by name: what is left of it must still be a row."""


def execute(session: Session, actor: Actor, profile: Profile) -> None:
    """Erase a person who asked for it (ERASURE_PENDING). Raises Refused for all but the auditor, and IllegalMove.

    The account goes with it, unless its owner is also on the staff. What is left is a row without a value, whose
    number audit and run logs keep, and a stub for statistics that leads nowhere.
    """
    workflow.perform(session, actor, profile, ProfileAction.ERASE)
    addresses = _addresses(session, profile)
    session.add(_stub(profile))
    about = (Decision.subject_kind == Profile.__tablename__, Decision.subject_id == profile.id)
    session.execute(update(Decision).where(*about).values(note=""))
    _cut_runs(session, profile)
    _end_agreements(session, profile)
    for kind in _tables_to_empty():
        audit.cut(session, kind, select(kind.id).where(kind.profile_id == profile.id))
        session.execute(delete(kind).where(kind.profile_id == profile.id))
    _forget_lists(session, addresses)
    session.execute(delete(OutboxMessage).where(OutboxMessage.recipient.in_(addresses)))
    _blank(session, profile)
    session.flush()
    session.expire_all()


def erase_overdue(session: Session) -> int:
    """Erase whom nobody has erased within 28 days of asking; returns how many."""
    query = select(Profile).where(
        Profile.state == ProfileState.ERASURE_PENDING, Profile.updated_at <= clock.now() - ERASED_WITHIN
    )
    late = list(session.scalars(query))
    for profile in late:
        execute(session, SYSTEM, profile)
    return len(late)


def ask(session: Session, profile: Profile) -> None:
    """Ask for the erasure of somebody who cannot do it here themselves: every agreement ends, nobody is shown them."""
    _end_agreements(session, profile)
    workflow.perform(session, SYSTEM, profile, ProfileAction.REQUEST_ERASURE)


def _end_agreements(session: Session, profile: Profile) -> None:
    live = update(Consent).where(Consent.profile_id == profile.id, Consent.withdrawn_at.is_(None))
    session.execute(live.values(withdrawn_at=clock.now()))


def erase_at_end(session: Session, profile: Profile) -> None:
    """Erase a person whose time is over, as if they had asked."""
    ask(session, profile)
    execute(session, SYSTEM, profile)


def _tables_to_empty() -> Iterator[Any]:
    """Yield the tables whose rows hang on a profile and go with it."""
    for mapper in Base.registry.mappers:
        if "profile_id" in mapper.columns and mapper.class_.about.erase is Erase.DELETE:
            yield mapper.class_


def _addresses(session: Session, profile: Profile) -> list[str]:
    held = session.scalars(select(Intake.email).where(Intake.profile_id == profile.id)).all()
    own = [profile.account.email] if profile.account is not None else []
    return [address for address in (*own, *held) if address]


def _stub(profile: Profile) -> ErasedStub:
    regions = reference.country_regions().get(profile.residence_country)
    return ErasedStub(
        sex=profile.sex, region=regions[0] if regions else "", sectors=list(profile.sectors),
        modalities=list(profile.modalities), year=clock.today().year,
    )  # fmt: skip


def _cut_runs(session: Session, profile: Profile) -> None:
    matches = update(RankedMatch).where(RankedMatch.profile_id == profile.id)
    session.execute(matches.values(profile_id=None, account={}))
    entries = update(ShortlistEntry).where(ShortlistEntry.profile_id == profile.id)
    session.execute(entries.values(profile_id=None, note=""))


def _forget_lists(session: Session, addresses: list[str]) -> None:
    """Empty the rows with the person's address in lists that still wait: the worker takes such a row for a mistake."""
    wanted = {address.casefold() for address in addresses}
    query = select(FileImport).where(FileImport.content.is_not(None)).options(undefer(FileImport.content))
    for one in session.scalars(query) if wanted else ():
        rows = rows_of(one)
        kept = [[""] * len(row) if wanted & {cell.strip().casefold() for cell in row} else row for row in rows]
        if kept != rows:
            one.content = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def _blank(session: Session, profile: Profile) -> None:
    """Blank the profile's own row, give it a new address, and let its account go."""
    mapper: Mapper[Profile] = Profile.__mapper__
    for column in mapper.columns:
        about: About = column.info.get("about", Profile.about)
        if column.name not in _STAY and about.erase is Erase.BLANK:
            setattr(profile, mapper.get_property_by_column(column).key, _empty(column))
    account, profile.account = profile.account, None
    profile.public_id, profile.created_at = public_id(), clock.now()
    session.flush()
    if account is None:
        return
    if any(grant.role is not Role.EXPERT for grant in account.grants):
        session.execute(delete(RoleGrant).where(RoleGrant.account_id == account.id, RoleGrant.role == Role.EXPERT))
    else:
        audit.cut(session, Account, [account.id])
        session.execute(delete(Account).where(Account.id == account.id))


def _empty(column: Column[Any]) -> Any:
    """Return what an empty profile holds in a column."""
    if column.nullable:
        return None
    default: Any = column.default
    return default.arg(None) if default.is_callable else default.arg

"""The audit trail for the auditor: acts with codes, no person and no text that somebody typed."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, not_, or_, select
from sqlalchemy.orm import Session

from skillsbank.domain.profile import ProfileState
from skillsbank.models import (
    Account,
    Application,
    AuditEntry,
    Base,
    Consent,
    Objection,
    Profile,
    Programme,
    RankedMatch,
)
from skillsbank.policies import Actor, Permission, hidden_from, require
from skillsbank.queries.paging import Page, Wish, paged

SORTS = {"at": AuditEntry.at}
SHOWN = frozenset(
    {
        "after", "before", "entry", "fields", "language", "list", "match", "modalities",
        "modality", "programme", "purpose", "readvertises", "reason", "recipient", "role", "run", "section",
        "supersedes", "verdict", "version",
    }
)  # fmt: skip
"""The details that the auditor reads. No count of people: two counts taken under different duty countries would tell,
by their difference, that somebody is hidden from one of them. The run itself keeps the size of its pool."""


def page(session: Session, actor: Actor, wish: Wish, *, tag: str = "") -> Page[AuditEntry]:
    """Return one page of the trail; raises Refused for anybody but the auditor."""
    query = select(AuditEntry).where(_readable(session, actor))
    if tag:
        query = query.where(AuditEntry.tag == tag)
    return paged(session, query, wish, SORTS, "at")


def tags(session: Session, actor: Actor) -> list[str]:
    """Return the tags that the actor's trail holds, in order."""
    query = select(AuditEntry.tag).where(_readable(session, actor))
    return list(session.scalars(query.distinct().order_by(AuditEntry.tag)))


def _readable(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Leave out the acts on people who are hidden from the country where the auditor serves; another reads those.

    Of whom was erased, and of records that were let go of, nobody knows any more from where the person hid: an
    auditor who serves in a country of a programme reads no act on any of them.
    """
    require(actor, Permission.SYSTEM_AUDIT_READ)
    hidden, forgets = hidden_from(actor.duty_country), False
    if actor.duty_country is not None and _sends_people(session, actor.duty_country):
        hidden, forgets = or_(hidden, Profile.state == ProfileState.ERASED), True
    about: dict[type[Base], Select[Any]] = {
        Profile: select(Profile.id).where(hidden),
        Account: select(Profile.account_id).where(hidden, Profile.account_id.is_not(None)),
        Consent: select(Consent.id).join(Profile, Profile.id == Consent.profile_id).where(hidden),
        Application: select(Application.id).join(Profile, Profile.id == Application.profile_id).where(hidden),
        Objection: select(Objection.id).join(Profile, Profile.id == Objection.profile_id).where(hidden),
    }
    subject, match = func.coalesce(AuditEntry.subject_id, 0), func.coalesce(AuditEntry.details["match"].as_string(), "")
    matches = select(RankedMatch.public_id).join(Profile, Profile.id == RankedMatch.profile_id).where(hidden)
    kept_back = [(AuditEntry.subject_kind == kind.__tablename__) & subject.in_(ids) for kind, ids in about.items()]
    kept_back.append(match.in_(matches))
    if forgets:
        held = select(RankedMatch.public_id).where(RankedMatch.profile_id.is_not(None))
        kept_back.append((match != "") & match.not_in(held))
        kept_back += [
            (AuditEntry.subject_kind == kind.__tablename__) & subject.not_in(select(kind.id)) for kind in about
        ]
    return not_(or_(*kept_back))


def _sends_people(session: Session, country: str) -> bool:
    programmes = session.scalars(select(Programme)).all()
    return not programmes or any(each.current.terms.accepts_country(country) for each in programmes)

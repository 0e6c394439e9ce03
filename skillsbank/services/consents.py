"""Agreements of a person: given and withdrawn one by one, only by the person; rows are never rewritten."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.consents import NEEDED_TO_ACTIVATE, TEXT_VERSION
from skillsbank.domain.errors import Invalid, Refused
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.vocabulary import Purpose
from skillsbank.models import Consent, Profile
from skillsbank.policies import Actor, Permission, require
from skillsbank.services import audit

_NOT_IN_USE = (ProfileState.DRAFT, ProfileState.WITHDRAWN, ProfileState.ERASURE_PENDING)


def live(session: Session, profile: Profile) -> list[Consent]:
    """Return the agreements that hold now, the oldest first."""
    query = select(Consent).where(Consent.profile_id == profile.id, holds()).order_by(Consent.id)
    return list(session.scalars(query))


def holds() -> ColumnElement[bool]:
    """Return the condition on Consent: neither withdrawn nor expired."""
    now = clock.now()
    return Consent.withdrawn_at.is_(None) & or_(Consent.expires_at.is_(None), Consent.expires_at > now)


def give(
    session: Session,
    actor: Actor,
    profile: Profile,
    purpose: Purpose,
    language: str,
    *,
    version: str | None = None,
    recipient: str = "",
    vacancy_id: int | None = None,
    fields: Sequence[str] = (),
    expires_at: datetime | None = None,
) -> Consent:
    """Record that the person agrees to `purpose`, in the words of `version`, else of today's, in `language`.

    `recipient` ("institution" or "ministry"), `vacancy_id` and `fields` belong to DISCLOSURE alone. Agreeing again
    to what already holds in the same version changes nothing. Raises Refused for anybody but the person.
    """
    require(actor, Permission.OWN_CONSENT_WRITE, profile)
    if actor.system:
        raise Refused("only_the_person_agrees")
    if (purpose is Purpose.DISCLOSURE) != (vacancy_id is not None and bool(recipient)):
        raise Invalid("disclosure_names_recipient_and_vacancy")
    version = version or TEXT_VERSION[purpose]
    for known in live(session, profile):
        if (known.purpose, known.recipient, known.vacancy_id) == (purpose, recipient, vacancy_id) and (
            known.text_version == version and set(fields) <= set(known.fields)
        ):
            return known
    consent = Consent(
        profile_id=profile.id, purpose=purpose, recipient=recipient, vacancy_id=vacancy_id, fields=list(fields),
        text_version=version, language=language, expires_at=expires_at,
    )  # fmt: skip
    session.add(consent)
    session.flush()
    audit.record(session, actor, "consent:give", consent, purpose=purpose.value, recipient=recipient)
    return consent


def withdraw(
    session: Session,
    actor: Actor,
    profile: Profile,
    purpose: Purpose,
    *,
    recipient: str | None = None,
    vacancy_id: int | None = None,
) -> int:
    """End every agreement to `purpose` that holds, at once; return how many ended.

    For DISCLOSURE `vacancy_id` and `recipient` narrow it down; left out, every one ends. The agreement without which
    no profile is kept in use ends by withdrawing the profile: Invalid("withdraw_the_profile"). Raises Refused.
    """
    require(actor, Permission.OWN_CONSENT_WRITE, profile)
    if purpose in NEEDED_TO_ACTIVATE and profile.state not in _NOT_IN_USE:
        raise Invalid("withdraw_the_profile")
    ended = [
        consent
        for consent in live(session, profile)
        if consent.purpose is purpose
        and vacancy_id in (None, consent.vacancy_id)
        and recipient in (None, consent.recipient)
    ]
    for consent in ended:
        consent.withdrawn_at = clock.now()
        audit.record(session, actor, "consent:withdraw", consent, purpose=purpose.value, recipient=consent.recipient)
    session.flush()
    return len(ended)

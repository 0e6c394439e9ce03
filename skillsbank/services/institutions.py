"""Institutions: registering, correcting, verifying with evidence, suspending, inviting a focal point."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from skillsbank import reference
from skillsbank.domain.errors import Incomplete, Invalid
from skillsbank.domain.institution import InstitutionAction
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import InstitutionType, Ownership
from skillsbank.models import Account, Institution
from skillsbank.policies import Actor, Permission, require
from skillsbank.services import accounts, audit, workflow


@dataclass(frozen=True, slots=True)
class InstitutionFacts:
    """What an officer writes about an institution (domain.md 2(f)); `capacity`: experts at the same time."""

    name: str
    kind: InstitutionType
    ownership: Ownership
    sector: str
    place: str
    name_en: str = ""
    acronym: str = ""
    parent: str = ""
    region: str = ""
    domain: str = ""
    staff: int | None = None
    capacity: int = 1
    description: str = ""
    address: str = ""
    registration: str = ""
    agreement_date: date | None = None
    agreement_end: date | None = None
    agreement_reference: str = ""


def register(session: Session, actor: Actor, country: str, facts: InstitutionFacts) -> Institution:
    """Add an institution of `country` (ISO 3166-1 alpha-2), not yet verified.

    Raises Refused (country out of reach), Invalid (unknown code, or the country already has one of that name).
    """
    if country not in reference.country_regions():
        raise Invalid("unknown_country")
    institution = Institution(country=country, **asdict(facts))
    require(actor, Permission.PROGRAMME_INSTITUTION_WRITE, institution)
    _check(session, country, facts, None)
    session.add(institution)
    session.flush()
    audit.record(session, actor, "institution:register", institution, country=country)
    return institution


def correct(session: Session, actor: Actor, institution: Institution, version: int, facts: InstitutionFacts) -> None:
    """Write new facts over those of `version`; its country stays, because needs and people hang on it.

    Raises Refused, Invalid, and StaleDataError when somebody else changed the record meanwhile.
    """
    require(actor, Permission.PROGRAMME_INSTITUTION_WRITE, institution)
    expect(institution, version)
    _check(session, institution.country, facts, institution.id)
    changed = [name for name, value in asdict(facts).items() if getattr(institution, name) != value]
    for name in changed:
        setattr(institution, name, getattr(facts, name))
    session.flush()
    if changed:
        audit.record(session, actor, "institution:correct", institution, fields=changed)


def expect(institution: Institution, version: int) -> None:
    """Raise StaleDataError unless the record still is the `version` that its page showed."""
    if institution.version != version:
        raise StaleDataError("the institution was changed meanwhile")


def verify(session: Session, actor: Actor, institution: Institution, evidence: str) -> None:
    """Mark an institution as verified by what was seen; raises Refused, IllegalMove, Incomplete (no evidence)."""
    require(actor, Permission.PROGRAMME_INSTITUTION_VERIFY, institution)
    if not evidence.strip():
        raise Incomplete("institution_evidence", missing=["evidence"])
    institution.evidence = evidence.strip()
    workflow.perform(session, actor, institution, InstitutionAction.VERIFY)


def suspend(session: Session, actor: Actor, institution: Institution, reason: str, note: str = "") -> None:
    """Suspend an institution; `reason` is a code of suspend_institution. Its needs lose their mark at once."""
    workflow.perform(session, actor, institution, InstitutionAction.SUSPEND, reason=reason, note=note)


def resume(session: Session, actor: Actor, institution: Institution, note: str = "") -> None:
    """End a suspension; the earlier verification holds again."""
    workflow.perform(session, actor, institution, InstitutionAction.RESUME, note=note)


def invite_focal_point(
    session: Session, actor: Actor, institution: Institution, *, email: str, name: str, language: str
) -> Account:
    """Invite a person of the institution by mail; serves in the institution's country. Raises Refused, Invalid."""
    require(actor, Permission.PROGRAMME_INSTITUTION_WRITE, institution)
    return accounts.invite(
        session, actor, email=email, name=name, role=Role.INSTITUTION, duty_country=institution.country,
        language=language, institution_id=institution.id,
    )  # fmt: skip


def _check(session: Session, country: str, facts: InstitutionFacts, own_id: int | None) -> None:
    if facts.sector not in reference.titles("sectors"):
        raise Invalid("unknown_sector")
    if facts.region and facts.region not in reference.subdivisions(country):
        raise Invalid("unknown_region")
    if facts.agreement_date and facts.agreement_end and facts.agreement_end < facts.agreement_date:
        raise Invalid("agreement_days")
    same = select(Institution.id).where(
        Institution.country == country, func.lower(Institution.name) == facts.name.lower()
    )
    if own_id is not None:
        same = same.where(Institution.id != own_id)
    if session.scalar(same.limit(1)) is not None:
        raise Invalid("institution_known")

"""The audit trail for the auditor: acts with codes, no person and no text that somebody typed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.models import AuditEntry
from skillsbank.policies import Actor, Permission, require
from skillsbank.queries.paging import Page, Wish, paged

SORTS = {"at": AuditEntry.at}


def page(session: Session, actor: Actor, wish: Wish, *, tag: str = "") -> Page[AuditEntry]:
    """Return one page of the trail; raises Refused for anybody but the auditor."""
    require(actor, Permission.SYSTEM_AUDIT_READ)
    query = select(AuditEntry)
    if tag:
        query = query.where(AuditEntry.tag == tag)
    return paged(session, query, wish, SORTS, "at")


def tags(session: Session, actor: Actor) -> list[str]:
    """Return the tags that the trail holds, in order."""
    require(actor, Permission.SYSTEM_AUDIT_READ)
    return list(session.scalars(select(AuditEntry.tag).distinct().order_by(AuditEntry.tag)))

"""Keeps the documents that a person sends because they were put forward, and gives them to who may read them."""

import hashlib
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from skillsbank.domain.documents import MOST_DOCUMENTS
from skillsbank.domain.errors import Invalid
from skillsbank.domain.vocabulary import DocumentKind
from skillsbank.models import Document, Profile, Vacancy
from skillsbank.policies import Actor, Permission, require
from skillsbank.policies.candidacy import put_forward
from skillsbank.services import audit, disclosures
from skillsbank.services.profiles import open_for_answers


def fit_to_send(session: Session, actor: Actor, profile: Profile) -> None:
    """Raise Refused, IllegalMove (the person left) or Invalid: nothing is asked for, or there is no room."""
    open_for_answers(actor, profile, profile.version)
    if not session.scalar(select(put_forward(profile))):
        raise Invalid("no_document_asked")
    held = session.scalar(select(func.count()).select_from(Document).where(Document.profile_id == profile.id))
    if (held or 0) >= MOST_DOCUMENTS:
        raise Invalid("too_many_documents")


def keep(
    session: Session, actor: Actor, profile: Profile, kind: DocumentKind, *,
    media_type: str, content: bytes, valid_until: date | None = None,
) -> Document:  # fmt: skip
    """Keep a document whose content was checked; the same bytes twice are one. Raises what fit_to_send raises."""
    session.refresh(profile, with_for_update=True)  # two at once wait for each other
    digest = hashlib.sha256(content).hexdigest()
    query = select(Document).where(Document.profile_id == profile.id, Document.kind == kind, Document.sha256 == digest)
    open_for_answers(actor, profile, profile.version)
    if (same := session.scalar(query)) is not None:
        same.valid_until = valid_until or same.valid_until
        return same
    fit_to_send(session, actor, profile)
    document = Document(
        profile=profile, kind=kind, media_type=media_type, size=len(content), sha256=digest, content=content,
        valid_until=valid_until,
    )  # fmt: skip
    session.add(document)
    session.flush()
    audit.record(session, actor, "document:keep", profile, document=document.public_id, kind=kind.value)
    return document


def remove(session: Session, actor: Actor, profile: Profile, document: Document) -> None:
    """Delete one of the person's own documents."""
    require(actor, Permission.OWN_PROFILE_WRITE, profile)
    audit.record(session, actor, "document:remove", profile, document=document.public_id)
    session.delete(document)
    session.flush()


def note_read(session: Session, actor: Actor, document: Document, vacancy: Vacancy) -> None:
    """Note that a member of the programme's team took a document; the person reads it."""
    disclosures.note(session, actor, document.profile, fields=("documents",), purpose="document", vacancy=vacancy)


def forget_all(session: Session, profile: Profile) -> None:
    """Delete every document, because the person leaves."""
    session.execute(delete(Document).where(Document.profile_id == profile.id))

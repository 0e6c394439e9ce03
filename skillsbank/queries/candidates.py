"""Who applied or was put forward for which need, and what is asked of them for it."""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from skillsbank.domain.clinical import is_clinical
from skillsbank.domain.errors import NotFound
from skillsbank.models import ClinicalAnswers, Document, Profile, ShortlistEntry, Vacancy
from skillsbank.policies import Actor, Permission, can, require, visible_to
from skillsbank.policies.candidacy import LIVE_PICK, candidate, candidate_for, put_forward


def is_candidate(session: Session, profile: Profile) -> bool:
    """Say whether the person applied for a need, or was put forward for one, and that stands."""
    return bool(session.scalar(select(candidate(profile))))


def is_put_forward(session: Session, profile: Profile, vacancy: Vacancy | None = None) -> bool:
    """Say whether an officer put the person on the shortlist of `vacancy`, or of any need.

    From then on documents are asked for, and the person reads who would work with them there.
    """
    which = () if vacancy is None else (ShortlistEntry.vacancy_id == vacancy.id,)
    return bool(session.scalar(select(put_forward(profile, *which))))


def clinical_needs(session: Session, profile: Profile) -> list[tuple[Vacancy, ClinicalAnswers | None]]:
    """Return the clinical needs that the person is a candidate for, each with what they answered about it."""
    query = (
        select(Vacancy, ClinicalAnswers)
        .outerjoin(
            ClinicalAnswers,
            and_(ClinicalAnswers.vacancy_id == Vacancy.id, ClinicalAnswers.profile_id == profile.id),
        )
        .where(candidate_for(profile))
        .order_by(Vacancy.id)
    )
    return [
        (need, answers)
        for need, answers in session.execute(query)
        if is_clinical(need.isco, teaching_only=need.teaching_only)
    ]


def clinical_need(session: Session, profile: Profile, public_id: str) -> tuple[Vacancy, ClinicalAnswers | None]:
    """Return one of clinical_needs; raises NotFound for any other need."""
    for need, answers in clinical_needs(session, profile):
        if need.public_id == public_id:
            return need, answers
    raise NotFound("no_such_need")


def clinical_answers(session: Session, profile: Profile, vacancy: Vacancy) -> ClinicalAnswers | None:
    """Return what a candidate answered about the clinical work of a need."""
    query = select(ClinicalAnswers).where(
        ClinicalAnswers.vacancy_id == vacancy.id, ClinicalAnswers.profile_id == profile.id
    )
    return session.scalar(query)


def documents(session: Session, profile: Profile) -> list[Document]:
    """Return the person's documents without their bytes, in the order in which they came."""
    return list(session.scalars(select(Document).where(Document.profile_id == profile.id).order_by(Document.id)))


def own_document(session: Session, profile: Profile, public_id: str) -> Document:
    """Return one of the person's documents; raises NotFound for any other."""
    query = select(Document).where(Document.public_id == public_id, Document.profile_id == profile.id)
    if (document := session.scalar(query)) is None:
        raise NotFound("no_such_document")
    return document


def document_for_team(session: Session, actor: Actor, public_id: str) -> tuple[Document, Vacancy]:
    """Return a document and the need for which the actor may read it; raises NotFound.

    The person is somebody whom the actor may know of, and is put forward for a need of the actor's programme.
    """
    require(actor, Permission.PROGRAMME_PROFILE_READ)
    query = (
        select(Document, Vacancy)
        .join(Profile, Profile.id == Document.profile_id)
        .join(ShortlistEntry, ShortlistEntry.profile_id == Profile.id)
        .join(Vacancy, Vacancy.id == ShortlistEntry.vacancy_id)
        .where(Document.public_id == public_id, *LIVE_PICK, visible_to(actor))
        .order_by(Vacancy.id)
    )
    for document, vacancy in session.execute(query):
        if can(actor, Permission.PROGRAMME_PROFILE_READ, vacancy):
            return document, vacancy
    raise NotFound("no_such_document")

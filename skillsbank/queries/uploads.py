"""What waits for a person's decision in their own profile: the reading of a file, and drafts of answers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.sections import SECTIONS
from skillsbank.models import AnswerDraft, Profile, Reading


def reading_of(session: Session, profile: Profile) -> Reading | None:
    """Return what was read in the person's file and is not answered yet."""
    return session.scalar(select(Reading).where(Reading.profile_id == profile.id))


def draft_of(session: Session, profile: Profile, section: str) -> AnswerDraft | None:
    """Return what the person typed in a section and did not save."""
    query = select(AnswerDraft).where(AnswerDraft.profile_id == profile.id, AnswerDraft.section == section)
    return session.scalar(query)


def drafted(session: Session, profile: Profile) -> list[str]:
    """Return the sections with a draft, in the order in which they are asked."""
    found = set(session.scalars(select(AnswerDraft.section).where(AnswerDraft.profile_id == profile.id)))
    return [section for section in SECTIONS if section in found]

"""What a person decides about their own record after registering."""

from sqlalchemy.orm import Session

from skillsbank.domain.errors import Invalid
from skillsbank.domain.profile import ProfileAction
from skillsbank.domain.vocabulary import Purpose
from skillsbank.models import Profile
from skillsbank.policies import Actor, Permission, require
from skillsbank.services import applications, audit, clinical, consents, documents, uploads, workflow
from skillsbank.services.visibility import must_read

LEAVING = frozenset({ProfileAction.WITHDRAW, ProfileAction.REQUEST_ERASURE})


def act(session: Session, actor: Actor, profile: Profile, action: ProfileAction, *, note: str = "") -> None:
    """Take one of the person's own actions on the profile; `note` answers an officer's question.

    Leaving ends every candidacy and every agreement with it, so that nothing comes back to life on a return; what
    was read in a file or typed and not saved is deleted.
    Raises what workflow.perform raises, and Invalid for an empty answer.
    """
    require(actor, Permission.OWN_PROFILE_WRITE, profile)
    if action is ProfileAction.ANSWER and not note:
        raise Invalid("answer_needed")
    workflow.perform(session, actor, profile, action, note=note)
    if action in LEAVING:
        applications.withdraw_all(session, actor, profile)
        for purpose in Purpose:
            consents.withdraw(session, actor, profile, purpose)
        uploads.forget_all(session, profile)
        documents.forget_all(session, profile)
        clinical.forget_all(session, profile)


def agree(
    session: Session, actor: Actor, profile: Profile, purpose: Purpose, *, language: str, version: str | None = None
) -> None:
    """Agree to `purpose` in the words that a page showed in `language`; raises Invalid if they do not read it.

    `version` names a programme's text; None is the service's own.
    """
    must_read(profile, language)
    consents.give(session, actor, profile, purpose, language, version=version)


def note_download(session: Session, actor: Actor, profile: Profile) -> None:
    """Note that the person takes a copy of everything that is kept about them."""
    require(actor, Permission.OWN_PROFILE_READ, profile)
    audit.record(session, actor, "profile:download", profile)

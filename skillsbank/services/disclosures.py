"""Notes each time that fields of a person went out, so that the person can read who looked."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from skillsbank.models import Disclosure, Profile, Vacancy
from skillsbank.policies import Actor
from skillsbank.services import audit


def note(
    session: Session,
    actor: Actor,
    profile: Profile,
    *,
    fields: Iterable[str],
    purpose: str,
    vacancy: Vacancy | None = None,
) -> None:
    """Write down who read which fields of whom, what for, and for which need."""
    session.add(
        Disclosure(
            profile_id=profile.id,
            account_id=actor.account_id,
            role=actor.label,
            vacancy_id=vacancy.id if vacancy else None,
            purpose=purpose,
            fields=list(fields),
        )
    )
    audit.record(session, actor, "profile:read", profile, purpose=purpose)

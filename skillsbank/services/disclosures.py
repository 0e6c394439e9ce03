"""Notes each time that fields of a person went out, and each list that left as a file."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from skillsbank.models import Disclosure, Profile, Vacancy
from skillsbank.policies import Actor, Permission, require
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


def downloaded(
    session: Session,
    actor: Actor,
    name: str,
    count: int,
    vacancy: Vacancy | None = None,
    *,
    permission: Permission = Permission.PROGRAMME_LIST_DOWNLOAD,
) -> None:
    """Write down that a list (of a need) left as a file with `count` rows; raises Refused.

    `permission` is that of the page that shows the list; a programme's team has one of its own for its lists.
    """
    require(actor, permission, vacancy)
    audit.record(session, actor, "list:download", vacancy, list=name, count=count)

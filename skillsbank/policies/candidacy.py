"""Who is a candidate for which need: somebody who applied, or whom an officer put forward."""

from sqlalchemy import ColumnElement, exists, or_

from skillsbank.domain.application import ApplicationState
from skillsbank.domain.shortlist import Verdict
from skillsbank.models import Application, Profile, ShortlistEntry, Vacancy

LIVE_PICK = (ShortlistEntry.verdict == Verdict.PICK, ShortlistEntry.superseded_at.is_(None))
"""The conditions on ShortlistEntry: puts somebody forward, and nobody thought again."""


def put_forward(profile: Profile, *also: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether an officer put the person on the shortlist of a need; `also` narrows which need."""
    return exists().where(ShortlistEntry.profile_id == profile.id, *LIVE_PICK, *also)


def candidate(profile: Profile) -> ColumnElement[bool]:
    """Return whether the person applied for a need, or was put forward for one, and that stands."""
    return or_(_applied(profile), put_forward(profile))


def candidate_for(profile: Profile) -> ColumnElement[bool]:
    """Return the condition on Vacancy: the person is a candidate for it."""
    return or_(
        _applied(profile, Application.vacancy_id == Vacancy.id),
        put_forward(profile, ShortlistEntry.vacancy_id == Vacancy.id),
    )


def _applied(profile: Profile, *also: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Application.profile_id == profile.id, Application.state == ApplicationState.APPLIED, *also)

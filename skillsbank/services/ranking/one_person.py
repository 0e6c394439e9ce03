"""One person and one need: the full account also where they do not fit, and the needs that one step would open."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

import matching
from skillsbank.domain.explanation import blocking_rule
from skillsbank.models import Profile, Vacancy
from skillsbank.policies import Actor, Permission, matchable, require
from skillsbank.services import words
from skillsbank.services.ranking import adapter
from skillsbank.services.ranking.fits import Fit, Result, collect


def explain(session: Session, actor: Actor, profile: Profile, vacancy: Vacancy) -> Fit | None:
    """Return how the actor's own profile stands for a need in every modality of its programme, best first.

    None when there is nothing to tell: the profile is not active, its matching is not agreed to, or the need has
    no programme. Raises Refused for the profile of somebody else.
    """
    require(actor, Permission.OWN_MATCH_READ, profile)
    if not _ranked(session, profile) or vacancy.programme is None:
        return None
    person = adapter.profile(profile, consents=True, meanings=words.meanings(session))
    for fit in collect(session, [vacancy], lambda ranker, asked: ranker.assess_vacancies(person, asked)):
        return Fit(vacancy, tuple(sorted(fit.results, key=lambda result: (not eligible(result), -result.score))))
    return None


def near_needs(
    session: Session, actor: Actor, profile: Profile, vacancies: Iterable[Vacancy], most: int = 10
) -> list[Fit]:
    """Return the needs among `vacancies` where exactly one condition stands in the way and can be cured, best first.

    Each comes with the modalities that are so near. Raises Refused for the profile of somebody else.
    """
    require(actor, Permission.OWN_MATCH_READ, profile)
    if not _ranked(session, profile):
        return []
    person = adapter.profile(profile, consents=True, meanings=words.meanings(session))

    def near(ranker: matching.Ranker, asked: list[matching.Vacancy]) -> list[matching.Match]:
        return [miss.match for miss in ranker.near_vacancies(person, asked, k=len(asked))]

    return collect(session, vacancies, near)[:most]


def eligible(result: Result) -> bool:
    """Say whether no condition stands in the way."""
    return blocking_rule(result.explanation) is None


def _ranked(session: Session, profile: Profile) -> bool:
    return session.scalar(select(Profile.id).where(Profile.id == profile.id, matchable())) is not None

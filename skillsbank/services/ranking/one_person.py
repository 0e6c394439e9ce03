"""One person and one need: the full account also where they do not fit, and the needs that one step would open."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

import matching
from skillsbank.domain.explanation import blocking_rule
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import Profile, Vacancy
from skillsbank.policies import Actor, Permission, matchable, require
from skillsbank.services.ranking import adapter, pool
from skillsbank.services.ranking.fits import Fit, Result


def explain(session: Session, actor: Actor, profile: Profile, vacancy: Vacancy) -> Fit | None:
    """Return how the actor's own profile stands for a need in every modality of its programme, best first.

    None when there is nothing to tell: the profile is not active, its matching is not agreed to, or the need has
    no programme. Raises Refused for the profile of somebody else.
    """
    require(actor, Permission.OWN_MATCH_READ, profile)
    if not _ranked(session, profile) or vacancy.programme is None:
        return None
    results = sorted(_results(session, profile, vacancy), key=lambda result: (_blocked(result), -result.score))
    return Fit(vacancy, tuple(results)) if results else None


def near_needs(
    session: Session, actor: Actor, profile: Profile, vacancies: Iterable[Vacancy], most: int = 10
) -> list[Fit]:
    """Return the needs among `vacancies` where exactly one condition stands in the way and can be cured, best first.

    Each comes with the modalities that are so near. Raises Refused for the profile of somebody else.
    """
    require(actor, Permission.OWN_MATCH_READ, profile)
    if not _ranked(session, profile):
        return []
    near = []
    for vacancy in vacancies:
        results = [result for result in _results(session, profile, vacancy) if _one_step_away(result)]
        if results:
            near.append(Fit(vacancy, tuple(sorted(results, key=lambda result: -result.score))))
    return sorted(near, key=lambda fit: (-fit.results[0].score, fit.vacancy.id))[:most]


def eligible(result: Result) -> bool:
    """Say whether no condition stands in the way."""
    return blocking_rule(result.explanation) is None


def _ranked(session: Session, profile: Profile) -> bool:
    return session.scalar(select(Profile.id).where(Profile.id == profile.id, matchable())) is not None


def _results(session: Session, profile: Profile, vacancy: Vacancy) -> list[Result]:
    if vacancy.programme is None:
        return []
    version = vacancy.programme.current
    ranker = pool.ranker(session, adapter.weights(version))
    need, results = adapter.vacancy(vacancy, version), []
    for name in version.terms.modalities:
        match = ranker.assess(need, str(profile.id), matching.Modality(name))
        results.append(Result(Modality(name), match.score, match.band, adapter.explanation(match)))
    return results


def _blocked(result: Result) -> bool:
    return not eligible(result)


def _one_step_away(result: Result) -> bool:
    failed = [rule for rule in result.explanation["rules"] if rule["blocks"]]
    return len(failed) == 1 and failed[0]["cure"] is not None

"""The reverse view: which open needs fit one person, with the same reasons that an officer reads."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

import matching
from skillsbank.domain.errors import NotFound
from skillsbank.domain.explanation import Explanation
from skillsbank.domain.vacancy import PUBLIC_STATES
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import Profile, Programme, Vacancy
from skillsbank.policies import Actor, Permission, can, matchable, visible_to
from skillsbank.services import words
from skillsbank.services.ranking import adapter, pool


@dataclass(frozen=True, slots=True)
class Result:
    """How one person stands for a need in one modality; score from 0 to 100."""

    modality: Modality
    score: float
    band: str
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Fit:
    """An open need and its results, the best modality first; at least one."""

    vacancy: Vacancy
    results: tuple[Result, ...]


def fitting_needs(session: Session, actor: Actor, profile: Profile, most: int = 20) -> list[Fit]:
    """Return the open needs that fit a person, best first, at most `most`; nothing is kept.

    The person themselves sees every open need; a programme's team those of its programmes. Nobody fits who is not
    active or did not agree to be matched. Raises NotFound for a person whom the actor may not know of.
    """
    own = can(actor, Permission.OWN_MATCH_READ, profile)
    seen = session.scalar(select(Profile.id).where(Profile.id == profile.id, visible_to(actor)))
    if not own and not (seen and can(actor, Permission.PROGRAMME_RANKING_READ)):
        raise NotFound("profile")
    if session.scalar(select(Profile.id).where(Profile.id == profile.id, matchable())) is None:
        return []
    person = adapter.profile(profile, consents=True, meanings=words.meanings(session))

    def fitting(ranker: matching.Ranker, asked: list[matching.Vacancy]) -> list[matching.Match]:
        return ranker.rank_vacancies(person, asked, k=len(asked))

    return collect(session, _open_needs(session, actor, own, profile), fitting)[:most]


def collect(
    session: Session,
    needs: Iterable[Vacancy],
    judge: Callable[[matching.Ranker, list[matching.Vacancy]], Iterable[matching.Match]],
) -> list[Fit]:
    """Ask the engine once a programme about its needs in every modality; what `judge` gives comes best first."""
    by_programme: dict[Programme, list[Vacancy]] = defaultdict(list)
    for need in needs:
        if need.programme is not None:
            by_programme[need.programme].append(need)
    found: dict[Vacancy, list[Result]] = defaultdict(list)
    known = words.meanings(session)
    for programme, members in by_programme.items():
        version = programme.current
        offered = [matching.Modality(name) for name in version.terms.modalities]
        asked = [
            replace(adapter.vacancy(need, version, known), modality=modality)
            for need in members
            for modality in offered
        ]
        by_id = {str(need.id): need for need in members}
        for match in judge(pool.ranker(session, adapter.weights(version)), asked) if asked else ():
            result = Result(Modality(match.modality), match.score, match.band, adapter.explanation(match))
            found[by_id[match.vacancy_id]].append(result)
    fits = [Fit(vacancy, tuple(results)) for vacancy, results in found.items()]
    return sorted(fits, key=lambda fit: (-fit.results[0].score, fit.vacancy.id))


def _open_needs(session: Session, actor: Actor, own: bool, profile: Profile) -> list[Vacancy]:
    query = (
        select(Vacancy)
        .where(Vacancy.state.in_(PUBLIC_STATES), Vacancy.programme_id.is_not(None))
        .options(
            selectinload(Vacancy.programme),
            selectinload(Vacancy.institution),
            selectinload(Vacancy.skills),
            selectinload(Vacancy.languages),
            selectinload(Vacancy.stations),
        )
        .order_by(Vacancy.id)
    )
    needs = []
    for need in session.scalars(query):
        if need.programme is not None and (own or can(actor, Permission.PROGRAMME_RANKING_READ, need)):
            places = need.programme.current.terms.residence_countries
            if not places or profile.residence_country in places:
                needs.append(need)
    return needs

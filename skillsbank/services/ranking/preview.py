"""What other weights would do to one list: ranked twice, before and after, and nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

import matching
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import Profile, Vacancy
from skillsbank.policies import Actor, matchable, visible_to
from skillsbank.services import words
from skillsbank.services.ranking import adapter, pool
from skillsbank.services.ranking.runs import in_force

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """A place from 1, None beyond the first 50, and the score from 0 to 100."""

    rank: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Moved:
    """One person before and after a change of weights."""

    profile: Profile
    before: Standing
    after: Standing


def preview(
    session: Session,
    actor: Actor,
    vacancy: Vacancy,
    modality: Modality,
    weights: Mapping[str, int],
    *,
    key: bytes = b"",
) -> list[Moved]:
    """Return who is among the first 50 of a list by the weights in force or by others, in the new order.

    Raises Refused, IllegalMove (the state of the need), Incomplete (no programme yet).
    """
    version = in_force(actor, vacancy)
    now = adapter.weights(version)
    asked = matching.Modality(modality)
    then = replace(now, version="preview", table={**now.table, asked: dict(weights)})
    people, need = pool.among(session, actor, vacancy), adapter.vacancy(vacancy, version, words.meanings(session))
    rankers = [pool.ranker(session, each, key) for each in (now, then)]
    lists = [{m.profile_id: m.score for m in each.rank(need, asked, SHOWN, people)} for each in rankers]
    named = dict.fromkeys([*lists[1], *lists[0]])
    found = {str(profile.id): profile for profile in _people(session, actor, [int(each) for each in named])}

    def standing(name: str, which: int) -> Standing:
        if name in lists[which]:
            return Standing(list(lists[which]).index(name) + 1, lists[which][name])
        return Standing(None, rankers[which].assess(need, name, asked).score)

    return [Moved(found[name], standing(name, 0), standing(name, 1)) for name in named if name in found]


def _people(session: Session, actor: Actor, ids: list[int]) -> list[Profile]:
    query = select(Profile).where(Profile.id.in_(ids), visible_to(actor), matchable())
    return list(session.scalars(query))

"""Asks the question of a kept run again, over the rows that are still held, and says what is missing since."""

from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import matching
from skillsbank import clock
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import MatchRun, Profile, ProgrammeVersion
from skillsbank.policies import Actor, Permission, matchable, require, visible_to
from skillsbank.services import audit, words
from skillsbank.services.ranking import adapter, pool
from skillsbank.services.ranking.runs import LONGEST_LIST, NEAR_MISSES, engine


@dataclass(frozen=True, slots=True)
class Replay:
    """What came out: `missing` says why it may differ (a code and how many); `same` of `kept` rows to the bit."""

    kept: int
    same: int
    missing: dict[str, int] = field(default_factory=dict)

    @property
    def identical(self) -> bool:
        """Whether every row came out as it was kept."""
        return self.same == self.kept


def replay(session: Session, actor: Actor, run: MatchRun, key: bytes = b"") -> Replay:
    """Rank again by the weights of the run and compare; nothing is kept but that it was asked.

    Raises Refused for anybody who may not rank the need.
    """
    require(actor, Permission.PROGRAMME_RANKING_RUN, run.vacancy)
    version = session.get_one(ProgrammeVersion, run.programme_version_id)
    weights = adapter.weights(version)
    ranker = pool.ranker(session, weights, key)
    people = pool.among(session, actor, run.vacancy)
    need = adapter.vacancy(run.vacancy, version, words.meanings(session))
    again = {
        (modality, match.profile_id): (rank, match.score, dict(adapter.explanation(match)))
        for modality in run.modalities
        for rank, match in _asked(ranker, need, modality, people)
    }
    same = sum(again.get((m.modality.value, str(m.profile_id))) == (m.rank, m.score, m.account) for m in run.matches)
    found = Replay(len(run.matches), same, _missing(session, actor, run, people, engine(session, weights, ranker)))
    audit.record(session, actor, "vacancy:replay", run.vacancy, run=run.public_id)
    return found


def _asked(
    ranker: matching.Ranker, need: matching.Vacancy, modality: str, people: frozenset[str]
) -> list[tuple[int | None, matching.Match]]:
    asked = matching.Modality(Modality(modality))
    listed: list[tuple[int | None, matching.Match]] = []
    listed.extend(enumerate(ranker.rank(need, asked, LONGEST_LIST, people), start=1))
    listed.extend((None, near.match) for near in ranker.near_misses(need, asked, NEAR_MISSES, people))
    return listed


def _missing(session: Session, actor: Actor, run: MatchRun, people: frozenset[str], now: str) -> dict[str, int]:
    erased = sum(match.profile_id is None for match in run.matches)
    here = set(session.scalars(select(Profile.id).where(visible_to(actor), matchable())))
    kept = {match.profile_id for match in run.matches if match.profile_id is not None}
    left_out = {number for number in kept & here if str(number) not in people}
    changed = select(func.count(Profile.id)).where(visible_to(actor), matchable(), Profile.updated_at > run.ran_at)
    said = {
        "erased": erased,
        "gone": len(kept - here),
        "dismissed": len(left_out),
        "changed": session.scalar(changed) or 0,
        "need": int(run.vacancy.version != run.vacancy_version),
        "engine": int(run.engine != now),
        "day": int(clock.today() != run.ran_at.date()),
    }
    return {code: number for code, number in said.items() if number}

"""Rank now: asks the engine once for a need, in every modality of its programme, and keeps the answer unchanged."""

from sqlalchemy.orm import Session

import matching
from skillsbank import __version__
from skillsbank.domain.errors import IllegalMove, Incomplete
from skillsbank.domain.vacancy import RANKABLE_STATES
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import MatchRun, ProgrammeVersion, RankedMatch, Vacancy
from skillsbank.policies import Actor, Permission, require
from skillsbank.services import audit, words
from skillsbank.services.ranking import adapter, pool

LONGEST_LIST = 500
NEAR_MISSES = 10


def run(session: Session, actor: Actor, vacancy: Vacancy, key: bytes = b"") -> MatchRun:
    """Rank everybody whom `actor` may see for `vacancy` and keep the run; `key` decides between equals.

    For each modality: at most 500 eligible people, best first, and 10 near misses without a rank.
    Raises Refused, IllegalMove (the state of the need), Incomplete (no programme yet).
    """
    version = in_force(actor, vacancy)
    weights = adapter.weights(version)
    ranker = pool.ranker(session, weights, key)
    people = pool.among(session, actor, vacancy)
    need = adapter.vacancy(vacancy, version, words.meanings(session))
    modalities = [vacancy.modality, *(m for m in version.terms.modalities if m is not vacancy.modality)]
    made = MatchRun(
        vacancy_id=vacancy.id,
        actor_id=actor.account_id,
        duty_country=actor.duty_country,
        programme_version_id=version.id,
        vacancy_version=vacancy.version,
        engine=engine(session, weights, ranker),
        pool_size=len(people),
        modalities=[modality.value for modality in modalities],
    )
    for modality in modalities:
        asked = matching.Modality(modality)
        for rank, match in enumerate(ranker.rank(need, asked, LONGEST_LIST, people), start=1):
            made.matches.append(_kept(match, modality, rank))
        for near in ranker.near_misses(need, asked, NEAR_MISSES, people):
            made.matches.append(_kept(near.match, modality, None))
    session.add(made)
    session.flush()
    audit.record(
        session, actor, "vacancy:rank", vacancy,
        run=made.public_id, pool=made.pool_size, modalities=made.modalities,
    )  # fmt: skip
    session.flush()
    return made


def in_force(actor: Actor, vacancy: Vacancy) -> ProgrammeVersion:
    """Return the terms by which `actor` may rank people for a need now; raises what `run` does."""
    require(actor, Permission.PROGRAMME_RANKING_RUN, vacancy)
    if vacancy.state not in RANKABLE_STATES:
        raise IllegalMove("not_rankable", state=vacancy.state.value)
    if vacancy.programme is None:
        raise Incomplete("need_incomplete", missing=["programme"])
    return vacancy.programme.current


def engine(session: Session, weights: matching.Weights, ranker: matching.Ranker) -> str:
    """Return what ranks: the versions of the engine, the weights, the lexicon, and what was learned."""
    lexicon, index = pool.concepts(session).fingerprint[:12], ranker.version or "of one process"
    return f"skillsbank {__version__}, weights {weights.version}, lexicon {lexicon}, index {index}"


def _kept(match: matching.Match, modality: Modality, rank: int | None) -> RankedMatch:
    return RankedMatch(
        profile_id=int(match.profile_id),
        modality=modality,
        rank=rank,
        score=match.score,
        band=match.band,
        account=dict(adapter.explanation(match)),
    )

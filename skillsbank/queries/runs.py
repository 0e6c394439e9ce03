"""Reads runs, candidates and the shortlist of a need, each person asked for anew with the eyes of the reader."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from skillsbank.domain.errors import NotFound
from skillsbank.domain.vocabulary import Modality, Purpose
from skillsbank.models import Consent, MatchRun, Profile, RankedMatch, ShortlistEntry, Vacancy
from skillsbank.policies import SEEN_BY_TEAM, Actor, Permission, can, matchable, vacancies_visible_to, visible_to
from skillsbank.queries.paging import ROWS


@dataclass(frozen=True, slots=True)
class Row:
    """A place on a list; `profile` is None when the person is no longer available: then nothing of them is shown."""

    match: RankedMatch
    profile: Profile | None
    entry: ShortlistEntry | None


def need(session: Session, actor: Actor, public_id: str) -> Vacancy:
    """Return a need whose ranking the actor may read; raises NotFound for every other."""
    query = select(Vacancy).where(Vacancy.public_id == public_id, vacancies_visible_to(actor))
    vacancy = session.scalar(query)
    if vacancy is None or not can(actor, Permission.PROGRAMME_RANKING_READ, vacancy):
        raise NotFound("vacancy")
    return vacancy


def latest(session: Session, actor: Actor, vacancy: Vacancy) -> MatchRun | None:
    """Return the newest run made by somebody with the actor's duty country.

    A run for other eyes would show by its ranks and its pool that there are people whom the actor may not see.
    """
    query = select(MatchRun).where(MatchRun.vacancy_id == vacancy.id, _same_duty(actor))
    return session.scalar(query.order_by(MatchRun.ran_at.desc(), MatchRun.id.desc()).limit(1))


def count(session: Session, run: MatchRun, modality: Modality) -> int:
    """Return how many people a list of a run holds."""
    query = select(func.count(RankedMatch.id)).where(
        RankedMatch.run_id == run.id, RankedMatch.modality == modality, RankedMatch.rank.is_not(None)
    )
    return session.scalar(query) or 0


def ranked(session: Session, actor: Actor, run: MatchRun, modality: Modality, page: int | None = None) -> list[Row]:
    """Return a page (from 1) of a list, 25 rows, best first; the whole list without `page`."""
    query = _list(run, modality).where(RankedMatch.rank.is_not(None)).order_by(RankedMatch.rank)
    if page is not None:
        query = query.limit(ROWS).offset((page - 1) * ROWS)
    return _rows(session, actor, run.vacancy_id, session.scalars(query))


def near_misses(session: Session, actor: Actor, run: MatchRun, modality: Modality) -> list[Row]:
    """Return the people whom one curable condition keeps from the list, best first."""
    query = _list(run, modality).where(RankedMatch.rank.is_(None)).order_by(RankedMatch.score.desc(), RankedMatch.id)
    return _rows(session, actor, run.vacancy_id, session.scalars(query))


def match(session: Session, actor: Actor, vacancy: Vacancy, public_id: str) -> tuple[RankedMatch, Profile, Row]:
    """Return one match of a need with the person; raises NotFound when they are gone or may not be seen."""
    found = session.scalar(
        select(RankedMatch)
        .join(MatchRun)
        .where(RankedMatch.public_id == public_id, MatchRun.vacancy_id == vacancy.id)
        .options(joinedload(RankedMatch.run))
    )
    rows = _rows(session, actor, vacancy.id, [found] if found else [])
    if not rows or rows[0].profile is None:
        raise NotFound("match")
    return rows[0].match, rows[0].profile, rows[0]


def shortlist(session: Session, actor: Actor, vacancy: Vacancy) -> list[Row]:
    """Return the verdicts in force for a need, picks first, the newest first within each.

    A person who is gone shows as a place without a person, but only to those who could have seen them then.
    """
    entries = session.scalars(
        select(ShortlistEntry)
        .join(RankedMatch, RankedMatch.id == ShortlistEntry.match_id)
        .join(MatchRun, MatchRun.id == RankedMatch.run_id)
        .outerjoin(Profile, Profile.id == ShortlistEntry.profile_id)
        .where(
            ShortlistEntry.vacancy_id == vacancy.id,
            ShortlistEntry.superseded_at.is_(None),
            or_(visible_to(actor), _same_duty(actor)),
        )
        .options(joinedload(ShortlistEntry.match))
        .order_by(ShortlistEntry.verdict.desc(), ShortlistEntry.created_at.desc(), ShortlistEntry.id.desc())
    )
    return _rows(session, actor, vacancy.id, [entry.match for entry in entries])


def changed_since(session: Session, actor: Actor, run: MatchRun) -> bool:
    """Say whether the need, its programme's terms, or anybody whom the actor may see changed after the run."""
    vacancy = run.vacancy
    if vacancy.version != run.vacancy_version:
        return True
    if vacancy.programme is None or vacancy.programme.current.id != run.programme_version_id:
        return True
    consent_moved = (
        select(Consent.id)
        .where(
            Consent.profile_id == Profile.id,
            Consent.purpose == Purpose.MATCHING,
            or_(Consent.given_at > run.ran_at, Consent.withdrawn_at > run.ran_at),
        )
        .exists()
    )
    in_use = Profile.state.in_(SEEN_BY_TEAM)
    query = select(Profile.id).where(visible_to(actor), in_use, or_(Profile.updated_at > run.ran_at, consent_moved))
    return session.scalar(query.limit(1)) is not None


def members(session: Session, run: MatchRun, modality: Modality) -> list[tuple[int, int]]:
    """Return (match id, profile id) of everybody on a list and among its near misses; erased people left out."""
    query = select(RankedMatch.id, RankedMatch.profile_id).where(
        RankedMatch.run_id == run.id, RankedMatch.modality == modality, RankedMatch.profile_id.is_not(None)
    )
    return [(match_id, profile_id) for match_id, profile_id in session.execute(query) if profile_id is not None]


def chosen(session: Session, actor: Actor, run: MatchRun, match_ids: Iterable[int]) -> list[Row]:
    """Return some matches of a run, best first."""
    query = select(RankedMatch).where(RankedMatch.run_id == run.id, RankedMatch.id.in_(list(match_ids)))
    rows = _rows(session, actor, run.vacancy_id, session.scalars(query.order_by(RankedMatch.score.desc())))
    return [row for row in rows if row.profile is not None]


def _list(run: MatchRun, modality: Modality) -> Select[RankedMatch]:
    return select(RankedMatch).where(RankedMatch.run_id == run.id, RankedMatch.modality == modality)


def _same_duty(actor: Actor) -> ColumnElement[bool]:
    if actor.duty_country is None:
        return MatchRun.duty_country.is_(None)
    return MatchRun.duty_country == actor.duty_country


def _rows(session: Session, actor: Actor, vacancy_id: int, matches: Iterable[RankedMatch]) -> list[Row]:
    found = list(matches)
    ids = {match.profile_id for match in found}
    people = session.scalars(
        select(Profile)
        .where(Profile.id.in_(ids), visible_to(actor), matchable())
        .options(selectinload(Profile.occupations), selectinload(Profile.languages))
    )
    available = {profile.id: profile for profile in people}
    entries = session.scalars(
        select(ShortlistEntry).where(
            ShortlistEntry.vacancy_id == vacancy_id,
            ShortlistEntry.profile_id.in_(ids),
            ShortlistEntry.superseded_at.is_(None),
        )
    )
    verdicts = {entry.profile_id: entry for entry in entries}
    return [Row(match, available.get(match.profile_id or 0), verdicts.get(match.profile_id)) for match in found]

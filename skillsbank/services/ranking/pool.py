"""Who can be ranked for a need, and the ranker over everybody: from the index on disk, else one of this process."""

import copy
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import ColumnElement, exists, func, not_, select
from sqlalchemy.orm import Session

import matching
from matching import index
from skillsbank import clock
from skillsbank.database import INDEX_FOLDER
from skillsbank.domain.shortlist import Verdict
from skillsbank.domain.vocabulary import Purpose
from skillsbank.models import (
    Consent,
    Profile,
    ProfileCountry,
    ShortlistEntry,
    TaxonomyConcept,
    TaxonomyImport,
    TaxonomyLabel,
    Vacancy,
)
from skillsbank.policies import Actor, matchable, visible_to
from skillsbank.resources import folder
from skillsbank.services import words
from skillsbank.services.ranking import people, standing

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Fitted:
    stamp: tuple[Any, ...]
    ranker: matching.Ranker


_lock = threading.Lock()
_fitted: _Fitted | None = None
_words: tuple[tuple[Any, ...], matching.Concepts] | None = None


def among(session: Session, actor: Actor, vacancy: Vacancy) -> frozenset[str]:
    """Return the engine's ids of those who may be ranked for a need now, asked anew each time.

    They are active, agreed to be matched, may be seen by the actor, were not dismissed for this need, and live
    where the programme recruits, if it says where.
    """
    query = select(Profile.id).where(matchable(), visible_to(actor), not_(_dismissed(vacancy)))
    if vacancy.programme is not None and (places := vacancy.programme.current.terms.residence_countries):
        query = query.where(Profile.residence_country.in_(places))
    return frozenset(str(number) for number in session.scalars(query))


def ranker(session: Session, weights: matching.Weights, key: bytes = b"") -> matching.Ranker:
    """Return a ranker over the whole pool, as it is now, with these weights; `key` decides between equals.

    The copy shares what was learned, weights need no refit. A session that knows no folder for the index, or cannot
    write in it, gets one that is fitted for this very state of the data.
    """
    with _lock:
        view = copy.copy(_standing(session) or _of_this_process(session))
    view.weights, view.key = weights, key
    return view


def refit(session: Session) -> bool:
    """Fit the index on disk anew when that is due, while others go on with the old one; says whether it was."""
    folder: Path | None = session.info.get(INDEX_FOLDER)
    if folder is None:
        return False
    with _lock:
        known = _concepts(session)
        if not standing.due(session, folder, known):
            return False
        name = index.current(folder)
    return standing.build(session, folder, known, name=name)


def forget() -> None:
    """Let go of what this process learned: nothing of somebody who was erased waits for the next ranking."""
    global _fitted  # noqa: PLW0603  # one for a process, behind the lock
    with _lock:
        _fitted = None
        standing.forget()


def concepts(session: Session) -> matching.Concepts:
    """Return the lexicon of seeds/reference, with the taxonomy that was read in, as the engine reads them."""
    with _lock:
        return _concepts(session)


@cache
def lexicon() -> matching.Concepts:
    """Return the lexicon of seeds/reference alone."""
    return matching.Concepts.read(folder("seeds") / "reference")


def _concepts(session: Session) -> matching.Concepts:
    global _words  # noqa: PLW0603  # one for a process, behind the lock
    stamp = _read_in(session)
    if stamp[-1] is None:
        return lexicon()
    if _words is None or _words[0] != stamp:
        _words = (stamp, _with_taxonomy(session))
    return _words[1]


def _with_taxonomy(session: Session) -> matching.Concepts:
    labels = {language: dict(found) for language, found in lexicon().labels.items()}
    query = select(TaxonomyLabel.language, TaxonomyLabel.label, TaxonomyConcept.uri).join(TaxonomyConcept)
    for language, label, uri in session.execute(query.order_by(TaxonomyConcept.uri)):
        found = labels.setdefault(language, {})
        found[label] = (*found.get(label, ()), uri)
    # titles are compared with the lexicon alone: with all of ESCO's that takes half a minute and 700 MB a process
    return matching.Concepts(labels, lexicon().occupations)


def _read_in(session: Session) -> tuple[Any, ...]:
    """Return a value that differs whenever another taxonomy was read in; its last part is None while none was."""
    query = select(func.max(TaxonomyImport.finished_at))
    return (session.get_bind().engine.url, session.scalar(query))


def _dismissed(vacancy: Vacancy) -> ColumnElement[bool]:
    return exists().where(
        ShortlistEntry.profile_id == Profile.id,
        ShortlistEntry.vacancy_id == vacancy.id,
        ShortlistEntry.verdict == Verdict.DISMISS,
        ShortlistEntry.superseded_at.is_(None),
    )


def _standing(session: Session) -> matching.Ranker | None:
    folder: Path | None = session.info.get(INDEX_FOLDER)
    try:
        return standing.ranker(session, folder, _concepts(session)) if folder else None
    except (OSError, matching.IndexRefusedError) as error:
        log.error("index_not_kept", error=error)
        return None


def _of_this_process(session: Session) -> matching.Ranker:
    global _fitted  # noqa: PLW0603  # one for a process, behind the lock
    stamp = _stamp(session)
    if _fitted is None or _fitted.stamp != stamp:
        _fitted = _Fitted(stamp, matching.Ranker(concepts=_concepts(session)).fit(people.load(session)))
    return _fitted.ranker


def _stamp(session: Session) -> tuple[Any, ...]:
    """Return a value that differs whenever anybody in the pool, who is in it, or what own words mean differs."""
    people = session.execute(
        select(func.count(), func.max(Profile.updated_at), func.sum(Profile.version)).where(matchable())
    ).one()
    origins = session.scalar(select(func.max(ProfileCountry.updated_at)))
    newest = session.scalar(select(func.max(Consent.id)).where(Consent.purpose == Purpose.MATCHING))
    return (*_read_in(session), *words.stamp(session), clock.today(), *people, origins, newest)

"""The people who can be ranked, and one fitted ranker a process that is refitted when their data changed."""

import copy
import threading
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, exists, func, not_, select
from sqlalchemy.orm import Session, selectinload

import matching
from skillsbank import clock
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
from skillsbank.services.ranking import adapter

PARTS = (
    Profile.account, Profile.countries, Profile.occupations, Profile.skills, Profile.languages, Profile.windows,
    Profile.education, Profile.experience, Profile.licences,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Fitted:
    stamp: tuple[Any, ...]
    ranker: matching.Ranker


_lock = threading.Lock()
_fitted: _Fitted | None = None
_words: tuple[tuple[Any, ...], matching.Concepts] | None = None


def among(session: Session, actor: Actor, vacancy: Vacancy) -> set[str]:
    """Return the engine's ids of those who may be ranked for a need now, asked anew each time.

    They are active, agreed to be matched, may be seen by the actor, were not dismissed for this need, and live
    where the programme recruits, if it says where.
    """
    query = select(Profile.id).where(matchable(), visible_to(actor), not_(_dismissed(vacancy)))
    if vacancy.programme is not None and (places := vacancy.programme.current.terms.residence_countries):
        query = query.where(Profile.residence_country.in_(places))
    return {str(number) for number in session.scalars(query)}


def ranker(session: Session, weights: matching.Weights, key: bytes = b"") -> matching.Ranker:
    """Return a ranker over the whole pool with these weights; `key` decides between equals.

    Fitting is done once for a state of the data: the copy shares what was learned, weights need no refit.
    """
    global _fitted  # noqa: PLW0603  # one for a process, behind the lock
    with _lock:
        stamp = _stamp(session)
        if _fitted is None or _fitted.stamp != stamp:
            known = words.meanings(session)
            people = [adapter.profile(record, consents=True, meanings=known) for record in _load(session)]
            _fitted = _Fitted(stamp, matching.Ranker(concepts=_concepts(session)).fit(people))
        view = copy.copy(_fitted.ranker)
    view.weights, view.key = weights, key
    return view


def forget() -> None:
    """Let go of what this process learned: nothing of somebody who was erased waits for the next ranking."""
    global _fitted  # noqa: PLW0603  # one for a process, behind the lock
    with _lock:
        _fitted = None


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


def _load(session: Session) -> list[Profile]:
    query = select(Profile).where(matchable()).options(*(selectinload(part) for part in PARTS)).order_by(Profile.id)
    return list(session.scalars(query))


def _stamp(session: Session) -> tuple[Any, ...]:
    """Return a value that differs whenever anybody in the pool, who is in it, or what own words mean differs."""
    people = session.execute(
        select(func.count(), func.max(Profile.updated_at), func.sum(Profile.version)).where(matchable())
    ).one()
    origins = session.scalar(select(func.max(ProfileCountry.updated_at)))
    newest = session.scalar(select(func.max(Consent.id)).where(Consent.purpose == Purpose.MATCHING))
    return (*_read_in(session), *words.stamp(session), clock.today(), *people, origins, newest)

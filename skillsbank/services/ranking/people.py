"""The people who can be ranked, as the engine reads them, and who of them changed lately."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, union
from sqlalchemy.orm import Session, selectinload

import matching
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.vocabulary import Purpose
from skillsbank.models import Consent, Profile, ProfileCountry, ProfileOccupation, ProfileSkill
from skillsbank.policies import matchable
from skillsbank.services import words
from skillsbank.services.ranking import adapter

PARTS = (
    Profile.account, Profile.countries, Profile.occupations, Profile.skills, Profile.languages, Profile.windows,
    Profile.education, Profile.experience, Profile.licences,
)  # fmt: skip

Stamp = tuple[Any, ...]
"""Differs whenever somebody's data differ; its last part says whether they may be ranked now."""


def load(session: Session, only: Collection[int] | None = None) -> list[matching.Profile]:
    """Return everybody who is active and agreed to be matched; with `only`, as far as they have one of these ids."""
    query = select(Profile).where(matchable()).options(*(selectinload(part) for part in PARTS)).order_by(Profile.id)
    if only is not None:
        query = query.where(Profile.id.in_(only))
    meanings = words.meanings(session)
    return [adapter.profile(record, consents=True, meanings=meanings) for record in session.scalars(query)]


def count(session: Session) -> int:
    """Count those who are active and agreed to be matched."""
    return session.scalars(select(func.count()).select_from(Profile).where(matchable())).one()


def with_own_words(session: Session) -> list[int]:
    """Return the ids of those who said a skill or an occupation in own words, whose meaning an officer may decide."""
    own = or_(Profile.skills.any(ProfileSkill.concept.is_(None)), Profile.occupations.any(ProfileOccupation.isco == ""))
    return list(session.scalars(select(Profile.id).where(matchable(), own)))


def changed(session: Session, since: datetime, newest: int) -> Mapping[int, Stamp]:
    """Return a stamp for each person who may have changed since a moment, or whose id is above `newest`.

    Drafts are left out: nobody who was in use becomes one.
    """
    origins, agreed = ProfileCountry.updated_at, Consent.purpose == Purpose.MATCHING
    recent = union(
        select(Profile.id).where(Profile.updated_at >= since),
        select(Profile.id).where(Profile.id > newest),
        select(ProfileCountry.profile_id).where(origins >= since),
        select(Consent.profile_id).where(agreed, Consent.given_at >= since),
        select(Consent.profile_id).where(agreed, Consent.withdrawn_at >= since),
    ).subquery()
    latest = select(func.max(origins)).where(ProfileCountry.profile_id == Profile.id).scalar_subquery()
    query = select(Profile.id, Profile.version, latest, matchable()).where(
        Profile.id.in_(select(recent.c[0])), Profile.state != ProfileState.DRAFT
    )
    return {row[0]: tuple(row[1:]) for row in session.execute(query)}


def newest(session: Session) -> tuple[int, str]:
    """Return the highest id of all and the random identifier that goes with it; 0 and "" while there is nobody."""
    found = session.execute(select(Profile.id, Profile.public_id).order_by(Profile.id.desc()).limit(1)).first()
    return (found[0], found[1]) if found else (0, "")


def is_theirs(session: Session, number: int, public_id: str) -> bool:
    """Say whether an id and a random identifier are still the same person's; 0 and "" are nobody's everywhere."""
    return number == 0 or session.scalar(select(Profile.public_id).where(Profile.id == number)) == public_id

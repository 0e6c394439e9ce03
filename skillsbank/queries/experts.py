"""The people that a programme's team may know of: list and one person."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from skillsbank.domain.errors import NotFound
from skillsbank.domain.profile import ProfileState
from skillsbank.models import (
    Profile,
    ProfileCountry,
    ProfileLanguage,
    ProfileOccupation,
    ProfileSkill,
)
from skillsbank.policies import SEEN_BY_TEAM, Actor, Permission, matchable, require, visible_to
from skillsbank.queries.paging import Page, Wish, containing, listing, paged

_IN_USE = Profile.state.in_(SEEN_BY_TEAM)
"""Drafts that an officer wrote down for somebody stand in a room of their own."""
_Child = ProfileCountry | ProfileLanguage | ProfileOccupation | ProfileSkill


@dataclass(frozen=True, slots=True)
class ExpertFilter:
    """Which people a reader wants to see; empty means any."""

    state: str = ""
    origin: str = ""
    modality: str = ""
    sector: str = ""
    language: str = ""
    occupation: str = ""
    words: str = ""
    skill: str = ""
    """The concept of a skill."""
    agreed: str = ""
    """"yes": active, and agreed to be matched."""


SORTS = {
    "confirmed": Profile.last_confirmed_at,
    "headline": func.lower(Profile.headline),
    "state": Profile.state,
    "residence": Profile.residence_country,
}


def people(session: Session, actor: Actor, wanted: ExpertFilter, wish: Wish) -> Page[Profile]:
    """Return one page of the people whom the actor may know of, those confirmed latest first."""
    return paged(session, people_query(actor, wanted), wish, SORTS, "confirmed")


def people_query(actor: Actor, wanted: ExpertFilter) -> Select[Profile]:
    """Return the query behind the list, for pages and downloads alike."""
    require(actor, Permission.PROGRAMME_PROFILE_READ)
    query = (
        select(Profile)
        .where(visible_to(actor), _IN_USE)
        .options(
            selectinload(Profile.occupations),
            selectinload(Profile.languages),
            selectinload(Profile.countries),
            selectinload(Profile.skills),
            selectinload(Profile.account),
        )
    )
    if wanted.state in list(ProfileState):
        query = query.where(Profile.state == ProfileState(wanted.state))
    if wanted.modality:
        query = query.where(listing(Profile.modalities, wanted.modality))
    if wanted.sector:
        query = query.where(listing(Profile.sectors, wanted.sector))
    if wanted.origin:
        query = query.where(_has(ProfileCountry, ProfileCountry.country == wanted.origin))
    if wanted.language:
        query = query.where(_has(ProfileLanguage, ProfileLanguage.code == wanted.language))
    if wanted.occupation:
        query = query.where(
            _has(ProfileOccupation, ProfileOccupation.isco.startswith(wanted.occupation, autoescape=True))
        )
    if wanted.skill:
        query = query.where(_has(ProfileSkill, ProfileSkill.concept == wanted.skill))
    if wanted.agreed == "yes":
        query = query.where(matchable())
    if wanted.words:
        in_skills = _has(ProfileSkill, containing(ProfileSkill.label, wanted.words))
        query = query.where(
            or_(containing(Profile.headline, wanted.words), containing(Profile.summary, wanted.words), in_skills)
        )
    return query


def person(session: Session, actor: Actor, public_id: str) -> Profile:
    """Return one person whom the actor may know of; raises NotFound otherwise, as for a missing one."""
    require(actor, Permission.PROGRAMME_PROFILE_READ)
    profile = session.scalar(select(Profile).where(Profile.public_id == public_id, visible_to(actor), _IN_USE))
    if profile is None:
        raise NotFound("profile")
    return profile


def origins(session: Session, actor: Actor) -> list[str]:
    """Return the countries of origin of the people whom the actor may know of, for the filter."""
    query = (
        select(ProfileCountry.country)
        .join(Profile, Profile.id == ProfileCountry.profile_id)
        .where(visible_to(actor), _IN_USE)
        .distinct()
        .order_by(ProfileCountry.country)
    )
    return list(session.scalars(query))


def _has(model: type[_Child], condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(model.profile_id == Profile.id, condition)

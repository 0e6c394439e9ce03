"""What a country's diaspora offers, counted for its ministry once a month: rolled up, rounded, and then left alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock, reference
from skillsbank.domain.roles import Role
from skillsbank.domain.rollup import Block, K, Tree, rolled_up, rounded
from skillsbank.domain.vocabulary import CEFR, Modality
from skillsbank.models import (
    Education,
    Profile,
    ProfileLanguage,
    ProfileOccupation,
    RoleGrant,
    SupplySnapshot,
)
from skillsbank.policies import counted_for

UNSAID = "-"
WORLD = "001"
WORKING = CEFR.index("B2")
"""From this level of speaking somebody works in a language."""
LEVELS: Tree = {
    **dict.fromkeys(("0", "1", "2"), ("0-2",)), **dict.fromkeys(("3", "4"), ("3-4",)),
    **dict.fromkeys(("5", "6", "7", "8"), ("5-8",)), UNSAID: (),
}  # fmt: skip
WAYS: Tree = {**dict.fromkeys(("for_good", "stays_and_online", "stays"), ("on_site",)), "online": (), UNSAID: ()}
"""How people would work; each stands in one line, the widest that they are open to."""
SPEAKS: Tree = {"yes": (), "no": ()}


@dataclass(slots=True)
class _Person:
    """What is counted of somebody; never stored."""

    region: str
    way: str
    occupation: str = UNSAID
    level: str = UNSAID
    languages: set[str] = field(default_factory=set)


def publish(session: Session) -> int:
    """Count for every country with a ministry that has no figures for this month yet; returns how many.

    The figures of a month stay as they are whoever comes, changes or goes: two looks never differ by one person.
    """
    month = clock.today().replace(day=1)
    ministries = select(RoleGrant.country).where(RoleGrant.role == Role.MINISTRY, RoleGrant.country.is_not(None))
    there = select(SupplySnapshot.country).where(SupplySnapshot.month == month)
    due = sorted({country for country in session.scalars(ministries) if country} - set(session.scalars(there)))
    for country in due:
        session.add(SupplySnapshot(country=country, month=month, figures=figures(_people(session, country))))
    session.flush()
    return len(due)


def figures(people: Sequence[_Person]) -> dict[str, Any]:
    """Return all that may be published of these people: rows by occupation, each with its cells by one more trait.

    Every table has the same rows, and each row's cells hold everybody in it once, so that no table tells of another.
    """
    spoken = Counter(code for person in people for code in person.languages)
    enough = [code for code, count in sorted(spoken.items()) if K <= count <= len(people) - K]
    trees = {"region": regions(), "level": LEVELS, "way": WAYS, **{f"language-{code}": SPEAKS for code in enough}}
    rows = [
        {**_said(row), "cells": {
            name: [_said(cell) for cell in _ordered(rolled_up(_counts(people, row, name), tree))]
            for name, tree in trees.items()
        }}
        for row in _ordered(rolled_up(Counter(person.occupation for person in people), occupations()))
    ]  # fmt: skip
    return {"people": rounded(len(people)) if rows else 0, "rows": rows, "languages": enough if rows else []}


def _counts(people: Iterable[_Person], row: Block, name: str) -> Mapping[str, int]:
    def leaf(person: _Person) -> str:
        trait, _, code = name.partition("-")
        if trait == "language":
            return "yes" if code in person.languages else "no"
        return str(getattr(person, trait))

    return Counter(leaf(person) for person in people if person.occupation in row.leaves)


def _said(block: Block) -> dict[str, Any]:
    return {"group": block.group, "whole": block.whole, "people": block.people}


def _ordered(blocks: list[Block]) -> list[Block]:
    """Order by code; what gathers the others comes last, and what people did not say before it."""
    return sorted(blocks, key=lambda block: (block.group == "", block.group == UNSAID, block.group))


def _people(session: Session, country: str) -> list[_Person]:
    """Return the people who count for a country: nobody who is hidden from it, and who agreed to count."""
    counted = counted_for(country)
    places = reference.country_regions()
    found = {
        row.id: _Person(places.get(row.residence_country, ("", UNSAID))[1] or UNSAID, _way(row.modalities))
        for row in session.execute(select(Profile.id, Profile.residence_country, Profile.modalities).where(counted))
    }
    ids = select(Profile.id).where(counted).scalar_subquery()
    known = occupations()
    jobs = select(ProfileOccupation.profile_id, ProfileOccupation.isco).where(ProfileOccupation.profile_id.in_(ids))
    for owner, isco in session.execute(jobs.order_by(ProfileOccupation.id.desc())):  # the first one said wins
        found[owner].occupation = isco[:3] if isco[:3] in known else UNSAID
    levels: dict[int, int] = defaultdict(int)
    for owner, level in session.execute(
        select(Education.profile_id, Education.level).where(Education.profile_id.in_(ids))
    ):
        levels[owner] = max(levels[owner], level)
        found[owner].level = str(levels[owner])
    for row in session.execute(
        select(ProfileLanguage.profile_id, ProfileLanguage.code, ProfileLanguage.level).where(
            ProfileLanguage.profile_id.in_(ids)
        )
    ):
        if CEFR.index(row.level) >= WORKING:
            found[row.profile_id].languages.add(row.code)
    return list(found.values())


def _way(modalities: Sequence[str]) -> str:
    if Modality.PERMANENT in modalities:
        return "for_good"
    stays = Modality.TEMPORARY in modalities or Modality.CIRCULAR in modalities
    if Modality.VIRTUAL in modalities:
        return "stays_and_online" if stays else "online"
    return "stays" if stays else UNSAID


@cache
def occupations() -> Tree:
    """Return the minor groups of ISCO-08 with the groups above them."""
    codes = [code for code in reference.titles("isco08") if len(code) == 3]
    return {**{code: (code[:1], code[:2]) for code in codes}, UNSAID: ()}


@cache
def regions() -> Tree:
    """Return the subregions of M49 in which countries lie, with the regions above them."""
    parents = {row["code"]: row["parent"] for row in reference.rows("regions")}

    def above(code: str) -> tuple[str, ...]:
        parent = parents.get(code, "")
        return () if parent in ("", WORLD) else (*above(parent), parent)

    return {**{code: above(code) for _, code in reference.country_regions().values() if code}, UNSAID: ()}

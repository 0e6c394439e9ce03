"""Needs and skills: what open needs ask for beside what people hold, by country or region."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, String, cast, func, literal_column, select
from sqlalchemy.orm import Session, selectinload

from skillsbank.domain.vacancy import PUBLIC_STATES
from skillsbank.models import Institution, Profile, ProfileCountry, ProfileOccupation, ProfileSkill, Vacancy
from skillsbank.policies import Actor, Permission, matchable, require, vacancies_visible_to, visible_to
from skillsbank.queries import demand
from skillsbank.queries.institutions import countries_within_reach
from skillsbank.queries.paging import ROWS, Page, Wish, listing

Place = tuple[str, str]
"""A country, and a region in it or an empty text."""
DIGITS = {"minor": 3, "unit": 4}
"""What rows may be about, beside skills: digits of the ISCO-08 code."""
SKILLS = "skill"
TOP = 10
"""Rows of the plot."""


@dataclass(frozen=True, slots=True)
class GapFilter:
    """What a reader wants to see; empty means any."""

    about: str = "minor"
    """minor, unit or skill."""
    by: str = ""
    """"region": a row for each region in which there is an open need."""
    only: str = ""
    """"lacking": more posts than people; "unasked": held, and no open need asks for it."""
    country: str = ""
    region: str = ""
    sector: str = ""
    modality: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """One occupation or skill in one place."""

    country: str
    region: str
    code: str
    """ISCO-08 code, or the concept of a skill."""
    asked: int = 0
    """Open needs."""
    seats: int = 0
    """Their posts in this place."""
    held: int = 0
    """People from this country who would be matched; of a region, those who do not exclude it."""
    vacant: int = 0
    """Posts that institutions there report as vacant."""

    @property
    def gap(self) -> int:
        """Return how many posts there are more than people; below zero: people more than posts."""
        return self.seats - self.held


SORTS = {
    "what": lambda row: row.code,
    "country": lambda row: (row.country, row.region),
    "asked": lambda row: row.asked,
    "seats": lambda row: row.seats,
    "held": lambda row: row.held,
    "gap": lambda row: row.gap,
    "vacant": lambda row: row.vacant,
}


def page(found: list[Gap], wish: Wish) -> Page[Gap]:
    """Return one page of the rows, the widest gap first."""
    sort, order = (wish.sort, wish.order) if wish.sort in SORTS else ("gap", "desc")
    rows = sorted(found, key=lambda row: (row.country, row.region, row.code))
    rows.sort(key=SORTS[sort], reverse=order == "desc")
    if wish.whole:
        return Page(rows, len(rows), 1, sort, order)
    number = min(max(wish.page, 1), max(1, -(-len(rows) // ROWS)))
    return Page(rows[(number - 1) * ROWS : number * ROWS], len(rows), number, sort, order)


def widest(found: Iterable[Gap]) -> list[Gap]:
    """Return the rows with the widest gaps, for the plot."""
    lacking = [row for row in found if row.gap > 0]
    return sorted(lacking, key=lambda row: (-row.gap, row.country, row.region, row.code))[:TOP]


def gaps(session: Session, actor: Actor, wanted: GapFilter) -> list[Gap]:
    """Return every row; people count as far as the actor may know of them."""
    require(actor, Permission.PROGRAMME_GAP_READ)
    within = [code for code in countries(session, actor) if wanted.country in ("", code)]
    asked, seats = _asked(session, actor, wanted, within)
    vacant = _vacant(session, actor, wanted, within)
    places = {place for place, _code in (*asked, *vacant)} | {(code, "") for code in within if not _split(wanted)}
    held = _held(session, actor, wanted, places)
    return [
        row
        for place, code in sorted({*asked, *held, *vacant})
        if _wanted(
            row := Gap(*place, code, asked[place, code], seats[place, code], held[place, code], vacant[place, code]),
            wanted.only,
        )
    ]


def countries(session: Session, actor: Actor) -> list[str]:
    """Return the countries within the actor's reach that have institutions, for rows and filter."""
    there = set(session.scalars(select(Institution.country).distinct()))
    return [code for code in countries_within_reach(actor) if code in there]


def _split(wanted: GapFilter) -> bool:
    return wanted.by == "region" or bool(wanted.region)


def _wanted(row: Gap, only: str) -> bool:
    return {"lacking": row.gap > 0, "unasked": row.asked == 0 and row.held > 0}.get(only, True)


def _asked(
    session: Session, actor: Actor, wanted: GapFilter, within: list[str]
) -> tuple[Counter[tuple[Place, str]], Counter[tuple[Place, str]]]:
    """Return the number of open needs, and of their posts, for each place and code."""
    query = select(Vacancy).where(
        Vacancy.state.in_(PUBLIC_STATES), vacancies_visible_to(actor), Vacancy.country.in_(within)
    )
    for column, value in ((Vacancy.sector, wanted.sector), (Vacancy.modality, wanted.modality)):
        if value:
            query = query.where(column == value)
    asked: Counter[tuple[Place, str]] = Counter()
    seats: Counter[tuple[Place, str]] = Counter()
    for need in session.scalars(query.options(selectinload(Vacancy.stations), selectinload(Vacancy.skills))):
        posts: Counter[str] = Counter()
        for place in need.places:
            posts[place.region if _split(wanted) else ""] += place.seats
        for region, count in posts.items():
            if wanted.region in ("", region):
                for code in _codes_of(need, wanted.about):
                    asked[(need.country, region), code] += 1
                    seats[(need.country, region), code] += count
    return asked, seats


def _codes_of(need: Vacancy, about: str) -> set[str]:
    if about == SKILLS:
        return {skill.concept for skill in need.skills if skill.concept}
    return {need.isco[: DIGITS.get(about, 3)]} - {""}


def _held(session: Session, actor: Actor, wanted: GapFilter, places: Iterable[Place]) -> Counter[tuple[Place, str]]:
    """Return how many people hold each code, for each place.

    The database counts the people of a country by code and by the regions that they exclude, which are few.
    """
    regions: Mapping[str, set[str]] = defaultdict(set)
    for country, region in places:
        regions[country].add(region)
    model, code = _code_held(wanted.about)
    excluded = cast(Profile.excluded_regions, String)
    query = (
        select(ProfileCountry.country, code, excluded, func.count(Profile.id.distinct()))
        .select_from(Profile)
        .join(ProfileCountry, ProfileCountry.profile_id == Profile.id)
        .join(model, model.profile_id == Profile.id)
        .where(visible_to(actor), matchable(), *_traits(wanted), ProfileCountry.country.in_(list(regions)))
        .group_by(ProfileCountry.country, code, excluded)
    )
    found: Counter[tuple[Place, str]] = Counter()
    for country, said, unwanted, count in session.execute(query):
        if said:
            for region in regions[country] - set(json.loads(unwanted)):
                found[(country, region), said] += count
    return found


def _code_held(about: str) -> tuple[type[ProfileSkill | ProfileOccupation], SQLColumnExpression[Any]]:
    """Return the rows of a person that hold codes, and the code; written out, as PostgreSQL groups by it."""
    if about == SKILLS:
        return ProfileSkill, ProfileSkill.concept
    first, digits = (literal_column(str(number), Integer) for number in (1, DIGITS.get(about, 3)))
    return ProfileOccupation, func.substr(ProfileOccupation.isco, first, digits)


def _traits(wanted: GapFilter) -> list[ColumnElement[bool]]:
    columns = ((Profile.modalities, wanted.modality), (Profile.sectors, wanted.sector))
    return [listing(column, value) for column, value in columns if value]


def _vacant(session: Session, actor: Actor, wanted: GapFilter, within: list[str]) -> Counter[tuple[Place, str]]:
    """Return the posts reported as vacant for each place and occupation; of skills nobody reports."""
    vacant: Counter[tuple[Place, str]] = Counter()
    if wanted.about == SKILLS:
        return vacant
    asked = demand.DemandFilter(region=wanted.region, sector=wanted.sector)
    query = demand.lines_query(actor, Permission.PROGRAMME_GAP_READ, asked).where(Institution.country.in_(within))
    for line in session.scalars(query):
        institution = line.source.institution
        place = (institution.country, institution.region if _split(wanted) else "")
        if line.vacant:
            vacant[place, line.isco[: DIGITS.get(wanted.about, 3)]] += line.vacant
    return vacant

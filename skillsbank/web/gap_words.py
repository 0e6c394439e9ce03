"""What a row of needs and skills says, and the lists behind its figures."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from skillsbank.domain.vacancy import VacancyState
from skillsbank.queries.gaps import SKILLS, Gap, GapFilter
from skillsbank.web import labels, skills

ABOUT = {"minor": _l("Occupations"), "unit": _l("Occupations in detail"), "skill": _l("Skills")}
ONLY = {"lacking": _l("More posts than people"), "unasked": _l("Held, and nobody asks")}


def what(row: Gap, wanted: GapFilter) -> str:
    """Return the name of the occupation or the skill."""
    return skills.name(row.code) if wanted.about == SKILLS else labels.isco_title(row.code)


def place(row: Gap) -> str:
    """Return the country, with the region where the row is about one."""
    country, region = labels.country_name(row.country), labels.region_name(row.country, row.region)
    return str(_("%(region)s, %(country)s", region=region, country=country)) if region else country


def label(row: Gap, wanted: GapFilter) -> str:
    """Return what and where, for the plot."""
    return str(_("%(what)s, %(place)s", what=what(row, wanted), place=place(row)))


def needs(row: Gap, wanted: GapFilter) -> str:
    """Return the address of the open needs that a row counts."""
    kept = {"state": VacancyState.OPEN.value, "country": row.country, "region": row.region, **_same(row, wanted)}
    return _address("desk.needs", kept)


def people(row: Gap, wanted: GapFilter) -> str:
    """Return the address of the people whom a row counts; nothing for a region, which no list tells apart."""
    kept = {"agreed": "yes", "origin": row.country, **_same(row, wanted)}
    return "" if row.region else _address("experts.index", kept)


def posts(row: Gap, wanted: GapFilter) -> str:
    """Return the address of the posts that a row counts as vacant."""
    kept = {"country": row.country, "region": row.region, "sector": wanted.sector, "occupation": row.code}
    return _address("gaps.posts", kept)


def _same(row: Gap, wanted: GapFilter) -> dict[str, str]:
    name = "skill" if wanted.about == SKILLS else "occupation"
    return {name: row.code, "sector": wanted.sector, "modality": wanted.modality}


def _address(endpoint: str, kept: dict[str, str]) -> str:
    values: dict[str, str] = {name: value for name, value in kept.items() if value}
    return url_for(endpoint, **values)  # type: ignore[arg-type]  # filters, all texts

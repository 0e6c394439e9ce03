"""What a card may say of a person, each from its finest value to its coarsest."""

from collections.abc import Callable, Iterator

from skillsbank.models import Profile, ProfileSkill, Vacancy, VacancySkill
from skillsbank.reference import concept_by_label, country_regions

YEARS = (0, 3, 5, 10, 15, 20)
YEARS_COARSE = (0, 5, 10)
DAYS = (1, 14, 30, 90, 180)
"""The duration bands of programme reports (domain.md 8.1 T7), by their first day."""
MINOR_GROUP, NARROW_FIELD, BROAD_FIELD = 3, 3, 2

Values = Callable[[Profile], list[str]]
"""The values of one trait that hold for a person, from the finest to the coarsest; empty when unknown."""


def traits(vacancy: Vacancy, languages: list[str]) -> Iterator[tuple[str, Values]]:
    """Yield (kind, values) from the most useful to the least; `languages` are those to try besides the need's own.

    A kind such as "skill" comes once for each skill that the need requires.
    """
    yield "occupation", occupation
    yield "region", region
    yield "years", years
    yield "level", level
    yield "field", field
    for skill in vacancy.skills:
        if skill.required:
            yield "skill", has_skill(skill)
    asked = [language.code for language in vacancy.languages]
    for code in (*asked, *(code for code in sorted(languages) if code not in asked)):
        yield "language", speaks(code)
    for modality in ("temporary", "virtual", "circular", "permanent"):
        yield "modality", works(modality)
    yield "stay", stay


def occupation(profile: Profile) -> list[str]:
    """Return the ISCO-08 unit group of the main occupation, then its minor group."""
    if not profile.occupations:
        return []
    code = profile.occupations[0].isco
    return [code, code[:MINOR_GROUP]]


def region(profile: Profile) -> list[str]:
    """Return the M49 subregion of residence, then the continent."""
    known = country_regions().get(profile.residence_country)
    return [known[1], known[0]] if known else []


def years(profile: Profile) -> list[str]:
    """Return the band of years in the main occupation, then a wider one, as "5-9" or "20+"."""
    if not profile.occupations:
        return []
    worked = profile.occupations[0].years
    return [band(worked, YEARS), band(worked, YEARS_COARSE)]


def level(profile: Profile) -> list[str]:
    """Return the highest ISCED 2011 level."""
    return [str(max(row.level for row in profile.education))] if profile.education else []


def field(profile: Profile) -> list[str]:
    """Return the ISCED-F 2013 field of the highest qualification: detailed, narrow, broad."""
    if not profile.education:
        return []
    code = max(profile.education, key=lambda row: row.level).field
    widths = (len(code), NARROW_FIELD, BROAD_FIELD)
    return list(dict.fromkeys(code[:width] for width in widths if code))


def has_skill(wanted: VacancySkill) -> Values:
    """Return the trait "has this skill"; a level is not told."""
    key = skill_key(wanted)

    def values(profile: Profile) -> list[str]:
        return [wanted.label] if any(skill_key(skill) == key for skill in profile.skills) else []

    return values


def skill_key(skill: ProfileSkill | VacancySkill) -> str:
    """Return what two mentions of one skill share: the concept, else the label in lower case."""
    label = skill.label.strip().casefold()
    return skill.concept or concept_by_label().get(label, label)


def speaks(code: str) -> Values:
    """Return the trait "speaks this language": with the CEFR level as "fr C1", then the language alone."""

    def values(profile: Profile) -> list[str]:
        held = next((row for row in profile.languages if row.code == code), None)
        return [f"{code} {held.level}", code] if held else []

    return values


def works(modality: str) -> Values:
    """Return the trait "comes in this way"."""
    return lambda profile: [modality] if modality in profile.modalities else []


def stay(profile: Profile) -> list[str]:
    """Return the band of the longest stay that any window allows, in days."""
    return [band(max(window.max_days for window in profile.windows), DAYS)] if profile.windows else []


def band(number: int, starts: tuple[int, ...]) -> str:
    """Return the band of a number: "5-9", or "20+" for the last one; below the first start counts as the first."""
    place = max((i for i, start in enumerate(starts) if start <= number), default=0)
    if place == len(starts) - 1:
        return f"{starts[place]}+"
    return f"{starts[place]}-{starts[place + 1] - 1}"

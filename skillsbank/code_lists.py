"""The code lists that anybody may take away: occupations, education, sectors, regions, countries, levels, skills."""

from collections.abc import Sequence

from skillsbank import reference

_FILES = {
    "countries": "countries", "education-fields": "isced_fields", "education-levels": "isced_levels",
    "language-levels": "cefr", "occupations": "isco08", "reasons": "reason_codes", "regions": "regions",
    "sectors": "sectors", "skills": "lexicon", "subdivisions": "subdivisions",
}  # fmt: skip
NAMES = tuple(_FILES)


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a list: column -> text."""
    return reference.rows(_FILES[name])


def columns(name: str) -> Sequence[str]:
    """Return the columns of a list in their order."""
    return tuple(rows(name)[0])

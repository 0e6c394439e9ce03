"""The parts of a profile as a person answers them: eight questions first, then the sections of the task list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Section:
    """What one page changes: columns of the profile, and lists of rows with the columns of each row."""

    columns: tuple[str, ...] = ()
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


QUESTIONS: Mapping[str, Section] = {
    "name": Section(("given_name", "family_name")),
    "countries": Section(rows={"countries": ("country", "links")}),
    "residence": Section(("residence_country", "city")),
    "occupation": Section(rows={"occupations": ("title", "isco", "years", "current")}),
    "skills": Section(rows={"skills": ("label", "concept", "level", "can_teach")}),
    "languages": Section(rows={"languages": ("code", "level")}),
    "terms": Section(
        ("modalities", "must_keep_job", "leave_max_days", "hours_per_week", "time_zone", "connectivity"),
        {"windows": ("starts", "ends", "yearly", "min_days", "max_days", "notice_weeks")},
    ),
    "visibility": Section(),
}
"""In the order in which they are asked; together they make a profile that can be matched."""

TASKS: Mapping[str, Section] = {
    "about": Section(("name_original", "phone", "sex", "birth_year", "citizenships")),
    "texts": Section(("text_language", "headline", "summary", "public_summary", "motivation", "skill_tier", "sectors")),
    "education": Section(rows={"education": ("level", "field", "title", "school", "country", "year", "recognised_in")}),
    "experience": Section(
        rows={"experience": ("title", "isco", "sector", "employer", "country", "started", "ended", "text")}
    ),
    "licences": Section(rows={"licences": ("isco", "authority", "country", "valid_until")}),
    "conditions": Section(("employment", "right_of_return_until", "excluded_regions", "max_security_level")),
}
"""Everything else, in any order, whenever the person likes."""

SECTIONS: Mapping[str, Section] = {**QUESTIONS, **TASKS}


def years_worked(posts: Iterable[tuple[int, int | None]], this_year: int) -> int:
    """Return the calendar years covered by posts (first year, last year or None for still there), overlaps once.

    A post from 2014 to 2016 counts two years, one within a single year counts one.
    """
    covered: set[int] = set()
    for started, ended in posts:
        last = min(this_year, this_year if ended is None else ended)
        covered.update(range(started, max(last, started + 1)))
    return len({year for year in covered if year <= this_year})

"""The parts of a profile as a person answers them: eight questions first, then the sections of the task list."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from skillsbank.domain.vocabulary import ON_SITE, Modality


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
    "skills": Section(rows={"skills": ("label", "concept", "level", "can_teach", "last_used")}),
    "languages": Section(rows={"languages": ("code", "level", "reading", "writing", "certificate")}),
    "terms": Section(
        ("modalities", "must_keep_job", "leave_max_days", "hours_per_week", "time_zone", "connectivity"),
        {"windows": ("starts", "ends", "yearly", "min_days", "max_days", "notice_weeks")},
    ),
    "visibility": Section(),
}
"""In the order in which they are asked; together they make a profile that can be matched."""

TASKS: Mapping[str, Section] = {
    "about": Section(
        (
            "name_original", "other_names", "phone", "contact_channel", "sex", "birth_year", "citizenships",
            "diaspora_organisation",
        )
    ),
    "texts": Section(("text_language", "headline", "summary", "public_summary", "motivation", "skill_tier", "sectors")),
    "education": Section(
        rows={"education": ("level", "field", "title", "school", "country", "year", "month", "recognised_in")}
    ),
    "experience": Section(
        rows={
            "experience": (
                "title", "isco", "sector", "employer", "country", "started", "started_month", "ended", "ended_month",
                "part_time", "text",
            )
        }
    ),
    "licences": Section(rows={"licences": ("isco", "kind", "authority", "number", "country", "valid_until")}),
    "conditions": Section(
        (
            "employment", "leave_kind", "leave_letter", "right_of_return_until", "voluntary_move",
            "expected_allowance", "allowance_amount", "allowance_currency",
        )
    ),
    "places": Section(
        ("willing_regions", "excluded_regions", "max_security_level", "family_constraints", "dependants")
    ),
    "referees": Section(rows={"referees": ("name", "role", "contact", "agreed")}),
}  # fmt: skip
"""Everything else, in any order, whenever the person likes."""

SECTIONS: Mapping[str, Section] = {**QUESTIONS, **TASKS}


STAYS = frozenset({Modality.TEMPORARY, Modality.CIRCULAR})
"""Ways of working for which one leaves a job for a time only."""


def not_asked(
    section: str, modalities: Collection[str], *, must_keep_job: bool | None, candidate: bool
) -> frozenset[str]:
    """Return the columns and lists of a section that nobody needs of somebody who wants to work in these ways.

    `candidate` says whether the person applied or was put forward for a need.
    """
    ways = set(modalities)
    part = SECTIONS[section]
    if section == "places" and not ways & ON_SITE:
        return frozenset(part.columns)
    if section == "referees" and not candidate:
        return frozenset(part.rows)
    if section != "conditions":
        return frozenset()
    left = set() if ways & STAYS else {"leave_kind", "leave_letter"}
    if not must_keep_job:
        left.add("leave_letter")
    if not ways & ON_SITE:
        left.add("right_of_return_until")
    if Modality.PERMANENT not in ways:
        left.add("voluntary_move")
    return frozenset(left)


class Span(NamedTuple):
    """The time of a post; months where they are known, no last year while it lasts."""

    started: int
    ended: int | None
    started_month: int | None = None
    ended_month: int | None = None


def years_worked(posts: Iterable[Span], today: date) -> int:
    """Return the whole years covered by posts, overlaps once; part time counts in full.

    Without months a post from 2014 to 2016 counts two years, and one within a single year counts one; with them
    both its first and its last month count. A post that lasts counts until the last month that is over when its
    first month is known, else until the last year that is over.
    """
    covered: set[int] = set()
    for post in posts:
        first = _month(post.started, post.started_month)
        covered.update(range(first, min(_end(post, first, today), _month(today.year + 1, 1))))
    return len(covered) // 12


def _end(post: Span, first: int, today: date) -> int:
    """Return the month after the last one that counts."""
    if post.ended is None:
        return _month(today.year, today.month) if post.started_month else max(_month(today.year, 1), first + 12)
    if post.ended_month:
        return _month(post.ended, post.ended_month) + 1
    if post.started_month:
        return max(_month(post.ended, 1), first + 1)
    return max(_month(post.ended, 1), first + 12)


def _month(year: int, month: int | None) -> int:
    return year * 12 + (month or 1) - 1

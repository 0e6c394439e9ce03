"""Turns posts and degrees, from whatever file, into the facts of a profile, with the occupation that they show."""

from collections.abc import Sequence
from dataclasses import dataclass

from skillsbank import clock, reference
from skillsbank.domain.sections import Span, years_worked
from skillsbank.queries import suggestions
from skillsbank.reading.facts import Fact, row, single, some
from skillsbank.reading.words import isced

MOST_POSTS, MOST_DEGREES = 15, 8


@dataclass(frozen=True, slots=True)
class Post:
    """A post as a file tells it: years as text, empty where it says nothing."""

    title: str
    employer: str = ""
    country: str = ""
    started: str = ""
    ended: str = ""
    current: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Degree:
    """A qualification as a file tells it; `level` is ISCED 2011 where the file has it."""

    title: str
    school: str = ""
    country: str = ""
    year: str = ""
    level: str = ""
    field: str = ""


def career(headline: str, posts: Sequence[Post], degrees: Sequence[Degree]) -> list[Fact]:
    """Return the facts of posts and degrees, and the occupation that the headline or the newest post names."""
    facts = some(single("texts", "headline", headline[:120]))
    facts += _occupation(headline, posts)
    for degree in degrees[:MOST_DEGREES]:
        fields = {title.casefold(): code for code, title in reference.titles("isced_fields").items() if len(code) == 4}
        facts += some(
            row(
                "education", "education", level=degree.level or isced(degree.title), title=degree.title[:160],
                school=degree.school[:160], country=_country(degree.country), year=degree.year,
                field=fields.get(degree.field.casefold()),
            )
        )  # fmt: skip
    for post in posts[:MOST_POSTS]:
        if post.title:
            facts += some(
                row(
                    "experience", "experience", title=post.title[:120], employer=post.employer[:160],
                    country=_country(post.country), started=post.started,
                    ended="" if post.current else post.ended, text=post.text[:1000],
                )
            )  # fmt: skip
    return facts


def _occupation(headline: str, posts: Sequence[Post]) -> list[Fact]:
    """Return the occupation of the headline, else of the newest post, with the years of the posts that share it."""
    newest = sorted(posts, key=lambda post: (post.current or not post.ended, post.ended, post.started), reverse=True)
    title = headline or next((post.title for post in newest), "")
    if not title:
        return []
    code = suggestions.occupation_of(title)
    same = [post for post in posts if post.started and code and suggestions.occupation_of(post.title) == code]
    years = years_worked(
        (Span(int(post.started), int(post.ended) if post.ended else None) for post in same), clock.today()
    )
    going_on = any(post.current or not post.ended for post in same)
    return some(
        row(
            "occupation", "occupations", title=title[:120], years=str(years) if same else "",
            current="y" if going_on else "",
        )
    )  # fmt: skip


def _country(code: str) -> str:
    return code.upper() if code.upper() in reference.country_regions() else ""

"""People whose details somebody else passed on: how long they may wait, and what a list may tell of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

ANSWER_WITHIN = timedelta(days=60)
"""Whoever has not answered by then is erased."""
FILE_KEPT = timedelta(days=7)
"""The longest that an uploaded list waits to be taken over."""
MOST_ROWS = 10_000
BATCH = 200
"""Rows of one transaction."""

FIELDS = (
    "given_name", "family_name", "full_name", "email", "phone", "birth_year", "sex", "origin", "residence_country",
    "city", "occupation", "years", "skills", "languages", "summary", "language",
)  # fmt: skip
"""What a column of a list can hold, in the order of the page."""

NEEDED = ("email",)
"""Without an address nobody can answer; a name is needed as well, in one column or two."""


def lacking(fields: set[str]) -> list[str]:
    """Return which of e-mail and name no column holds."""
    names = {"given_name", "family_name", "full_name"}
    return [field for field in NEEDED if field not in fields] + ([] if fields & names else ["full_name"])


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list as it was read: what the person's draft will hold, or what is wrong with it (field, code)."""

    number: int
    email: str = ""
    language: str = "en"
    columns: Mapping[str, Any] = field(default_factory=dict)
    origins: tuple[str, ...] = ()
    occupation: Mapping[str, Any] | None = None
    skills: tuple[Mapping[str, Any], ...] = ()
    languages: tuple[Mapping[str, str], ...] = ()
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def who(self) -> tuple[str, int] | None:
        """Return name and year of birth as they are compared; None when the year is not known."""
        return same(self.columns.get("given_name"), self.columns.get("family_name"), self.columns.get("birth_year"))


def same(given: str | None, family: str | None, year: int | None) -> tuple[str, int] | None:
    """Return name and year of birth in the form in which two people are compared; None when something lacks."""
    name = " ".join(f"{given or ''} {family or ''}".casefold().split())
    return (name, year) if year is not None and name else None

"""People whose details somebody else passed on: how long they may wait, and what a list may tell of them."""

from datetime import timedelta

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

"""How long records are kept at most, and from which moment that counts."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

PROFILE_MONTHS = 24
"""After the last confirmation."""
DRAFT_MONTHS = 6
APPLICATION_MONTHS = 12
"""After an end without a placement."""
RUN_MONTHS = 24
MAIL_KEPT = timedelta(days=30)
LINK_KEPT = timedelta(days=7)
ERASED_WITHIN = timedelta(days=28)
"""Whom no auditor has erased by then, the service erases: a person asked, and the law says within a month."""


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day and time `months` earlier, the last day of a shorter month."""
    count = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(count, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def months_kept(record: str, promised: int, programmes: Iterable[Mapping[str, int]]) -> int:
    """Return how many months a record of many programmes is kept: as long as the longest of them, never longer than
    the service promises.
    """
    return min(promised, max((terms.get(record, promised) for terms in programmes), default=promised))

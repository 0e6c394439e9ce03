"""How long records are kept at most, and from which moment that counts."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

PROFILE_MONTHS = 24
"""After the last confirmation."""
DRAFT_MONTHS = 6
APPLICATION_MONTHS = 12
"""After an end without a placement."""
RUN_MONTHS = 24
TRAIL_MONTHS = 84
"""What shows who did, read, decided and agreed to what; of an agreement after its end."""
WARNED_BEFORE = timedelta(days=30)
"""How long before the end of their time people read that it comes."""
MAIL_KEPT = timedelta(days=30)
LINK_KEPT = timedelta(days=7)
ERASED_WITHIN = timedelta(days=28)
"""Whom no auditor has erased by then, the service erases: a person asked, and the law says within a month."""


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day and time `months` earlier, the last day of a shorter month."""
    count = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(count, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def last_day(since: datetime, months: int) -> date:
    """Return the day on which `months` after `since` are over, as months_before counts them."""
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    days = monthrange(year, month + 1)[1]
    last = date(year, month + 1, min(since.day, days))
    return last if since.day <= days else last + timedelta(days=1)


def months_kept(record: str, promised: int, programmes: Iterable[Mapping[str, int]]) -> int:
    """Return how many months a record of many programmes is kept: as long as the longest of them, never longer than
    the service promises.
    """
    return min(promised, max((terms.get(record, promised) for terms in programmes), default=promised))

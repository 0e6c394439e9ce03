"""The only clock: everything that asks for the time asks here, so that a test can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

_shift: ContextVar[timedelta] = ContextVar("clock_shift", default=timedelta())


def now() -> datetime:
    """Return the present moment in UTC, with its zone."""
    return datetime.now(UTC) + _shift.get()


def today() -> date:
    """Return the present day in UTC."""
    return now().date()


@contextmanager
def moved(by: timedelta) -> Iterator[None]:
    """Move the clock by `by` inside the block: for tests of deadlines and retention, and the demo's past."""
    token = _shift.set(_shift.get() + by)
    try:
        yield
    finally:
        _shift.reset(token)

"""The diagram of a person's candidacy for a vacancy, as far as it runs today: interest and its end."""

from datetime import date, timedelta
from enum import StrEnum

from skillsbank.domain.lifecycle import Lifecycle, move


class ApplicationState(StrEnum):
    """Where a candidacy stands."""

    APPLIED = "applied"
    WITHDRAWN = "withdrawn"
    CLOSED_VACANCY = "closed_vacancy"


class ApplicationAction(StrEnum):
    """What may happen to a candidacy."""

    WITHDRAW = "withdraw"
    APPLY_AGAIN = "apply_again"
    CLOSE_VACANCY = "close_vacancy"


_S, _A = ApplicationState, ApplicationAction

APPLICATION: Lifecycle[ApplicationState, ApplicationAction] = Lifecycle(
    ApplicationState,
    {
        _A.WITHDRAW: move(_S.APPLIED, to=_S.WITHDRAWN),
        _A.APPLY_AGAIN: move(_S.WITHDRAWN, to=_S.APPLIED),
        _A.CLOSE_VACANCY: move(_S.APPLIED, to=_S.CLOSED_VACANCY),
    },
)

MINISTRY_FIELDS = ("card", "name", "email")
"""What the ministry may read of a person who agreed: the card now, name and address once they are selected."""

NAMED_FOR = timedelta(days=180)
"""How long an agreement to be named holds after the last day of the call, or after today where there is none."""


def named_until(today: date, deadline: date | None) -> date:
    """Return the last day on which an agreement to be named for a need holds."""
    return (deadline or today) + NAMED_FOR

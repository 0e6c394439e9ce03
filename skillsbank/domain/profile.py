"""The diagram of an expert's profile and the answers that make it matchable."""

from datetime import timedelta
from enum import StrEnum

from skillsbank.domain.lifecycle import Lifecycle, move


class ProfileState(StrEnum):
    """Where a profile stands; "placed" is not here because it follows from placements."""

    DRAFT = "draft"
    ACTIVE = "active"
    INFO_REQUESTED = "info_requested"
    INELIGIBLE = "ineligible"
    PAUSED = "paused"
    STALE = "stale"
    UNREACHABLE = "unreachable"
    WITHDRAWN = "withdrawn"
    ERASURE_PENDING = "erasure_pending"
    ERASED = "erased"


class ProfileAction(StrEnum):
    """What may happen to a profile."""

    ACTIVATE = "activate"
    ASK = "ask"
    ANSWER = "answer"
    REJECT = "reject"
    REOPEN = "reopen"
    HIDE = "hide"
    SHOW = "show"
    GO_STALE = "go_stale"
    LOSE_TOUCH = "lose_touch"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"
    REACTIVATE = "reactivate"
    REQUEST_ERASURE = "request_erasure"
    MERGE = "merge"
    ERASE = "erase"


_S, _A = ProfileState, ProfileAction
_IN_USE = (_S.ACTIVE, _S.INFO_REQUESTED, _S.INELIGIBLE, _S.PAUSED, _S.STALE, _S.UNREACHABLE)

PROFILE: Lifecycle[ProfileState, ProfileAction] = Lifecycle(
    ProfileState,
    {
        _A.ACTIVATE: move(_S.DRAFT, to=_S.ACTIVE),
        _A.ASK: move(_S.ACTIVE, to=_S.INFO_REQUESTED),
        _A.ANSWER: move(_S.INFO_REQUESTED, to=_S.ACTIVE),
        _A.REJECT: move(_S.ACTIVE, _S.INFO_REQUESTED, to=_S.INELIGIBLE),
        _A.REOPEN: move(_S.INELIGIBLE, to=_S.ACTIVE),
        _A.HIDE: move(_S.ACTIVE, to=_S.PAUSED),
        _A.SHOW: move(_S.PAUSED, to=_S.ACTIVE),
        _A.GO_STALE: move(_S.ACTIVE, to=_S.STALE),
        # two bounced mails end in the same state as a year of silence
        _A.LOSE_TOUCH: move(_S.STALE, _S.ACTIVE, to=_S.UNREACHABLE),
        # confirming an active profile renews its date and keeps it active
        _A.CONFIRM: move(_S.ACTIVE, _S.STALE, _S.UNREACHABLE, to=_S.ACTIVE),
        _A.WITHDRAW: move(_S.DRAFT, *_IN_USE, to=_S.WITHDRAWN),
        _A.REACTIVATE: move(_S.WITHDRAWN, to=_S.DRAFT),
        _A.REQUEST_ERASURE: move(_S.DRAFT, *_IN_USE, _S.WITHDRAWN, to=_S.ERASURE_PENDING),
        # the kept record takes the newest confirmed values; what is left of the other is a stub
        _A.MERGE: move(*_IN_USE, to=_S.ERASED),
        _A.ERASE: move(_S.ERASURE_PENDING, to=_S.ERASED),
    },
)

MATCHABLE_STATES = frozenset({_S.ACTIVE})
STALE_AFTER_DAYS = 180
STALE_WARNINGS_DAYS = (150, 165)
UNREACHABLE_AFTER_DAYS = 365
MINIMUM_SKILLS = 3
REVEAL_WAIT = timedelta(hours=24)
"""From asking to be shown in a country of origin to the person's own second confirmation (protection.md 1)."""
READS_FROM = ("B1", "B2", "C1", "C2")
"""CEFR levels at which a text on risks or an agreement can be understood."""

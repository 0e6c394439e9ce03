"""The diagram of a vacancy (the terms of reference) and the check that stands before publication."""

from enum import StrEnum

from skillsbank.domain.lifecycle import Lifecycle, move


class VacancyState(StrEnum):
    """Where a vacancy stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ENDORSED = "endorsed"
    REFUSED = "refused"
    APPROVED = "approved"
    OPEN = "open"
    CLOSED = "closed_to_applications"
    SUSPENDED = "suspended"
    IN_SELECTION = "in_selection"
    FILLED = "filled"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"


class VacancyAction(StrEnum):
    """What may happen to a vacancy."""

    SUBMIT = "submit"
    ENDORSE = "endorse"
    WAIVE_ENDORSEMENT = "waive_endorsement"
    APPROVE = "approve"
    PUBLISH = "publish"
    EXTEND = "extend"
    CLOSE = "close"
    START_SELECTION = "start_selection"
    FILL = "fill"
    RETURN = "return"
    REFUSE = "refuse"
    SUSPEND = "suspend"
    RESUME = "resume"
    FAIL = "fail"
    READVERTISE = "readvertise"
    CANCEL = "cancel"
    ARCHIVE = "archive"


_S, _A = VacancyState, VacancyAction

VACANCY: Lifecycle[VacancyState, VacancyAction] = Lifecycle(
    VacancyState,
    {
        _A.SUBMIT: move(_S.DRAFT, to=_S.SUBMITTED),
        _A.ENDORSE: move(_S.SUBMITTED, to=_S.ENDORSED),
        _A.WAIVE_ENDORSEMENT: move(_S.SUBMITTED, to=_S.ENDORSED),
        _A.APPROVE: move(_S.ENDORSED, to=_S.APPROVED),
        _A.PUBLISH: move(_S.APPROVED, to=_S.OPEN),
        _A.EXTEND: move(_S.OPEN, to=_S.OPEN),
        _A.CLOSE: move(_S.OPEN, to=_S.CLOSED),
        _A.START_SELECTION: move(_S.CLOSED, to=_S.IN_SELECTION),
        _A.FILL: move(_S.IN_SELECTION, to=_S.FILLED),
        _A.RETURN: move(_S.SUBMITTED, _S.ENDORSED, to=_S.DRAFT),
        _A.REFUSE: move(_S.SUBMITTED, to=_S.REFUSED),
        _A.SUSPEND: move(_S.OPEN, _S.CLOSED, to=_S.SUSPENDED),
        _A.RESUME: move(_S.SUSPENDED, to=None),
        _A.FAIL: move(_S.IN_SELECTION, to=_S.FAILED),
        # the failed vacancy stays as it is; what goes on is a linked copy in draft
        _A.READVERTISE: move(_S.FAILED, to=_S.FAILED),
        _A.CANCEL: move(
            _S.DRAFT, _S.SUBMITTED, _S.ENDORSED, _S.APPROVED, _S.OPEN, _S.CLOSED, _S.SUSPENDED,
            _S.IN_SELECTION, to=_S.CANCELLED,
        ),
        _A.ARCHIVE: move(_S.FILLED, to=_S.ARCHIVED),
    },
)  # fmt: skip

ANSWER_DAYS = 10
"""A ministry that has not answered for longer is late."""
PUBLIC_STATES = frozenset({_S.OPEN})
RANKABLE_STATES = frozenset({_S.SUBMITTED, _S.ENDORSED, _S.APPROVED, _S.OPEN, _S.CLOSED, _S.IN_SELECTION})
CANDIDATE_STATES = RANKABLE_STATES | {_S.SUSPENDED}
"""While a need stands here its institution may read of candidates; access ends with the need."""
UNFILLED_STATES = frozenset({_S.REFUSED, _S.FAILED, _S.CANCELLED})
"""A need that ended here ended for everybody who was a candidate, without a placement."""
SMALLEST_TEAM, LARGEST_TEAM = 2, 5
"""How many roles a team has when it is published, and at most."""
EDITABLE_STATES = frozenset({_S.DRAFT, _S.SUBMITTED, _S.ENDORSED})

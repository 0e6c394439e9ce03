"""The diagram of a host institution: verified by an officer with evidence, suspended with a reason, resumed."""

from enum import StrEnum

from skillsbank.domain.lifecycle import Lifecycle, move
from skillsbank.domain.vocabulary import InstitutionState


class InstitutionAction(StrEnum):
    """What may happen to an institution."""

    VERIFY = "verify"
    SUSPEND = "suspend"
    RESUME = "resume"


_S, _A = InstitutionState, InstitutionAction

INSTITUTION: Lifecycle[InstitutionState, InstitutionAction] = Lifecycle(
    InstitutionState,
    {
        _A.VERIFY: move(_S.UNVERIFIED, to=_S.VERIFIED),
        _A.SUSPEND: move(_S.VERIFIED, to=_S.SUSPENDED),
        _A.RESUME: move(_S.SUSPENDED, to=_S.VERIFIED),
    },
)

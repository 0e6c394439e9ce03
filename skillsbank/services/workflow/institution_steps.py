"""The steps of an institution: an officer verifies with evidence, suspends with a reason, resumes."""

from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import Incomplete
from skillsbank.domain.institution import InstitutionAction as A
from skillsbank.models import Institution
from skillsbank.policies import Actor, Permission
from skillsbank.services.workflow.step import Step

_VERIFY = (Permission.PROGRAMME_INSTITUTION_VERIFY,)


def _seen(_session: Session, _actor: Actor, institution: Institution) -> None:
    if not institution.evidence.strip():
        raise Incomplete("institution_evidence", missing=["evidence"])


def _verified(_session: Session, actor: Actor, institution: Institution) -> None:
    institution.verified_at, institution.verified_by_id = clock.now(), actor.account_id


INSTITUTION_STEPS: dict[A, Step[Institution]] = {
    A.VERIFY: Step(_VERIFY, guard=_seen, evidence=_verified),
    A.SUSPEND: Step(_VERIFY, reason="suspend_institution"),
    A.RESUME: Step(_VERIFY),
}

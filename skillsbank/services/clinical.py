"""What a candidate for clinical work answers about being allowed to do it."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.clinical import is_clinical
from skillsbank.domain.errors import NotFound
from skillsbank.domain.vocabulary import CouncilState, Readiness
from skillsbank.models import ClinicalAnswers, Profile, Vacancy
from skillsbank.policies import Actor
from skillsbank.policies.candidacy import candidate_for
from skillsbank.services import audit
from skillsbank.services.profiles import open_for_answers


@dataclass(frozen=True, slots=True)
class Clinical:
    """The answers; of vaccinations only whether they are or will be up to date."""

    council: CouncilState
    council_number: str
    liability_cover: Readiness
    vaccinations: Readiness
    home_effect_understood: bool


def answer(session: Session, actor: Actor, profile: Profile, vacancy: Vacancy, given: Clinical) -> None:
    """Keep the answers for a clinical need; later ones replace them.

    Raises Refused, IllegalMove, or NotFound for a need that is not clinical or that the person is no candidate for.
    """
    open_for_answers(actor, profile, profile.version)
    session.refresh(profile, with_for_update=True)  # two presses at once wait for each other
    is_candidate = session.scalar(select(Vacancy.id).where(Vacancy.id == vacancy.id, candidate_for(profile)))
    if is_candidate is None or not is_clinical(vacancy.isco, teaching_only=vacancy.teaching_only):
        raise NotFound("no_such_need")
    query = select(ClinicalAnswers).where(
        ClinicalAnswers.profile_id == profile.id, ClinicalAnswers.vacancy_id == vacancy.id
    )
    held = session.scalar(query)
    if held is None:
        held = ClinicalAnswers(profile_id=profile.id, vacancy_id=vacancy.id)
        session.add(held)
    held.council = given.council
    held.council_number = given.council_number if given.council is not CouncilState.NOT_YET else ""
    held.liability_cover, held.vaccinations = given.liability_cover, given.vaccinations
    held.home_effect_understood = given.home_effect_understood
    held.updated_at = clock.now()
    session.flush()
    audit.record(session, actor, "profile:clinical", profile, need=vacancy.public_id)


def forget_all(session: Session, profile: Profile) -> None:
    """Delete the answers for every need, because the person leaves."""
    session.execute(delete(ClinicalAnswers).where(ClinicalAnswers.profile_id == profile.id))

"""People without an account who agree on signed paper: recording it, renewing it, leaving again."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time

from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.consents import TEXT_VERSION
from skillsbank.domain.errors import IllegalMove, Invalid
from skillsbank.domain.profile import ProfileAction
from skillsbank.domain.vocabulary import IntakeAnswer, Purpose
from skillsbank.models import Consent, Intake
from skillsbank.policies import SYSTEM, Actor, Permission, require
from skillsbank.services import audit, erasure, workflow
from skillsbank.services.checks import missing_to_activate
from skillsbank.services.intakes import must_be_open
from skillsbank.services.profiles import touch
from skillsbank.services.visibility import must_read


def signed(
    session: Session,
    actor: Actor,
    intake: Intake,
    *,
    place: str,
    day: date,
    agreed: Collection[Purpose] = (),
    language: str = "",
) -> None:
    """Record what the person agreed to on paper, which is kept at `place` and written in `language`.

    From now on the team may see the draft. Where the paper agrees that the profile is kept and the questions are
    answered, it comes into use as it does by a link, and is ranked if the paper agrees to that too. Who may see the
    person in the countries of their family stays unanswered: there they are hidden.
    Raises Invalid for a day to come, or when the person does not read the language of the paper.
    """
    must_be_open(actor, intake)
    if day > clock.today():
        raise Invalid("day_to_come")
    if agreed:
        must_read(intake.profile, language)
    intake.answered_at, intake.answer, intake.paper_place, intake.paper_date = (
        clock.now(),
        IntakeAnswer.PAPER,
        place,
        day,
    )
    intake.profile.on_paper = True
    touch(session, intake.profile)
    audit.record(session, actor, "intake:signed", intake.profile)
    for purpose in agreed:
        session.add(
            Consent(
                profile_id=intake.profile_id, purpose=purpose, text_version=f"paper/{TEXT_VERSION[purpose]}",
                language=language, given_at=datetime.combine(day, time.min, UTC),
            )
        )  # fmt: skip
        audit.record(session, actor, "consent:give", intake.profile, purpose=purpose.value, language=language)
    session.flush()
    if not missing_to_activate(session, intake.profile):
        workflow.perform(session, SYSTEM, intake.profile, ProfileAction.ACTIVATE)


def signed_again(session: Session, actor: Actor, intake: Intake, *, place: str, day: date) -> None:
    """Record a new signature of somebody on paper, who confirms by it that everything is still right.

    Raises Refused, IllegalMove, Invalid for a day to come or before the paper that is known.
    """
    require(actor, Permission.PROGRAMME_IMPORT_WRITE)
    if day > clock.today():
        raise Invalid("day_to_come")
    if not intake.profile.on_paper or (intake.paper_date is not None and day < intake.paper_date):
        raise Invalid("older_paper")
    intake.paper_place, intake.paper_date = place, day
    session.flush()
    audit.record(session, actor, "intake:signed", intake.profile)
    workflow.perform(session, SYSTEM, intake.profile, ProfileAction.CONFIRM)


def leave(session: Session, actor: Actor, intake: Intake) -> None:
    """Take somebody on paper out at their word: nobody is shown them from now on, and the auditor erases them.

    The caller found the intake by a query that is scoped to the actor. Raises Refused, IllegalMove.
    """
    require(actor, Permission.PROGRAMME_IMPORT_WRITE)
    if not intake.profile.on_paper:
        raise IllegalMove("not_on_paper")
    audit.record(session, actor, "intake:drop", intake.profile)
    erasure.ask(session, intake.profile)

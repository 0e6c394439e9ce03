"""Contesting a ranking: the person says what is wrong, a human of the programme looks and answers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Invalid, NotFound
from skillsbank.domain.vacancy import PUBLIC_STATES
from skillsbank.models import Objection, Profile, Vacancy
from skillsbank.policies import Actor, Permission, require, visible_to
from skillsbank.services import audit


def contest(session: Session, actor: Actor, profile: Profile, vacancy: Vacancy, words: str) -> Objection:
    """Take what the person says against how they stand for a need.

    Raises Refused (not the person), Invalid (no words, the need is not public) or IllegalMove (one waits already).
    """
    require(actor, Permission.OWN_APPLICATION_WRITE, profile)
    session.refresh(profile, with_for_update=True)  # two presses at once wait for each other
    if not words.strip() or vacancy.state not in PUBLIC_STATES:
        raise Invalid("objection_needs_words_and_an_open_need")
    if waiting(session, profile, vacancy) is not None:
        raise IllegalMove("objection_waits")
    made = Objection(profile=profile, vacancy=vacancy, words=words.strip())
    session.add(made)
    session.flush()
    audit.record(session, actor, "objection:make", made)
    return made


def answer(session: Session, actor: Actor, objection: Objection, words: str) -> None:
    """Answer; raises Refused, NotFound (the person may not be seen), Invalid (no words), IllegalMove (was answered)."""
    require(actor, Permission.PROGRAMME_SHORTLIST_WRITE, objection.vacancy)
    if session.scalar(select(Profile.id).where(Profile.id == objection.profile_id, visible_to(actor))) is None:
        raise NotFound("objection")
    if not words.strip():
        raise Invalid("answer_needs_words")
    session.execute(select(Objection.id).where(Objection.id == objection.id).with_for_update())
    session.refresh(objection, ["answered_at"])
    if objection.answered_at is not None:
        raise IllegalMove("objection_answered")
    objection.answer, objection.answered_at, objection.actor_id = words.strip(), clock.now(), actor.account_id
    session.flush()
    audit.record(session, actor, "objection:answer", objection)


def waiting(session: Session, profile: Profile, vacancy: Vacancy) -> Objection | None:
    """Return the objection of a person to a need that nobody has answered yet."""
    query = select(Objection).where(
        Objection.profile_id == profile.id, Objection.vacancy_id == vacancy.id, Objection.answered_at.is_(None)
    )
    return session.scalar(query)

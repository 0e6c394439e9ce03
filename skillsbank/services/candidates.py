"""An institution looks at the people suggested for its need: what it may read, and the trace of each look."""

from collections.abc import Callable, Iterable

from sqlalchemy import not_, or_, select
from sqlalchemy.orm import Session, selectinload

from skillsbank.disclosure import Card, NamedRecord, card, named_record
from skillsbank.disclosure.traits import MINOR_GROUP
from skillsbank.domain.errors import NotFound
from skillsbank.domain.profile import ProfileState
from skillsbank.models import Consent, Profile, ProfileOccupation, Vacancy
from skillsbank.policies import (
    Actor,
    Permission,
    can,
    hidden_from,
    live_disclosure,
    named_for,
    picked_for,
    shown_to,
)
from skillsbank.services import audit, disclosures

_LOADED = (
    selectinload(Profile.occupations),
    selectinload(Profile.skills),
    selectinload(Profile.languages),
    selectinload(Profile.education),
    selectinload(Profile.windows),
)


def look(
    session: Session, actor: Actor, public_id: str, code_of: Callable[[int, int], str]
) -> list[Card | NamedRecord]:
    """Return the candidates of one of the actor's needs as far as each may be shown, and note each disclosure.

    `code_of` makes the code from the ids of vacancy and profile; the list is in the order of the codes, which says
    nothing about anybody. Raises NotFound for a need that is missing or not the actor's.
    """
    vacancy = session.scalar(select(Vacancy).where(Vacancy.public_id == public_id))
    if vacancy is None or not can(actor, Permission.INSTITUTION_CANDIDATE_READ, vacancy):
        raise NotFound("no_such_need")
    query = (
        select(Profile, picked_for(actor))
        .join(Vacancy, Vacancy.id == vacancy.id)
        .where(or_(picked_for(actor), named_for(actor)))
        .options(*_LOADED)
    )
    candidates = [(profile, picked) for profile, picked in session.execute(query)]
    population = _population(session, actor, vacancy, [profile for profile, _ in candidates])
    shown: list[Card | NamedRecord] = []
    for profile, picked in candidates:
        code = code_of(vacancy.id, profile.id)
        if agreed := _agreed(session, actor, vacancy, profile):
            record = named_record(code, profile, agreed)
            disclosures.note(session, actor, profile, vacancy=vacancy, purpose="named", fields=record.fields)
            shown.append(record)
        elif picked and (made := card(code, profile, vacancy, population)) is not None:
            kinds = sorted({trait.kind for trait in made.traits})
            disclosures.note(
                session, actor, profile, vacancy=vacancy, purpose="card", fields=(*kinds, "public_summary")
            )
            shown.append(made)
    audit.record(session, actor, "vacancy:candidates", vacancy, shown=len(shown))
    session.flush()
    return sorted(shown, key=lambda person: person.code)


def _agreed(session: Session, actor: Actor, vacancy: Vacancy, profile: Profile) -> set[str]:
    query = (
        select(Consent)
        .join(Profile, Profile.id == Consent.profile_id)
        .join(Vacancy, Vacancy.id == Consent.vacancy_id)
        .where(Profile.id == profile.id, live_disclosure(vacancy.id, "institution"), named_for(actor))
    )
    return {field for consent in session.scalars(query) for field in consent.fields}


def _population(session: Session, actor: Actor, vacancy: Vacancy, candidates: Iterable[Profile]) -> list[Profile]:
    """Return the people with whom a card may be shared: active, shown in the need's country, known to this reader.

    Only those with an occupation in some minor group of the candidates: nobody else shares a card's first trait.
    """
    groups = {row.isco[:MINOR_GROUP] for profile in candidates for row in profile.occupations[:1]}
    if not groups:
        return []
    alike = select(ProfileOccupation.profile_id).where(
        or_(*(ProfileOccupation.isco.startswith(group, autoescape=True) for group in sorted(groups)))
    )
    query = (
        select(Profile)
        .where(
            Profile.state == ProfileState.ACTIVE,
            shown_to(vacancy.country),
            not_(hidden_from(actor.duty_country)),
            Profile.id.in_(alike),
        )
        .options(*_LOADED)
    )
    return list(session.scalars(query))

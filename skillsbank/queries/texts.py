"""The texts of programmes that are in force: of each language the newest version."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from skillsbank.domain.texts import TextKind, primary
from skillsbank.models import Profile, Programme, ProgrammeText


def in_force(session: Session, kind: TextKind, programmes: Sequence[Programme]) -> list[ProgrammeText]:
    """Return the newest text of a kind in each language; where two programmes have one, the first programme's."""
    order = {programme.id: place for place, programme in enumerate(programmes)}
    query = (
        select(ProgrammeText)
        .where(ProgrammeText.kind == kind, ProgrammeText.programme_id.in_(order))
        .options(joinedload(ProgrammeText.programme))
    )
    found: dict[str, ProgrammeText] = {}
    for text in sorted(session.scalars(query), key=lambda row: (order[row.programme_id], -row.version)):
        found.setdefault(text.language, text)
    return [found[tag] for tag in sorted(found)]


def of_programme(session: Session, programme: Programme) -> Sequence[ProgrammeText]:
    """Return every version of every text of a programme, by kind and language, the newest first."""
    query = select(ProgrammeText).where(ProgrammeText.programme_id == programme.id)
    order = (ProgrammeText.kind, ProgrammeText.language, ProgrammeText.version.desc())
    return session.scalars(query.order_by(*order)).all()


def open_to(session: Session, profile: Profile, country: str | None = None) -> list[Programme]:
    """Return the programmes for people of the person's countries (or of `country` alone), by code."""
    countries = {country} if country else {row.country for row in profile.countries}
    every = session.scalars(select(Programme).order_by(Programme.code))
    return [each for each in every if any(each.current.terms.accepts_country(code) for code in countries)]


def languages(session: Session) -> list[str]:
    """Return the languages (ISO 639) in which some programme has a text."""
    return sorted({primary(tag) for tag in session.scalars(select(ProgrammeText.language).distinct())})

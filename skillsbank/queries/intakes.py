"""Lists from files and people who wait for their own answer, as the officer who passed them on sees them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from skillsbank.domain.errors import NotFound
from skillsbank.models import FileImport, ImportProblem, ImportSource, Intake, Profile
from skillsbank.policies import Actor, Permission, kept_on_paper, require, visible_to, waiting_for
from skillsbank.queries.paging import Page, Wish, paged

PROBLEMS = 50
"""Rows with problems on the page; the file has them all."""
SORTS = {"begun": Intake.created_at}


@dataclass(frozen=True, slots=True)
class Problem:
    """What was wrong with a row."""

    number: int
    field: str
    code: str


def lists(session: Session, actor: Actor) -> Sequence[FileImport]:
    """Return the actor's own lists, the newest first."""
    require(actor, Permission.PROGRAMME_IMPORT_WRITE)
    query = select(FileImport).where(FileImport.officer_id == actor.account_id).order_by(FileImport.id.desc())
    return session.scalars(query.options(joinedload(FileImport.source)).limit(100)).all()


def one_list(session: Session, actor: Actor, public_id: str) -> FileImport:
    """Return a list of the actor's own with what is left of its file; raises NotFound for any other."""
    require(actor, Permission.PROGRAMME_IMPORT_WRITE)
    query = select(FileImport).where(FileImport.public_id == public_id, FileImport.officer_id == actor.account_id)
    found = session.scalar(query.options(joinedload(FileImport.source), undefer(FileImport.content)))
    if found is None:
        raise NotFound("import")
    return found


def sources(session: Session, actor: Actor) -> Sequence[ImportSource]:
    """Return the actor's named sources in the order of their names."""
    query = select(ImportSource).where(ImportSource.officer_id == actor.account_id).order_by(ImportSource.name)
    return session.scalars(query).all()


def problems(session: Session, one: FileImport, most: int | None = None) -> list[Problem]:
    """Return what was wrong with rows, in the order of the file."""
    query = select(ImportProblem).where(ImportProblem.import_id == one.id).order_by(ImportProblem.id)
    return [Problem(row.number, row.field, row.code) for row in session.scalars(query.limit(most))]


def waiting(session: Session, actor: Actor, wish: Wish) -> Page[Intake]:
    """Return one page of the people whose details the actor passed on and who have not answered, the newest first."""
    query = (
        select(Intake)
        .join(Profile, Profile.id == Intake.profile_id)
        .where(visible_to(actor), waiting_for(actor))
        .options(selectinload(Intake.profile))
    )
    return paged(session, query, wish, SORTS, "begun")


def on_paper(session: Session, actor: Actor) -> Sequence[Profile]:
    """Return the people who signed on paper and have no account yet, as far as the actor may know of them."""
    require(actor, Permission.PROGRAMME_IMPORT_WRITE)
    query = select(Profile).where(visible_to(actor), kept_on_paper()).order_by(Profile.id.desc())
    return session.scalars(query.limit(200)).all()


def person(session: Session, actor: Actor, public_id: str) -> Intake:
    """Return somebody without an account whom the actor may know of; raises NotFound otherwise."""
    require(actor, Permission.PROGRAMME_IMPORT_WRITE)
    query = (
        select(Intake)
        .join(Profile, Profile.id == Intake.profile_id)
        .where(Profile.public_id == public_id, Profile.account_id.is_(None), visible_to(actor))
        .options(joinedload(Intake.profile))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound("intake")
    return found

"""Takes the rows of a list over: the worker does one batch in one transaction, and goes on where it stopped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, undefer

from skillsbank.domain.intakes import BATCH, Row, same
from skillsbank.domain.vocabulary import IntakeChannel, Sex, Source
from skillsbank.models import (
    Account,
    FileImport,
    ImportProblem,
    Intake,
    Profile,
    ProfileCountry,
    ProfileLanguage,
    ProfileOccupation,
    ProfileSkill,
)
from skillsbank.policies import SYSTEM, Actor, Permission, can, visible_to
from skillsbank.services import audit, intakes
from skillsbank.services.accounts import actor_of
from skillsbank.services.imports import call_off, close, rows_of

_TEXTS = ("given_name", "family_name", "phone", "residence_country", "city", "summary", "text_language")


@dataclass(frozen=True, slots=True)
class Batch:
    """The next rows of a list, (number in the file, field -> text), and the officer for whom they are taken over."""

    list: FileImport
    officer: Actor
    rows: Sequence[tuple[int, Mapping[str, str]]]


def next_batch(session: Session) -> Batch | None:
    """Return the next rows of the list that waits longest, held for this worker alone; row 1 are the headings.

    None when nothing waits; a list whose officer may do this no more is called off.
    """
    query = (
        select(FileImport)
        .where(FileImport.started_at.is_not(None), FileImport.finished_at.is_(None))
        .order_by(FileImport.started_at, FileImport.id)
        .options(undefer(FileImport.content))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    one = session.scalar(query)
    if one is None:
        return None
    officer = _officer(session, one)
    if officer is None:
        call_off(session, SYSTEM, one)
        return None
    rows = rows_of(one)[one.done : one.done + BATCH]
    numbered = [
        (one.done + place + 2, dict(zip(one.fields, row, strict=True))) for place, row in enumerate(rows)
    ]  # fmt: skip
    return Batch(one, officer, numbered)


def take(session: Session, batch: Batch, rows: Sequence[Row]) -> None:
    """Take a batch over: a draft, its intake and a mail for each good row; of the others number and code alone.

    Rows are compared with people whom the officer may know of, and with nobody else: whether somebody hidden is here
    must not show in what becomes of a row.
    """
    known, good, skipped = _Known(session, batch.officer, rows), [], 0
    problems: list[tuple[int, str, str]] = []
    for row in rows:
        wrong = list(row.problems)
        if not wrong and (reason := intakes.stands_against(batch.officer, row.origins)):
            wrong = [("origin", reason)]
        if wrong:
            problems += [(row.number, name, code) for name, code in wrong]
        elif code := known.already(row):
            problems.append((row.number, "", code))
            skipped += 1
        else:
            good.append(row)
            known.add(row)
    unfit = _stored(session, batch.list, good)
    problems += [(number, "", "not_stored") for number in unfit]
    session.add_all(ImportProblem(import_id=batch.list.id, number=n, field=f, code=c) for n, f, c in problems)
    one, taken = batch.list, len(good) - len(unfit)
    one.taken, one.skipped = one.taken + taken, one.skipped + skipped
    one.failed, one.done = one.failed + len(rows) - taken - skipped, one.done + len(rows)
    if one.done == one.total:
        close(one)
        audit.record(session, SYSTEM, "import:finish", one, taken=one.taken, skipped=one.skipped, failed=one.failed)
    session.flush()


class _Known:
    """Whom the officer knows of, as far as a batch needs it."""

    def __init__(self, session: Session, officer: Actor, rows: Sequence[Row]) -> None:
        emails = {row.email for row in rows}
        years = {row.columns.get("birth_year") for row in rows} - {None}
        seen = select(Profile.id).where(visible_to(officer))
        accounts = select(Account.email).join(Profile, Profile.account_id == Account.id)
        waiting = select(Intake.email).join(Profile, Profile.id == Intake.profile_id)
        self.emails = {
            *session.scalars(accounts.where(Account.email.in_(emails), Profile.id.in_(seen))),
            *session.scalars(waiting.where(Intake.email.in_(emails), Profile.id.in_(seen))),
        }
        names = select(Profile.given_name, Profile.family_name, Profile.birth_year)
        found = session.execute(names.where(Profile.birth_year.in_(years), Profile.id.in_(seen))) if years else ()
        self.people = {same(*person) for person in found}

    def already(self, row: Row) -> str:
        """Return why a row says nothing new, or an empty string."""
        if row.email in self.emails:
            return "same_address"
        return "same_person" if row.who is not None and row.who in self.people else ""

    def add(self, row: Row) -> None:
        """Know one more."""
        self.emails.add(row.email)
        if row.who is not None:
            self.people.add(row.who)


def _stored(session: Session, one: FileImport, rows: Sequence[Row]) -> list[int]:
    """Write people down and ask them; return the numbers of rows that the database does not hold."""
    try:
        with session.begin_nested():
            _write(session, one, rows)
    except SQLAlchemyError:
        if len(rows) <= 1:
            return [row.number for row in rows]
        return [number for row in rows for number in _stored(session, one, [row])]
    return []


def _write(session: Session, one: FileImport, rows: Sequence[Row]) -> None:
    kind = one.source.kind if one.source is not None else Source.SURVEY
    profiles = [_draft(row, kind) for row in rows]
    session.add_all(profiles)
    session.flush()
    for row, profile in zip(rows, profiles, strict=True):
        intake = Intake(
            profile_id=profile.id, officer_id=one.officer_id, import_id=one.id, number=row.number,
            channel=IntakeChannel.FILE, basis=one.basis, email=row.email, language=row.language,
        )  # fmt: skip
        session.add(intake)
        intakes.mail_link(session, intake)
    session.flush()


def _draft(row: Row, source: Source) -> Profile:
    columns = {name: row.columns[name] for name in _TEXTS if name in row.columns}
    return Profile(
        **columns,
        birth_year=row.columns.get("birth_year"),
        sex=Sex(row.columns.get("sex") or Sex.NOT_STATED),
        source=source,
        countries=[ProfileCountry(country=code) for code in row.origins],
        occupations=[ProfileOccupation(**row.occupation)] if row.occupation else [],
        skills=[ProfileSkill(**skill) for skill in row.skills],
        languages=[ProfileLanguage(**language) for language in row.languages],
    )


def _officer(session: Session, one: FileImport) -> Actor | None:
    """Return the officer whose list it is, as long as they may take lists over."""
    account = session.get(Account, one.officer_id) if one.officer_id is not None else None
    if account is None or not account.active:
        return None
    actor = actor_of(session, account)
    return actor if can(actor, Permission.PROGRAMME_IMPORT_WRITE) and actor.duty_country else None

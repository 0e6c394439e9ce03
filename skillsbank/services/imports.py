"""Lists from files: taking a file in without what is never kept, and taking its rows over, batch by batch."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, undefer

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Invalid, NotFound
from skillsbank.domain.intakes import BATCH, FIELDS, FILE_KEPT, MOST_ROWS, lacking
from skillsbank.domain.vocabulary import SOURCES_OF_FILES, IntakeChannel, LawfulBasis, Sex, Source
from skillsbank.models import (
    Account,
    FileImport,
    ImportProblem,
    ImportSource,
    Intake,
    Profile,
    ProfileCountry,
    ProfileLanguage,
    ProfileOccupation,
    ProfileSkill,
)
from skillsbank.policies import SYSTEM, Actor, Permission, can, require, visible_to
from skillsbank.services import audit, intakes
from skillsbank.services.accounts import actor_of

_TEXTS = ("given_name", "family_name", "phone", "residence_country", "city", "summary", "text_language")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was read: what the person's draft will hold, or what is wrong with it (field, code)."""

    number: int
    email: str = ""
    language: str = "en"
    columns: Mapping[str, Any] = field(default_factory=dict)
    origins: tuple[str, ...] = ()
    occupation: Mapping[str, Any] | None = None
    skills: tuple[Mapping[str, Any], ...] = ()
    languages: tuple[Mapping[str, str], ...] = ()
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def who(self) -> tuple[str, int] | None:
        """Return name and year of birth as they are compared; None when the year is not known."""
        return _who(self.columns.get("given_name"), self.columns.get("family_name"), self.columns.get("birth_year"))


@dataclass(frozen=True, slots=True)
class Batch:
    """The next rows of a list, (number in the file, field -> text), and the officer for whom they are taken over."""

    list: FileImport
    officer: Actor
    rows: Sequence[tuple[int, Mapping[str, str]]]


def receive(
    session: Session,
    actor: Actor,
    *,
    source: str,
    kind: Source,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    never_kept: Sequence[str],
) -> FileImport:
    """Keep the rows of a file until they are taken over; the columns that are never kept are not among them.

    `source` is what the officer calls the list: a name used before brings back what its columns meant.
    Raises Refused, and Invalid: "no_duty_country", "no_rows", "too_many_rows".
    """
    require(actor, Permission.PROGRAMME_IMPORT_WRITE)
    if actor.duty_country is None:
        raise Invalid("no_duty_country")
    if not 1 <= len(rows) <= MOST_ROWS:
        raise Invalid("too_many_rows" if rows else "no_rows")
    if kind not in SOURCES_OF_FILES:
        raise Invalid("no_source_of_files")
    query = select(ImportSource).where(ImportSource.officer_id == actor.account_id, ImportSource.name == source)
    known = session.scalar(query) or ImportSource(officer_id=actor.account_id, name=source)
    known.kind = kind
    session.add(known)
    made = FileImport(
        officer_id=actor.account_id, source=known, headings=list(headings), fields=[""] * len(headings),
        never_kept=list(never_kept), total=len(rows), content=_packed(rows),
    )  # fmt: skip
    session.add(made)
    session.flush()
    audit.record(session, actor, "import:receive", made, rows=len(rows), dropped=sorted(set(never_kept)))
    return made


def assign(
    session: Session, actor: Actor, one: FileImport, fields: Sequence[str], *, origin: str, residence: str
) -> None:
    """Say what each column holds ("" leaves it out), and where people come from and live whose row says nothing.

    What a column means is remembered for the next list of this source.
    Raises Invalid: "fields" for a field twice or none, "lacking" (fields) when e-mail or name is in no column.
    """
    _open(actor, one)
    chosen = [name for name in fields if name]
    if len(fields) != len(one.headings) or not set(chosen) <= set(FIELDS) or len(set(chosen)) < len(chosen):
        raise Invalid("fields")
    if lacks := lacking(set(chosen)):
        raise Invalid("lacking", fields=lacks)
    one.fields, one.origin, one.residence = list(fields), origin, residence
    if one.source is not None:
        pairs = zip(one.headings, fields, strict=True)
        one.source.meanings = [[heading, name] for heading, name in pairs if name]
    session.flush()


def start(session: Session, actor: Actor, one: FileImport, *, basis: LawfulBasis, language: str) -> None:
    """Let the worker take the rows over on `basis`; `language` is that of mails to people whose row names none.

    Columns that fill nothing are thrown away now. Raises IllegalMove when it runs already, Invalid when e-mail or name
    is in no column.
    """
    _open(actor, one)
    if lacks := lacking(set(one.fields)):
        raise Invalid("lacking", fields=lacks)
    kept = [place for place, name in enumerate(one.fields) if name]
    one.content = _packed([row[place] for place in kept] for row in rows_of(one))
    one.headings, one.fields = [one.headings[place] for place in kept], [one.fields[place] for place in kept]
    one.basis, one.language, one.started_at = basis, language, clock.now()
    session.flush()
    audit.record(session, actor, "import:start", one, basis=basis.value, rows=one.total)


def call_off(session: Session, actor: Actor, one: FileImport) -> None:
    """Stop and delete what is left of the file; people who were taken over already wait for their own answer."""
    require(actor, Permission.PROGRAMME_IMPORT_WRITE)
    if one.finished_at is None:
        _close(one)
        audit.record(session, actor, "import:cancel", one, done=one.done)


def rows_of(one: FileImport) -> list[list[str]]:
    """Return the rows that are still kept."""
    rows: list[list[str]] = json.loads(one.content) if one.content else []
    return rows


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
        _close(one)
        audit.record(session, SYSTEM, "import:finish", one, taken=one.taken, skipped=one.skipped, failed=one.failed)
    session.flush()


def forget_files(session: Session) -> int:
    """Delete what is left of files that were sent in 7 days ago; returns how many."""
    old = session.scalars(
        select(FileImport).where(FileImport.finished_at.is_(None), FileImport.created_at <= clock.now() - FILE_KEPT)
    ).all()
    for one in old:
        call_off(session, SYSTEM, one)
    return len(old)


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
        self.people = {_who(*person) for person in found}

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


def _open(actor: Actor, one: FileImport) -> None:
    require(actor, Permission.PROGRAMME_IMPORT_WRITE)
    if one.officer_id != actor.account_id:
        raise NotFound("import")
    if one.started_at is not None or one.finished_at is not None:
        raise IllegalMove("import_started")


def _close(one: FileImport) -> None:
    one.finished_at, one.content = clock.now(), None


def _packed(rows: Iterable[Sequence[str]]) -> bytes:
    return json.dumps([list(row) for row in rows], ensure_ascii=False, separators=(",", ":")).encode()


def _who(given: str | None, family: str | None, year: int | None) -> tuple[str, int] | None:
    name = " ".join(f"{given or ''} {family or ''}".casefold().split())
    return (name, year) if year is not None and name else None

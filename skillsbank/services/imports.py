"""Lists from files: taking a file in without what is never kept, and saying what its columns mean."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Invalid, NotFound
from skillsbank.domain.intakes import FIELDS, FILE_KEPT, MOST_ROWS, lacking
from skillsbank.domain.vocabulary import SOURCES_OF_FILES, LawfulBasis, Source
from skillsbank.models import FileImport, ImportSource
from skillsbank.policies import SYSTEM, Actor, Permission, require
from skillsbank.services import audit


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
        close(one)
        session.flush()
        audit.record(session, actor, "import:cancel", one, done=one.done)


def rows_of(one: FileImport) -> list[list[str]]:
    """Return the rows that are still kept."""
    rows: list[list[str]] = json.loads(one.content) if one.content else []
    return rows


def forget_files(session: Session) -> int:
    """Delete what is left of files that were sent in 7 days ago; returns how many."""
    old = session.scalars(
        select(FileImport).where(FileImport.finished_at.is_(None), FileImport.created_at <= clock.now() - FILE_KEPT)
    ).all()
    for one in old:
        call_off(session, SYSTEM, one)
    return len(old)


def _open(actor: Actor, one: FileImport) -> None:
    require(actor, Permission.PROGRAMME_IMPORT_WRITE)
    if one.officer_id != actor.account_id:
        raise NotFound("import")
    if one.started_at is not None or one.finished_at is not None:
        raise IllegalMove("import_started")


def close(one: FileImport) -> None:
    """End a list: nothing is left of its file."""
    one.finished_at, one.content = clock.now(), None


def _packed(rows: Iterable[Sequence[str]]) -> bytes:
    return json.dumps([list(row) for row in rows], ensure_ascii=False, separators=(",", ":")).encode()

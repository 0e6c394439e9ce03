"""Texts of programmes: files become versioned records; a text that somebody may have read is never rewritten."""

import re
import tomllib
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.errors import Invalid
from skillsbank.domain.texts import ApprovedText, read_text
from skillsbank.models import Programme, ProgrammeText
from skillsbank.policies import Actor, Permission, require
from skillsbank.services import audit


def load_folder(session: Session, actor: Actor, folder: Path) -> tuple[int, int]:
    """Load every .toml file of a folder, in the order of names; return how many texts there are and are new.

    Loading the same files again changes nothing. Raises Refused, Invalid (names the file and what is wrong).
    """
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise Invalid("no_text_files", folder=str(folder))
    return len(files), sum(load(session, actor, _read(path), path.name) for path in files)


def load(session: Session, actor: Actor, text: ApprovedText, source: str) -> bool:
    """Keep a text; return whether it is new. Older versions stay as they are.

    Raises Refused for all but a manager of the programme and the service itself, and Invalid as `check` does.
    """
    programme, new = check(session, actor, text, source)
    if not new:
        return False
    made = ProgrammeText(
        programme=programme, kind=text.kind, language=text.language, direction=text.direction, version=text.version,
        body=text.body, approved_by=text.approved_by,
    )  # fmt: skip
    session.add(made)
    session.flush()
    audit.record(
        session, actor, "programme:text", programme, kind=text.kind.value, language=text.language,
        version=text.version,
    )  # fmt: skip
    return True


def check(session: Session, actor: Actor, text: ApprovedText, source: str) -> tuple[Programme, bool]:
    """Return the programme of a text and whether the text is new; other words than the newest need a higher version.

    Raises Refused, Invalid (names the file and what is wrong).
    """
    require(actor, Permission.PROGRAMME_TEXT_WRITE)
    programme = session.scalar(select(Programme).where(Programme.code == text.programme))
    if programme is None:
        raise Invalid("text_file", file=source, fault="no_programme", name=text.programme)
    require(actor, Permission.PROGRAMME_TEXT_WRITE, programme)
    query = select(ProgrammeText).where(
        ProgrammeText.programme_id == programme.id,
        ProgrammeText.kind == text.kind,
        ProgrammeText.language == text.language,
    )
    known = {row.version: row for row in session.scalars(query)}
    words = (text.body, text.direction, text.approved_by)
    if (same := known.get(text.version)) is not None and (same.body, same.direction, same.approved_by) == words:
        return programme, False
    if text.version <= max(known, default=0):
        raise Invalid("text_file", file=source, fault="higher_version", version=max(known))
    return programme, True


def read(content: str, source: str) -> ApprovedText:
    """Return the text in the content of a file; raises Invalid (names the file and what is wrong)."""
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"at line (\d+)", str(fault))
        line = int(found[1]) if found else len(content.splitlines())  # else it says: at the end
        raise Invalid("text_file", file=source, fault="no_toml", line=line) from fault
    return read_text(data, source)


def _read(path: Path) -> ApprovedText:
    try:
        return read(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as fault:
        raise Invalid("text_file", file=path.name, fault="no_utf8") from fault

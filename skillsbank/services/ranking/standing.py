"""The index on disk as this process holds it: opened once a version, brought up to date at each question.

What was fitted is read only and shared by all processes; what changed since is small and each process keeps its own.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy.orm import Session

import matching
from matching import index
from skillsbank import clock
from skillsbank.domain.errors import NotReady
from skillsbank.services import words
from skillsbank.services.ranking import people

OVERLAP = timedelta(minutes=5)
"""A change is looked for so long after its date: longer than the transaction that makes it takes to end."""
AT_ONCE = 2000
"""People whom one question takes in, as changes or, without an index, all; more are fitted by the worker meanwhile."""
QUIET, LATEST = timedelta(seconds=30), timedelta(minutes=10)
"""A change waits for a fit until nothing changed for so long, and at most so long."""

log = structlog.get_logger()


@dataclass
class _Held:
    """A version as it was opened, and what came since; `seen` are the stamps of those who were looked at."""

    folder: Path
    name: str
    ranker: matching.Ranker
    newest: int
    fitted_at: datetime
    since: datetime
    meanings: str
    seen: dict[str, str]
    first_change: datetime | None = None
    last_change: datetime | None = None


_held: _Held | None = None


def ranker(session: Session, folder: Path, concepts: matching.Concepts) -> matching.Ranker:
    """Return the ranker of this process with everybody as they are now; the caller sees to it that one asks at a time.

    A version that is missing, damaged, foreign or made with another lexicon is built from the database: at once for a
    few people; for more it is the worker's, and NotReady is raised until it is done.
    """
    held = _usable(session, folder, concepts)
    if held is None and people.count(session) <= AT_ONCE:
        build(session, folder, concepts, name=index.current(folder))
        held = _usable(session, folder, concepts)
    if held is None:
        raise NotReady("index_not_ready")
    return held.ranker


def due(session: Session, folder: Path, concepts: matching.Concepts) -> bool:
    """Say whether it is time to fit anew.

    At once when there is no fit to go on with, when somebody who is in it went, or hides from a country and was learned
    from, and on a new day, as years of experience grow; else when changes have come to rest, or have waited for long.
    """
    held, now = _usable(session, folder, concepts), clock.now()
    if held is None or held.ranker.must_forget or held.fitted_at.date() != now.date():
        return True
    if held.first_change is None or held.last_change is None:
        return False
    return now - held.last_change >= QUIET or now - held.first_change >= LATEST


def build(session: Session, folder: Path, concepts: matching.Concepts, *, name: str) -> bool:
    """Fit everybody anew as the next version, unless another process just put one in the place of `name`."""
    with index.writing(folder / "building"):
        if index.current(folder) != name:
            return False
        at, (number, public_id) = clock.now(), people.newest(session)
        notes = {
            "at": at.isoformat(),
            "seen": json.dumps(_stamps(session, at - OVERLAP, number)),
            "database": _database(session),
            "newest": f"{number}:{public_id}",
            "meanings": _stamp(words.stamp(session)),
        }
        matching.Ranker(concepts=concepts).fit(people.load(session)).save(folder, notes)
    return True


def forget() -> None:
    """Let go of what this process holds; the next question opens the index again."""
    global _held  # noqa: PLW0603  # one for a process, behind the caller's lock
    _held = None


def _usable(session: Session, folder: Path, concepts: matching.Concepts) -> _Held | None:
    """Return the current version, brought up to date; None when there is none, or too much changed since."""
    global _held  # noqa: PLW0603  # one for a process, behind the caller's lock
    name = index.current(folder)
    if _held is None or (_held.folder, _held.name) != (folder, name) or _held.ranker.concepts is not concepts:
        _held = _opened(session, folder, concepts, name)
    return _held if _held is not None and _catch_up(session, _held) else None


def _opened(session: Session, folder: Path, concepts: matching.Concepts, name: str) -> _Held | None:
    try:
        return _read(session, folder, concepts, name)
    except matching.IndexRefusedError as refused:
        if name or (folder / "current").exists():  # before the first fit there is nothing to refuse
            log.warning("index_refused", problem=str(refused))
    index.discard(folder, name)
    return None


def _read(session: Session, folder: Path, concepts: matching.Concepts, name: str) -> _Held:
    opened = matching.Ranker.open(folder, concepts=concepts)
    try:
        at = datetime.fromisoformat(opened.notes["at"])
        number, public_id = opened.notes["newest"].split(":")
        seen = json.loads(opened.notes["seen"])
        ours = opened.notes["database"] == _database(session) and people.is_theirs(session, int(number), public_id)
    except (KeyError, ValueError):
        ours = False
    if not ours:
        raise matching.IndexRefusedError(folder, "was made from another database; build it again")
    return _Held(folder, name, opened, int(number), at, at - OVERLAP, opened.notes.get("meanings", ""), seen)


def _catch_up(session: Session, held: _Held) -> bool:
    """Take in who changed since the last question; False when they are too many for that."""
    now, before = clock.now(), held.ranker.pool_
    stamps, meanings = _stamps(session, held.since, held.newest), _stamp(words.stamp(session))
    moved = {number: stamp for number, stamp in stamps.items() if held.seen.get(number) != stamp}
    if len(moved) > AT_ONCE:
        return False
    meant = people.with_own_words(session) if held.meanings != meanings else []
    if len(meant) > AT_ONCE:  # they count as before until the next fit
        meant, held.first_change, held.last_change = [], held.first_change or now, now
    asked = {*map(int, moved), *meant}
    found = people.load(session, asked) if asked else []
    held.ranker.remove({str(number) for number in asked} - {person.id for person in found})
    held.ranker.update(found)
    held.seen |= moved
    held.meanings = meanings
    held.since = max(held.since, now - OVERLAP)
    if held.ranker.pool_ is not before:
        held.first_change, held.last_change = held.first_change or now, now
    return True


def _stamps(session: Session, since: datetime, newest: int) -> dict[str, str]:
    return {str(number): _stamp(stamp) for number, stamp in people.changed(session, since, newest).items()}


def _stamp(parts: tuple[object, ...]) -> str:
    return " ".join(map(str, parts))


def _database(session: Session) -> str:
    address = session.get_bind().engine.url.render_as_string(hide_password=True)
    return hashlib.sha256(address.encode()).hexdigest()[:16]

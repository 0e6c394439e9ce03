"""Has a file read in a restricted process of its own, and believes nothing of what comes back before checking it."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from typing import Any

from skillsbank.reading import tables
from skillsbank.reading.child import LARGEST_ANSWER
from skillsbank.reading.facts import Found, Unreadable, received
from skillsbank.reading.kinds import kind_of, suffix_of
from skillsbank.reading.tables import Table
from skillsbank.resources import PACKAGE

OWN_CSV = "own_csv"
SECONDS = 30.0
"""By the clock on the wall, with the start of the process."""
AT_ONCE = 2
PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from skillsbank.reading.child import main; main()"
REFUSALS = frozenset(
    {
        "acts", "busy", "damaged", "empty", "entities", "locked", "macros", "name_differs", "name_misleads",
        "no_headings", "not_a_copy", "no_rows", "no_text", "not_a_resume", "old_excel", "old_word", "picture",
        "reaches_out",
        "too_heavy", "too_large", "too_many_columns", "too_many_pages", "too_many_rows", "two_in_one",
        "unknown_kind", "unsafe_paths",
    }
)  # fmt: skip
"""Why a file may not be read."""
_places = threading.BoundedSemaphore(AT_ONCE)


def read(data: bytes, name: str) -> Found:
    """Return what a file of that name says; raises Unreadable. The bytes are on disk only while they are read."""
    kind = OWN_CSV if suffix_of(name) == tables.CSV and tables.kind_of_table(data, name) else kind_of(data, name)
    return received(_found(kind, data, LARGEST_ANSWER))


def read_table(data: bytes, name: str) -> Table:
    """Return the list in a file of that name, without the columns that are never kept; raises Unreadable."""
    return tables.received(_found(tables.kind_of_table(data, name), data, tables.LARGEST_TABLE, tables.SECONDS))


def _found(kind: str, data: bytes, largest: int, seconds: float | None = None) -> Any:
    if not _places.acquire(timeout=SECONDS):
        raise Unreadable("busy")
    try:
        answer = _ask(kind, data, largest, seconds)
    finally:
        _places.release()
    if "refused" in answer:
        code = answer["refused"] if answer["refused"] in REFUSALS else "damaged"
        raise Unreadable(code)
    return answer.get("found")


def _ask(kind: str, data: bytes, largest: int = LARGEST_ANSWER, seconds: float | None = None) -> dict[str, Any]:
    patience = SECONDS if seconds is None else seconds
    with (
        tempfile.TemporaryDirectory(prefix="skillsbank-") as folder,
        tempfile.TemporaryFile(dir=folder) as given,
        tempfile.TemporaryFile(dir=folder) as taken,
    ):
        given.write(f"{kind}\n".encode() + data)
        given.seek(0)
        process = subprocess.Popen(  # noqa: S603  # our own program, by its full path
            [
                sys.executable, "-I", "-X", "utf8", "-c", PROGRAM, str(PACKAGE.parent), str(largest),
                str(max(int(patience // 3), 1)),
            ],
            stdin=given, stdout=taken, stderr=subprocess.DEVNULL, cwd=folder, env={}, start_new_session=True,
        )  # fmt: skip
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            raise Unreadable("too_heavy") from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if process.returncode != 0:
            raise Unreadable("too_heavy")
        taken.seek(0)
        return _parsed(taken.read(largest + 1))


def _parsed(said: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(said)
    except (ValueError, RecursionError):
        raise Unreadable("damaged") from None
    if not isinstance(answer, dict):
        raise Unreadable("damaged")
    return answer

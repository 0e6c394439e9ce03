"""Has a file read in a restricted process of its own, and believes nothing of what comes back before checking it."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from typing import Any

from skillsbank.reading.child import LARGEST_ANSWER
from skillsbank.reading.facts import Found, Unreadable, received
from skillsbank.reading.kinds import kind_of
from skillsbank.resources import PACKAGE

SECONDS = 30.0
"""By the clock on the wall, with the start of the process."""
AT_ONCE = 2
PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from skillsbank.reading.child import main; main()"
REFUSALS = frozenset(
    {
        "acts", "busy", "damaged", "empty", "entities", "locked", "macros", "name_differs", "name_misleads", "no_text",
        "not_a_resume", "old_word", "picture", "reaches_out", "too_heavy", "too_large", "too_many_pages", "two_in_one",
        "unknown_kind", "unsafe_paths",
    }
)  # fmt: skip
"""Why a file may not be read."""
_places = threading.BoundedSemaphore(AT_ONCE)


def read(data: bytes, name: str) -> Found:
    """Return what a file of that name says; raises Unreadable. The bytes are on disk only while they are read."""
    kind = kind_of(data, name)
    if not _places.acquire(timeout=SECONDS):
        raise Unreadable("busy")
    try:
        answer = _ask(kind, data)
    finally:
        _places.release()
    if "refused" in answer:
        code = answer["refused"] if answer["refused"] in REFUSALS else "damaged"
        raise Unreadable(code)
    return received(answer.get("found"))


def _ask(kind: str, data: bytes) -> dict[str, Any]:
    with (
        tempfile.TemporaryDirectory(prefix="skillsbank-") as folder,
        tempfile.TemporaryFile(dir=folder) as given,
        tempfile.TemporaryFile(dir=folder) as taken,
    ):
        given.write(f"{kind}\n".encode() + data)
        given.seek(0)
        process = subprocess.Popen(  # noqa: S603  # our own program, by its full path
            [sys.executable, "-I", "-X", "utf8", "-c", PROGRAM, str(PACKAGE.parent)],
            stdin=given, stdout=taken, stderr=subprocess.DEVNULL, cwd=folder, env={}, start_new_session=True,
        )  # fmt: skip
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            raise Unreadable("too_heavy") from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if process.returncode != 0:
            raise Unreadable("too_heavy")
        taken.seek(0)
        return _parsed(taken.read(LARGEST_ANSWER + 1))


def _parsed(said: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(said)
    except (ValueError, RecursionError):
        raise Unreadable("damaged") from None
    if not isinstance(answer, dict):
        raise Unreadable("damaged")
    return answer

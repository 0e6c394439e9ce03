"""The process in which a stranger's file is opened: it may use little, for a short time, and reach nothing."""

import json
import resource
import sys
from importlib import import_module
from typing import Any

from skillsbank.reading.facts import Fact, Found, Unreadable, sent

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 10
LARGEST_ANSWER = 1024 * 1024
OPEN_FILES = 32
READERS = {"pdf": "pdf", "docx": "docx", "json": "json_files", "own_csv": "own_csv", "csv": "tables", "xlsx": "tables"}
TABLES = frozenset({"csv", "xlsx"})
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "ctypes.")
_WRITING = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate")


def main() -> None:
    """Read a line with the kind and then the file from standard input, and write what was found as JSON."""
    restrict(cpu=int(sys.argv[3]), answer=int(sys.argv[2]))
    kind = sys.stdin.buffer.readline().decode("ascii").strip()
    data = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(answer(kind, data)))
    sys.stdout.flush()


def answer(kind: str, data: bytes) -> dict[str, Any]:
    """Return what was found, or why the file is not read; a fault of a reader is a damaged file."""
    reader = import_module(f"skillsbank.reading.{READERS[kind]}")
    forbid()
    try:
        if kind in TABLES:
            return {"found": reader.read(kind, data)}
        return {"found": sent(_with_language(reader.read(data)))}
    except Unreadable as refused:
        return {"refused": refused.code, "params": refused.params}
    except (MemoryError, RecursionError):
        return {"refused": "too_heavy"}
    except Exception:  # the libraries raise whatever a broken file leads them to
        return {"refused": "damaged"}


def restrict(memory: int = MEMORY, cpu: int = CPU_SECONDS, answer: int = LARGEST_ANSWER) -> None:
    """Bound what this process may take of the machine."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, answer),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def forbid() -> None:
    """From now on refuse to reach the network, to start programs, and to change files."""

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[1], str) and not set(arguments[1]).isdisjoint("wax+")
        if writes or event.startswith(_FORBIDDEN) or event in _WRITING:
            raise PermissionError(event)

    sys.addaudithook(watch)


def _with_language(found: Found) -> Found:
    """Add in which language the texts are, where there are texts and the language is certain."""
    if not found.language or all(fact.section != "texts" for fact in found.facts):
        return found
    return Found(
        found.kind, (*found.facts, Fact("texts", "text_language", found.language)), found.notes, found.language
    )

"""Keeps a pool on disk: immutable versioned folders behind one link that is swapped atomically."""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from matching import files
from matching.concepts import Concepts
from matching.errors import IndexRefusedError
from matching.pool import Fitted

FORMAT = "skills-bank-index-7"
_CURRENT = "current"
_MANIFEST = "manifest.json"


def write(path: Path, fitted: Fitted, notes: Mapping[str, str] | None = None) -> Fitted:
    """Write a new version beside the current one, point the link at it, and delete all others.

    A reader, or a crash, meets the old version or the new one; what a crash left behind goes at the next writing.
    Older versions go at once: they may hold people who were erased since. Gives the pool with its version and `notes`.
    """
    with writing(path):
        _tidy(path)
        folder = Path(tempfile.mkdtemp(prefix="version-", dir=path))
        try:
            version = _fill(folder, fitted, dict(notes or {}))
        except BaseException:
            shutil.rmtree(folder)
            raise
        link = path / f"{folder.name}.link"
        link.symlink_to(folder.name)
        if not current(path) and (path / _CURRENT).is_dir():
            (path / _CURRENT).rename(path / f"foreign-{folder.name}")
        link.replace(path / _CURRENT)
        _settle(path)
        _tidy(path)
    return replace(fitted, version=version, notes=dict(notes or {}))


def _fill(folder: Path, fitted: Fitted, notes: dict[str, str]) -> str:
    """Write all files of a version, and give its name: the same people and lexicon have the same."""
    known = files.write(folder, fitted)
    concepts = fitted.fusion.similarity.concepts
    digests = {file.name: _digest(file) for file in sorted(folder.iterdir())}
    version = hashlib.sha256("".join(digests.values()).encode()).hexdigest()[:12]
    manifest = {
        "format": FORMAT,
        "version": version,
        "concepts": concepts.fingerprint if concepts else None,
        **known,
        "notes": notes,
        "files": {name: {**_state(folder / name), "digest": digest} for name, digest in digests.items()},
    }
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    for file in folder.iterdir():
        _settle(file)
    _settle(folder)
    return version


def read(path: Path, concepts: Concepts | None) -> Fitted:
    """Read the current version, its arrays memory-mapped.

    Raises IndexRefusedError when it is missing, foreign, damaged, or was made with other concepts.
    """
    while True:
        folder = current(path)
        try:
            return _read_version(path, folder, concepts)
        except IndexRefusedError:
            if current(path) == folder:  # else a writer deleted the version under our hands
                raise


def current(path: Path) -> str:
    """Name the current version: another name is another version; "" is none."""
    try:
        return os.readlink(path / _CURRENT)
    except OSError:
        return ""


def discard(path: Path, folder: str) -> None:
    """Take the link away from a version that was refused, so that everybody sees that there is none."""
    with writing(path):
        if folder and current(path) == folder:
            (path / _CURRENT).unlink(missing_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Be the only one who writes in the folder; the system frees it when a process dies."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _tidy(path: Path) -> None:
    """Delete every version but the current one, whole or half, and links that lead nowhere."""
    kept = current(path)
    for old in path.glob("version-*"):
        if old.is_symlink():
            old.unlink()
        elif old.name != kept:
            shutil.rmtree(old)


def _read_version(path: Path, name: str, concepts: Concepts | None) -> Fitted:
    folder = path / (name or _CURRENT)
    manifest = _manifest(folder)
    try:
        if manifest["concepts"] != (concepts.fingerprint if concepts else None):
            raise IndexRefusedError(folder, "was made with another lexicon; build it again")
        for file, written in manifest["files"].items():
            if not _as_written(folder / file, written):
                raise IndexRefusedError(folder / file, "is damaged; build the index again")
        return files.read(folder, manifest, concepts, manifest["version"])
    except IndexRefusedError:
        raise
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise IndexRefusedError(folder, f"is damaged ({type(error).__name__}); build the index again") from None


def _manifest(folder: Path) -> dict[str, Any]:
    if not folder.is_dir():
        raise IndexRefusedError(folder.parent, "holds no index")
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise IndexRefusedError(folder / _MANIFEST, "is missing or damaged; build the index again") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise IndexRefusedError(folder, f"is no index of this engine ({FORMAT})")
    return manifest


def _as_written(file: Path, written: Mapping[str, object]) -> bool:
    """Say whether a file is the one that was written.

    Size and time tell without reading it, so that opening takes no longer for more people; a file that was copied
    has another time, and is read.
    """
    found = _state(file)
    if found["size"] != written["size"]:
        return False
    return found["time"] == written["time"] or _digest(file) == written["digest"]


def _state(file: Path) -> dict[str, int]:
    found = file.stat()
    return {"size": found.st_size, "time": found.st_mtime_ns}


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _settle(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

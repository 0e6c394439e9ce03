"""Keeps a pool on disk: immutable versioned folders behind one link that is swapped atomically."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from matching.concepts import Concepts
from matching.errors import IndexRefusedError
from matching.fusion import Fusion
from matching.kernel import Postings
from matching.latent import Latent
from matching.records import from_plain, to_plain
from matching.similarity import Block, Similarity
from matching.text import TermModel
from matching.types import Profile

FORMAT = "skills-bank-index-3"
_CURRENT = "current"
_ARRAYS = ("data", "indices", "indptr")


def write(path: Path, profiles: Iterable[Profile], fusion: Fusion) -> None:
    """Write a new version beside the current one, point the link at it, and delete the older ones.

    A reader, or a crash, meets the old version or the new one. Older versions go at once: they may hold
    people who were erased since.
    """
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(prefix="version-", dir=path))
    lines = (json.dumps(to_plain(profile), ensure_ascii=False) for profile in profiles)
    (folder / "profiles.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    stages = {"blocks": fusion.similarity.blocks, "titles": fusion.titles}
    for block in (block for blocks in stages.values() for block in blocks):
        _write_block(folder, block)
    for name, array in fusion.similarity.postings._asdict().items():
        np.save(folder / f"postings-{name}.npy", array, allow_pickle=False)
    for name, array in (("basis", fusion.latent.basis), ("coordinates", fusion.coordinates), ("bodies", fusion.bodies)):
        np.save(folder / f"{name}.npy", array, allow_pickle=False)
    files = sorted(file.name for file in folder.iterdir())
    manifest = {
        "format": FORMAT,
        "concepts": fusion.similarity.concepts.fingerprint if fusion.similarity.concepts else None,
        **{stage: [block.name for block in blocks] for stage, blocks in stages.items()},
        "files": {name: _digest(folder / name) for name in files},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    for name in [*files, "manifest.json"]:
        with (folder / name).open("rb") as written:
            os.fsync(written.fileno())
    link = path / f"{folder.name}.link"
    link.symlink_to(folder.name)
    link.replace(path / _CURRENT)
    for old in path.glob("version-*"):
        if old != folder:
            shutil.rmtree(old)


def read(path: Path, concepts: Concepts | None) -> tuple[list[Profile], Fusion]:
    """Read the current version, its matrices memory-mapped.

    Raises IndexRefusedError when it is missing, foreign, damaged, or was made with other concepts.
    """
    folder = (path / _CURRENT).resolve()
    try:
        return _read_version(folder, concepts)
    except IndexRefusedError:
        swapped = (path / _CURRENT).resolve()  # a writer may have deleted the version under our hands
        if swapped == folder:
            raise
        return _read_version(swapped, concepts)


def _read_version(folder: Path, concepts: Concepts | None) -> tuple[list[Profile], Fusion]:
    manifest = _manifest(folder)
    try:
        if manifest["concepts"] != (concepts.fingerprint if concepts else None):
            raise IndexRefusedError(folder, "was made with another lexicon; build it again")
        for name, digest in manifest["files"].items():
            if _digest(folder / name) != digest:
                raise IndexRefusedError(folder / name, "is damaged; build the index again")
        with (folder / "profiles.jsonl").open(encoding="utf-8") as lines:
            profiles = [from_plain(Profile, json.loads(line)) for line in lines]
        blocks, titles = (
            tuple(_read_block(folder, name) for name in manifest[stage]) for stage in ("blocks", "titles")
        )
        postings = Postings(*(_array(folder, f"postings-{name}") for name in Postings._fields))
        basis, coordinates, bodies = (_array(folder, name) for name in ("basis", "coordinates", "bodies"))
    except IndexRefusedError:
        raise
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise IndexRefusedError(folder, f"is damaged ({type(error).__name__}); build the index again") from None
    return profiles, Fusion(Similarity(blocks, postings, concepts), titles, Latent(basis), coordinates, bodies)


def _manifest(folder: Path) -> dict[str, Any]:
    if not folder.is_dir():
        raise IndexRefusedError(folder.parent, "holds no index")
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise IndexRefusedError(folder / "manifest.json", "is missing or damaged; build the index again") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise IndexRefusedError(folder, f"is no index of this engine ({FORMAT})")
    return manifest


def _write_block(folder: Path, block: Block) -> None:
    (folder / f"{block.name}-terms.json").write_text(json.dumps(block.model.terms), encoding="utf-8")
    np.save(folder / f"{block.name}-idf.npy", block.model.idf, allow_pickle=False)
    for array in _ARRAYS:
        np.save(folder / f"{block.name}-{array}.npy", getattr(block.rows, array), allow_pickle=False)


def _read_block(folder: Path, name: str) -> Block:
    terms = tuple(json.loads((folder / f"{name}-terms.json").read_text(encoding="utf-8")))
    idf = np.load(folder / f"{name}-idf.npy", allow_pickle=False)
    rows = [_array(folder, f"{name}-{array}") for array in _ARRAYS]
    return Block(name, TermModel(terms, idf), csr_array(tuple(rows), shape=(len(rows[2]) - 1, len(terms))))


def _array(folder: Path, name: str) -> Any:
    return np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()

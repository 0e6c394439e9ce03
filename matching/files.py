"""A fitted pool as files: arrays that are mapped into memory, and people who are read one by one when asked for."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, overload

import numpy as np
from scipy.sparse import csr_array

from matching.bounding import Postings
from matching.columns import TABLES, Columns, Names, Table
from matching.concepts import Concepts
from matching.errors import IndexRefusedError
from matching.fusion import Fusion
from matching.latent import Latent
from matching.pool import Fitted, Person, apart, whole
from matching.records import from_plain, to_plain
from matching.similarity import Block, Similarity, fields_of
from matching.text import TermModel
from matching.types import Profile

_ARRAYS = ("data", "indices", "indptr")
_REMEMBERED = 5_000
"""So many people stay read: those whom the last questions were about."""


def write(folder: Path, fitted: Fitted) -> dict[str, Any]:
    """Write the files of a pool and give what must be known to read them."""
    fusion = fitted.fusion
    _write_people(folder, (whole(person) for person in fitted.people))
    _write_text(folder, "ids", list(fitted.rows))
    for blocks in (fusion.similarity.blocks, fusion.titles):
        for block in blocks:
            _write_block(folder, block)
    arrays = {f"postings-{name}": array for name, array in fusion.similarity.postings._asdict().items()}
    arrays |= {"basis": fusion.latent.basis, "coordinates": fusion.coordinates, "bodies": fusion.bodies}
    arrays |= {"learned": fitted.learned, "draws": fitted.draws}
    flat = fitted.columns.flat
    arrays["flat"] = np.array(list(flat.values()))
    for name, table in fitted.columns.tables.items():
        arrays |= {f"{name}-starts": table.starts, f"{name}-lines": table.lines}
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", np.ascontiguousarray(array), allow_pickle=False)
    _write_text(folder, "names", fitted.columns.names.names)
    return {
        "blocks": [block.name for block in fusion.similarity.blocks],
        "titles": [block.name for block in fusion.titles],
        "flat": list(flat),
    }


def read(folder: Path, known: Mapping[str, Any], concepts: Concepts | None, version: str) -> Fitted:
    """Read what `write` wrote; ValueError, KeyError, TypeError or OSError when it is not that."""
    blocks, titles = (tuple(_read_block(folder, name) for name in known[stage]) for stage in ("blocks", "titles"))
    postings = Postings(*(_array(folder, f"postings-{name}") for name in Postings._fields))
    basis, coordinates, bodies = (_array(folder, name) for name in ("basis", "coordinates", "bodies"))
    flat = _array(folder, "flat")
    tables = {name: Table(_array(folder, f"{name}-starts"), _array(folder, f"{name}-lines")) for name in TABLES}
    ids = _read_text(folder, "ids")
    return Fitted(
        _People(folder, len(ids)),
        {name: row for row, name in enumerate(ids)},
        _array(folder, "learned"),
        _array(folder, "draws"),
        Columns({name: flat[at] for at, name in enumerate(known["flat"])}, tables, Names(_read_text(folder, "names"))),
        Fusion(Similarity(blocks, postings, concepts), titles, Latent(basis), coordinates, bodies),
        version,
        known["notes"],
    )


class _People(Sequence[Person]):
    """The people of a folder, each read when asked for; what is mapped stays readable when the folder goes."""

    def __init__(self, folder: Path, count: int) -> None:
        self._starts = _array(folder, "people-starts")
        file = folder / "people.jsonl"
        self._lines = np.memmap(file, mode="r") if file.stat().st_size else np.zeros(0, dtype=np.uint8)
        if len(self._starts) != count + 1 or self._starts[-1] != len(self._lines):
            raise ValueError("people and their places do not fit")
        self._file = file
        self._read = lru_cache(_REMEMBERED)(self._person)

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, row: int) -> Person: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Person]: ...
    def __getitem__(self, row: int | slice) -> Person | Sequence[Person]:
        """Give one, or some; IndexRefusedError for a line that cannot be read."""
        return (
            [self._read(each) for each in range(*row.indices(len(self)))] if isinstance(row, slice) else self._read(row)
        )

    def _person(self, row: int) -> Person:
        if not 0 <= row < len(self):
            raise IndexError(row)
        line = self._lines[self._starts[row] : self._starts[row + 1]].tobytes()
        try:
            return apart(from_plain(Profile, json.loads(line)))
        except (KeyError, TypeError, ValueError):
            raise IndexRefusedError(self._file, "is damaged; build the index again") from None


def _write_people(folder: Path, people: Iterable[Profile]) -> None:
    starts = [0]
    with (folder / "people.jsonl").open("wb") as lines:
        for person in people:
            starts.append(starts[-1] + lines.write(json.dumps(to_plain(person), ensure_ascii=False).encode() + b"\n"))
    np.save(folder / "people-starts.npy", np.array(starts, dtype=np.int64), allow_pickle=False)


def _write_block(folder: Path, block: Block) -> None:
    _write_text(folder, f"{block.name}-terms", block.model.terms)
    np.save(folder / f"{block.name}-idf.npy", block.model.idf, allow_pickle=False)
    for array in _ARRAYS:
        np.save(folder / f"{block.name}-{array}.npy", getattr(block.rows, array), allow_pickle=False)


def _read_block(folder: Path, name: str) -> Block:
    terms = tuple(_read_text(folder, f"{name}-terms"))
    data, indices, starts = (_array(folder, f"{name}-{array}") for array in _ARRAYS)
    rows = csr_array((data, indices, starts), shape=(len(starts) - 1, len(terms) * fields_of(name)))
    return Block(name, TermModel(terms, _array(folder, f"{name}-idf")), rows)


def _write_text(folder: Path, name: str, texts: Sequence[str]) -> None:
    (folder / f"{name}.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")


def _read_text(folder: Path, name: str) -> list[str]:
    found = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise ValueError("no list of texts")
    return found


def _array(folder: Path, name: str) -> Any:
    # copy-on-write: nobody writes, but to what is only read the compiled loops would have to be compiled again
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="c", allow_pickle=False))

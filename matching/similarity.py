"""Stage one: exact cosines of a need with every profile, over words, concepts and the occupations of titles."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from matching import kernel, search
from matching.bounding import Bounds, Postings
from matching.concepts import Concepts
from matching.kernel import FIELDS, Vector
from matching.results import Term
from matching.text import TermModel, telling, words

BLOCK_WEIGHTS = {"words": 0.4, "concepts": 0.3, "titles": 0.3}
"""Concepts join texts that say one thing in other words or in another language; without a lexicon words are all."""

LEAST_SHARE = 0.01
TERMS = 10  # that a list tells of a pair


class FieldWeights(NamedTuple):
    """What a word weighs by where it stands in a profile; chosen by measurement: decision 0011 has the table."""

    title: float = 1.0
    summary: float = 1.0
    experience: float = 1.0
    education: float = 1.0


FIELD_WEIGHTS = FieldWeights()


class Text(NamedTuple):
    """What is compared, by field, and its language ("" when that is not said); the text of a need is its summary."""

    title: str
    summary: str
    experience: str = ""
    education: str = ""
    language: str = ""

    @property
    def body(self) -> str:
        """Everything but the title."""
        return "\n".join(part for part in self[1:FIELDS] if part)

    @property
    def whole(self) -> str:
        """Title and body."""
        return f"{self.title}\n{self.body}"


Vectors = tuple[Vector, ...]
"""One text, a vector a block."""

Kind = Literal["word", "concept"]


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of term: what was learned of it, and the profiles' vectors; a word has a column for each field."""

    name: str
    model: TermModel
    rows: csr_array

    def replaced(self, keep: Sequence[int], new: csr_array) -> "Block":
        """Give the block with only the rows `keep`, then new ones."""
        return Block(self.name, self.model, csr_array(vstack([self.rows[list(keep)], new])))


@dataclass(frozen=True, slots=True)
class Similarity:
    """The vectors of a pool of texts, in the order in which they were given."""

    blocks: tuple[Block, ...]
    postings: Postings
    concepts: Concepts | None = None

    @classmethod
    def of(cls, blocks: Sequence[Block], concepts: Concepts | None = None) -> "Similarity":
        """Make what is searched from the vectors of each block."""
        return cls(tuple(blocks), search.postings([block.rows for block in blocks]), concepts)

    @classmethod
    def fit(cls, texts: Sequence[Text], learn: Sequence[bool], concepts: Concepts | None = None) -> "Similarity":
        """Learn from the texts whose `learn` is true, and take in all."""
        known = np.flatnonzero(np.asarray(learn, dtype=bool)).tolist()
        blocks = []
        for name in ("words", "concepts") if concepts else ("words",):
            model = TermModel.fit(_terms(name, texts[row], concepts) for row in known)
            blocks.append(Block(name, model, _vectors(name, model, texts, concepts)))
        if concepts:
            model = TermModel(concepts.titles.concepts, np.ones(len(concepts.titles.concepts)))
            blocks.append(Block("titles", model, _vectors("titles", model, texts, concepts)))
        return cls.of(blocks, concepts)

    def replaced(self, keep: Sequence[int], texts: Sequence[Text]) -> "Similarity":
        """Give the pool with only the rows `keep`, then new texts; nothing is learned anew."""
        new = self.profiles(texts)
        blocks = [block.replaced(keep, rows) for block, rows in zip(self.blocks, new, strict=True)]
        return Similarity.of(blocks, self.concepts)

    def profiles(self, texts: Sequence[Text]) -> tuple[csr_array, ...]:
        """Turn texts of profiles into one matrix a block."""
        return tuple(_vectors(block.name, block.model, texts, self.concepts) for block in self.blocks)

    def read(self, need: Text) -> Vectors:
        """Turn the text of a need into a vector a block, each word in one column."""
        return tuple(_of_need(block.name, block.model, need, self.concepts) for block in self.blocks)

    def asked(self, read: Vectors, fields: FieldWeights = FIELD_WEIGHTS) -> Vectors:
        """Give a need that was read the weights of the blocks and of the fields, to be compared with profiles."""
        whole = sum(BLOCK_WEIGHTS[block.name] for block in self.blocks)
        found = []
        for block, vector in zip(self.blocks, read, strict=True):
            columns, weights = by_field(vector, fields) if block.name == "words" else vector
            found.append(Vector(columns, weights * (BLOCK_WEIGHTS[block.name] / whole)))
        return tuple(found)

    def need(self, need: Text, fields: FieldWeights = FIELD_WEIGHTS) -> Vectors:
        """Read a need and weigh it."""
        return self.asked(self.read(need), fields)

    def nearest(
        self,
        query: Vectors,
        k: int,
        allowed: NDArray[np.bool_] | None = None,
        bounds: Callable[[], Bounds] | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Give each allowed profile that is at least as near to a need as the k-th nearest, and its similarity.

        The similarities are those of `scores`, to the bit. `bounds` gives those of the need, where somebody keeps them.
        """
        return search.nearest(
            self.postings, [block.rows for block in self.blocks], query, k, allowed=allowed, bounds=bounds
        )

    def bounds(self, query: Vectors) -> Bounds:
        """Give what `nearest` begins with for a need, whatever is asked and allowed then."""
        return search.bounds_of(self.postings, [block.rows for block in self.blocks], query)

    def chosen(self, query: Vectors, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the similarity of some profiles to a need, to the bit as `scores` gives it."""
        return search.similarities([block.rows for block in self.blocks], query, rows)

    def scores(self, query: Vectors) -> NDArray[np.float64]:
        """Give the similarity (0 to 1) of a need to each profile: the reference for the fast search.

        Each entry adds the shared terms in the order of the vocabulary, so it does not depend on its place.
        """
        return search.products([block.rows for block in self.blocks], query)

    def shared(self, query: Vectors, rows: NDArray[np.int64], language: str = "") -> list[list[Term]]:
        """Give the terms that a need and each of some profiles share: `shared_with`."""
        return self.shared_with([block.rows for block in self.blocks], query, rows, language)

    def shared_with(
        self, held: Sequence[csr_array], query: Vectors, rows: NDArray[np.int64], language: str = ""
    ) -> list[list[Term]]:
        """Give the terms that a need and each of some rows of matrices share, at most ten, the largest first.

        Each has its share (0 to 1) of the similarity, and stands for itself on both sides. Function words, everyday
        words, single letters and numbers alone are left out, and what is less than a hundredth: they tell a reader
        nothing.
        """
        products = [
            [each.tolist() for each in kernel.shared(vector, search.matrix(matrix), rows, fields_of(block.name))]
            for block, vector, matrix in zip(self.blocks, query, held, strict=True)
        ]
        return [self._shared(products, at, language) for at in range(len(rows))]

    def _shared(self, products: Sequence[Sequence[list[Any]]], at: int, language: str) -> list[Term]:
        """Name what is shared with one row; `products` has what `kernel.shared` gives, a block each."""
        found: list[tuple[float, str, Kind]] = []
        concepts: dict[str, float] = {}
        rows = [
            (terms[starts[at] : starts[at + 1]], values[starts[at] : starts[at + 1]])
            for starts, terms, values in products
        ]
        whole = math.fsum(value for _, values in rows for value in values)
        for block, (terms, values) in zip(self.blocks, rows, strict=True):
            names = block.model.terms
            if block.name == "words":
                found += [(value, names[term], "word") for term, value in zip(terms, values, strict=True)]
                continue
            for term, value in zip(terms, values, strict=True):  # a title may name what the text says
                concepts[names[term]] = concepts.get(names[term], 0.0) + value
        found += [(value, name, "concept") for name, value in concepts.items()]
        least = LEAST_SHARE * whole
        shares = sorted((-value / whole, term, kind) for value, term, kind in found if value >= least)
        told: list[Term] = []
        for share, term, kind in shares:
            if len(told) < TERMS and (kind == "concept" or telling(term, language)):
                told.append(Term(term, -share, kind, (term,), (term,)))
        return told

    def rows(self, row: int) -> Vectors:
        """Give the vectors of one profile."""
        return vectors_of([block.rows for block in self.blocks], row)


def vectors_of(blocks: Sequence[csr_array], row: int) -> Vectors:
    """Give one row of each block."""
    parts = ((block, slice(*block.indptr[row : row + 2])) for block in blocks)
    return tuple(Vector(block.indices[part], block.data[part]) for block, part in parts)


def fields_of(name: str) -> int:
    """Give how many columns, side by side, a term of a block has."""
    return FIELDS if name == "words" else 1


def in_whole(rows: csr_array) -> csr_array:
    """Give what each word of profiles weighs in all fields together."""
    found = csr_array(
        (rows.data, rows.indices // FIELDS, rows.indptr), shape=(rows.shape[0], rows.shape[1] // FIELDS), copy=True
    )
    found.sum_duplicates()
    return found


def by_field(words: Vector, fields: FieldWeights) -> Vector:
    """Ask each word of a need in every field, for what it weighs there; ValueError for a weight below 0."""
    for name, weight in fields._asdict().items():
        if not (math.isfinite(weight) and weight >= 0):
            raise ValueError(f"the field {name} weighs {weight}, must be 0 or more")
    columns: NDArray[np.int32] = np.add.outer(words.columns * FIELDS, np.arange(FIELDS, dtype=np.int32)).ravel()
    weights = np.outer(words.weights, fields).ravel()
    return Vector(columns[weights > 0], weights[weights > 0])


def _vectors(name: str, model: TermModel, texts: Sequence[Text], concepts: Concepts | None) -> csr_array:
    if concepts and name == "titles":
        return concepts.titles.of_profiles([(text.title, text.language) for text in texts])
    if name == "words":
        return model.transform_fields(
            ([words(part, text.language) for part in text[:FIELDS]] for text in texts), FIELDS
        )
    return model.transform(_terms(name, text, concepts) for text in texts)


def _of_need(name: str, model: TermModel, need: Text, concepts: Concepts | None) -> Vector:
    if concepts and name == "titles":
        return concepts.titles.of_need((need.title, need.language))
    return model.vector(_terms(name, need, concepts))


def _terms(name: str, text: Text, concepts: Concepts | None) -> list[str]:
    if concepts and name == "concepts":
        return concepts.link(text.whole, text.language)
    return words(text.whole, text.language)

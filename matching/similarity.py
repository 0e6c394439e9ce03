"""Stage one: exact cosines of a need with every profile, over words, concepts and the occupations of titles."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from matching import search
from matching.concepts import Concepts
from matching.kernel import FIELDS, Postings
from matching.results import Term
from matching.text import TermModel, telling, words

BLOCK_WEIGHTS = {"words": 0.4, "concepts": 0.3, "titles": 0.3}
"""Concepts join texts that say one thing in other words or in another language; without a lexicon words are all."""

LEAST_SHARE = 0.01


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


class Row(NamedTuple):
    """One text in one block: its terms, and what each weighs."""

    indices: NDArray[np.integer]
    data: NDArray[np.float64]


Weights = Mapping[int, float]
"""What the terms of one text weigh in one block, by column."""

Vector = Row | csr_array
"""A matrix of one row does as well."""


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

    def read(self, texts: Sequence[Text]) -> tuple[csr_array, ...]:
        """Turn texts of needs into one matrix a block, each word in one column."""
        return tuple(_of_needs(block.name, block.model, texts, self.concepts) for block in self.blocks)

    def asked(self, read: tuple[csr_array, ...], fields: FieldWeights = FIELD_WEIGHTS) -> tuple[csr_array, ...]:
        """Give needs that were read the weights of the blocks and of the fields, to be compared with profiles."""
        whole = sum(BLOCK_WEIGHTS[block.name] for block in self.blocks)
        return tuple(
            (by_field(found, fields) if block.name == "words" else found) * (BLOCK_WEIGHTS[block.name] / whole)
            for block, found in zip(self.blocks, read, strict=True)
        )

    def needs(self, texts: Sequence[Text], fields: FieldWeights = FIELD_WEIGHTS) -> tuple[csr_array, ...]:
        """Read needs and weigh them."""
        return self.asked(self.read(texts), fields)

    def nearest(
        self, queries: tuple[csr_array, ...], k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Give each allowed profile that is at least as near to a need as the k-th nearest, and its similarity.

        The similarities are those of `scores`, to the bit.
        """
        return search.nearest(self.postings, [block.rows for block in self.blocks], queries, k, allowed)

    def chosen(self, queries: tuple[csr_array, ...], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the similarity of some profiles to a need, to the bit as `scores` gives it."""
        return search.similarities([block.rows for block in self.blocks], queries, rows)

    def scores(self, queries: tuple[csr_array, ...]) -> NDArray[np.float64]:
        """Give the similarity (0 to 1) of each need (row) to each profile (column): the reference for the fast search.

        Each entry adds the shared terms in the order of the vocabulary, so it does not depend on its place.
        """
        total = np.zeros((queries[0].shape[0], self.blocks[0].rows.shape[0]))
        for query, block in zip(queries, self.blocks, strict=True):
            total += (block.rows @ query.T).toarray().T
        return total

    def pair(self, queries: tuple[csr_array, ...], others: tuple[csr_array, ...]) -> float:
        """Give the similarity of two texts, to the bit as `scores` gives it."""
        return float(sum((query @ other.T).toarray()[0, 0] for query, other in zip(queries, others, strict=True)))

    def shared(
        self, asked: Sequence[Weights], others: Sequence[Vector], language: str = "", most: int = 10
    ) -> list[Term]:
        """Give the terms that a need and a text share, with their share (0 to 1) of the similarity, largest first.

        Function words, everyday words, single letters and numbers alone are left out, and what is less than a
        hundredth: they tell a reader nothing.
        """
        found: dict[tuple[str, Literal["word", "concept"]], float] = {}
        products = [
            [(column, weights[column] * value) for column, value in _entries(other) if column in weights]
            for weights, other in zip(asked, others, strict=True)
        ]
        whole = math.fsum(value for product in products for _, value in product)
        for product, block in zip(products, self.blocks, strict=True):
            kind: Literal["word", "concept"] = "word" if block.name == "words" else "concept"
            fields, terms = fields_of(block.name), block.model.terms
            for column, value in product:
                named = terms[column // fields], kind
                found[named] = found.get(named, 0.0) + value / whole
        least = [(-share, term, kind) for (term, kind), share in found.items() if share >= LEAST_SHARE]
        telling_terms = (
            Term(term, -share, kind)
            for share, term, kind in sorted(least)
            if kind == "concept" or telling(term, language)
        )
        return list(islice(telling_terms, most))

    def rows(self, row: int) -> tuple[Row, ...]:
        """Give the vectors of one profile."""
        parts = ((block.rows, slice(*block.rows.indptr[row : row + 2])) for block in self.blocks)
        return tuple(Row(rows.indices[part], rows.data[part]) for rows, part in parts)


def weights_of(vectors: Sequence[csr_array]) -> tuple[Weights, ...]:
    """Give what each term weighs in the vectors of one need, a mapping a block."""
    return tuple(dict(_entries(vector)) for vector in vectors)


def _entries(vector: Vector) -> Iterable[tuple[int, float]]:
    return zip(vector.indices.tolist(), vector.data.tolist(), strict=True)


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


def by_field(words: csr_array, fields: FieldWeights) -> csr_array:
    """Ask each word of needs in every field, for what it weighs there; ValueError for a weight below 0."""
    for name, weight in fields._asdict().items():
        if not (math.isfinite(weight) and weight >= 0):
            raise ValueError(f"the field {name} weighs {weight}, must be 0 or more")
    columns = (words.indices[:, None] * FIELDS + np.arange(FIELDS, dtype=np.int32)).ravel()
    shape = words.shape[0], words.shape[1] * FIELDS
    found = csr_array((np.outer(words.data, fields).ravel(), columns, words.indptr * FIELDS), shape=shape)
    found.eliminate_zeros()
    return found


def _vectors(name: str, model: TermModel, texts: Sequence[Text], concepts: Concepts | None) -> csr_array:
    if concepts and name == "titles":
        return concepts.titles.of_profiles([(text.title, text.language) for text in texts])
    if name == "words":
        return model.transform_fields(
            ([words(part, text.language) for part in text[:FIELDS]] for text in texts), FIELDS
        )
    return model.transform(_terms(name, text, concepts) for text in texts)


def _of_needs(name: str, model: TermModel, texts: Sequence[Text], concepts: Concepts | None) -> csr_array:
    if concepts and name == "titles":
        return concepts.titles.of_needs([(text.title, text.language) for text in texts])
    return model.transform(_terms(name, text, concepts) for text in texts)


def _terms(name: str, text: Text, concepts: Concepts | None) -> list[str]:
    if concepts and name == "concepts":
        return concepts.link(text.whole, text.language)
    return words(text.whole, text.language)

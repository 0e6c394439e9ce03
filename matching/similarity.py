"""Compares texts: exact cosines of TF-IDF vectors, in blocks that are weighted when a need is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, vstack

from matching.concepts import Concepts
from matching.results import Term
from matching.text import TermModel, grams, telling

BLOCK_WEIGHTS = {"words": 0.5, "concepts": 0.5}
"""Concepts join texts that say one thing in other words or in another language."""

_BATCH = 64


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of term: what was learned of it, and the profiles' vectors by row and by column."""

    name: str
    model: TermModel
    rows: csr_array
    columns: csc_array

    @classmethod
    def of(cls, name: str, model: TermModel, rows: csr_array) -> "Block":
        """Make a block from its rows."""
        return cls(name, model, rows, csc_array(rows))


@dataclass(frozen=True, slots=True)
class Similarity:
    """The vectors of a pool of texts, in the order in which they were given."""

    blocks: tuple[Block, ...]
    concepts: Concepts | None = None

    @classmethod
    def fit(
        cls, texts: Sequence[tuple[str, str]], learn: Sequence[bool], concepts: Concepts | None = None
    ) -> "Similarity":
        """Learn from the texts whose `learn` is true, and take in all; a text is (words, language)."""
        blocks = []
        for name in _names(concepts):
            documents = [_terms(name, text, concepts) for text in texts]
            model = TermModel.fit(terms for terms, known in zip(documents, learn, strict=True) if known)
            blocks.append(Block.of(name, model, model.transform(documents)))
        return cls(tuple(blocks), concepts)

    def replaced(self, keep: Sequence[int], texts: Sequence[tuple[str, str]]) -> "Similarity":
        """Give the pool with only the rows `keep`, then new texts; nothing is learned anew."""
        blocks = []
        for block in self.blocks:
            new = block.model.transform(_terms(block.name, text, self.concepts) for text in texts)
            blocks.append(Block.of(block.name, block.model, csr_array(vstack([block.rows[list(keep)], new]))))
        return Similarity(tuple(blocks), self.concepts)

    def vectors(self, texts: Iterable[tuple[str, str]], weighted: bool = True) -> tuple[csr_array, ...]:
        """Turn texts into one matrix a block; the side that asks carries the weights of the blocks."""
        texts = list(texts)
        share = _weights(self.blocks)
        return tuple(
            block.model.transform(_terms(block.name, text, self.concepts) for text in texts)
            * (share[block.name] if weighted else 1.0)
            for block in self.blocks
        )

    def scores(self, queries: tuple[csr_array, ...]) -> NDArray[np.float64]:
        """Give the similarity (0 to 1) of each query (row) to each profile (column), exactly.

        Each entry adds the shared terms in the order of the vocabulary, so it does not depend on its place.
        """
        total = np.zeros((queries[0].shape[0], self.blocks[0].rows.shape[0]))
        for query, block in zip(queries, self.blocks, strict=True):
            total += (query @ block.columns.T).toarray()
        return total

    def pair(self, queries: tuple[csr_array, ...], others: tuple[csr_array, ...]) -> float:
        """Give the similarity of two texts, to the bit as `scores` gives it."""
        return float(sum((query @ other.T).toarray()[0, 0] for query, other in zip(queries, others, strict=True)))

    def batches(self, texts: Sequence[tuple[str, str]]) -> Iterable[NDArray[np.float64]]:
        """Give the similarities of many texts, one array a text, in batches that fit in memory."""
        for start in range(0, len(texts), _BATCH):
            yield from self.scores(self.vectors(texts[start : start + _BATCH]))

    def shared(self, queries: tuple[csr_array, ...], others: tuple[csr_array, ...], most: int = 10) -> list[Term]:
        """Give the terms that two texts share, with their share (0 to 1) of the similarity, largest first.

        Function words, single letters and numbers alone are left out: they tell a reader nothing.
        """
        found: list[Term] = []
        products = [csr_array(query.multiply(other)) for query, other in zip(queries, others, strict=True)]
        whole = sum(float(product.sum()) for product in products)
        for product, block in zip(products, self.blocks, strict=True):
            kind: Literal["word", "concept"] = "concept" if block.name == "concepts" else "word"
            for column, value in zip(product.indices.tolist(), product.data.tolist(), strict=True):
                term = block.model.terms[column]
                if kind == "concept" or telling(term):
                    found.append(Term(term, value / whole, kind))
        return sorted(found, key=lambda term: (-term.share, term.term))[:most]

    def rows(self, row: int) -> tuple[csr_array, ...]:
        """Give the vectors of one profile."""
        return tuple(block.rows[[row]] for block in self.blocks)


def _names(concepts: Concepts | None) -> tuple[str, ...]:
    return ("words", "concepts") if concepts else ("words",)


def _weights(blocks: tuple[Block, ...]) -> dict[str, float]:
    whole = sum(BLOCK_WEIGHTS[block.name] for block in blocks)
    return {block.name: BLOCK_WEIGHTS[block.name] / whole for block in blocks}


def _terms(name: str, text: tuple[str, str], concepts: Concepts | None) -> list[str]:
    return concepts.link(*text) if name == "concepts" and concepts else grams(text[0])

"""Finds the rows nearest to a query exactly: bounds in small numbers first, then exact sums for who may be near."""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, hstack

from matching import bounding, kernel
from matching.bounding import Bounds, Postings
from matching.kernel import Vector
from matching.text import rows_of

COMMON = 0.1  # a term that a tenth of the rows have takes a byte in every row; others name their rows
FEW = 200  # of so many rows one is allowed: adding up those few is faster than bounding all

Rows = Sequence[csr_array]
"""The rows of a pool, a matrix a block."""

Query = Sequence[Vector]
"""One text, a vector a block."""

EVERYBODY = np.zeros(0, dtype=bool)


def postings(blocks: Rows) -> Postings:
    """Turn the rows of the blocks, side by side, into columns."""
    matrix = csc_array(hstack([block.astype(np.float32) for block in blocks], format="csc"))
    frequency = np.diff(matrix.indptr)
    common = frequency > COMMON * matrix.shape[0]
    dense = matrix[:, np.flatnonzero(common)].toarray().T
    scales = dense.max(axis=1, initial=0.0) / np.float32(bounding.LEVELS)
    rare = np.repeat(~common, frequency)
    return Postings(
        np.concatenate([[0], np.cumsum(np.where(common, 0, frequency))]).astype(np.int64),
        matrix.indices[rare].astype(np.int32),
        matrix.data[rare],
        np.where(common, np.cumsum(common) - 1, -1).astype(np.int32),
        np.ceil(dense / scales[:, None]).clip(0, bounding.LEVELS).astype(np.uint8, order="C"),
        scales,
    )


def nearest(
    made: Postings,
    blocks: Rows,
    query: Query,
    k: int,
    *,
    allowed: NDArray[np.bool_] | None = None,
    bounds: Callable[[], Bounds] | None = None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Give every allowed row at least as near as the k-th nearest, and its similarity, nearest first, else by row.

    What a column weighs is in the query, so that other weights of blocks need no other postings. `bounds` gives those
    of the query, where somebody keeps them.
    """
    count = made.levels.shape[1]
    chosen = count if allowed is None else int(np.count_nonzero(allowed))
    if chosen <= max(k, count // FEW):
        rows = np.arange(count) if allowed is None else np.flatnonzero(allowed)
    else:
        found = bounds() if bounds else bounds_of(made, blocks, query)
        rows = bounding.candidates(found, EVERYBODY if allowed is None else allowed, k)
    exact = similarities(blocks, query, rows)
    order = np.argsort(-exact, kind="stable")
    if len(order) > k:
        order = order[: np.count_nonzero(exact >= exact[order[k - 1]])]
    return rows[order], exact[order]


def bounds_of(made: Postings, blocks: Rows, query: Query) -> Bounds:
    """Bound the similarity of each row to a query."""
    return bounding.bounds(_side_by_side(query, [block.shape[1] for block in blocks]), made)


def _side_by_side(query: Query, widths: Iterable[int]) -> Vector:
    """Give the terms of all blocks, which have so many each, counted on from block to block."""
    if len(query) == 1:
        return query[0]
    columns = [vector.columns + offset for vector, offset in zip(query, accumulate(widths, initial=0), strict=False)]
    return Vector(np.concatenate(columns, dtype=np.int32), np.concatenate([vector.weights for vector in query]))


def products(blocks: Rows, query: Query) -> NDArray[np.float64]:
    """Give the product of the matrices with a query."""
    total = np.zeros(blocks[0].shape[0])
    for block, (columns, weights) in zip(blocks, query, strict=True):
        total += (block @ rows_of(weights, columns, [0, len(columns)], block.shape[1]).T).toarray()[:, 0]
    return total


def similarities(blocks: Rows, query: Query, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the similarity of some rows to a query, to the bit as the product of the matrices gives it."""
    total = np.zeros(len(rows))
    for block, asked in zip(blocks, query, strict=True):
        total += product(block, asked, rows)
    return total


def product(block: csr_array, query: Vector, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the product of some rows of one block with one query."""
    return kernel.exact(query, matrix(block), rows)


def matrix(block: csr_array) -> kernel.Matrix:
    """Give a block as the compiled loops take it."""
    return kernel.Matrix(block.indptr, block.indices, block.data, block.shape[1])

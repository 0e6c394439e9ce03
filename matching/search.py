"""Finds the rows nearest to a query exactly: bounds in small numbers first, then exact sums for who may be near."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, hstack

from matching import kernel
from matching.kernel import Postings

COMMON = 0.1  # a term that a tenth of the rows have takes a byte in every row; others name their rows
FEW = 200  # of so many rows one is allowed: adding up those few is faster than bounding all
_ROUNDING = 2.0**-23

Rows = Sequence[csr_array]
"""The rows of a pool, or of one query, a matrix a block."""

EVERYBODY = np.zeros(0, dtype=bool)


def postings(blocks: Rows) -> Postings:
    """Turn the rows of the blocks, side by side, into columns."""
    matrix = csc_array(hstack([block.astype(np.float32) for block in blocks], format="csc"))
    frequency = np.diff(matrix.indptr)
    common = frequency > COMMON * matrix.shape[0]
    dense = matrix[:, np.flatnonzero(common)].toarray().T
    scales = dense.max(axis=1, initial=0.0) / np.float32(kernel.LEVELS)
    rare = np.repeat(~common, frequency)
    return Postings(
        np.concatenate([[0], np.cumsum(np.where(common, 0, frequency))]).astype(np.int64),
        matrix.indices[rare].astype(np.int32),
        matrix.data[rare],
        np.where(common, np.cumsum(common) - 1, -1).astype(np.int32),
        np.ceil(dense / scales[:, None]).clip(0, kernel.LEVELS).astype(np.uint8, order="C"),
        scales,
    )


def nearest(
    made: Postings, blocks: Rows, query: Rows, k: int, allowed: NDArray[np.bool_] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Give every allowed row at least as near as the k-th nearest, and its similarity, in the order of the rows.

    What a column weighs is in the query, so that other weights of blocks need no other postings.
    """
    count = made.levels.shape[1]
    chosen = count if allowed is None else int(np.count_nonzero(allowed))
    if chosen <= max(k, count // FEW):
        rows = np.arange(count) if allowed is None else np.flatnonzero(allowed)
    else:
        rows = _candidates(made, query, k, EVERYBODY if allowed is None else allowed)
    exact = similarities(blocks, query, rows)
    if len(rows) > k:
        near = exact >= np.partition(exact, -k)[-k]
        return rows[near], exact[near]
    return rows, exact


def _candidates(made: Postings, query: Rows, k: int, allowed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give rows among which all are that `nearest` looks for, by bounds alone."""
    offsets = np.cumsum([0, *(block.shape[1] for block in query)]).tolist()
    columns = [block.indices + offset for block, offset in zip(query, offsets, strict=False)]
    weights = [block.data for block in query]
    found, tops, slack = kernel.bounds(
        np.concatenate(columns, dtype=np.int64), np.concatenate(weights, dtype=np.float32), allowed, made
    )
    few = kernel.reaching(found, tops, _largest(tops, k))  # at least k rows: k steps hold one each
    rounding = (sum(block.nnz for block in query) + 16) * _ROUNDING
    edge = _largest(found[few], k) * (1.0 - 2.0 * rounding) - slack * (1.0 + rounding)
    return kernel.reaching(found, tops, max(edge, 0.0))


def _largest(bounds: NDArray[np.float32], k: int) -> float:
    """Give the k-th largest bound, 0 where there are not so many."""
    return max(float(np.partition(bounds, -k)[-k]), 0.0) if len(bounds) >= k else 0.0


def similarities(blocks: Rows, query: Rows, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the similarity of some rows to a query, to the bit as the product of the matrices gives it."""
    total = np.zeros(len(rows))
    for block, asked in zip(blocks, query, strict=True):
        total += kernel.exact(asked.toarray()[0], block.indptr, block.indices, block.data, rows)
    return total

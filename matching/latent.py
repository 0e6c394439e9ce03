"""Latent semantic analysis: texts that say one thing in other words come near each other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.utils.extmath import randomized_svd

from matching import kernel
from matching.kernel import Vector

FEWEST, MOST, PEOPLE_EACH = 20, 256, 20
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Latent:
    """The main directions in which the learned texts differ, one a column, by term."""

    basis: NDArray[np.float64]

    @classmethod
    def fit(cls, rows: csr_array) -> "Latent":
        """Learn from the rows of TF-IDF vectors: a twentieth as many directions as rows, from 20 to 256.

        The rows are sorted first, and the directions rounded, so that the order of the pool changes no bit.
        """
        wanted = min(max(rows.shape[0] // PEOPLE_EACH, FEWEST), MOST, *(side - 1 for side in rows.shape))
        if wanted < 1 or not rows.nnz:
            return cls(np.zeros((rows.shape[1], 0)))
        _, strength, directions = randomized_svd(csr_array(rows[_order(rows)]), wanted, n_iter=5, random_state=0)
        real = strength > _NOTHING * strength[0]
        return cls(np.ascontiguousarray(np.round(directions[real].T, 9)))

    def project(self, rows: csr_array) -> NDArray[np.float32]:
        """Give the coordinates of TF-IDF vectors, scaled to length 1 (0 where nothing is known), in short numbers."""
        return _scaled(rows @ self.basis).astype(np.float32)

    def place(self, text: Vector) -> NDArray[np.float64]:
        """Give the coordinates of one vector, which `project` rounds."""
        return _scaled(kernel.combined(self.basis, text.columns, text.weights))


def _scaled(found: NDArray[np.float64]) -> NDArray[np.float64]:
    length = np.sqrt((found**2).sum(axis=-1, keepdims=True))
    return np.asarray(found / np.where(length > _NOTHING, length, np.inf))


def _order(rows: csr_array) -> list[int]:
    def content(row: int) -> tuple[bytes, bytes]:
        part = slice(rows.indptr[row], rows.indptr[row + 1])
        return rows.indices[part].astype(np.int64).tobytes(), rows.data[part].tobytes()

    return sorted(range(rows.shape[0]), key=content)

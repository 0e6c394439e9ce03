"""Latent semantic analysis: texts that say one thing in other words come near each other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.utils.extmath import randomized_svd

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

    def project(self, rows: csr_array) -> NDArray[np.float64]:
        """Give the coordinates of TF-IDF vectors, scaled to length 1 (0 where nothing is known)."""
        return _scaled(rows @ self.basis)

    def place(self, text: Vector) -> NDArray[np.float64]:
        """Give the coordinates of one vector, to the bit as `project` gives them."""
        return _scaled((text.weights[:, None] * self.basis[text.columns]).sum(axis=0))


def _scaled(found: NDArray[np.float64]) -> NDArray[np.float64]:
    length = np.sqrt((found**2).sum(axis=-1, keepdims=True))
    return np.asarray(found / np.where(length > _NOTHING, length, np.inf))


def _order(rows: csr_array) -> list[int]:
    def content(row: int) -> tuple[bytes, bytes]:
        part = slice(rows.indptr[row], rows.indptr[row + 1])
        return rows.indices[part].astype(np.int64).tobytes(), rows.data[part].tobytes()

    return sorted(range(rows.shape[0]), key=content)

"""The compiled loops over what people have several of."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.kernel import compiled


class Listed(NamedTuple):
    """What rows have several of: row r has the names and amounts from starts[r] to starts[r + 1]."""

    starts: NDArray[np.int64]
    names: NDArray[np.int32]
    amounts: NDArray[np.int32]


@compiled
def entries(starts: NDArray[np.int64], rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give for what some rows have several of to which of them each belongs, and where it is kept."""
    size = 0
    for row in rows:
        size += starts[row + 1] - starts[row]
    place, kept, entry = np.empty(size, np.int64), np.empty(size, np.int64), 0
    for at in range(len(rows)):
        for where in range(starts[rows[at]], starts[rows[at] + 1]):
            place[entry], kept[entry] = at, where
            entry += 1
    return place, kept


@compiled
def holding(table: Listed, rows: NDArray[np.int64], wanted: NDArray[np.int64], least: int) -> NDArray[np.bool_]:
    """Say which rows have an entry with a wanted name, and at least so much of it."""
    starts, names, amounts = table
    found = np.empty(len(rows), np.bool_)
    for at in range(len(rows)):
        there = False
        for entry in range(starts[rows[at]], starts[rows[at] + 1]):
            enough = amounts[entry] >= least
            for name in wanted:
                there |= enough & (names[entry] == name)  # a branch that nobody can foresee would cost more
        found[at] = there
    return found


@compiled
def best(
    table: Listed, rows: NDArray[np.int64], wanted: NDArray[np.int64], worth: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give what each of the wanted names, a line each, is worth to each row at most, 0 without it.

    `worth` has a line for each name, by amount from -1 on; what exceeds it is worth as much as its last.
    """
    starts, names, amounts = table
    found = np.zeros((len(wanted), len(rows)))
    for at in range(len(rows)):
        for entry in range(starts[rows[at]], starts[rows[at] + 1]):
            for asked in range(len(wanted)):
                if names[entry] == wanted[asked]:
                    value = worth[asked, min(amounts[entry] + 1, worth.shape[1] - 1)]
                    found[asked, at] = max(found[asked, at], value)
    return found

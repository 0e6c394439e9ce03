"""The compiled loops that compare texts: exact sums over terms and coordinates."""

from collections.abc import Callable
from typing import NamedTuple, ParamSpec, TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

_P = ParamSpec("_P")
_R = TypeVar("_R")

FIELDS, _FIELD_BITS = 4, 2  # columns of a word, side by side
_AHEAD, _LINE = 16, 64  # rows that are fetched together; bytes that come from the memory at once


class Vector(NamedTuple):
    """The terms of one text, in the order of the vocabulary, and what each weighs."""

    columns: NDArray[np.int32]
    weights: NDArray[np.float64]


class Matrix(NamedTuple):
    """Rows of so many columns: row r has the columns and values from starts[r] to starts[r + 1]."""

    starts: NDArray[np.int32]
    columns: NDArray[np.int32]
    values: NDArray[np.float64]
    width: int


class Asked(NamedTuple):
    """Terms, of so many, as the need, the feedback, and what is to be covered weigh them; and the weights of fields."""

    terms: NDArray[np.int32]
    need: NDArray[np.float64]
    feedback: NDArray[np.float64]
    coverage: NDArray[np.float64]
    width: int
    fields: NDArray[np.float64]


def compiled(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile a function at its first call and keep the result on disk, where there is a folder that takes it."""
    try:
        made: Callable[_P, _R] = numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:  # neither the package's folder nor the user's can be written: compiled anew in each process
        made = numba.njit(nogil=True)(function)
    return made


@compiled
def exact(query: Vector, held: Matrix, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the product of some rows with a query, the terms added in the order of the vocabulary."""
    starts, columns, values, width = held
    places, weights = np.zeros(width, np.int32), np.zeros(len(query.columns) + 1)  # what is not asked is at 0
    for term in range(len(query.columns)):
        places[query.columns[term]], weights[term + 1] = term + 1, query.weights[term]
    found = np.empty(len(rows))
    for low in range(0, len(rows), _AHEAD):
        block = rows[low : low + _AHEAD]
        found[low] = _fetched(held, block)
        for at in range(len(block)):
            total = 0.0
            for entry in range(starts[block[at]], starts[block[at] + 1]):
                total += weights[places[columns[entry]]] * values[entry]
            found[low + at] = total
    return found


@compiled
def compare(asked: Asked, held: Matrix, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give for some rows, a column each, the products with the need and with the feedback, and the coverage."""
    starts, columns, values, _ = held
    places, weights = np.zeros(asked.width, np.int32), np.zeros((len(asked.terms) + 1, 3))  # the others are at 0
    for at in range(len(asked.terms)):
        places[asked.terms[at]] = at + 1
        weights[at + 1, 0], weights[at + 1, 1] = asked.need[at], asked.feedback[at]
        weights[at + 1, 2] = asked.coverage[at]
    found = np.empty((3, len(rows)))
    for low in range(0, len(rows), _AHEAD):
        block = rows[low : low + _AHEAD]
        found[0, low] = _fetched(held, block)
        for at in range(len(block)):
            need, feedback, coverage, before = 0.0, 0.0, 0.0, -1
            for entry in range(starts[block[at]], starts[block[at] + 1]):
                term = columns[entry] >> _FIELD_BITS
                place, value = places[term], asked.fields[columns[entry] & (FIELDS - 1)] * values[entry]
                need += weights[place, 0] * value
                feedback += weights[place, 1] * value
                coverage += weights[place, 2] * (term != before)  # in whichever fields it stands
                before = term
            found[0, low + at], found[1, low + at], found[2, low + at] = need, feedback, coverage
    return found


@compiled
def shared(
    query: Vector, held: Matrix, rows: NDArray[np.int64], fields: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """Give what each term, of so many columns side by side, adds to the products of some rows with a query.

    Row r has those from begins[r] to begins[r + 1], what is given first; only terms that both have are there.
    """
    starts, columns, values, width = held
    weights = np.zeros(width)
    for term in range(len(query.columns)):
        weights[query.columns[term]] = query.weights[term]
    begins = np.zeros(len(rows) + 1, np.int64)
    most = 0
    for row in rows:
        most += starts[row + 1] - starts[row]
    terms, found, size = np.empty(most, np.int32), np.empty(most), 0
    for at in range(len(rows)):
        for entry in range(starts[rows[at]], starts[rows[at] + 1]):
            weight, term = weights[columns[entry]], columns[entry] // fields
            if weight > 0.0:
                if size == begins[at] or terms[size - 1] != term:
                    terms[size], found[size] = term, 0.0
                    size += 1
                found[size - 1] += weight * values[entry]
        begins[at + 1] = size
    return begins, terms[:size], found[:size]


@compiled
def _fetched(held: Matrix, rows: NDArray[np.int64]) -> float:
    """Bring rows near, all at once: reading them one after the other would wait for each; the sum means nothing."""
    starts, columns, values, _ = held
    total = 0.0
    for row in rows:
        for entry in range(starts[row], starts[row + 1], _LINE // 8):
            total += values[entry]
        for entry in range(starts[row], starts[row + 1], _LINE // 4):
            total += columns[entry]
    return total


@compiled
def products(matrix: NDArray[np.float32], vector: NDArray[np.float64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the product of some rows of a full matrix with a vector, four sums side by side."""
    found, whole = np.empty(len(rows)), len(vector) // 4 * 4
    for low in range(0, len(rows), _AHEAD):
        block, near = rows[low : low + _AHEAD], 0.0
        for row in block:
            for column in range(0, len(vector), _LINE // 4):
                near += matrix[row, column]
        found[low] = near
        for at in range(len(block)):
            one, two, three, four = 0.0, 0.0, 0.0, 0.0
            held = matrix[block[at]]
            for column in range(0, whole, 4):
                one += held[column] * vector[column]
                two += held[column + 1] * vector[column + 1]
                three += held[column + 2] * vector[column + 2]
                four += held[column + 3] * vector[column + 3]
            for column in range(whole, len(vector)):
                one += held[column] * vector[column]
            found[low + at] = (one + two) + (three + four)
    return found


@compiled
def combined(matrix: NDArray[np.float64], rows: NDArray[np.int32], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the sum of some rows of a full matrix, each by its weight, in their order."""
    found = np.zeros(matrix.shape[1])
    for at in range(len(rows)):
        row = matrix[rows[at]]
        for column in range(len(found)):
            found[column] += weights[at] * row[column]
    return found


@compiled
def distinct(numbers: NDArray[np.int32], width: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Give the different ones of some numbers below `width`, as they are met, and where each number is among them."""
    places, found = np.zeros(width, np.int32), np.empty(len(numbers), np.int32)
    at, size = np.empty(len(numbers), np.int64), 0
    for number in range(len(numbers)):
        if places[numbers[number]] == 0:
            found[size] = numbers[number]
            size += 1
            places[numbers[number]] = size
        at[number] = places[numbers[number]] - 1
    return found[:size].copy(), at

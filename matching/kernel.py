"""The compiled loops of stage one: what bounds similarities, picks the best, and adds them up exactly."""

from collections.abc import Callable
from typing import NamedTuple, ParamSpec, TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

_P = ParamSpec("_P")
_R = TypeVar("_R")

_CHUNK = 8192  # rows whose bounds stay in the fastest memory while the common terms are added
STEP = 64  # rows that share one maximum, so that most are passed over at one look
FIELDS = 4  # columns of a word, side by side
LEVELS = 255  # of a common term, beside its absence
_ROUNDING = 2.0**-23


class Vector(NamedTuple):
    """The terms of a query, in the order of the vocabulary, and what each weighs."""

    columns: NDArray[np.int32]
    weights: NDArray[np.float64]


class Postings(NamedTuple):
    """The terms of a pool in short numbers: a rare one names its rows, a common one has a level for every row.

    A rare term t has the rows and values from starts[t] to starts[t + 1]; slots[t] is -1. A common one has
    levels[slots[t]], in steps of scales[slots[t]], rounded up. No value is negative.
    """

    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    values: NDArray[np.float32]
    slots: NDArray[np.int32]
    levels: NDArray[np.uint8]
    scales: NDArray[np.float32]


class Asked(NamedTuple):
    """The words of a need, of the feedback, and of what it asks to be covered, by term; what a word weighs by field."""

    need: NDArray[np.float64]
    feedback: NDArray[np.float64]
    coverage: NDArray[np.float64]
    fields: NDArray[np.float64]


def compiled(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile a function at its first call and keep the result on disk, where there is a folder that takes it."""
    try:
        made: Callable[_P, _R] = numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:  # neither the package's folder nor the user's can be written: compiled anew in each process
        made = numba.njit(nogil=True)(function)
    return made


@compiled
def candidates(query: Vector, allowed: NDArray[np.bool_], postings: Postings, k: int) -> NDArray[np.int64]:
    """Give rows, in their order, among which is every allowed one as near as the k-th; empty `allowed` allows all."""
    found, tops, slack = bounds(query, allowed, postings)
    few = reaching(found, tops, _largest(tops, k))  # at least k rows: k steps hold one each
    rounding = (len(query.columns) + 16) * _ROUNDING  # what a bound may lose by the short numbers, as a share of it
    return reaching(found, tops, max(_largest(found[few], k) * (1.0 - 2.0 * rounding) - slack * (1.0 + rounding), 0.0))


@compiled
def bounds(
    query: Vector, allowed: NDArray[np.bool_], postings: Postings
) -> tuple[NDArray[np.float32], NDArray[np.float32], float]:
    """Give a bound that the similarity of each row does not pass, -1 for a row that is not allowed.

    Beside them the largest of each STEP rows, and by how much a bound may exceed the similarity, rounding apart.
    """
    columns, weights = query
    starts, rows, values, slots, levels, scales = postings
    count, slack = levels.shape[1], 0.0
    found = np.zeros(count, np.float32)
    for term in range(len(columns)):
        slot, weight = slots[columns[term]], np.float32(weights[term])
        if slot < 0:
            for at in range(starts[columns[term]], starts[columns[term] + 1]):
                found[rows[at]] += weight * values[at]
        else:
            slack += weight * scales[slot]
    tops = np.empty((count + STEP - 1) // STEP, np.int32)  # the bits of the numbers sort as these do, and faster
    bits = found.view(np.int32)
    for low in range(0, count, _CHUNK):
        part = found[low : low + _CHUNK]
        for term in range(len(columns)):
            slot = slots[columns[term]]
            if slot >= 0:
                weight = np.float32(weights[term]) * scales[slot]
                level = levels[slot, low : low + _CHUNK]
                for row in range(len(part)):
                    part[row] += weight * np.float32(level[row])
        if len(allowed):
            free = allowed[low : low + _CHUNK]
            for row in range(len(part)):
                part[row] = part[row] if free[row] else np.float32(-1.0)
        for step in range(low // STEP, (low + len(part) + STEP - 1) // STEP):
            top = bits[step * STEP]
            for row in range(step * STEP, min((step + 1) * STEP, count)):
                top = max(top, bits[row])
            tops[step] = top
    return found, tops.view(np.float32), slack


@compiled
def reaching(found: NDArray[np.float32], tops: NDArray[np.float32], edge: float) -> NDArray[np.int64]:
    """Give the rows whose bound is at least `edge`, in their order."""
    kept, size = np.empty(len(found), np.int64), 0
    for step in range(len(tops)):
        if tops[step] >= edge:
            for row in range(step * STEP, min((step + 1) * STEP, len(found))):
                if found[row] >= edge:
                    kept[size] = row
                    size += 1
    return kept[:size].copy()


@compiled
def _largest(numbers: NDArray[np.float32], k: int) -> float:
    """Give the k-th largest, 0 where there are not so many or it is below."""
    return max(np.partition(numbers, len(numbers) - k)[len(numbers) - k], np.float32(0.0)) if len(numbers) >= k else 0.0


@compiled
def exact(
    query: Vector,
    starts: NDArray[np.int32],
    columns: NDArray[np.int32],
    values: NDArray[np.float64],
    rows: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Give the product of some rows with a query, the terms added in the order of the vocabulary."""
    size = 4
    while size < 4 * len(query.columns):
        size *= 2
    keys, held = np.full(size, -1, np.int64), np.zeros(size)  # a table that fits the fastest memory
    for term in range(len(query.columns)):
        place = query.columns[term] & (size - 1)
        while keys[place] >= 0:
            place = (place + 1) & (size - 1)
        keys[place], held[place] = query.columns[term], query.weights[term]
    found = np.empty(len(rows))
    for at in range(len(rows)):
        total = 0.0
        for entry in range(starts[rows[at]], starts[rows[at] + 1]):
            place = columns[entry] & (size - 1)
            while keys[place] >= 0 and keys[place] != columns[entry]:
                place = (place + 1) & (size - 1)
            total += held[place] * values[entry]
        found[at] = total
    return found


@compiled
def compare(
    asked: Asked,
    starts: NDArray[np.int32],
    columns: NDArray[np.int32],
    values: NDArray[np.float64],
    rows: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Give for some rows, a column each, the products with the need and with the feedback, and the coverage."""
    found = np.zeros((3, len(rows)))
    for at in range(len(rows)):
        before = -1
        for entry in range(starts[rows[at]], starts[rows[at] + 1]):
            term = columns[entry] // FIELDS
            if asked.feedback[term] > 0.0:  # the words of the need among them
                value = asked.fields[columns[entry] % FIELDS] * values[entry]
                found[0, at] += asked.need[term] * value
                found[1, at] += asked.feedback[term] * value
                if term != before:  # in whichever fields it stands
                    found[2, at] += asked.coverage[term]
            before = term
    return found


@compiled
def products(matrix: NDArray[np.float64], vector: NDArray[np.float64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the product of some rows of a full matrix with a vector."""
    found = np.empty(len(rows))
    for at in range(len(rows)):
        total = 0.0
        for column in range(len(vector)):
            total += matrix[rows[at], column] * vector[column]
        found[at] = total
    return found


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

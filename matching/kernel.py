"""The compiled loops of stage one: what bounds similarities, picks the best, and adds them up exactly."""

from collections.abc import Callable
from typing import NamedTuple, ParamSpec, TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

_P = ParamSpec("_P")
_R = TypeVar("_R")

_CHUNK = 4096  # rows whose bounds stay in the fastest memory while the common terms are added
_AT_ONCE = 4  # common terms that are added in one pass
STEP = 64  # rows that share one maximum, so that most are passed over at one look
FIELDS, _FIELD_BITS = 4, 2  # columns of a word, side by side
LEVELS = 255  # of a common term, beside its absence
_ROUNDING = 2.0**-23
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


class Bounds(NamedTuple):
    """What the similarity of each row to a query does not pass, the largest of each STEP rows, and how sharp it is.

    A bound may exceed the similarity by `slack`, and lose a share of `rounding` by the short numbers.
    """

    found: NDArray[np.float32]
    tops: NDArray[np.float32]
    slack: float
    rounding: float


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
def candidates(bounds: Bounds, allowed: NDArray[np.bool_], k: int) -> NDArray[np.int64]:
    """Give rows, in their order, among which is every allowed one as near as the k-th; empty `allowed` allows all."""
    found, tops, slack, rounding = bounds
    if len(allowed):
        found, tops = _of(allowed, found)
    few = reaching(found, tops, _largest(tops, k))  # at least k rows: k steps hold one each
    return reaching(found, tops, max(_largest(found[few], k) * (1.0 - 2.0 * rounding) - slack * (1.0 + rounding), 0.0))


@compiled
def bounds(query: Vector, postings: Postings) -> Bounds:
    """Bound the similarity of each row to a query."""
    columns, weights = query
    starts, rows, values, slots, levels, scales = postings
    count, slack = levels.shape[1], 0.0
    found = np.zeros(count, np.float32)
    common, steps, size = np.zeros(len(columns) + _AT_ONCE, np.int64), np.zeros(len(columns) + _AT_ONCE, np.float32), 0
    for term in range(len(columns)):
        slot, weight = slots[columns[term]], np.float32(weights[term])
        if slot < 0:
            for at in range(starts[columns[term]], starts[columns[term] + 1]):
                found[rows[at]] += weight * values[at]
        else:
            common[size], steps[size] = slot, weight * scales[slot]
            slack += steps[size]
            size += 1
    for low in range(0, count, _CHUNK):
        part = found[low : low + _CHUNK]
        for term in range(0, size, _AT_ONCE):  # beyond the last one the steps are 0
            first, second = levels[common[term], low : low + _CHUNK], levels[common[term + 1], low : low + _CHUNK]
            third, fourth = levels[common[term + 2], low : low + _CHUNK], levels[common[term + 3], low : low + _CHUNK]
            one, two, three, four = steps[term], steps[term + 1], steps[term + 2], steps[term + 3]
            for row in range(len(part)):
                part[row] += (one * np.float32(first[row]) + two * np.float32(second[row])) + (
                    three * np.float32(third[row]) + four * np.float32(fourth[row])
                )
    return Bounds(found, _tops(found), slack, (len(columns) + 16) * _ROUNDING)


@compiled
def _of(allowed: NDArray[np.bool_], found: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give the bounds of the rows that are allowed, -1 for the others, and the largest of each STEP rows."""
    kept, tops = np.empty(len(found), np.float32), np.empty((len(found) + STEP - 1) // STEP, np.int32)
    for step in range(len(tops)):
        low, high = step * STEP, (step + 1) * STEP
        part, free, own = found[low:high], allowed[low:high], kept[low:high]
        for row in range(len(part)):
            own[row] = part[row] if free[row] else np.float32(-1.0)
        tops[step] = _top(own.view(np.int32))
    return kept, tops.view(np.float32)


@compiled
def _tops(found: NDArray[np.float32]) -> NDArray[np.float32]:
    bits = found.view(np.int32)
    tops = [_top(bits[low : low + STEP]) for low in range(0, len(bits), STEP)]
    return np.array(tops, np.int32).view(np.float32)


@compiled
def _top(bits: NDArray[np.int32]) -> int:
    """Give the largest of some numbers by their bits, which sort as these do, and faster."""
    top: int = bits[0]
    for row in range(len(bits)):
        top = max(top, bits[row])
    return top


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

    Row r has the terms and values from starts[r] to starts[r + 1]; only terms that both have are there.
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
def products(matrix: NDArray[np.float64], vector: NDArray[np.float64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the product of some rows of a full matrix with a vector, four sums side by side."""
    found, whole = np.empty(len(rows)), len(vector) // 4 * 4
    for low in range(0, len(rows), _AHEAD):
        block, near = rows[low : low + _AHEAD], 0.0
        for row in block:
            for column in range(0, len(vector), _LINE // 8):
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

"""The compiled loops that bound similarities in small numbers, and say who may be among the nearest."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.kernel import Vector, compiled

_CHUNK = 4096  # rows whose bounds stay in the fastest memory while the common terms are added
_AT_ONCE = 4  # common terms that are added in one pass
STEP = 64  # rows that share one maximum, so that most are passed over at one look
LEVELS = 255  # of a common term, beside its absence
_ROUNDING = 2.0**-23


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

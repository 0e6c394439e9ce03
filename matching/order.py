"""The order of a list: by similarity, and among equals by a keyed hash."""

import hmac
from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.uint64]


def tie_break(key: bytes, vacancy_id: str, profile_id: str) -> bytes:
    """Give a keyed hash of need and person (HMAC-SHA-256): no name, id or place in the pool decides."""
    return hmac.digest(key, f"{len(vacancy_id)}:{vacancy_id}:{profile_id}".encode(), "sha256")


def draws(profile_ids: Iterable[str]) -> Draws:
    """Give a number to each person that no name and no place in the pool decides: the order among equals."""
    hashes = b"".join(tie_break(b"", "", profile_id)[:8] for profile_id in profile_ids)
    return np.frombuffer(hashes, dtype=">u8").astype(np.uint64)


def ranked(tie: Callable[[int], bytes], *numbers: NDArray[np.float64]) -> Iterator[int]:
    """Walk places from the largest first number on, among equals by the next; ties are hashed on the way."""
    order = np.lexsort([-each for each in reversed(numbers)])
    begins = np.ones(len(order) + 1, dtype=bool)
    begins[1:-1] = np.any([np.diff(each[order]) != 0 for each in numbers], axis=0)
    places, edges, done = order.tolist(), np.flatnonzero(begins), 0
    for group in np.flatnonzero(np.diff(edges) > 1).tolist():
        begin, end = edges[group : group + 2].tolist()
        yield from places[done:begin]
        yield from sorted(places[begin:end], key=tie)
        done = end
    yield from places[done:]


def nearest(
    rows: NDArray[np.int64], similarities: NDArray[np.float64], tie: Callable[[int], bytes]
) -> Iterator[tuple[int, float]]:
    """Walk rows and their similarities from the most similar on."""
    named, near = rows.tolist(), similarities.tolist()
    return ((named[at], near[at]) for at in ranked(lambda at: tie(named[at]), similarities))

"""The order of a list: by similarity, and among equals by a keyed hash."""

import hmac
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

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


def nearest(
    rows: NDArray[np.int64], similarities: NDArray[np.float64], tie: Callable[[int], bytes]
) -> Iterator[tuple[int, float]]:
    """Walk rows and their similarities from the most similar on; ties are hashed only when the walk comes to them."""
    order = np.argsort(-similarities, kind="stable")
    ordered, near = rows[order].tolist(), similarities[order].tolist()
    edges = np.flatnonzero(np.diff(similarities[order], prepend=np.inf, append=-np.inf)).tolist()
    for begin, end in pairwise(edges):
        if end - begin == 1:
            yield ordered[begin], near[begin]
        else:
            yield from ((row, near[begin]) for row in sorted(ordered[begin:end], key=tie))

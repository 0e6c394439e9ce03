"""The order of a list: by similarity, and among equals by a keyed hash."""

import hmac
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray


def tie_break(key: bytes, vacancy_id: str, profile_id: str) -> bytes:
    """Give a keyed hash of need and person (HMAC-SHA-256): no name, id or place in the pool decides."""
    return hmac.digest(key, f"{len(vacancy_id)}:{vacancy_id}:{profile_id}".encode(), "sha256")


def nearest(rows: NDArray[np.int64], similarities: NDArray[np.float64], tie: Callable[[int], bytes]) -> Iterator[int]:
    """Walk rows from the most similar on; ties are hashed only when the walk comes to them."""
    order = np.argsort(-similarities, kind="stable")
    ordered = zip(rows[order].tolist(), similarities[order].tolist(), strict=True)
    for _, group in groupby(ordered, key=itemgetter(1)):
        members = [row for row, _ in group]
        yield from sorted(members, key=tie) if len(members) > 1 else members

"""Proposes who should be put forward where when one person fits several needs."""

import hmac
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from matching.results import Assignment, Match

_LITTLE = 1e-6


def allocate(rounds: Iterable[Sequence[Match]], seats: Mapping[str, int], key: bytes = b"") -> tuple[Assignment, ...]:
    """Give each person at most one seat so that the scores of all seats together are highest.

    `rounds` holds the ranked matches of each need, `seats` the free seats by need id; a need without an entry
    has none. Of plans that are equally good, a keyed hash picks one. Comes sorted by need, best first.
    """
    scores = {
        (match.vacancy_id, match.profile_id): match.score
        for matches in rounds
        for match in matches
        if match.eligible and seats.get(match.vacancy_id, 0) > 0
    }
    people = sorted({person for _, person in scores}, key=lambda person: _hashed(key, person))
    needs = sorted({need for need, _ in scores}, key=lambda need: _hashed(key, need))
    places = [need for need in needs for _ in range(min(seats[need], len(people)))]
    # Even a match with a score of 0 is worth more than an empty seat.
    worth = np.array([[scores.get((need, person), -_LITTLE) + _LITTLE for person in people] for need in places])
    if not places:
        return ()
    chosen = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    pairs = [(places[row], people[column]) for row, column in chosen]
    found = [Assignment(need, person, scores[need, person]) for need, person in pairs if (need, person) in scores]
    return tuple(sorted(found, key=lambda seat: (seat.vacancy_id, -seat.score, _hashed(key, seat.profile_id))))


def _hashed(key: bytes, name: str) -> bytes:
    return hmac.digest(key, name.encode(), "sha256")

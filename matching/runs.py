"""Ranks whole collections by text alone: ours, and what anyone would get from TfidfVectorizer's defaults."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.concepts import Concepts
from matching.order import nearest, tie_break
from matching.text_criterion import TextCriterion, text_of, words_of
from matching.types import Profile, Vacancy

Ranked = tuple[str, list[tuple[str, float]]]
"""A need's id and its profiles with what they earned, best first; who shares nothing is not listed."""

_BATCH = 64


def text_run(
    vacancies: Sequence[Vacancy], profiles: Sequence[Profile], concepts: Concepts | None, top: int
) -> Iterator[Ranked]:
    """Rank by the text criterion of the engine: without other data the whole score is its text points."""
    criterion = TextCriterion.fit(
        [text_of(profile) for profile in profiles],
        [profile.id for profile in profiles],
        [profile.in_statistics for profile in profiles],
        concepts,
    )
    for vacancy in vacancies:
        asked = criterion.ask(words_of(vacancy))
        tie = partial(_tie, vacancy.id, profiles)
        found, similarities = criterion.nearest(asked, top)
        shared = similarities > 0
        walk = nearest(found[shared], similarities[shared], tie)
        rows = np.fromiter((row for row, _ in islice(walk, top)), dtype=np.int64)
        near, fused = (part.tolist() for part in (criterion.similarities(asked, rows), criterion.fused(asked, rows)))
        order = sorted(zip(fused, near, rows.tolist(), strict=True), key=lambda one: (-one[0], -one[1], tie(one[2])))
        yield vacancy.id, [(profiles[row].id, value) for value, _, row in order]


def plain_run(vacancies: Sequence[Vacancy], profiles: Sequence[Profile], top: int) -> Iterator[Ranked]:
    """Rank by TfidfVectorizer() as it comes, fitted on the profiles, and the cosine."""
    vectorizer = TfidfVectorizer()
    try:
        columns = vectorizer.fit_transform(profile.text for profile in profiles).T.tocsr()
    except ValueError:  # no profile holds a word of two letters, which is all that the defaults count
        return _ranked(vacancies, profiles, (np.zeros(len(profiles)) for _ in vacancies), top)
    batches = (vacancies[start : start + _BATCH] for start in range(0, len(vacancies), _BATCH))
    rows = (row for batch in batches for row in (vectorizer.transform(v.words for v in batch) @ columns).toarray())
    return _ranked(vacancies, profiles, rows, top)


def _ranked(
    vacancies: Sequence[Vacancy], profiles: Sequence[Profile], rows: Iterable[NDArray[np.float64]], top: int
) -> Iterator[Ranked]:
    for vacancy, similarities in zip(vacancies, rows, strict=True):
        shared = np.flatnonzero(similarities > 0)
        walk = nearest(shared, similarities[shared], partial(_tie, vacancy.id, profiles))
        yield vacancy.id, [(profiles[row].id, similarity) for row, similarity in islice(walk, top)]


def _tie(vacancy_id: str, profiles: Sequence[Profile], row: int) -> bytes:
    return tie_break(b"", vacancy_id, profiles[row].id)

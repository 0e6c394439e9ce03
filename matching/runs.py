"""Ranks whole collections by text alone: ours, and what anyone would get from TfidfVectorizer's defaults."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.concepts import Concepts
from matching.order import nearest, tie_break
from matching.similarity import Similarity
from matching.types import Profile, Vacancy

Ranked = tuple[str, list[tuple[str, float]]]
"""A need's id and its profiles with their similarity, best first; who shares nothing is not listed."""

_BATCH = 64


def text_run(
    vacancies: Sequence[Vacancy], profiles: Sequence[Profile], concepts: Concepts | None, top: int
) -> Iterator[Ranked]:
    """Rank by the text criterion of the engine: without other data the whole score is its text points."""
    learn = [profile.in_statistics for profile in profiles]
    similarity = Similarity.fit([(profile.text, profile.language) for profile in profiles], learn, concepts)
    rows = similarity.batches([(vacancy.words, vacancy.language) for vacancy in vacancies])
    return _ranked(vacancies, profiles, rows, top)


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
        walk = nearest(similarities, shared, partial(_tie, vacancy.id, profiles))
        yield vacancy.id, [(profiles[row].id, float(similarities[row])) for row in islice(walk, top)]


def _tie(vacancy_id: str, profiles: Sequence[Profile], row: int) -> bytes:
    return tie_break(b"", vacancy_id, profiles[row].id)

"""Ranks profiles for a need: conditions first, then the score, then what explains it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from matching import eligibility, index, reasons, scoring
from matching.concepts import Concepts
from matching.order import nearest, tie_break
from matching.results import Match, NearMiss, Share, Term, band
from matching.similarity import Similarity
from matching.types import Facts, Modality, Profile, Vacancy
from matching.weights import DEFAULT_WEIGHTS, Weights

NOTHING_KNOWN = Facts()


@dataclass(frozen=True, slots=True)
class _Question:
    """A need with its vectors, its similarity to every profile and their spread, if it has known words."""

    vacancy: Vacancy
    modality: Modality
    vectors: tuple[csr_array, ...]
    similarities: NDArray[np.float64]
    scale: scoring.TextScale | None

    def text_value(self, similarity: float) -> float | None:
        return self.scale.value(similarity) if self.scale else None


class Ranker(BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Ranks a pool of profiles; see the package for the whole face.

    `weights` defaults to DEFAULT_WEIGHTS; `concepts` links texts across wordings and languages; `key` keys
    the hash that breaks ties; `candidates` is how many eligible profiles, nearest by text, are scored.
    """

    def __init__(
        self,
        weights: Weights | None = None,
        concepts: Concepts | None = None,
        key: bytes = b"",
        candidates: int = 1000,
    ) -> None:
        self.weights = weights
        self.concepts = concepts
        self.key = key
        self.candidates = candidates

    def fit(self, profiles: Iterable[Profile]) -> Self:
        """Take in a pool and learn from the people in it who are hidden from no country.

        Raises ValueError for two profiles with one id.
        """
        pool = list(profiles)
        if len({profile.id for profile in pool}) < len(pool):
            raise ValueError("two profiles have the same id")
        learn = [profile.in_statistics for profile in pool]
        self._hold(pool, Similarity.fit([_words(profile) for profile in pool], learn, self.concepts))
        return self

    def _hold(self, pool: list[Profile], similarity: Similarity) -> None:
        """Keep the facts apart, so that the score cannot see them."""
        self.facts_ = {profile.id: profile.facts or NOTHING_KNOWN for profile in pool}
        self.profiles_ = [replace(profile, facts=None) for profile in pool]
        self.row_ = {profile.id: row for row, profile in enumerate(pool)}
        self.in_statistics_ = np.array([profile.in_statistics for profile in pool], dtype=bool)
        self.similarity_ = similarity

    def update(self, profiles: Iterable[Profile]) -> None:
        """Add profiles, or replace those with the same id; what was learned stays until the next fit."""
        check_is_fitted(self)
        new = {profile.id: profile for profile in profiles}
        self._exchange(new.keys(), list(new.values()))

    def remove(self, ids: Iterable[str]) -> None:
        """Drop profiles; an unknown id is passed over."""
        check_is_fitted(self)
        self._exchange(set(ids), [])

    def _exchange(self, out: Collection[str], new: list[Profile]) -> None:
        keep = [row for row, profile in enumerate(self.profiles_) if profile.id not in out]
        kept = [replace(self.profiles_[row], facts=self.facts_[self.profiles_[row].id]) for row in keep]
        self._hold(kept + new, self.similarity_.replaced(keep, [_words(profile) for profile in new]))

    def rank(
        self,
        vacancy: Vacancy,
        modality: Modality | str | None = None,
        k: int = 50,
        among: Collection[str] | None = None,
    ) -> list[Match]:
        """Give the k best eligible profiles, best first, in the modality that is given or that the need asks.

        `among` limits who may be ranked, by id. Raises ValueError for k below 1 or an unknown modality.
        """
        question = self._ask(vacancy, modality, k)
        found = []
        for row in self._nearest(question, among):
            profile = self.profiles_[row]
            if eligibility.is_eligible(profile, self.facts_[profile.id], vacancy, question.modality):
                found.append((row, self._shares(question, profile, float(question.similarities[row]))))
                if len(found) >= max(self.candidates, k):
                    break
        found.sort(key=lambda pair: self._order(question, *pair))
        return [self._match(question, row, shares) for row, shares in found[:k]]

    def near_misses(
        self,
        vacancy: Vacancy,
        modality: Modality | str | None = None,
        k: int = 10,
        among: Collection[str] | None = None,
    ) -> list[NearMiss]:
        """Give the k best profiles that exactly one curable condition blocks, best first."""
        question = self._ask(vacancy, modality, k)
        found = []
        for row in self._nearest(question, among):
            profile = self.profiles_[row]
            judged = tuple(eligibility.outcomes(profile, self.facts_[profile.id], vacancy, question.modality))
            if failure := eligibility.only_failure(judged):
                shares = self._shares(question, profile, float(question.similarities[row]))
                found.append((row, shares, failure))
                if len(found) >= max(self.candidates, k):
                    break
        found.sort(key=lambda triple: self._order(question, triple[0], triple[1]))
        return [NearMiss(self._match(question, row, shares), failed, cure) for row, shares, (failed, cure) in found[:k]]

    def assess(self, vacancy: Vacancy, profile_id: str, modality: Modality | str | None = None) -> Match:
        """Judge one pair in full, eligible or not; KeyError for an unknown profile."""
        question = self._ask(vacancy, modality)
        row = self.row_[profile_id]
        shares = self._shares(question, self.profiles_[row], float(question.similarities[row]))
        return self._match(question, row, shares)

    def rank_vacancies(self, profile: Profile, vacancies: Iterable[Vacancy], k: int = 20) -> list[Match]:
        """Give the k needs that fit a person best, each in its own modality; the pool may lack the person."""
        found = []
        facts, scored = profile.facts or NOTHING_KNOWN, replace(profile, facts=None)
        check_is_fitted(self)
        vectors = self.similarity_.vectors([_words(profile)], weighted=False)
        for vacancy in vacancies:
            question = self._ask(vacancy, None, k)
            if eligibility.is_eligible(scored, facts, vacancy, question.modality):
                similarity = self.similarity_.pair(question.vectors, vectors)
                shares = self._shares(question, scored, similarity)
                match = self._explained(question, scored, facts, shares, vectors)
                found.append((-match.score, -similarity, self._tie(question, profile.id), match))
        return [match for *_, match in sorted(found, key=lambda entry: entry[:3])[:k]]

    def rank_many(
        self,
        vacancies: Sequence[Vacancy],
        k: int = 50,
        n_jobs: int = 2,
        among: Collection[str] | None = None,
    ) -> list[list[Match]]:
        """Rank for many needs, each in its own modality, as joblib tasks; the order of the needs is kept."""
        check_is_fitted(self)
        tasks = (delayed(self.rank)(vacancy, None, k, among) for vacancy in vacancies)
        return list(Parallel(n_jobs=n_jobs, prefer="threads")(tasks))

    def save(self, path: Path | str) -> None:
        """Write the pool and what was learned as a new version of the index folder, and swap it in."""
        check_is_fitted(self)
        people = [replace(profile, facts=self.facts_[profile.id]) for profile in self.profiles_]
        index.write(Path(path), people, self.similarity_)

    @classmethod
    def open(
        cls,
        path: Path | str,
        weights: Weights | None = None,
        concepts: Concepts | None = None,
        key: bytes = b"",
        candidates: int = 1000,
    ) -> Self:
        """Open the current version of an index folder, memory-mapped; weights and key are not kept in it.

        Raises IndexRefusedError for a folder that is damaged, foreign, or made with other concepts.
        """
        ranker = cls(weights, concepts, key, candidates)
        ranker._hold(*index.read(Path(path), concepts))
        return ranker

    def _ask(self, vacancy: Vacancy, modality: Modality | str | None, k: int = 1) -> _Question:
        check_is_fitted(self)
        if k < 1:
            raise ValueError(f"k is {k}, must be at least 1")
        vectors = self.similarity_.vectors([(vacancy.words, vacancy.language)])
        similarities = self.similarity_.scores(vectors)[0]
        known = any(block.nnz for block in vectors)
        scale = scoring.TextScale.of(similarities[self.in_statistics_]) if known else None
        return _Question(vacancy, Modality(modality or vacancy.modality), vectors, similarities, scale)

    def _nearest(self, question: _Question, among: Collection[str] | None) -> Iterator[int]:
        rows = range(len(self.profiles_)) if among is None else (self.row_[i] for i in among if i in self.row_)
        allowed = np.fromiter(rows, dtype=np.int64)
        return nearest(question.similarities, allowed, lambda row: self._tie(question, self.profiles_[row].id))

    def _shares(self, question: _Question, profile: Profile, similarity: float) -> tuple[Share, ...]:
        table = (self.weights or DEFAULT_WEIGHTS).table[question.modality]
        value = question.text_value(similarity)
        return scoring.shares(question.vacancy, profile, question.modality, table, value)

    def _order(self, question: _Question, row: int, shares: tuple[Share, ...]) -> tuple[float, float, bytes]:
        tie = self._tie(question, self.profiles_[row].id)
        return -scoring.total(shares), -float(question.similarities[row]), tie

    def _tie(self, question: _Question, profile_id: str) -> bytes:
        return tie_break(self.key, question.vacancy.id, profile_id)

    def _match(self, question: _Question, row: int, shares: tuple[Share, ...]) -> Match:
        profile = self.profiles_[row]
        return self._explained(question, profile, self.facts_[profile.id], shares, self.similarity_.rows(row))

    def _explained(
        self,
        question: _Question,
        profile: Profile,
        facts: Facts,
        shares: tuple[Share, ...],
        vectors: tuple[csr_array, ...],
    ) -> Match:
        vacancy, modality = question.vacancy, question.modality
        terms: tuple[Term, ...] = tuple(self.similarity_.shared(question.vectors, vectors))
        score = scoring.total(shares)
        return Match(
            vacancy_id=vacancy.id,
            profile_id=profile.id,
            modality=modality,
            score=score,
            band=band(score),
            shares=shares,
            reasons=reasons.reasons(vacancy, profile, modality, shares, terms),
            gaps=reasons.gaps(vacancy, profile, modality, shares),
            rules=tuple(eligibility.outcomes(profile, facts, vacancy, modality)),
            terms=terms,
        )


def _words(profile: Profile) -> tuple[str, str]:
    return profile.text, profile.language

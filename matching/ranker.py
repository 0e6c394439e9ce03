"""Ranks profiles for a need: conditions first, then the score, then what explains it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Self

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from matching import eligibility, estimates, index, reasons, scoring
from matching.columns import Columns
from matching.concepts import Concepts
from matching.fusion import Fusion
from matching.order import nearest, tie_break
from matching.results import Match, NearMiss, Share, band
from matching.screening import Screen, blocked
from matching.sides import sided
from matching.similarity import Vector
from matching.text_criterion import Asked, TextCriterion, text_of, words_of
from matching.types import NOTHING_KNOWN, Facts, Modality, Profile, Vacancy
from matching.weights import DEFAULT_WEIGHTS, Weights

_LONGER = 4  # each stretch of the walk than the one before


@dataclass(frozen=True, slots=True)
class _Question:
    """A need in one modality, and what its text asks."""

    vacancy: Vacancy
    modality: Modality
    asked: Asked


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody to be ranked: facts apart, so that the score cannot see them."""

    profile: Profile
    facts: Facts
    vectors: Sequence[Vector]
    similarity: float
    text_value: float | None


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
        fusion = Fusion.fit([text_of(each) for each in pool], [each.in_statistics for each in pool], self.concepts)
        self._hold(pool, fusion, Columns.of(pool))
        self.text_.warm()
        return self

    def _hold(self, pool: list[Profile], fusion: Fusion, columns: Columns) -> None:
        """Keep the facts apart, so that the score cannot see them."""
        self.facts_ = {profile.id: profile.facts or NOTHING_KNOWN for profile in pool}
        self.profiles_ = [replace(profile, facts=None) for profile in pool]
        self.row_ = {profile.id: row for row, profile in enumerate(pool)}
        self.columns_ = columns
        self.text_ = TextCriterion(fusion, [each.id for each in pool], [each.in_statistics for each in pool])

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
        fusion = self.text_.fusion.replaced(keep, [text_of(profile) for profile in new])
        self._hold(kept + new, fusion, self.columns_.replaced(keep, new))

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
        eligible, _ = blocked(self._screen(question, self._rows(among)), most=0)
        rows = list(islice(self._nearest(question, eligible), max(self.candidates, k)))
        return [self._match(question, person, shares) for person, shares in self._best(question, rows, k)]

    def near_misses(
        self,
        vacancy: Vacancy,
        modality: Modality | str | None = None,
        k: int = 10,
        among: Collection[str] | None = None,
    ) -> list[NearMiss]:
        """Give the k best profiles that exactly one curable condition blocks, best first."""
        question = self._ask(vacancy, modality, k)
        failures = {}
        rows, counts = blocked(self._screen(question, self._rows(among)), most=1)
        for row in self._nearest(question, rows[counts == 1]):
            profile = self.profiles_[row]
            judged = tuple(eligibility.outcomes(profile, self.facts_[profile.id], vacancy, question.modality))
            if failure := eligibility.only_failure(judged):
                failures[row] = failure
                if len(failures) >= max(self.candidates, k):
                    break
        best = self._best(question, list(failures), k)
        return [
            NearMiss(self._match(question, person, shares), *failures[self.row_[person.profile.id]])
            for person, shares in best
        ]

    def assess(self, vacancy: Vacancy, profile_id: str, modality: Modality | str | None = None) -> Match:
        """Judge one pair in full, eligible or not; KeyError for an unknown profile."""
        question = self._ask(vacancy, modality)
        ((person, shares),) = self._best(question, [self.row_[profile_id]], 1)
        return self._match(question, person, shares)

    def rank_vacancies(self, profile: Profile, vacancies: Iterable[Vacancy], k: int = 20) -> list[Match]:
        """Give the k needs that fit a person best, each in its own modality; the pool may lack the person."""
        return self.assess_vacancies(profile, vacancies, among_eligible=True)[:k]

    def near_vacancies(self, profile: Profile, vacancies: Iterable[Vacancy], k: int = 10) -> list[NearMiss]:
        """Give the k needs that exactly one curable condition keeps from a person, best first."""
        return [
            NearMiss(match, *failure)
            for match in self.assess_vacancies(profile, vacancies)
            if (failure := eligibility.only_failure(match.rules))
        ][:k]

    def assess_vacancies(
        self, profile: Profile, vacancies: Iterable[Vacancy], among_eligible: bool = False
    ) -> list[Match]:
        """Judge a person for many needs, each in its own modality, best first; the pool may lack the person."""
        check_is_fitted(self)
        found = []
        facts, scored = profile.facts or NOTHING_KNOWN, replace(profile, facts=None)
        sample = self.text_.fusion.sample([text_of(profile)])
        for vacancy in vacancies:
            question = self._ask(vacancy, None)
            if among_eligible and not eligibility.is_eligible(scored, facts, vacancy, question.modality):
                continue
            similarity = self.text_.fusion.similarity.pair(question.asked.vectors, sample.stage_one)
            (value,) = self.text_.values(question.asked, sample, np.array([similarity]))
            person = _Person(scored, facts, sample.stage_one, similarity, value)
            shares = self._shares(question, person)
            found.append((self._order(question, person, shares), self._match(question, person, shares)))
        return [match for _, match in sorted(found, key=lambda entry: entry[0])]

    def rank_many(
        self,
        vacancies: Sequence[Vacancy],
        k: int = 50,
        n_jobs: int = 2,
        among: Collection[str] | None = None,
    ) -> list[list[Match]]:
        """Rank for many needs, each in its own modality, as joblib tasks; the order of the needs is kept."""
        check_is_fitted(self)
        return list(Parallel(n_jobs=n_jobs, prefer="threads")(delayed(self.rank)(v, None, k, among) for v in vacancies))

    def save(self, path: Path | str) -> None:
        """Write the pool and what was learned as a new version of the index folder, and swap it in."""
        check_is_fitted(self)
        people = [replace(profile, facts=self.facts_[profile.id]) for profile in self.profiles_]
        index.write(Path(path), people, self.text_.fusion)

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
        pool, fusion = index.read(Path(path), concepts)
        ranker._hold(pool, fusion, Columns.of(pool))
        ranker.text_.warm()
        return ranker

    def _ask(self, vacancy: Vacancy, modality: Modality | str | None, k: int = 1) -> _Question:
        check_is_fitted(self)
        if k < 1:
            raise ValueError(f"k is {k}, must be at least 1")
        return _Question(vacancy, Modality(modality or vacancy.modality), self.text_.ask(words_of(vacancy)))

    def _rows(self, among: Collection[str] | None) -> NDArray[np.int64]:
        if among is None:
            return np.arange(len(self.profiles_))
        return np.fromiter((self.row_[i] for i in among if i in self.row_), dtype=np.int64)

    def _screen(self, question: _Question, rows: NDArray[np.int64]) -> Screen:
        return Screen(self.columns_, rows, question.vacancy, question.modality)

    def _nearest(self, question: _Question, among: NDArray[np.int64]) -> Iterator[int]:
        """Walk some of the pool from the nearest on, in stretches of growing length, as most needs end in the first."""
        allowed = np.zeros(len(self.profiles_), dtype=bool)
        allowed[among] = True
        depth = self.candidates
        while allowed.any():
            rows, similarities = self.text_.nearest(question.asked, depth, allowed)
            yield from nearest(rows, similarities, lambda row: self._tie(question, self.profiles_[row].id))
            allowed[rows] = False
            depth *= _LONGER

    def _best(self, question: _Question, rows: list[int], k: int) -> list[tuple[_Person, tuple[Share, ...]]]:
        """Score some of the pool and give the k best, best first; in full only those who can be among them."""
        chosen = np.array(rows, dtype=np.int64)
        similarities = self.text_.similarities(question.asked, chosen)
        values = self.text_.values(question.asked, self.text_.fusion.chosen(chosen), similarities)
        found = []
        for at in self._contenders(question, chosen, values, k):
            profile = self.profiles_[rows[at]]
            person = _Person(profile, self.facts_[profile.id], (), float(similarities[at]), values[at])
            shares = self._shares(question, person)
            found.append((self._order(question, person, shares), rows[at], person, shares))
        found.sort(key=lambda entry: entry[0])
        similarity_of = self.text_.fusion.similarity
        return [(replace(person, vectors=similarity_of.rows(row)), shares) for _, row, person, shares in found[:k]]

    def _contenders(
        self, question: _Question, rows: NDArray[np.int64], values: list[float | None], k: int
    ) -> Iterable[int]:
        """Give the places of all who can be among the k best: nobody left out scores as much as the k best do."""
        if len(rows) <= k:
            return range(len(rows))
        text = np.array(values, dtype=np.float64)
        estimated = estimates.totals(self._screen(question, rows), self._weights(question), text)
        return np.flatnonzero(estimated >= np.partition(estimated, -k)[-k] - estimates.ROUNDING).tolist()

    def _shares(self, question: _Question, person: _Person) -> tuple[Share, ...]:
        weights = self._weights(question)
        return scoring.shares(question.vacancy, person.profile, question.modality, weights, person.text_value)

    def _weights(self, question: _Question) -> Mapping[str, float]:
        return (self.weights or DEFAULT_WEIGHTS).table[question.modality]

    def _order(self, question: _Question, person: _Person, shares: tuple[Share, ...]) -> tuple[float, float, bytes]:
        return -scoring.total(shares), -person.similarity, self._tie(question, person.profile.id)

    def _tie(self, question: _Question, profile_id: str) -> bytes:
        return tie_break(self.key, question.vacancy.id, profile_id)

    def _match(self, question: _Question, person: _Person, shares: tuple[Share, ...]) -> Match:
        vacancy, modality, profile = question.vacancy, question.modality, person.profile
        shared = self.text_.fusion.similarity.shared(question.asked.vectors, person.vectors)
        terms = sided(shared, self.concepts, words_of(vacancy), text_of(profile))
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
            rules=tuple(eligibility.outcomes(profile, person.facts, vacancy, modality)),
            terms=terms,
        )

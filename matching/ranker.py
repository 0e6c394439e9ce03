"""Ranks profiles for a need: conditions first, then the score, then what explains it."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Self

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from matching import eligibility, index, scoring, search
from matching.account import Question, Scored, explained
from matching.concepts import Concepts
from matching.grading import Grades
from matching.order import ranked, tie_break
from matching.pool import ById, Fitted, Pool, Profiles
from matching.results import Match, NearMiss, Share
from matching.screening import Screen, blocked
from matching.similarity import FIELD_WEIGHTS, FieldWeights
from matching.text_criterion import TextCriterion, text_of, words_of
from matching.types import NOTHING_KNOWN, Modality, Profile, Vacancy
from matching.weights import DEFAULT_WEIGHTS, Weights

_Graded = tuple[int, tuple[Share, ...]]
"""A row of the pool, and what each criterion earned there."""


class Ranker(BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Ranks a pool of profiles; see the package for the whole face.

    `weights` defaults to DEFAULT_WEIGHTS; `concepts` links texts across wordings and languages; `key` keys
    the hash that breaks ties; `candidates` is how many eligible profiles, nearest by text, are scored; `fields` is
    what a word weighs by where it stands in a profile, and may change at any time without a new fit.
    """

    def __init__(
        self,
        weights: Weights | None = None,
        concepts: Concepts | None = None,
        key: bytes = b"",
        candidates: int = 1000,
        fields: FieldWeights = FIELD_WEIGHTS,
    ) -> None:
        self.weights = weights
        self.concepts = concepts
        self.key = key
        self.candidates = candidates
        self.fields = fields

    def fit(self, profiles: Iterable[Profile]) -> Self:
        """Take in a pool and learn from the people in it who are hidden from no country.

        Raises ValueError for two profiles with one id.
        """
        self._hold(Pool.of(Fitted.fit(profiles, self.concepts)))
        self.text_.warm()
        return self

    def _hold(self, pool: Pool) -> None:
        """Keep the facts apart, so that the score cannot see them."""
        self.pool_ = pool
        self.profiles_ = Profiles(pool)
        self.facts_ = ById(pool, lambda row: pool.person(row)[1])
        self.row_ = ById(pool, lambda row: row)
        self.columns_ = pool.columns
        self.text_ = TextCriterion(pool.fusion, pool.draws, pool.learned)

    def update(self, profiles: Iterable[Profile]) -> None:
        """Add profiles, or replace those with the same id; what was learned stays until the next fit."""
        check_is_fitted(self)
        new = {profile.id: profile for profile in profiles}
        new = {name: profile for name, profile in new.items() if not self.pool_.holds(profile)}
        if new:
            self._hold(self.pool_.exchanged(new.keys(), list(new.values())))

    def remove(self, ids: Iterable[str]) -> None:
        """Drop profiles; an unknown id is passed over."""
        check_is_fitted(self)
        out = {name for name in ids if self.pool_.has(name)}
        if out:
            self._hold(self.pool_.exchanged(out, []))

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
        eligible, _ = blocked(self._screen(question, self.pool_.rows(among)), most=0)
        near = dict(islice(self._nearest(question, eligible), max(self.candidates, k)))
        return self._explained(question, list(islice(self._by_score(question, near), k)))

    def near_misses(
        self,
        vacancy: Vacancy,
        modality: Modality | str | None = None,
        k: int = 10,
        among: Collection[str] | None = None,
    ) -> list[NearMiss]:
        """Give the k best profiles that exactly one curable condition blocks, best first."""
        question = self._ask(vacancy, modality, k)
        rows, counts = blocked(self._screen(question, self.pool_.rows(among)), most=1)
        walk, best, failures = self._nearest(question, rows[counts == 1]), list[_Graded](), list[eligibility.Failure]()
        while len(best) < k and (near := dict(islice(walk, max(self.candidates, k)))):
            for row, shares in self._by_score(question, near):
                judged = eligibility.outcomes(*self.pool_.person(row), vacancy, question.modality)
                if failure := eligibility.only_failure(tuple(judged)):
                    best.append((row, shares))
                    failures.append(failure)
                    if len(best) == k:
                        break
        matches = self._explained(question, best)
        misses = [NearMiss(match, *failure) for match, failure in zip(matches, failures, strict=True)]
        return sorted(misses, key=lambda miss: -miss.match.score)

    def assess(self, vacancy: Vacancy, profile_id: str, modality: Modality | str | None = None) -> Match:
        """Judge one pair in full, eligible or not; KeyError for an unknown profile."""
        question = self._ask(vacancy, modality)
        row = self.row_[profile_id]
        (similarity,) = self.text_.similarities(question.asked, np.array([row]))
        (match,) = self._explained(question, list(self._by_score(question, {row: similarity})))
        return match

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
        similarity, alone = self.text_.fusion.similarity, np.zeros(1, dtype=np.int64)
        sample = self.text_.fusion.sample([text_of(profile)])
        for vacancy in vacancies:
            question = self._ask(vacancy, None)
            if among_eligible and not eligibility.is_eligible(scored, facts, vacancy, question.modality):
                continue
            near = search.similarities(sample.stage_one, question.asked.vectors, alone)
            (text,) = self.text_.values(
                question.asked, self.text_.compared_apart(question.asked, sample), near
            ).tolist()
            shares = scoring.shares(
                vacancy, scored, question.modality, self._weights(question), None if math.isnan(text) else text
            )
            (terms,) = similarity.shared_with(sample.stage_one, question.asked.vectors, alone, vacancy.language)
            (match,) = explained(question, [Scored(scored, facts, shares, terms)], self.concepts)
            found.append(((-match.score, -near[0], self._tie(question, scored.id)), match))
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

    def save(self, path: Path | str, notes: Mapping[str, str] | None = None) -> None:
        """Write the pool and what was learned as a new version of the index folder, and swap it in.

        `notes` are kept with it, for whoever opens it.
        """
        check_is_fitted(self)
        self._hold(Pool.of(index.write(Path(path), self.pool_.settled(), notes)))

    @classmethod
    def open(
        cls,
        path: Path | str,
        weights: Weights | None = None,
        concepts: Concepts | None = None,
        key: bytes = b"",
        candidates: int = 1000,
        *,
        fields: FieldWeights = FIELD_WEIGHTS,
    ) -> Self:
        """Open the current version of an index folder, memory-mapped; weights and key are not kept in it.

        Raises IndexRefusedError for a folder that is damaged, foreign, or made with other concepts.
        """
        ranker = cls(weights, concepts, key, candidates, fields)
        ranker._hold(Pool.of(index.read(Path(path), concepts)))
        ranker.text_.warm()
        return ranker

    @property
    def version(self) -> str:
        """What names the fit on disk; "" when it was not saved."""
        return self.pool_.fitted.version

    @property
    def notes(self) -> Mapping[str, str]:
        """What was noted when the index was saved."""
        return self.pool_.fitted.notes

    @property
    def must_forget(self) -> bool:
        """Whether the fit holds somebody who is out, or learned from somebody of whom it may not any more."""
        return self.pool_.must_forget

    def _ask(self, vacancy: Vacancy, modality: Modality | str | None, k: int = 1) -> Question:
        check_is_fitted(self)
        if k < 1:
            raise ValueError(f"k is {k}, must be at least 1")
        asked = self.text_.ask(words_of(vacancy), self.fields)
        return Question(vacancy, Modality(modality or vacancy.modality), asked)

    def _screen(self, question: Question, rows: NDArray[np.int64]) -> Screen:
        return Screen(self.columns_, rows, question.vacancy, question.modality)

    def _nearest(self, question: Question, among: NDArray[np.int64]) -> Iterator[tuple[int, float]]:
        """Walk some of the pool, with similarities, from the nearest on."""
        return self.text_.walk(
            question.asked, among, self.candidates, lambda row: self._tie(question, self.profiles_[row].id)
        )

    def _by_score(self, question: Question, near: Mapping[int, float]) -> Iterator[_Graded]:
        """Score some of the pool, whose similarities are given by row, and walk them from the best on."""
        rows, similarities = list(near), np.array(list(near.values()))
        chosen = np.array(rows, dtype=np.int64)
        values = self.text_.values(question.asked, self.text_.compared(question.asked, chosen), similarities)
        grades = Grades.of(self._screen(question, chosen), self._weights(question), values)
        walk = ranked(lambda at: self._tie(question, self.profiles_[rows[at]].id), grades.totals, similarities)
        return ((rows[at], grades.shares(at)) for at in walk)

    def _explained(self, question: Question, best: Sequence[_Graded]) -> list[Match]:
        rows = np.array([row for row, _ in best], dtype=np.int64)
        terms = self.text_.fusion.similarity.shared(question.asked.vectors, rows, question.vacancy.language)
        people = [
            Scored(*self.pool_.person(row), shares, said) for (row, shares), said in zip(best, terms, strict=True)
        ]
        return explained(question, people, self.concepts)

    def _weights(self, question: Question) -> Mapping[str, float]:
        return (self.weights or DEFAULT_WEIGHTS).table[question.modality]

    def _tie(self, question: Question, profile_id: str) -> bytes:
        return tie_break(self.key, question.vacancy.id, profile_id)

"""Stage two: what several ways of comparing say together, each standardised over the profiles nearest to a need."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching.concepts import Concepts
from matching.latent import Latent
from matching.similarity import Block, Similarity, Text
from matching.text import TermModel, char_grams, stems

WEIGHTS: Mapping[str, float] = {
    "words": 1.0, "feedback": 4.0, "latent": 4.0, "coverage": 1.0, "concepts": 4.0, "title": 1.0,
}  # fmt: skip
"""Chosen by measurement: decision 0005 has the table in which each is left out in turn."""
ACROSS: Mapping[str, float] = {"concepts": 4.0, "title": 1.0, "meaning": 10.0}
"""For a profile in another language: what words say is no data there, and what they mean takes their place."""

BODY = ("words", "feedback", "latent", "coverage", "concepts", "meaning")
FEEDBACK_FROM, FEEDBACK_WEIGHT = 20, 2.0
SAME_WORDS = 0.6  # in titles, beside the occupation that they name
NO_SPREAD = 1e-12
_PIECES = {"title-pieces": char_grams, "title-stems": stems}
_MEANING, _LANGUAGES = 2, 3  # among the blocks beside stage one, where there is a lexicon

Vectors = tuple[csr_array, ...]
Features = dict[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Sample:
    """Profiles of one pool as stage two compares them, a row each."""

    stage_one: Vectors
    titles: Vectors
    latent: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and deviation of a quantity over the nearest profiles that the engine may learn from."""

    mean: float
    deviation: float

    @classmethod
    def of(cls, values: NDArray[np.float64]) -> "Spread":
        """Measure; sorted first, so that the order of the pool changes no bit."""
        ordered = np.sort(values)
        return cls(float(ordered.mean()), float(ordered.std())) if len(ordered) > 1 else cls(0.0, 0.0)

    def standardised(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give how many deviations values lie above the mean; 0 where there is no spread to compare with."""
        return (values - self.mean) / self.deviation if self.deviation > NO_SPREAD else np.zeros(len(values))


@dataclass(frozen=True, slots=True)
class Question:
    """A need as stage two asks it: its vectors, the parts that have data, and their spreads."""

    words: NDArray[np.float64]
    feedback: NDArray[np.float64]
    latent: NDArray[np.float64]
    coverage: NDArray[np.float64]
    concepts: NDArray[np.float64] | None
    occupations: NDArray[np.float64] | None
    titles: tuple[NDArray[np.float64], ...] | None
    meaning: NDArray[np.float64] | None
    others: NDArray[np.float64] | None
    spreads: dict[str, Spread]


@dataclass(frozen=True, slots=True)
class Fusion:
    """A pool as both stages see it; `bodies` says who has more text than a title.

    `titles` are the blocks of titles and, with a lexicon, those of meanings and of languages.
    """

    similarity: Similarity
    titles: tuple[Block, ...]
    latent: Latent
    coordinates: NDArray[np.float64]
    bodies: NDArray[np.bool_]

    @classmethod
    def fit(cls, texts: Sequence[Text], learn: Sequence[bool], concepts: Concepts | None = None) -> "Fusion":
        """Learn from the texts whose `learn` is true, and take in all."""
        similarity = Similarity.fit(texts, learn, concepts)
        titles = []
        for name, analyse in _PIECES.items():
            model = TermModel.fit(analyse(text.title) for text, known in zip(texts, learn, strict=True) if known)
            titles.append(Block(name, model, _vectors(name, model, texts, concepts)))
        if concepts:
            for name, terms in (("meaning", concepts.meanings.concepts), ("languages", concepts.meanings.languages)):
                model = TermModel(terms, np.ones(len(terms)))
                titles.append(Block(name, model, _vectors(name, model, texts, concepts)))
        rows = similarity.blocks[0].rows
        latent = Latent.fit(csr_array(rows[np.flatnonzero(np.asarray(learn, dtype=bool))]))
        return cls(similarity, tuple(titles), latent, latent.project(rows), _bodies(texts))

    def replaced(self, keep: Sequence[int], texts: Sequence[Text]) -> "Fusion":
        """Give the pool with only the rows `keep`, then new texts; nothing is learned anew."""
        new = self.sample(texts)
        return Fusion(
            self.similarity.replaced(keep, texts),
            tuple(block.replaced(keep, rows) for block, rows in zip(self.titles, new.titles, strict=True)),
            self.latent,
            np.vstack([self.coordinates[list(keep)], new.latent]),
            np.concatenate([self.bodies[list(keep)], _bodies(texts)]),
        )

    def sample(self, texts: Sequence[Text]) -> Sample:
        """Turn texts of profiles into what stage two compares; they need not be in the pool."""
        stage_one = self.similarity.profiles(texts)
        return Sample(stage_one, self._beside(texts), self.latent.project(stage_one[0]))

    def chosen(self, rows: NDArray[np.int64]) -> Sample:
        """Give some of the pool."""
        return Sample(
            tuple(csr_array(block.rows[rows]) for block in self.similarity.blocks),
            tuple(csr_array(block.rows[rows]) for block in self.titles),
            self.coordinates[rows],
        )

    def ask(self, need: Text, reference: NDArray[np.int64]) -> Question:
        """Prepare a need; `reference` are the rows nearest to it that may be learned from, best first."""
        sample = self.chosen(reference)
        vectors = self.similarity.profiles([Text("", need.whole, need.language)])
        beside = dict(zip((block.name for block in self.titles), map(_dense, self._beside([need])), strict=True))
        words = _dense(vectors[0])
        feedback, near = words.copy(), sample.stage_one[0]
        for row in range(min(FEEDBACK_FROM, len(reference))):
            part = slice(near.indptr[row], near.indptr[row + 1])
            feedback[near.indices[part]] += FEEDBACK_WEIGHT / min(FEEDBACK_FROM, len(reference)) * near.data[part]
        length = math.sqrt(math.fsum((feedback[feedback > 0] ** 2).tolist()))
        asked = self.similarity.blocks[0].model.idf * (words > 0)
        concepts = self.similarity.concepts
        titled = bool(need.title.strip())
        question = Question(
            words,
            feedback / length if length else feedback,
            self.latent.project(vectors[0])[0],
            asked / asked.sum() if asked.any() else asked,
            _dense(vectors[1]) if concepts else None,
            _dense(concepts.titles.of_needs([(need.title, need.language)])) if concepts and titled else None,
            tuple(beside[name] for name in _PIECES) if titled else None,
            beside.get("meaning"),
            _others(beside.get("languages")),
            {},
        )
        bodies = bool(need.body.strip()) or bool(self.bodies[reference].any())
        features = compare(question, sample)
        compared = {name: found for name, found in features.items() if bodies or name not in BODY}
        question.spreads.update({name: Spread.of(found) for name, found in compared.items()})
        question.spreads["all"] = Spread.of(_fused(question, sample, features))
        return question

    def _beside(self, texts: Sequence[Text]) -> Vectors:
        concepts = self.similarity.concepts
        return tuple(_vectors(block.name, block.model, texts, concepts) for block in self.titles)


def compare(question: Question, sample: Sample) -> Features:
    """Give what each way of comparing says of each profile; one without data on the need's side is left out."""
    words = sample.stage_one[0]
    held = csr_array((np.ones(words.nnz), words.indices, words.indptr), shape=words.shape)
    found = {
        "words": words @ question.words,
        "feedback": words @ question.feedback,
        "latent": (sample.latent * question.latent).sum(axis=1),
        "coverage": held @ question.coverage,
    }
    if question.concepts is not None:
        found["concepts"] = sample.stage_one[1] @ question.concepts
    if question.titles is not None:
        pieces, starts = (rows @ asked for rows, asked in zip(sample.titles, question.titles, strict=False))
        found["title"] = SAME_WORDS * ((pieces + starts) / 2.0) ** 2
        if question.occupations is not None:
            found["title"] += sample.stage_one[2] @ question.occupations
    if question.meaning is not None:
        found["meaning"] = sample.titles[_MEANING] @ question.meaning
    return found


def fuse(question: Question, sample: Sample) -> NDArray[np.float64]:
    """Give the weighted sum of the standardised parts; for a profile in another language those that need no word."""
    return _fused(question, sample, compare(question, sample))


def _fused(question: Question, sample: Sample, features: Features) -> NDArray[np.float64]:
    parts = {name: spread.standardised(features[name]) for name, spread in question.spreads.items() if name in features}
    total = _sum(WEIGHTS, parts, len(sample.latent))
    if question.others is None:
        return total
    elsewhere = sample.titles[_LANGUAGES] @ question.others > 0
    return np.where(elsewhere, _sum(ACROSS, parts, len(total)), total)


def _sum(weights: Mapping[str, float], parts: Features, size: int) -> NDArray[np.float64]:
    total = np.zeros(size)
    for name, part in parts.items():
        if name in weights:
            total += weights[name] * part
    return total


def _others(language: NDArray[np.float64] | None) -> NDArray[np.float64] | None:
    """Give the languages of the lexicon but that of the need; None where that is not among them."""
    return None if language is None or not language.any() else 1.0 - language


def _vectors(name: str, model: TermModel, texts: Sequence[Text], concepts: Concepts | None) -> csr_array:
    if name == "meaning" and concepts:
        return concepts.meanings.vectors(texts)
    if name == "languages":
        return model.transform([text.language] for text in texts)
    return model.transform(_PIECES[name](text.title) for text in texts)


def _bodies(texts: Sequence[Text]) -> NDArray[np.bool_]:
    return np.array([bool(text.body.strip()) for text in texts], dtype=bool)


def _dense(row: csr_array) -> NDArray[np.float64]:
    return np.asarray(row.toarray()[0], dtype=np.float64)

"""Stage two: what several ways of comparing say together, each standardised over the profiles nearest to a need."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching import kernel, search
from matching.concepts import Concepts
from matching.kernel import Vector
from matching.latent import Latent
from matching.similarity import FIELD_WEIGHTS, Block, FieldWeights, Similarity, Text, Vectors, in_whole
from matching.text import TermModel, char_grams, stems

WEIGHTS: Mapping[str, float] = {
    "words": 1.0, "feedback": 4.0, "latent": 4.0, "coverage": 1.0, "concepts": 4.0, "title": 1.0,
}  # fmt: skip
"""Chosen by measurement: decision 0005 has the table in which each is left out in turn."""
ACROSS: Mapping[str, float] = {"concepts": 4.0, "title": 1.0, "meaning": 10.0}
"""For a profile in another language: what words say is no data there, and what they mean takes their place."""

ELSEWHERE = "elsewhere"
"""Above 0 for a profile in another language of the lexicon than the need's."""
BODY = ("words", "feedback", "latent", "coverage", "concepts", "meaning")
FEEDBACK_FROM, FEEDBACK_WEIGHT = 20, 2.0
SAME_WORDS = 0.6  # in titles, beside the occupation that they name
NO_SPREAD = 1e-12
_PIECES = {"title-pieces": char_grams, "title-stems": stems}
_MEANING, _LANGUAGES = 2, 3  # among the blocks beside stage one, where there is a lexicon

Rows = tuple[csr_array, ...]
Features = dict[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Sample:
    """Profiles of one pool as stage two compares them, a row each."""

    stage_one: Rows
    titles: Rows
    latent: NDArray[np.float32]


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

    words: kernel.Asked
    latent: NDArray[np.float64]
    concepts: Vector | None
    occupations: Vector | None
    titles: Vectors | None
    meaning: Vector | None
    others: Vector | None
    spreads: dict[str, Spread]


@dataclass(frozen=True, slots=True)
class Fusion:
    """A pool as both stages see it; `bodies` says who has more text than a title.

    `titles` are the blocks of titles and, with a lexicon, those of meanings and of languages.
    """

    similarity: Similarity
    titles: tuple[Block, ...]
    latent: Latent
    coordinates: NDArray[np.float32]
    bodies: NDArray[np.bool_]

    @classmethod
    def fit(cls, texts: Sequence[Text], learn: Sequence[bool], concepts: Concepts | None = None) -> "Fusion":
        """Learn from the texts whose `learn` is true, and take in all."""
        similarity = Similarity.fit(texts, learn, concepts)
        titles = []
        for name, analyse in _PIECES.items():
            model = TermModel.fit(
                analyse(text.title, text.language) for text, known in zip(texts, learn, strict=True) if known
            )
            titles.append(Block(name, model, _vectors(name, model, texts, concepts)))
        if concepts:
            for name, terms in (("meaning", concepts.meanings.concepts), ("languages", concepts.meanings.languages)):
                model = TermModel(terms, np.ones(len(terms)))
                titles.append(Block(name, model, _vectors(name, model, texts, concepts)))
        rows = in_whole(similarity.blocks[0].rows)
        latent = Latent.fit(csr_array(rows[np.flatnonzero(np.asarray(learn, dtype=bool))]))
        return cls(similarity, tuple(titles), latent, latent.project(rows), bodies_of(texts))

    def replaced(self, keep: Sequence[int], texts: Sequence[Text]) -> "Fusion":
        """Give the pool with only the rows `keep`, then new texts; nothing is learned anew."""
        new = self.sample(texts)
        return Fusion(
            self.similarity.replaced(keep, texts),
            tuple(block.replaced(keep, rows) for block, rows in zip(self.titles, new.titles, strict=True)),
            self.latent,
            np.vstack([self.coordinates[list(keep)], new.latent]),
            np.concatenate([self.bodies[list(keep)], bodies_of(texts)]),
        )

    def sample(self, texts: Sequence[Text]) -> Sample:
        """Turn texts of profiles into what stage two compares; they need not be in the pool."""
        stage_one = self.similarity.profiles(texts)
        beside = tuple(_vectors(block.name, block.model, texts, self.similarity.concepts) for block in self.titles)
        return Sample(stage_one, beside, self.latent.project(in_whole(stage_one[0])))

    def compared(self, question: Question, rows: NDArray[np.int64]) -> Features:
        """Give what each way of comparing says of some of the pool."""
        stage_one = tuple(block.rows for block in self.similarity.blocks)
        everybody = Sample(stage_one, tuple(block.rows for block in self.titles), self.coordinates)
        return compare(question, everybody, rows)

    def ask(
        self, need: Text, read: Vectors, reference: NDArray[np.int64], fields: FieldWeights = FIELD_WEIGHTS
    ) -> Question:
        """Prepare a need, as stage one has `read` it; `reference` are the nearest rows to learn from, best first."""
        lexicon, titled = self.similarity.concepts, bool(need.title.strip())
        beside = {block.name: _vector(block.name, block.model, need, lexicon) for block in self.titles}
        question = Question(
            self._words(read[0], reference, fields),
            self.latent.place(read[0]),
            read[1] if lexicon else None,
            read[2] if lexicon and titled else None,
            tuple(beside[name] for name in _PIECES) if titled else None,
            beside.get("meaning"),
            _others(beside["languages"], len(lexicon.meanings.languages)) if lexicon else None,
            {},
        )
        bodies = bool(need.body.strip()) or bool(self.bodies[reference].any())
        features = self.compared(question, reference)
        compared = {name: found for name, found in features.items() if bodies or name not in BODY}
        question.spreads.update({name: Spread.of(found) for name, found in compared.items() if name != ELSEWHERE})
        question.spreads["all"] = Spread.of(fuse(question, features))
        return question

    def _words(self, need: Vector, reference: NDArray[np.int64], fields: FieldWeights) -> kernel.Asked:
        near = [self.similarity.rows(row)[0] for row in reference[:FEEDBACK_FROM].tolist()]
        said = np.concatenate([need.columns, *(held.columns // kernel.FIELDS for held in near)])
        width = len(self.similarity.blocks[0].model.terms)
        terms, at = kernel.distinct(said, width)
        asked = _added(at[: len(need.columns)], need.weights, len(terms))
        weight = FEEDBACK_WEIGHT / max(len(near), 1)
        feedback = _added(at, np.concatenate([need.weights, *(weight * held.weights for held in near)]), len(terms))
        length = math.sqrt((feedback**2).sum())
        telling = self.similarity.blocks[0].model.idf[terms] * (asked > 0)
        return kernel.Asked(
            terms,
            asked,
            feedback / length if length else feedback,
            telling / telling.sum() if telling.any() else telling,
            width,
            np.array(fields, dtype=np.float64),
        )


def compare(question: Question, sample: Sample, rows: NDArray[np.int64]) -> Features:
    """Give what each way of comparing says of some rows; one without data on the need's side is left out."""
    need, feedback, coverage = kernel.compare(question.words, search.matrix(sample.stage_one[0]), rows)
    found = {
        "words": need,
        "feedback": feedback,
        "latent": kernel.products(sample.latent, question.latent, rows),
        "coverage": coverage,
    }
    if question.concepts is not None:
        found["concepts"] = search.product(sample.stage_one[1], question.concepts, rows)
    if question.titles is not None:
        alike = (search.product(held, asked, rows) for held, asked in zip(sample.titles, question.titles, strict=False))
        pieces, starts = alike
        found["title"] = SAME_WORDS * ((pieces + starts) / 2.0) ** 2
        if question.occupations is not None:
            found["title"] += search.product(sample.stage_one[2], question.occupations, rows)
    if question.meaning is not None:
        found["meaning"] = search.product(sample.titles[_MEANING], question.meaning, rows)
    if question.others is not None:
        found[ELSEWHERE] = search.product(sample.titles[_LANGUAGES], question.others, rows)
    return found


def fuse(question: Question, features: Features) -> NDArray[np.float64]:
    """Give the weighted sum of the standardised parts; for a profile in another language those that need no word."""
    parts = {name: spread.standardised(features[name]) for name, spread in question.spreads.items() if name in features}
    total = _sum(WEIGHTS, parts, len(features["words"]))
    if ELSEWHERE not in features:
        return total
    return np.where(features[ELSEWHERE] > 0, _sum(ACROSS, parts, len(total)), total)


def _sum(weights: Mapping[str, float], parts: Features, size: int) -> NDArray[np.float64]:
    total = np.zeros(size)
    for name, part in parts.items():
        if name in weights:
            total += weights[name] * part
    return total


def _others(language: Vector, count: int) -> Vector | None:
    """Give the languages of the lexicon, so many, but that of the need; None where that is not among them."""
    others = np.setdiff1d(np.arange(count, dtype=np.int32), language.columns)
    return Vector(others, np.ones(len(others))) if len(language.columns) else None


def _vectors(name: str, model: TermModel, texts: Sequence[Text], concepts: Concepts | None) -> csr_array:
    if name == "meaning" and concepts:
        return concepts.meanings.vectors([(text.title, text.body, text.language) for text in texts])
    if name == "languages":
        return model.transform([text.language] for text in texts)
    return model.transform(_PIECES[name](text.title, text.language) for text in texts)


def _vector(name: str, model: TermModel, need: Text, concepts: Concepts | None) -> Vector:
    if name == "meaning" and concepts:
        return concepts.meanings.vector((need.title, need.body, need.language))
    if name == "languages":
        return model.vector([need.language])
    return model.vector(_PIECES[name](need.title, need.language))


def bodies_of(texts: Sequence[Text]) -> NDArray[np.bool_]:
    """Say who has more text than a title."""
    return np.array([bool(text.body.strip()) for text in texts], dtype=bool)


def _added(at: NDArray[np.int64], values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    return np.asarray(np.bincount(at, values, size), dtype=np.float64)

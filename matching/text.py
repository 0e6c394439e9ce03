"""Turns text into words, stems and letter pieces, and terms into weighted vectors (sublinear TF-IDF)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from matching.function_words import EMPTY_WORDS, EVERYDAY_WORDS, FUNCTION_WORDS
from matching.genders import LANGUAGES, common
from matching.kernel import Vector

_EMPTY = FUNCTION_WORDS | EVERYDAY_WORDS
_WORD = re.compile(r"(?u)\b\w+\b")
_SIGNS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_WRITTEN = re.compile(rf"\w[\w{_SIGNS}]*")
_ARTICLE = re.compile(r"^(?:[وفبك]?ال|لل)(?=\w{3})")
STEM = 5


def words(text: str, language: str = "") -> list[str]:
    """Give the words of a text in order, in lower case; one-letter words and numbers count.

    In a language that has a form for women and one for men, what both have in common, without accents.
    """
    return folded(text, language) if language in LANGUAGES else _WORD.findall(text.lower())


def folded(text: str, language: str = "") -> list[str]:
    """Give the words of a text without accents, in one form for women and men where the language has two."""
    return [common(word, language) for word in _WORD.findall(fold(text))]


def stems(text: str, language: str = "") -> list[str]:
    """Give the first five letters of each word that tells something: one for all endings, in any language.

    So plurals meet, and feminine with masculine forms, which titles of occupations name side by side.
    """
    return [common(fold(word), language)[:STEM] for word in _WORD.findall(text.lower()) if word not in FUNCTION_WORDS]


def roots(text: str, language: str = "") -> list[str]:
    """Give the stems of the words that tell of a trade, Arabic ones without the article that is joined to them."""
    telling_words = (word for word in _WORD.findall(text.lower()) if word not in _EMPTY)
    return [_ARTICLE.sub("", common(fold(word), language))[:STEM] for word in telling_words]


def char_grams(text: str, language: str = "") -> list[str]:
    """Give the pieces of three to five letters of each word, without accents, its two ends marked by a blank."""
    padded = [f" {word} " for word in folded(text, language)]
    return [word[at : at + size] for word in padded for size in (3, 4, 5) for at in range(len(word) - size + 1)]


def telling(term: str, language: str = "") -> bool:
    """Whether a word as `words` gives it tells a reader something: no function or everyday word, letter or number."""
    return term not in _SHORTENED.get(language, _EMPTY) and len(term) > 1 and not term.isdigit()


def written(text: str, language: str = "") -> list[tuple[str, int, int]]:
    """Give the words of a text as `folded` does, each with where it begins and ends in the text as it is written."""
    found = _WRITTEN.finditer(text)
    return [(common(fold(word.group()), language), word.start(), word.end()) for word in found]


def fold(text: str) -> str:
    """Drop case, accents and vowel signs, so that labels meet however they are written."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


_SHORTENED = {
    language: frozenset(common(fold(word), language) for word in EMPTY_WORDS[language]) for language in LANGUAGES
}
"""What `folded` makes of function and everyday words."""


def rows_of(values: ArrayLike, columns: ArrayLike, starts: ArrayLike, width: int) -> csr_array:
    """Put rows together, with short numbers for places: half as much to read of each."""
    places = (np.asarray(each, dtype=np.int32) for each in (columns, starts))
    return csr_array((np.asarray(values, dtype=np.float64), *places), shape=(np.size(starts) - 1, width))


@dataclass(frozen=True)
class TermModel:
    """A vocabulary in alphabetical order with the inverse document frequency of each term.

    A document becomes a vector of length 1 with (1 + ln count) * idf for each term, where
    idf = 1 + ln((1 + documents) / (1 + documents with the term)): the sublinear TF-IDF of scikit-learn.
    """

    terms: tuple[str, ...]
    idf: NDArray[np.float64]

    @classmethod
    def fit(cls, documents: Iterable[Sequence[str]]) -> "TermModel":
        """Learn the terms of documents, each given as its terms with repetitions."""
        seen: Counter[str] = Counter()
        count = 0
        for document in documents:
            seen.update(set(document))
            count += 1
        terms = tuple(sorted(seen))
        frequency = np.array([seen[term] for term in terms], dtype=np.float64)
        return cls(terms, 1.0 + np.log((1.0 + count) / (1.0 + frequency)))

    @cached_property
    def _column(self) -> dict[str, int]:
        return {term: column for column, term in enumerate(self.terms)}

    def vector(self, document: Sequence[str]) -> Vector:
        """Give one document as `transform` gives it, to the bit."""
        found = Counter(column for term in document if (column := self._column.get(term)) is not None)
        columns = np.array(sorted(found), dtype=np.int32)
        values = (1.0 + np.log([found[column] for column in columns.tolist()])) * self.idf[columns]
        length = np.sqrt(np.cumsum(values**2)[-1:])  # added one after the other, as `transform` does
        return Vector(columns, values / length)

    def transform(self, documents: Iterable[Sequence[str]]) -> csr_array:
        """Give one row of length 1 (or 0 without known terms) a document; unknown terms are passed over."""
        return self.transform_fields(((document,) for document in documents), 1)

    def transform_fields(self, documents: Iterable[Sequence[Sequence[str]]], fields: int) -> csr_array:
        """Give one row a document, each given as so many fields; a term has as many columns, side by side.

        What a term weighs in the whole document is divided over its columns as its occurrences are over the fields.
        """
        indptr = [0]
        indices: list[int] = []
        counts: list[int] = []
        for document in documents:
            known = ((self._column.get(term), field) for field, terms in enumerate(document) for term in terms)
            found = Counter(column * fields + field for column, field in known if column is not None)
            ordered = sorted(found)
            indices.extend(ordered)
            counts.extend(found[column] for column in ordered)
            indptr.append(len(indices))
        starts, columns = (np.array(each, dtype=np.int32) for each in (indptr, indices))
        values = self._weighted(np.array(counts, dtype=np.float64), columns // fields, starts)
        return rows_of(values, columns, starts, len(self.terms) * fields)

    def _weighted(
        self, counts: NDArray[np.float64], terms: NDArray[np.int32], starts: NDArray[np.int32]
    ) -> NDArray[np.float64]:
        rows = len(starts) - 1
        owner = np.repeat(np.arange(rows), np.diff(starts))
        first = np.ones(len(terms), dtype=bool)  # a term of a document begins; its other columns follow
        first[1:] = (terms[1:] != terms[:-1]) | (owner[1:] != owner[:-1])
        one = np.cumsum(first) - 1
        times = np.bincount(one, weights=counts)
        values = (1.0 + np.log(times)) * self.idf[terms[first]]
        length = np.sqrt(np.bincount(owner[first], weights=values**2, minlength=rows))
        scaled: NDArray[np.float64] = (values / length[owner[first]])[one] * (counts / times[one])
        return scaled

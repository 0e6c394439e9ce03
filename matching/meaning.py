"""Places texts of any language of a lexicon among its concepts, so that texts of two languages can be compared."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy.sparse import csc_array, csr_array

from matching.kernel import Vector
from matching.text import TermModel, roots, rows_of

KEPT = 30
_BATCH = 256
_TITLE_COUNTS = 2

Name = tuple[str, str, str]
"""A concept, the language of a label, and the label."""

Text = tuple[str, str, str]
"""A title, all other text, and their language."""


class Meanings:
    """Explicit semantic analysis: a text is how near it comes to each concept, by the roots of all its labels.

    The labels of a concept in all languages stand for one thing, so that a French and an Arabic text meet without a
    word in common. Nothing is learned from profiles.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for concept, language, label in names:
            said[language][concept].extend(roots(label, language))
        self.concepts = tuple(sorted({concept for found in said.values() for concept in found}))
        column = {concept: at for at, concept in enumerate(self.concepts)}
        self._roots: Mapping[str, Mapping[str, frozenset[str]]] = {
            language: {concept: frozenset(held) for concept, held in found.items()} for language, found in said.items()
        }
        self._shelves: dict[str, tuple[TermModel, csc_array, list[int]]] = {}
        for language, found in sorted(said.items()):
            model = TermModel.fit(held for _, held in sorted(found.items()))
            rows = csc_array(model.transform(held for _, held in sorted(found.items())))
            self._shelves[language] = model, rows, [column[concept] for concept in sorted(found)]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the labels, in order."""
        return tuple(self._shelves)

    def vector(self, text: Text) -> Vector:
        """Give one text as `vectors` gives it."""
        columns, values = self._nearest([text]).get(0, ([], []))
        return Vector(np.array(columns, dtype=np.int32), np.array(values, dtype=np.float64))

    def vectors(self, texts: Sequence[Text]) -> csr_array:
        """Give for each (title, body, language) its thirty nearest concepts as a row of length 1.

        A title counts twice. The row of a text whose language the lexicon does not have is empty.
        """
        indptr: list[int] = [0]
        indices: list[int] = []
        data: list[float] = []
        nearest = self._nearest(texts)
        for at in range(len(texts)):
            columns, values = nearest.get(at, ([], []))
            indices.extend(columns)
            data.extend(values)
            indptr.append(len(indices))
        return rows_of(data, indices, indptr, len(self.concepts))

    def words_for(self, concept: str, language: str, rooted: Sequence[tuple[str, str]]) -> tuple[str, ...]:
        """Give those of a text's (root, word as it is written) that a label of the concept has in its language."""
        known = self._roots.get(language, {}).get(concept, frozenset())
        return tuple(dict.fromkeys(word for root, word in rooted if root in known))

    def _nearest(self, texts: Sequence[Text]) -> dict[int, tuple[list[int], list[float]]]:
        found = {}
        for language, (model, rows, columns) in self._shelves.items():
            chosen = [at for at, text in enumerate(texts) if text[2] == language]
            for start in range(0, len(chosen), _BATCH):
                batch = chosen[start : start + _BATCH]
                asked = model.transform(
                    _TITLE_COUNTS * roots(texts[at][0], language) + roots(texts[at][1], language) for at in batch
                )
                for at, near in zip(batch, (asked @ rows.T).toarray(), strict=True):
                    best = np.sort(np.argsort(-near, kind="stable")[:KEPT])
                    best = best[near[best] > 0]
                    length = float(np.sqrt((near[best] ** 2).sum()))
                    found[at] = [columns[one] for one in best], (near[best] / length).tolist() if len(best) else []
        return found

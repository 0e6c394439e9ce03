"""A lexicon of concepts: links a text to concepts through the labels of its own language."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from matching.errors import InputError
from matching.function_words import FUNCTION_WORDS
from matching.lexicon import read_rows
from matching.meaning import Meanings
from matching.text import fold, folded, stems, written
from matching.titles import TitleLinks

Label = tuple[str, ...]
_FUNCTION_WORDS = frozenset(map(fold, FUNCTION_WORDS))


class Concepts:
    """Labels in several languages, each leading to one or more concept ids.

    `labels` maps a language (ISO 639) to its labels, and each label to its concepts in one fixed order.
    `occupations` are the concepts that a title can name (None: all), `notes` what is said about a concept in a
    language beside its labels.
    """

    def __init__(
        self,
        labels: Mapping[str, Mapping[str, tuple[str, ...]]],
        occupations: Collection[str] | None = None,
        notes: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self.labels = labels
        self.occupations = None if occupations is None else frozenset(occupations)
        self.notes = notes or {}
        self._tables = {language: _Table.of([found], language) for language, found in labels.items()}
        self._any_language = _Table.of(labels.values())

    @classmethod
    def read(cls, folder: Path) -> "Concepts":
        """Read every CSV of a folder: our own layout (a column a language) or ESCO's (a file a language).

        Of ESCO a title can name the occupations; what ISCO says of their group is noted with them. Raises InputError
        for a folder that is missing or without a lexicon, and for an unreadable file.
        """
        if not folder.is_dir():
            raise InputError(folder, "no such folder")
        rows = [row for path in sorted(folder.glob("*.csv")) for row in read_rows(path)]
        if not rows:
            raise InputError(folder, "holds no lexicon: no CSV with the columns id,en,... or conceptUri,preferredLabel")
        collected: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        groups = {(row.code, row.language): row for row in rows if row.kind == "ISCOGroup"}
        isco = {row.concept: row.isco for row in rows if row.isco}
        notes: dict[tuple[str, str], str] = {}
        for row in rows:
            for label in row.labels:
                collected[row.language][label].add(row.concept)
            group = groups.get((isco.get(row.concept, ""), row.language))
            said = [row.note, *(group.labels if group else ()), group.note if group else ""]
            if row.kind in ("", "Occupation") and any(said):
                notes[row.concept, row.language] = " ".join(part for part in said if part)
        labels = {
            language: {label: tuple(sorted(ids)) for label, ids in sorted(found.items())}
            for language, found in sorted(collected.items())
        }
        return cls(labels, {row.concept for row in rows if row.kind in ("", "Occupation")}, notes)

    @cached_property
    def titles(self) -> TitleLinks:
        """What links titles to occupations."""
        named = list(self._names_of_titles())
        said: dict[tuple[str, str], list[str]] = defaultdict(list)
        for concept, language, label in named:
            said[concept, language].append(label)
        return TitleLinks(
            named, [(key[0], key[1], " ".join([*parts, self.notes.get(key, "")])) for key, parts in said.items()]
        )

    @cached_property
    def meanings(self) -> Meanings:
        """What compares texts of two languages."""
        return Meanings(self._names_of_titles())

    @cached_property
    def fingerprint(self) -> str:
        """A digest of all that is read: two lexicons with one fingerprint link alike."""
        digest = hashlib.sha256()
        for language, found in sorted(self.labels.items()):
            for label, ids in sorted(found.items()):
                digest.update(repr((language, label, ids)).encode())
        digest.update(repr((sorted(self.occupations or ()), sorted(self.notes.items()))).encode())
        return digest.hexdigest()

    def link(self, text: str, language: str = "") -> list[str]:
        """Give the concepts of a text with repetitions, the longest label winning at each word.

        A text in a language that the lexicon has is read by the labels of that language alone; a text
        whose language is not said is read by all.
        """
        tokens = folded(text, language)
        return [concept for _, _, found in self._labels_in(tokens, language) for concept in found]

    def spelled(self, text: str, language: str = "") -> dict[str, tuple[str, ...]]:
        """Give for each concept of a text the words that led to it as they are written, each spelling once."""
        tokens = written(text, language)
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for at, size, concepts in self._labels_in([word for word, _, _ in tokens], language):
            span = " ".join(text[tokens[at][1] : tokens[at + size - 1][2]].split())
            for concept in concepts:
                found[concept][span] = None
        return {concept: tuple(spans) for concept, spans in found.items()}

    def named_by(self, concept: str, title: str, language: str = "") -> tuple[str, ...]:
        """Give the words of a title, as they are written, whose stem a label of the concept has, in its language."""
        languages = [language] if language in self.labels else sorted(self.labels)
        known = {each: self._title_stems.get((concept, each), set()) for each in languages}
        spans = (title[start:end] for _, start, end in written(title))
        return tuple(span for span in spans if any(found.intersection(stems(span, at)) for at, found in known.items()))

    def _names_of_titles(self) -> Iterator[tuple[str, str, str]]:
        for language, found in self.labels.items():
            for label, ids in found.items():
                for concept in ids:
                    if self.occupations is None or concept in self.occupations:
                        yield concept, language, label

    @cached_property
    def _title_stems(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for concept, language, label in self._names_of_titles():
            found[concept, language].update(stems(label, language))
        return found

    def _labels_in(self, tokens: Sequence[str], language: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Give where a label begins, how many words it has, and its concepts."""
        table = self._tables.get(language) if language else self._any_language
        at = 0
        while table and at < len(tokens):
            spans = (tuple(tokens[at : at + size]) for size in table.sizes.get(tokens[at], ()))
            label = next((span for span in spans if span in table.concepts), None)
            if label:
                yield at, len(label), table.concepts[label]
            at += len(label) if label else 1


@dataclass(frozen=True, slots=True)
class _Table:
    """The concepts of labels, and how long the labels are that begin with a word, the longest first."""

    concepts: dict[Label, tuple[str, ...]]
    sizes: dict[str, list[int]]

    @classmethod
    def of(cls, languages: Iterable[Mapping[str, tuple[str, ...]]], language: str = "") -> "_Table":
        merged: dict[Label, set[str]] = defaultdict(set)
        sizes: dict[str, set[int]] = defaultdict(set)
        for label, ids in (pair for labels in languages for pair in labels.items()):
            key = tuple(folded(label, language))
            # "AVEC" names savings groups, but "avec" is in every French text
            if key and fold(label) not in _FUNCTION_WORDS:
                merged[key].update(ids)
                sizes[key[0]].add(len(key))
        concepts = {key: tuple(sorted(ids)) for key, ids in merged.items()}
        return cls(concepts, {word: sorted(found, reverse=True) for word, found in sizes.items()})

"""A lexicon of concepts: links a text to concepts through the labels of its own language."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from matching.errors import InputError
from matching.lexicon import read_rows
from matching.text import fold, words
from matching.titles import TitleLinks

Label = tuple[str, ...]


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
        self._tables = {language: _Table.of([found]) for language, found in labels.items()}
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
        named = [
            (concept, language, label)
            for language, found in self.labels.items()
            for label, ids in found.items()
            for concept in ids
            if self.occupations is None or concept in self.occupations
        ]
        said: dict[tuple[str, str], list[str]] = defaultdict(list)
        for concept, language, label in named:
            said[concept, language].append(label)
        return TitleLinks(
            named, [(key[0], key[1], " ".join([*parts, self.notes.get(key, "")])) for key, parts in said.items()]
        )

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
        table = self._tables.get(language) if language else self._any_language
        tokens = words(fold(text))
        found: list[str] = []
        at = 0
        while table and at < len(tokens):
            size = next((n for n in table.sizes.get(tokens[at], ()) if tuple(tokens[at : at + n]) in table.concepts), 0)
            if size:
                found.extend(table.concepts[tuple(tokens[at : at + size])])
            at += size or 1
        return found


@dataclass(frozen=True, slots=True)
class _Table:
    """The concepts of labels, and how long the labels are that begin with a word, the longest first."""

    concepts: dict[Label, tuple[str, ...]]
    sizes: dict[str, list[int]]

    @classmethod
    def of(cls, languages: Iterable[Mapping[str, tuple[str, ...]]]) -> "_Table":
        merged: dict[Label, set[str]] = defaultdict(set)
        sizes: dict[str, set[int]] = defaultdict(set)
        for label, ids in (pair for labels in languages for pair in labels.items()):
            if key := tuple(words(fold(label))):
                merged[key].update(ids)
                sizes[key[0]].add(len(key))
        concepts = {key: tuple(sorted(ids)) for key, ids in merged.items()}
        return cls(concepts, {word: sorted(found, reverse=True) for word, found in sizes.items()})

"""A lexicon of concepts: links a text to concepts through the labels of its own language."""

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from matching.errors import InputError
from matching.text import fold, words

Label = tuple[str, ...]


class Concepts:
    """Labels in several languages, each leading to one or more concept ids.

    `labels` maps a language (ISO 639) to its labels, and each label to its concepts in one fixed order.
    """

    def __init__(self, labels: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
        self.labels = labels
        self._by_words: dict[str, dict[Label, tuple[str, ...]]] = {
            language: _by_words(found) for language, found in labels.items()
        }
        self._longest = max((len(label) for found in self._by_words.values() for label in found), default=0)

    @classmethod
    def read(cls, folder: Path) -> "Concepts":
        """Read every CSV of a folder: our own layout (a column a language) or ESCO's (a file a language).

        Raises InputError for a folder that is missing or without a lexicon, and for an unreadable file.
        """
        if not folder.is_dir():
            raise InputError(folder, "no such folder")
        collected: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for path in sorted(folder.glob("*.csv")):
            for language, label, concept in _read_file(path):
                collected[language][label].add(concept)
        if not collected:
            raise InputError(folder, "holds no lexicon: no CSV with the columns id,en,... or conceptUri,preferredLabel")
        return cls(
            {
                language: {label: tuple(sorted(ids)) for label, ids in sorted(found.items())}
                for language, found in sorted(collected.items())
            }
        )

    @cached_property
    def fingerprint(self) -> str:
        """A digest of all labels: two lexicons with one fingerprint link alike."""
        digest = hashlib.sha256()
        for language, found in sorted(self.labels.items()):
            for label, ids in sorted(found.items()):
                digest.update(repr((language, label, ids)).encode())
        return digest.hexdigest()

    def link(self, text: str, language: str = "") -> list[str]:
        """Give the concepts of a text with repetitions, the longest label winning at each word.

        A text in a language that the lexicon has is read by the labels of that language alone; a text
        whose language is not said is read by all.
        """
        sets = [self._by_words.get(language, {})] if language else list(self._by_words.values())
        tokens = words(fold(text))
        found: list[str] = []
        at = 0
        while at < len(tokens):
            step, ids = self._longest_at(tokens, at, sets)
            found.extend(ids)
            at += step
        return found

    def _longest_at(
        self, tokens: list[str], at: int, sets: list[dict[Label, tuple[str, ...]]]
    ) -> tuple[int, list[str]]:
        for size in range(min(self._longest, len(tokens) - at), 0, -1):
            label = tuple(tokens[at : at + size])
            ids = sorted({concept for labels in sets for concept in labels.get(label, ())})
            if ids:
                return size, ids
        return 1, []


def _by_words(labels: Mapping[str, tuple[str, ...]]) -> dict[Label, tuple[str, ...]]:
    merged: dict[Label, set[str]] = defaultdict(set)
    for label, ids in labels.items():
        if key := tuple(words(fold(label))):
            merged[key].update(ids)
    return {key: tuple(sorted(ids)) for key, ids in merged.items()}


def _read_file(path: Path) -> Iterator[tuple[str, str, str]]:
    """Give (language, label, concept) of one file; a CSV of another layout gives nothing."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            columns = set(reader.fieldnames or ())
            if {"conceptUri", "preferredLabel"} <= columns:
                language = path.stem.rpartition("_")[2]
                for row in reader:
                    for label in _split([row["preferredLabel"], row.get("altLabels")], "\n"):
                        yield language, label, row["conceptUri"]
            elif "id" in columns:
                languages = sorted(name for name in columns if f"{name}_alt" in columns)
                for row in reader:
                    for language in languages:
                        for label in _split([row[language], row[f"{language}_alt"]], " | "):
                            yield language, label, row["id"]
    except UnicodeDecodeError:
        raise InputError(path, "is not UTF-8") from None
    except csv.Error as error:
        raise InputError(path, f"is not CSV: {error}") from None


def _split(cells: list[str | None], separator: str) -> Iterator[str]:
    for cell in cells:
        yield from (label.strip() for label in (cell or "").split(separator) if label.strip())

"""Finds what would give a person away in the one text that an institution may read before consent."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

_EMAIL = re.compile(r"\S+@\S+|\b(?:at|arobase|arroba)\b\s+\w+\s+\b(?:dot|point|punto|ponto)\b", re.IGNORECASE)
_WEB = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]{2,}(?:\.[\w-]{2,})*\.(?:com|org|net|edu|gov|info|io|int|me)\b(?:/\S*)?|"
    r"\b[\w-]{2,}\.[a-z]{2,3}/\S+|(?<!\w)@[\w.]{3,}",
    re.IGNORECASE,
)
"""Addresses on the web, and the names of accounts there."""
_WORD = re.compile(r"\w[\w\u0300-\u036f\u064b-\u0652]*")
_PARTICLES = frozenset(
    ("de", "da", "do", "dos", "das", "di", "du", "del", "la", "le", "les", "los", "el", "al", "van", "von", "der",
     "den", "ter", "من", "بن", "ابن", "بنت")
)  # fmt: skip
"""Parts of names that are everyday words as well: alone they name nobody."""
_PHONE = re.compile(r"(?:\+|00)?\d(?:[\s().\-/]{0,2}\d){6,}")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d")
_ADDRESS = re.compile(
    r"\b\d{1,5}\s?[a-z]?,?\s+(?:[\w'’.-]+\s+){0,3}(?:street|st\.|road|avenue|lane|drive)\b|"
    r"\b(?:rue|avenue|boulevard|calle|avenida|rua|travessa|carrer|strasse|straat|via)\s+(?:[\w'’.-]+\s+){0,4}\d{1,5}\b|"
    r"\b\w+(?:straße|strasse|straat|gata|gatan|vägen|veien)\s+\d{1,4}\b|"
    r"شارع\s+\S+",
    re.IGNORECASE,
)


def traces(
    text: str, *, names: Iterable[str], organisations: Iterable[str], places: Iterable[str]
) -> dict[str, list[str]]:
    """Return by kind the words that tell who wrote `text`: name, e_mail, web, phone, address, organisation, place.

    `names` are given and family names in any script: each of their words of two letters or more counts, but for the
    particles between them. `organisations` (employers, schools) and `places` count as a whole. Letter case and accents
    are ignored.
    """
    words = [(_folded(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]
    single = [(word,) for name in names for word in _words(name) if len(word) > 1 and word not in _PARTICLES]
    without_mail = _blanked(_EMAIL, text)
    digits = _YEARS.sub(lambda found: " " * len(found.group()), "".join(_western(c) for c in text))
    found = {
        "name": _places_of(single, words, text),
        "e_mail": _parts(_EMAIL, text, text),
        "web": _parts(_WEB, without_mail, text),
        "phone": _parts(_PHONE, digits, text),
        "address": _parts(_ADDRESS, text, text),
        "organisation": _places_of(_phrases(organisations), words, text),
        "place": _places_of(_phrases(places), words, text),
    }
    return {kind: said for kind, said in found.items() if said}


def _parts(pattern: re.Pattern[str], searched: str, text: str) -> list[str]:
    """Return what a pattern finds in a copy of the text of the same length, in the text's own letters."""
    return list(
        dict.fromkeys(text[found.start() : found.end()].strip(" \n.,;:!?") for found in pattern.finditer(searched))
    )


def _places_of(phrases: Iterable[tuple[str, ...]], words: Sequence[tuple[str, int, int]], text: str) -> list[str]:
    """Return the places of the text that say one of `phrases`, in the text's own letters."""
    plain = [word for word, _start, _end in words]
    return list(
        dict.fromkeys(
            text[words[at][1] : words[at + len(phrase) - 1][2]]
            for phrase in phrases
            for at in range(len(plain) - len(phrase) + 1)
            if tuple(plain[at : at + len(phrase)]) == phrase
        )
    )


def _phrases(names: Iterable[str]) -> list[tuple[str, ...]]:
    split = [tuple(_words(name)) for name in names]
    return [words for words in split if len("".join(words)) > 2]


def _words(text: str) -> list[str]:
    return [_folded(found) for found in _WORD.findall(text)]


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: " " * len(found.group()), text)


def _western(character: str) -> str:
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)

"""Finds what would give a person away in the one text that an institution may read before consent."""

import re
import unicodedata
from collections.abc import Iterable

_EMAIL = re.compile(r"\S+@\S+|\b(?:at|arobase|arroba)\b\s+\w+\s+\b(?:dot|point|punto|ponto)\b", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]{2,}\.(?:com|org|net|edu|gov|info|io|int)\b", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|00)?\d(?:[\s().\-/]{0,2}\d){6,}")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d")
_ADDRESS = re.compile(
    r"\b\d{1,5}\s?[a-z]?,?\s+(?:[\w'’.-]+\s+){0,3}(?:street|st\.|road|avenue|lane|drive)\b|"
    r"\b(?:rue|avenue|boulevard|calle|avenida|rua|travessa|carrer|strasse|straat|via)\s+(?:[\w'’.-]+\s+){0,4}\d{1,5}\b|"
    r"\b\w+(?:straße|strasse|straat|gata|gatan|vägen|veien)\s+\d{1,4}\b|"
    r"شارع\s+\S+",
    re.IGNORECASE,
)


def traces(text: str, *, names: Iterable[str], organisations: Iterable[str], places: Iterable[str]) -> list[str]:
    """Return which kinds of traces `text` holds: name, e_mail, web, phone, address, organisation, place.

    `names` are given and family names in any script: each of their words of two letters or more counts.
    `organisations` (employers, schools) and `places` count as a whole. Letter case and accents are ignored.
    """
    plain = f" {' '.join(_words(text))} "
    digits = _YEARS.sub(" ", "".join(_western(c) for c in text))
    found = {
        "name": any(f" {word} " in plain for name in names for word in _words(name) if len(word) > 1),
        "e_mail": _EMAIL.search(text),
        "web": _WEB.search(_EMAIL.sub(" ", text)),
        "phone": _PHONE.search(digits),
        "address": _ADDRESS.search(text),
        "organisation": any(_holds(plain, name) for name in organisations),
        "place": any(_holds(plain, place) for place in places),
    }
    return [kind for kind, there in found.items() if there]


def _holds(plain: str, phrase: str) -> bool:
    words = _words(phrase)
    return bool(words) and len("".join(words)) > 2 and f" {' '.join(words)} " in plain


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))


def _western(character: str) -> str:
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)

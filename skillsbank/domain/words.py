"""Words as searches compare them: without case, accents, Arabic vowel signs and the Arabic article."""

import hashlib
import re
import unicodedata
from enum import StrEnum

_WORD = re.compile(r"\w+")
_ARABIC = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None})


def normal_words(text: str) -> tuple[str, ...]:
    """Return the words of a text without case, accents, Arabic vowel signs and the Arabic article."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_ARABIC)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in _WORD.findall(plain))


def searchable(text: str) -> str:
    """Return the normal words of a text, each after a blank, so that " ab" is found where a word begins with ab."""
    return "".join(f" {word}" for word in normal_words(text))


class WordKind(StrEnum):
    """What somebody's own words are about."""

    SKILL = "skill"
    OCCUPATION = "occupation"


class WordVerdict(StrEnum):
    """What was decided of own words: a concept, that they stay as they are, or nothing (any more)."""

    MAPPED = "mapped"
    OWN = "own"
    OPEN = "open"


def same_words(text: str) -> str:
    """Return the form in which two wordings are the same: case, accents and blanks aside; signs stay (C++, C#)."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def words_digest(text: str) -> str:
    """Return what stands for somebody's words where the words themselves must not be kept."""
    return hashlib.sha256(same_words(text).encode()).hexdigest()

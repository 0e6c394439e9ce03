"""Words as searches compare them: without case, accents, Arabic vowel signs and the Arabic article."""

import re
import unicodedata

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

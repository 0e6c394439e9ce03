"""Gives one form to a word that is written in one way of a woman and in another of a man, and to its plural."""

import re
from functools import lru_cache

_Step = tuple[re.Pattern[str], str]


def _steps(*pairs: tuple[str, str]) -> tuple[_Step, ...]:
    return tuple((re.compile(ending + "$"), instead) for ending, instead in pairs)


_ENDINGS: dict[str, tuple[_Step, ...]] = {
    "fr": _steps(
        (r"(?<=\w\w)trices?", "teur"),  # directrice, directeur
        (r"(?<=\w\w)eu(?:x|rs?|ses?)", "eur"),  # vendeuse, vendeur; sérieuse, sérieux
        (r"(?<=\w{3})s", ""),
        (r"(?<=\w)([flnt])\1e", r"\1"),  # technicienne, technicien
        (r"(?<=\w\w)ive", "if"),
        (r"(?<=\w\w)que", "c"),  # publique, public
        (r"(?<=\w{3})esse", ""),  # maîtresse, maître
        (r"(?<=\bn)ee", "e"),
        (r"(?<=\w{3})ee?", ""),  # infirmière, infirmier; diplômée, diplômé
    ),
    "es": _steps(
        (r"(?<=\w)triz", "tor"),
        (r"(?<=\w{3}[dlnrz])es", ""),
        (r"(?<=\w{3})s", ""),
        (r"(?<=\bjef)e", ""),
        (r"(?<=\w{3})[ao]", ""),  # doctora, doctor; enfermera, enfermero
        (r"(?<=\w\wnt)e", ""),  # presidenta, presidente
    ),
    "pt": _steps(
        (r"(?<=\w)triz", "tor"),
        (r"(?<=\w{3}[lrz])es", ""),
        (r"(?<=\w{3})s", ""),
        (r"(?<=\w{3})ao", ""),  # cirurgiã, cirurgião
        (r"(?<=\w{3})[ao]", ""),
        (r"(?<=\w\wnt)e", ""),
    ),
    "ar": _steps((r"(?<=\w{3})ة", "")),
}
"""Endings of folded words, by language, taken off one after the other."""

LANGUAGES = frozenset(_ENDINGS)


@lru_cache(1 << 16)
def common(word: str, language: str) -> str:
    """Give what a folded word of a language has in common with its other gender; the word where nothing is known."""
    for ending, instead in _ENDINGS.get(language, ()):
        word = ending.sub(instead, word)
    return word

"""What words say in the five languages of the pages: years, languages and their levels, levels of education."""

import html
import re
import unicodedata
from functools import cache

from babel import Locale
from babel.core import get_global

from skillsbank.domain.languages import OFFERED
from skillsbank.domain.vocabulary import CEFR
from skillsbank.domain.words import normal_words
from skillsbank.queries.suggestions import LANGUAGES

_TAG = re.compile(r"<[^<>]{0,500}>")
_BREAK = re.compile(r"(?i)<(?:br|/p|/li|/div)\s*/?>")
_YEAR = re.compile(r"(?<!\d)(19[4-9]\d|20\d\d)(?!\d)")
_LEVEL = re.compile(r"(?<![A-Za-z0-9])([ABC][12])(?![A-Za-z0-9])")
_NATIVE = (
    "native", "mother tongue", "first language", "langue maternelle", "lengua materna", "nativo", "nativa",
    "língua materna", "اللغة الأم", "لغة أم",
)  # fmt: skip
_DEGREES = (
    ("8", ("phd", "ph.d", "doctorate", "doctoral", "doctorat", "doctorado", "doutoramento", "doutorado", "دكتوراه")),
    ("7", ("master", "msc", "mba", "mphil", "maîtrise", "maestría", "máster", "mestrado", "ماجستير")),
    ("6", ("bachelor", "bsc", "licence", "licenciatura", "بكالوريوس", "ليسانس")),
)
_FUNCTION_WORDS = {
    "en": "the and of in to with for at from on my is are was were by as",
    "fr": "le la les et de des du en dans pour avec au aux une sur chez par est",
    "es": "el la los las y de del en para con una por como al su es",
    "pt": "o os as e de do da dos das em para com uma por como ao no na",
    "ar": "في من على و إلى مع عن هذا التي الذي كان لدى بين",
}


def clean(text: str, *, lines: bool = False) -> str:
    """Return a text without marks of a page, control and direction signs; on one line unless `lines`."""
    plain = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    plain = unicodedata.normalize("NFC", plain)
    plain = "".join(
        c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") else " " for c in plain
    )
    if not lines:
        return " ".join(plain.split())
    return "\n".join(line for line in (" ".join(each.split()) for each in plain.split("\n")) if line)


def year(text: str | None) -> str:
    """Return the first year that a text names, or nothing."""
    found = _YEAR.search(text or "")
    return found.group() if found else ""


def cefr(text: str | None) -> str:
    """Return the lowest CEFR level that a text names, C2 for a mother tongue, or nothing."""
    levels = [level for level in _LEVEL.findall((text or "").upper()) if level in CEFR]
    if levels:
        return str(min(levels))
    return "C2" if any(word in (text or "").casefold() for word in _NATIVE) else ""


def isced(text: str | None) -> str:
    """Return the ISCED 2011 level of a qualification that says it plainly, or nothing."""
    words = re.findall(r"[\w.]+", (text or "").casefold())
    for level, names in _DEGREES:
        if any(word.strip(".").startswith(names) for word in words):
            return level
    return ""


def language_of(text: str) -> str:
    """Return which of the five languages a text is in, or nothing when no language clearly leads."""
    words = re.findall(r"\w+", text.casefold())
    counts = sorted(
        ((sum(word in set(known.split()) for word in words), tag) for tag, known in _FUNCTION_WORDS.items()),
        reverse=True,
    )
    (first, tag), (second, _next) = counts[:2]
    return tag if first >= 5 and first >= 1.3 * second else ""


def language_code(name: str | None) -> str:
    """Return the code under which people choose a language, from its name in five languages or from an ISO 639 code."""
    said = (name or "").strip()
    if not said or len(said) > 60:
        return ""
    lower = said.casefold().partition("-")[0]
    short = str(get_global("language_aliases").get(lower, lower))
    if short in OFFERED:
        return short
    return language_names().get(normal_words(said), "")


@cache
def language_names() -> dict[tuple[str, ...], str]:
    """Return the names, in the languages of the pages, of the languages that people choose, with their codes."""
    found: dict[tuple[str, ...], str] = {}
    for tag in LANGUAGES:
        known = Locale.parse(tag).languages
        for code in OFFERED:
            if words := normal_words(known.get(code, "")):
                found.setdefault(words, code)
    return found

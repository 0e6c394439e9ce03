"""Finds in running text what is certain: languages with a level, skills of the lexicon, posts and degrees with years.

Better nothing than something wrong: a person corrects a gap faster than an invention.
"""

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from skillsbank import reference
from skillsbank.domain.words import normal_words
from skillsbank.queries import suggestions
from skillsbank.queries.suggestions import LANGUAGES
from skillsbank.reading import words
from skillsbank.reading.careers import Degree, Post, career
from skillsbank.reading.facts import Fact, row, single, some

MOST_SKILLS = 20
_HEADINGS = {
    "experience": (
        "experience", "work experience", "professional experience", "employment", "employment history",
        "expérience", "expériences", "expérience professionnelle", "expériences professionnelles", "experiencia",
        "experiencia laboral", "experiencia profesional", "experiência", "experiência profissional",
        "الخبرة", "الخبرات", "الخبرة العملية", "الخبرات العملية", "الخبرة المهنية",
    ),
    "education": (
        "education", "education and training", "studies", "formation", "formations", "études", "formación",
        "formación académica", "educación", "estudios", "formação", "formação académica", "educação",
        "التعليم", "الدراسة", "المؤهلات", "المؤهلات العلمية",
    ),
    "languages": ("languages", "language skills", "langues", "idiomas", "línguas", "اللغات"),
    "other": (
        "skills", "compétences", "habilidades", "competencias", "competências", "المهارات", "references", "références",
        "hobbies", "interests", "loisirs", "profile", "profil", "summary", "certificates", "publications", "projects",
    ),
}  # fmt: skip
_NOW = (
    "present|now|today|current|date|aujourd['’]hui|présent|ce jour|actuel|actualidad|hoy|presente|atual|hoje|الآن|اليوم"
)
_RANGE = re.compile(
    r"(?i)(?:\d{1,2}[/.])?(?<!\d)(?P<first>19[4-9]\d|20\d\d)\s*(?:-|–|—|−|to|à|au|al|a|até|hasta|إلى|حتى)\s*"
    r"(?P<month>[^\W\d_]{3,10}\.?\s+)?(?:\d{1,2}[/.])?(?:(?P<last>19[4-9]\d|20\d\d)(?!\d)|(?P<now>" + _NOW + r"))"
)
_PARTS = re.compile(r"\s+[|–—·-]\s+|\s*[,،|;]\s*|\s+(?:at|chez)\s+")
_PHONE = re.compile(r"(?<![\w+])\+\d[\d\s().\-/]{6,20}\d(?!\w)")


def enough(text: str) -> bool:
    """Say whether a text has so many letters that it is one, and not the trace of a picture."""
    return sum(letter.isalpha() for letter in text) >= 20


def facts(text: str) -> tuple[list[Fact], str]:
    """Return what the text says for certain, and the language that it is in, if that is."""
    language = words.language_of(text)
    lines = [line for line in (words.clean(each) for each in text.split("\n")) if line]
    phone = _PHONE.search(" ".join(lines))
    found = some(single("about", "phone", phone.group()[:32] if phone else ""))
    posts, degrees, spoken = [], [], []
    part = ""
    for place, line in enumerate(lines):
        if heading := _headings().get(normal_words(line)):
            part = heading
            continue
        following = lines[place + 1] if place + 1 < len(lines) else ""
        posts += _post(line, following, part)
        degrees += _degree(line, part)
        spoken += _languages(line, part)
    found += career("", posts, degrees)
    return found + spoken + _skills(text, language), language


@cache
def _headings() -> dict[tuple[str, ...], str]:
    return {normal_words(name): part for part, names in _HEADINGS.items() for name in names}


@cache
def _months() -> frozenset[str]:
    return frozenset(
        name.casefold().strip(".")
        for tag in LANGUAGES
        for width in ("wide", "abbreviated")
        for name in Locale(tag).months["format"][width].values()
    )


def _post(line: str, following: str, part: str) -> list[Post]:
    """Return the post of a line with a range of years: under its heading, or where its title is an occupation."""
    found = _RANGE.search(line)
    if found is None or part not in ("", "experience"):
        return []
    rest = _without(line, found) or ("" if _RANGE.search(following) else following)
    title, *others = [each for each in _PARTS.split(rest) if each] or [""]
    certain = part == "experience" or suggestions.occupation_of(title)
    if not certain or not 3 <= len(title) <= 80 or any(letter.isdigit() for letter in title):
        return []
    employer = others[0] if others and len(others[0]) <= 100 else ""
    return [Post(title, employer, "", found["first"], found["last"] or "", current=bool(found["now"]))]


def _degree(line: str, part: str) -> list[Degree]:
    """Return the degree of a line under its heading, when the line says year and level."""
    done, level = words.year(line), words.isced(line)
    if part != "education" or not done or not level:
        return []
    ranged = _RANGE.search(line)
    rest = _without(line, ranged) if ranged else _trim(line.replace(done, " "))
    title, *others = [each for each in _PARTS.split(rest) if each] or [""]
    if not words.isced(title) or len(title) > 120:
        return []
    last = (ranged["last"] or "") if ranged else done
    return [Degree(title, others[0] if others else "", "", last, level)]


def _without(line: str, found: re.Match[str]) -> str:
    """Return a line without its range of years and the month before it."""
    before = line[: found.start()].rstrip().split(" ")
    if before[-1].casefold().strip(".(") in _months():
        before.pop()
    return _trim(" ".join(before)) or _trim(line[found.end() :])


def _trim(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:()[]|–—-·•\t")


def _languages(line: str, part: str) -> list[Fact]:
    """Return the languages of a line, each with the level that follows it before the next one."""
    if len(line) > 300:
        return []
    tokens = list(_tokens(line))
    pairs: list[tuple[str, str]] = []
    waiting = ""
    for kind, value in tokens:
        if kind == "level" and waiting:
            pairs.append((waiting, value))
        waiting = value if kind == "language" else ""
    if part != "languages" and len(normal_words(line)) > 6 * len(pairs) + 2:
        return []
    return some(*(row("languages", "languages", code=code, level=level) for code, level in pairs))


def _tokens(line: str) -> Iterator[tuple[str, str]]:
    for segment in re.split(r"[,;،؛|•:()\t–—/]|\s-\s", line):
        said = normal_words(segment)
        names = words.language_names()
        for place in range(len(said)):
            for length in (2, 1):
                if code := names.get(said[place : place + length]):
                    yield "language", code
                    break
        if level := words.cefr(segment):
            yield "level", level


def _skills(text: str, language: str) -> list[Fact]:
    """Return the concepts whose labels in the text's own language stand in it, in the order of their first words."""
    labels = _labels(language)
    said = normal_words(text)
    found: dict[str, None] = {}
    for place, word in enumerate(said):
        for known, concept in labels.get(word, ()):
            if said[place : place + len(known)] == known:
                found.setdefault(concept)
                break
        if len(found) == MOST_SKILLS:
            break
    return some(*(row("skills", "skills", label=suggestions.skill_label(code, language)) for code in found))


@cache
def _labels(language: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return first word -> (words of a label, concept), long labels first; lone short words are left out."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for concept in reference.lexicon() if language else ():
        for label in (concept[language], *concept[f"{language}_alt"].split(" | ")):
            known = normal_words(label)
            if len(known) > 1 or (known and len(known[0]) > 4):
                found.setdefault(known[0], []).append((known, concept["id"]))
    for labels in found.values():
        labels.sort(key=lambda pair: -len(pair[0]))
    return found

"""What the heading of a column says in the five languages of the pages: which field it fills, or why it is dropped."""

from collections.abc import Sequence
from functools import cache

from skillsbank import reference
from skillsbank.domain.words import normal_words


def field_of(heading: str) -> str:
    """Return the field whose name the heading is, or an empty string."""
    return _fields().get(normal_words(heading), "")


def never_kept(heading: str) -> str:
    """Return why a column is dropped before anything is stored, or an empty string.

    The name of a field is safe ("family name"); else one word is enough ("family members", "marital status").
    """
    words = normal_words(heading)
    if words in _fields():
        return ""
    found = [(sum(map(len, stem)), code) for code, stem, open_ended in _never() if _says(words, stem, open_ended)]
    return max(found)[1] if found else ""  # the longest word tells most: "marital status"


def guess(headings: Sequence[str], meanings: Sequence[Sequence[str]] = ()) -> list[str]:
    """Return for each heading the field that it fills, each field once; `meanings` are pairs from the last time."""
    known = {pair[0]: pair[1] for pair in meanings}
    taken: set[str] = set()
    found = []
    for heading in headings:
        name = known.get(heading) or ("" if known else field_of(heading))
        found.append("" if name in taken else name)
        taken.add(name)
    return found


def _says(words: tuple[str, ...], stem: tuple[str, ...], open_ended: bool) -> bool:
    """Say whether the words of a stem stand side by side in a heading; the last one may go on if `open_ended`."""
    parts = (words[place : place + len(stem)] for place in range(len(words) - len(stem) + 1))
    return any(
        part == stem or (open_ended and part[:-1] == stem[:-1] and part[-1].startswith(stem[-1])) for part in parts
    )


@cache
def _fields() -> dict[tuple[str, ...], str]:
    return {normal_words(name): field for field, names in reference.headings("field").items() for name in names}


@cache
def _never() -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """Return (reason, words, whether the last one may go on), in the order in which they are tried."""
    return tuple(
        (code, normal_words(words), words.endswith("*"))
        for code, stems in reference.headings("never").items()
        for words in stems
    )

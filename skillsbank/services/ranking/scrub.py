"""Takes out of a text what the engine must not see: names, contacts, forms of address, pronouns, age, organisations.

Nothing else depends on who the person is: two people who differ in name alone have the same text afterwards
(protection.md section 3).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|edu|gov|io|me)(?:/\S*)?\b", re.I
)
_PHONE = re.compile(r"(?<!\w)(?:\+|00)?\(?\d(?:[\s().\-/]{0,2}\d){6,}(?!\w)")
_YEAR = re.compile(r"(?<!\w)(?:19|20)\d\d(?!\w)")
"""A year gives away an age."""

_PERSONAL = re.compile(
    r"(?<!\w)(?:"
    r"(?:aged? (?:of )?\d{2}|\d{2} years? (?:old|of age)|"
    r"âgée? de \d{2} ans|\d{2} años de edad|\d{2} anos de idade|عمري \d{2}(?: (?:سنة|عاما))?)|"
    r"(?:(?:happily |un)?married|divorced|widow(?:ed|er)?|mariée?|célibataire|divorcée?|veuve|veuf|"
    r"casad[oa]|solter[oa]|solteir[oa]|divorciad[oa]|viud[oa]|viúv[oa]|متزوجة?|عزباء|أعزب|مطلقة?|أرملة?)|"
    r"(?:mother|father|mum|dad|mère|père|madre|padre|mãe|pai) (?:of|de|d') ?\w+(?: (?:children|enfants|hijos|filhos))?|"
    r"(?:muslim|christian|catholic|jewish|hindu|buddhist|atheist|musulmane?|chrétienne?|catholique|"
    r"juive?|bouddhiste|athée|musulmán|musulmana|cristian[oa]|católic[oa]|judí[oa]|muçulman[oa]|cristã|"
    r"cristão|مسلمة?|مسيحية?)"
    r")(?!\w)",
    re.I,
)
"""Age, marital state, children and religion, where somebody writes them down: nobody is asked."""

_ARABIC_MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")
_ARABIC_PREFIXES = "وبلفك"
_TOKEN = re.compile(r"\w+")

PARTICLES = frozenset(
    ("de", "da", "do", "dos", "das", "di", "du", "del", "la", "le", "les", "los", "el", "al", "y",
     "ben", "bin", "bint", "ibn", "abu", "umm", "van", "von", "der", "den", "ter",
     "من", "بن", "ابن", "بنت", "ابو", "عبد")
)  # fmt: skip
"""Parts of names that are also everyday words: taken alone they name nobody."""

PRONOUNS = frozenset(
    ("he", "him", "his", "himself", "she", "her", "hers", "herself",
     "il", "elle", "ils", "elles", "lui",
     "él", "ella", "ellos", "ellas",
     "ele", "ela", "eles", "elas", "dele", "dela", "deles", "delas",
     "هو", "هي", "هم", "هن")
)  # fmt: skip
HONORIFICS = re.compile(
    r"(?<!\w)(?:"
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sr|Sra|Srta|Dra|Mme|Mlle|Mgr|Drs|Ing)\b\.?|"
    r"(?:Miss|Sir|Madam|Madame|Monsieur|Mademoiselle|Señor|Señora|Señorita|Senhor|Senhora|Don|Doña|Dom|Dona)(?=\s+\w)|"
    r"(?:Professor|Professora|Professeure?|Profesora?|Doctor|Doctora|Docteure?|Doutora?)(?=\s+[A-ZÀ-Þ])|"
    r"(?:السيد|السيدة|الآنسة|الدكتور|الدكتورة)\b"
    r")"
)


def scrub(text: str, names: Iterable[str] = (), organisations: Iterable[str] = ()) -> str:
    """Return `text` without e-mail and web addresses, phone numbers, years, forms of address, gendered pronouns,
    age, marital state, children and religion, each part of `names`, and each of `organisations` (employers, schools)
    as a whole.

    Names are found in any case, with or without accents, and behind the Arabic letters that are joined to a word.
    """
    text = _ARABIC_MARKS.sub("", unicodedata.normalize("NFKC", text))
    for pattern in (_E_MAIL, _ADDRESS, _PHONE, _YEAR, HONORIFICS, _PERSONAL):
        text = pattern.sub(" ", text)
    phrases = {words for name in organisations if (words := _folded(name))}
    names = list(names)
    phrases |= {words for name in names if len(words := _folded(name)) > 1}  # with the particles inside a name
    phrases |= {words for name in names for part in name.split() if len(words := _folded(part)) > 1}  # O'Neill
    phrases |= {(word,) for name in names for word in _folded(name) if len(word) > 1 and word not in PARTICLES}
    tokens = [(found.start(), found.end(), found.group().casefold()) for found in _TOKEN.finditer(text)]
    kept, at = [], 0
    for start, end in _spans(tokens, phrases):
        kept.append(text[at:start])
        at = end
    kept.append(text[at:])
    return " ".join(" ".join(kept).split())


def plain(label: str) -> str:
    """Return a label without case, accents and repeated blanks, so that spellings of one skill meet."""
    return " ".join(_folded(label))


def _spans(tokens: list[tuple[int, int, str]], phrases: set[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    folded = [_fold(word) for _, _, word in tokens]
    longest = max((len(phrase) for phrase in phrases), default=0)
    at = 0
    while at < len(tokens):
        size = next(
            (n for n in range(min(longest, len(tokens) - at), 0, -1) if tuple(folded[at : at + n]) in phrases), 0
        )
        if not size and (tokens[at][2] in PRONOUNS or (_bare(folded[at]),) in phrases):
            size = 1
        if size:
            yield tokens[at][0], tokens[at + size - 1][1]
        at += size or 1


def _bare(word: str) -> str:
    return word[1:] if word[:1] in _ARABIC_PREFIXES else ""


def _folded(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(_fold(_ARABIC_MARKS.sub("", text))))


def _fold(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))

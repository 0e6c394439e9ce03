"""The words for what the engine says of a score: criteria, reasons and gaps, in the reader's language.

The same words serve officers, institutions and the person themselves, so no sentence says who reads it.
"""

from collections.abc import Callable, Iterable
from typing import Literal

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from skillsbank.domain.explanation import Message, ReasonRow, TermRow, Values
from skillsbank.web import labels, phrases, skills

_l = lazy_gettext
WORDS_SHOWN = 5

CRITERION = {
    "text": _l("Words in common"),
    "skills": _l("Skills"),
    "occupation": _l("Occupation"),
    "teaching": _l("Teaching"),
    "experience": _l("Experience"),
    "availability": _l("Availability"),
    "languages": _l("Languages"),
    "education": _l("Education"),
    "track_record": _l("Earlier assignments"),
    "recognition": _l("Recognition there"),
}
BAND = {
    "strong": _l("Strong match"),
    "good": _l("Good match"),
    "possible": _l("Possible match"),
    "low": _l("Weak match"),
}


def criterion(code: str) -> str:
    """Return the name of a criterion."""
    return labels.label(CRITERION, code)


def reason(row: ReasonRow, terms: Iterable[TermRow] = ()) -> dict[str, object]:
    """Return a reason as a label and the words that earned it; `terms` are the account's, for the text."""
    words = shared_words(terms) if row["code"] == "text" else REASONS[row["code"]](row["values"])
    return {"label": criterion(row["code"]), "words": words}


def gaps(rows: Iterable[Message]) -> list[str]:
    """Return what is missing as sentences, each skill once: as the need asks it most strictly, which comes first."""
    told: dict[str, str] = {}
    for row in rows:
        sentence = GAPS[row["code"]](row["values"])
        told.setdefault(_skill(row["values"]) if "skill" in row["values"] else sentence, sentence)
    return list(told.values())


def shared_words(terms: Iterable[TermRow], most: int = WORDS_SHOWN) -> list[str]:
    """Return the strongest shared terms for a chip; a word inside a longer term that is shown already is left out."""
    shown: list[str] = []
    for row in terms:
        word = term(row)
        if len(shown) < most and not any(word.casefold() in other.casefold() for other in shown):
            shown.append(word)
    return shown


def term(row: TermRow) -> str:
    """Return a shared term as people read it: a concept by its label in the reader's language."""
    return concept(row["term"]) if row["kind"] == "concept" else row["term"]


def side(row: TermRow, name: Literal["asked", "held"]) -> list[str]:
    """Return the words of the need (asked) or of the person (held) that led to a shared term."""
    return row.get(name, [row["term"]] if row["kind"] == "word" else [])


def shared(terms: Iterable[TermRow]) -> list[dict[str, object]]:
    """Return each shared term with its share and the words on both sides, for a table."""
    return [
        {"name": term(row), "share": row["share"], "asked": side(row, "asked"), "held": side(row, "held")}
        for row in terms
    ]


def concept(code: str) -> str:
    """Return the label of a concept in the reader's language, else its code."""
    return skills.name(code)


def skill(label: str | float) -> str:
    """Return a skill in the reader's language where it names a concept, else as it was written."""
    code = skills.named(str(label))
    return concept(code) if code else str(label)


def _skill(values: Values) -> str:
    return phrases.apart(skill(values["skill"]))


def _skills(values: Values) -> list[str]:
    """Return the skills of a reason, each once: two words of a profile may name one concept."""
    return list(dict.fromkeys(skill(label) for label in _listed(values, "skills")))


def _listed(values: Values, name: str) -> list[str]:
    return [part for part in str(values.get(name, "")).split(", ") if part]


def _experience(values: Values) -> list[str]:
    told = [phrases.years(values["years"])] if "years" in values else []
    return [*told, *([labels.listed("sectors", str(values["sector"]))] if "sector" in values else [])]


def _available(values: Values) -> list[str]:
    if "start" in values:
        return [_("can start on %(date)s", date=phrases.day(values["start"]))]
    return [_("%(hours)s hours a week", hours=phrases.number(values["hours"]))] if "hours" in values else []


REASONS: dict[str, Callable[[Values], list[str]]] = {
    "text": lambda v: _listed(v, "words"),
    "skills": _skills,
    "occupation": lambda v: [labels.isco_title(str(v["held"]))],
    "teaching": _skills,
    "experience": _experience,
    "availability": _available,
    "languages": lambda v: [phrases.language(code) for code in _listed(v, "languages")],
    "education": lambda v: [phrases.isced(v["isced"])],
    "track_record": lambda v: (
        [ngettext("%(num)s assignment", "%(num)s assignments", int(v["missions"]))] if v["missions"] else []
    ),
    "recognition": lambda v: [phrases.place(v["country"])],
}
GAPS: dict[str, Callable[[Values], str]] = {
    "required_skill_missing": lambda v: _("Required skill not listed: %(skill)s", skill=_skill(v)),
    "desired_skill_missing": lambda v: _("Welcome skill not listed: %(skill)s", skill=_skill(v)),
    "skill_below": lambda v: _(
        "%(skill)s: level %(held)s of 5, asked is %(asked)s", skill=_skill(v), held=v["held"], asked=v["asked"]
    ),
    "skill_not_used": lambda v: _("%(skill)s: last used in %(year)s", skill=_skill(v), year=v["year"]),
    "language_below": lambda v: (
        _(
            "%(language)s at %(held)s, asked is %(asked)s",
            language=phrases.language(v["language"]),
            held=v["held"],
            asked=v["asked"],
        )
        if v["held"]
        else _(
            "%(language)s not listed, asked is %(asked)s", language=phrases.language(v["language"]), asked=v["asked"]
        )
    ),
    "occupation_far": lambda v: _(
        "Works in another field than %(occupation)s", occupation=phrases.apart(labels.isco_title(str(v["asked"])))
    ),
    "teaches_none_of_these": lambda _v: _("Does not say that they can teach any of the skills asked"),
    "other_field": lambda v: _(
        "Education in another field than %(fields)s",
        fields=_(", ").join(labels.listed("isced_fields", code) for code in _listed(v, "asked")),
    ),
    "not_recognised_there": lambda v: _(
        "No diploma or licence that is recognised in %(country)s", country=phrases.place(v["country"])
    ),
    "not_said": lambda v: _("Nothing said about: %(criterion)s", criterion=criterion(str(v["criterion"]))),
}


def missing(code: str, number: int) -> str:
    """Return why a list that is asked again may come out otherwise, as a sentence."""
    return MISSING[code](number)


MISSING: dict[str, Callable[[int], str]] = {
    "erased": lambda n: ngettext("%(num)s person was erased since.", "%(num)s people were erased since.", n),
    "gone": lambda n: ngettext(
        "%(num)s person no longer takes part in matching.", "%(num)s people no longer take part in matching.", n
    ),
    "dismissed": lambda n: ngettext(
        "%(num)s person was dismissed for this need since.", "%(num)s people were dismissed for this need since.", n
    ),
    "changed": lambda n: ngettext(
        "%(num)s profile is new or was changed since.", "%(num)s profiles are new or were changed since.", n
    ),
    "need": lambda _n: _("The need was changed since."),
    "engine": lambda _n: _("The engine, its lexicon or the weights are another version."),
    "day": lambda _n: _("It is another day: years of experience and notice are counted to the day."),
}

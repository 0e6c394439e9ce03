"""The words for what the engine says: reasons, gaps, conditions and cures as whole sentences in the reader's language.

The same words serve officers, institutions and the person themselves, so no sentence says who reads it.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from flask_babel import format_date, format_decimal, lazy_gettext, ngettext
from flask_babel import gettext as _

from skillsbank import reference
from skillsbank.domain.explanation import Message, ReasonRow, RuleRow, TermRow, Values
from skillsbank.web import i18n, labels

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
RULE = {
    "H1": _l("Family link"),
    "H2": _l("Active and willing to be matched"),
    "H3": _l("Way back to where one lives"),
    "H4": _l("Minimum age"),
    "H5": _l("Qualification and years"),
    "H6": _l("Licence to practise"),
    "H7": _l("Required languages"),
    "H8": _l("Way of working"),
    "H9": _l("Dates"),
    "H10": _l("Leave from the job"),
    "H11": _l("Place and safety"),
    "H12": _l("Connection"),
    "H14": _l("Page on travel read"),
    "H15": _l("No conflict and no other placement"),
}
OUTCOME = {"pass": _l("Passed"), "fail": _l("Not passed"), "warn": _l("To be checked"), "unknown": _l("Not known")}
BAND = {
    "strong": _l("Strong match"),
    "good": _l("Good match"),
    "possible": _l("Possible match"),
    "low": _l("Weak match"),
}
CONNECTION = {"good": _l("good enough for video"), "audio": _l("good enough for sound"), "text": _l("text only")}
FIELD = {
    "family_links": _l("the countries the family comes from"),
    "birth_year": _l("the year of birth"),
    "experience": _l("the experience"),
    "education": _l("the education"),
    "modalities": _l("the ways of working"),
    "windows": _l("when one is available"),
    "max_leave_days": _l("the longest leave from the job"),
    "max_security_level": _l("the highest security level accepted"),
    "connectivity": _l("the connection"),
    "time_zone": _l("the time zone"),
}
"""What a person has not said; the codes of the cure "complete_profile"."""


def criterion(code: str) -> str:
    """Return the name of a criterion."""
    return labels.label(CRITERION, code)


def reason(row: ReasonRow, terms: Iterable[TermRow] = ()) -> dict[str, object]:
    """Return a reason as a label and the words that earned it; `terms` are the account's, for the text."""
    words = shared_words(terms) if row["code"] == "text" else REASONS[row["code"]](row["values"])
    return {"label": criterion(row["code"]), "words": words}


def gap(row: Message) -> str:
    """Return what is missing as a sentence."""
    return GAPS[row["code"]](row["values"])


def cure(row: Message) -> str:
    """Return what would turn a condition into a passed one, as a sentence."""
    return CURES[row["code"]](row["values"])


def rule(row: RuleRow) -> dict[str, object]:
    """Return a condition as label, passed (None when not known or to be checked), outcome, seen, needed, cure."""
    return {
        "label": labels.label(RULE, row["rule"]),
        "passed": {"pass": True, "fail": False}.get(row["outcome"]),
        "outcome": labels.label(OUTCOME, row["outcome"]),
        "seen": facts(row["seen"]),
        "needed": facts(row["needed"]),
        "cure": cure(row["cure"]) if row["cure"] else "",
    }


def facts(values: Values) -> str:
    """Return named values as a list of short facts."""
    told = [FACTS[name](value) for name, value in values.items()]
    return _(", ").join(text for text in told if text)


def shared_words(terms: Iterable[TermRow], most: int = WORDS_SHOWN) -> list[str]:
    """Return the strongest shared terms for a chip; a word inside a longer term that is shown already is left out."""
    shown: list[str] = []
    for row in terms:
        word = concept(row["term"]) if row["kind"] == "concept" else row["term"]
        if len(shown) < most and not any(word.casefold() in other.casefold() for other in shown):
            shown.append(word)
    return shown


def concept(code: str) -> str:
    """Return the label of a concept of the lexicon in the reader's language, else its code."""
    row = _concepts().get(code)
    return (row[i18n.language()] or row["en"]) if row else code


def skill(label: str | float) -> str:
    """Return a skill in the reader's language where the lexicon knows it, else as it was written."""
    code = reference.concept_by_label().get(str(label).casefold())
    return concept(code) if code else str(label)


@cache
def _concepts() -> dict[str, dict[str, str]]:
    return {row["id"]: dict(row) for row in reference.lexicon()}


def _apart(text: object) -> str:
    """Keep the direction of a name from reordering the sentence around it."""
    return f"\u2068{text}\u2069"


def _skill(values: Values) -> str:
    return _apart(skill(values["skill"]))


def _number(value: str | float) -> str:
    return str(format_decimal(value))


def _day(value: str | float) -> str:
    return str(format_date(date.fromisoformat(str(value)), "medium"))


def _language(value: str | float) -> str:
    return labels.language_name(str(value))


def _place(value: str | float) -> str:
    code = str(value)
    country, _dash, rest = code.partition("-")
    return reference.subdivisions(country).get(code, code) if rest else labels.country_name(code) if code else ""


def _listed(values: Values, name: str) -> list[str]:
    return [part for part in str(values.get(name, "")).split(", ") if part]


def _years(value: str | float) -> str:
    return ngettext("%(number)s year", "%(number)s years", round(float(value)), number=_number(value))


def _days(value: str | float) -> str:
    return ngettext("%(number)s day", "%(number)s days", int(value), number=_number(value))


def _visits(value: str | float) -> str:
    return ngettext("%(number)s visit", "%(number)s visits", int(value), number=_number(value))


def _isced(value: str | float) -> str:
    return labels.listed("isced_levels", str(value))


def _modality(value: str | float) -> str:
    return labels.label(labels.MODALITY, str(value))


def _experience(values: Values) -> list[str]:
    told = [_years(values["years"])] if "years" in values else []
    return [*told, *([labels.listed("sectors", str(values["sector"]))] if "sector" in values else [])]


def _available(values: Values) -> list[str]:
    if "start" in values:
        return [_("can start on %(date)s", date=_day(values["start"]))]
    return [_("%(hours)s hours a week", hours=_number(values["hours"]))] if "hours" in values else []


REASONS: dict[str, Callable[[Values], list[str]]] = {
    "text": lambda v: _listed(v, "words"),
    "skills": lambda v: [skill(label) for label in _listed(v, "skills")],
    "occupation": lambda v: [labels.isco_title(str(v["held"]))],
    "teaching": lambda v: [skill(label) for label in _listed(v, "skills")],
    "experience": _experience,
    "availability": _available,
    "languages": lambda v: [_language(code) for code in _listed(v, "languages")],
    "education": lambda v: [_isced(v["isced"])],
    "track_record": lambda v: (
        [ngettext("%(num)s assignment", "%(num)s assignments", int(v["missions"]))] if v["missions"] else []
    ),
    "recognition": lambda v: [_place(v["country"])],
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
            language=_language(v["language"]),
            held=v["held"],
            asked=v["asked"],
        )
        if v["held"]
        else _("%(language)s not listed, asked is %(asked)s", language=_language(v["language"]), asked=v["asked"])
    ),
    "occupation_far": lambda v: _(
        "Works in another field than %(occupation)s", occupation=_apart(labels.isco_title(str(v["asked"])))
    ),
    "teaches_none_of_these": lambda _v: _("Does not say that they can teach any of the skills asked"),
    "other_field": lambda v: _(
        "Education in another field than %(fields)s",
        fields=_(", ").join(labels.listed("isced_fields", code) for code in _listed(v, "asked")),
    ),
    "not_recognised_there": lambda v: _(
        "No diploma or licence that is recognised in %(country)s", country=_place(v["country"])
    ),
    "not_said": lambda v: _("Nothing said about: %(criterion)s", criterion=criterion(str(v["criterion"]))),
}
CURES: dict[str, Callable[[Values], str]] = {
    "accept_equivalent": lambda _v: _("An officer may accept an equivalent: it is one step short."),
    "agree_hours": lambda v: _("Agree on %(hours)s more shared hours a day.", hours=_number(v["hours"])),
    "ask_modality": lambda v: _("Ask whether this way is possible too: %(modality)s.", modality=_modality(v["modality"])),
    "check_right_of_return": lambda v: _(
        "Check before travel that the way back is open until %(date)s.", date=_day(v["until"])
    ),
    "complete_profile": lambda v: _("Ask to complete the profile: %(field)s.", field=labels.label(FIELD, str(v["field"]))),
    "fewer_visits": lambda v: _("Agree on fewer visits: %(visits)s fit.", visits=_visits(v["visits"])),
    "learn_language": lambda v: _(
        "One level short: reach %(level)s in %(language)s before the start.", level=v["level"],
        language=_language(v["language"]),
    ),
    "move_start": lambda v: _(
        "Move the start by %(days)s, to %(date)s.", days=_days(v["days"]), date=_day(v["start"])
    ),
    "propose_modality": lambda v: _("Propose another way: %(modality)s.", modality=_modality(v["modality"])),
    "read_travel_page": lambda _v: _("Ask to read the page on travel first."),
    "renew_licence": lambda v: _(
        "Ask to renew the licence: %(occupation)s.", occupation=_apart(labels.isco_title(str(v["isco"])))
    ),
    "show_licence": lambda v: _(
        "Ask for the licence: %(occupation)s.", occupation=_apart(labels.isco_title(str(v["isco"])))
    ),
    "split_visits": lambda v: _(
        "Split into %(visits)s of at least %(days)s; the leave allows at most %(leave)s.",
        visits=_visits(v["visits"]), days=_days(v["min_days"]), leave=_days(v["max_days"]),
    ),
}  # fmt: skip
FACTS: dict[str, Callable[[str | int | float], str]] = {
    "age": lambda value: _("at least %(years)s old", years=_years(value)),
    "connectivity": lambda value: labels.label(CONNECTION, str(value)),
    "country": _place,
    "days": lambda value: _("%(days)s away", days=_days(value)) if value else "",
    "days_each": lambda value: _("%(days)s each", days=_days(value)),
    "hours": lambda value: _("%(hours)s hours a day", hours=_number(value)) if value else "",
    "isced": _isced,
    "isco": lambda value: labels.isco_title(str(value)),
    "language": _language,
    "level": lambda value: str(value) or _("not listed"),
    "max_days": lambda value: _("at most %(days)s", days=_days(value)),
    "min_days": lambda value: _("at least %(days)s", days=_days(value)),
    "modality": _modality,
    "months": lambda value: _("within %(number)s months", number=_number(value)),
    "region": _place,
    "security_level": lambda value: _("security level %(level)s", level=value),
    "start": lambda value: _("from %(date)s", date=_day(value)),
    "until": lambda value: _("until %(date)s", date=_day(value)),
    "visits": _visits,
    "years": _years,
}
"""What a condition saw or needed, by the name of the value."""

"""The words for conditions: what each asks, what was seen and needed, and what would cure it."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from skillsbank.domain.explanation import Message, RuleRow, Values
from skillsbank.web import labels, phrases

_l = lazy_gettext

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
    return str(_(", ").join(text for text in told if text))


CURES: dict[str, Callable[[Values], str]] = {
    "accept_equivalent": lambda _v: _("An officer may accept an equivalent: it is one step short."),
    "agree_hours": lambda v: _("Agree on %(hours)s more shared hours a day.", hours=phrases.number(v["hours"])),
    "ask_modality": lambda v: _(
        "Ask whether this way is possible too: %(modality)s.", modality=phrases.modality(v["modality"])
    ),
    "check_right_of_return": lambda v: _(
        "Check before travel that the way back is open until %(date)s.", date=phrases.day(v["until"])
    ),
    "complete_profile": lambda v: _(
        "Ask to complete the profile: %(field)s.", field=labels.label(FIELD, str(v["field"]))
    ),
    "fewer_visits": lambda v: _("Agree on fewer visits: %(visits)s fit.", visits=phrases.visits(v["visits"])),
    "learn_language": lambda v: _(
        "One level short: reach %(level)s in %(language)s before the start.", level=v["level"],
        language=phrases.language(v["language"]),
    ),
    "move_start": lambda v: _(
        "Move the start by %(days)s, to %(date)s.", days=phrases.days(v["days"]), date=phrases.day(v["start"])
    ),
    "propose_modality": lambda v: _("Propose another way: %(modality)s.", modality=phrases.modality(v["modality"])),
    "read_travel_page": lambda _v: _("Ask to read the page on travel first."),
    "renew_licence": lambda v: _(
        "Ask to renew the licence: %(occupation)s.", occupation=phrases.apart(labels.isco_title(str(v["isco"])))
    ),
    "show_licence": lambda v: _(
        "Ask for the licence: %(occupation)s.", occupation=phrases.apart(labels.isco_title(str(v["isco"])))
    ),
    "split_visits": lambda v: _(
        "Split into %(visits)s of at least %(days)s; the leave allows at most %(leave)s.",
        visits=phrases.visits(v["visits"]), days=phrases.days(v["min_days"]), leave=phrases.days(v["max_days"]),
    ),
}  # fmt: skip
FACTS: dict[str, Callable[[str | int | float], str]] = {
    "age": lambda value: _("at least %(years)s old", years=phrases.years(value)),
    "connectivity": lambda value: labels.label(CONNECTION, str(value)),
    "country": phrases.place,
    "days": lambda value: _("%(days)s away", days=phrases.days(value)) if value else "",
    "days_each": lambda value: _("%(days)s each", days=phrases.days(value)),
    "hours": lambda value: _("%(hours)s hours a day", hours=phrases.number(value)) if value else "",
    "isced": phrases.isced,
    "isco": lambda value: labels.isco_title(str(value)),
    "language": phrases.language,
    "level": lambda value: str(value) or _("not listed"),
    "max_days": lambda value: _("at most %(days)s", days=phrases.days(value)),
    "min_days": lambda value: _("at least %(days)s", days=phrases.days(value)),
    "modality": phrases.modality,
    "months": lambda value: _("within %(number)s months", number=phrases.number(value)),
    "place": phrases.apart,
    "region": phrases.place,
    "security_level": lambda value: _("security level %(level)s", level=value),
    "start": lambda value: _("from %(date)s", date=phrases.day(value)),
    "until": lambda value: _("until %(date)s", date=phrases.day(value)),
    "visits": phrases.visits,
    "years": phrases.years,
}
"""What a condition saw or needed, by the name of the value."""

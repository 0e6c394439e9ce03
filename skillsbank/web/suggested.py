"""What was read in a file beside what the profile holds: in words for the page, and put together for its forms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField

from skillsbank.domain.sections import SECTIONS
from skillsbank.forms.profile.base import ProfileForm, as_sent, every_field
from skillsbank.forms.rows import Rows
from skillsbank.models import Profile
from skillsbank.web import labels, profile_pages

Fact = Mapping[str, Any]
Parts = list[tuple[str, str, bool]]
"""Label, words, and whether they were typed: those of our lists are read in the direction of the page."""
SAME = {
    "citizenships": ("country",),
    "countries": ("country",),
    "occupations": ("title",),
    "skills": ("label",),
    "languages": ("code",),
    "windows": ("starts", "ends"),
    "education": ("level", "title"),
    "experience": ("title", "started"),
    "licences": ("isco", "country", "authority"),
}
"""List of rows -> the columns by which a row of the file is a row that the profile holds already."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that was read: its key, its answers by label, and the one that the profile holds in its place."""

    key: str
    parts: Parts
    now: str | None
    """None for a row: what the profile holds of its kind stands above all rows."""


@dataclass(frozen=True, slots=True)
class Group:
    """The suggestions for one part of the profile; `rows` are what it holds there now."""

    section: str
    suggestions: list[Suggestion]
    rows: list[Parts]


def groups(profile: Profile, facts: Iterable[Fact]) -> list[Group]:
    """Return the suggestions by part of the profile, in the order in which the parts are asked."""
    every = list(facts)
    found = []
    for section in SECTIONS:
        ours = [fact for fact in every if fact["section"] == section]
        if ours:
            now = profile_pages.stored(section, profile)
            lists = {fact["name"] for fact in ours if isinstance(now[fact["name"]], Rows)}
            rows = [parts for name in sorted(lists) for entry in now[name].entries if (parts := _parts(entry.form))]
            found.append(Group(section, [_suggestion(profile, fact, now) for fact in ours], rows))
    return found


def news(profile: Profile, facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts that the profile does not hold yet."""
    known = {section: as_sent(profile_pages.stored(section, profile)) for section in SECTIONS}
    return [
        fact
        for fact in facts
        if any(set(values) - set(known[fact["section"]].get(name, ())) for name, values in _placed(fact, known).items())
    ]


def together(profile: Profile, section: str, facts: Iterable[Fact]) -> dict[str, list[str]]:
    """Return the answers of a part with the facts put in, as a browser would send them."""
    sent = as_sent(profile_pages.stored(section, profile))
    for fact in facts:
        sent |= _placed(fact, {section: sent})
    return sent


def _placed(fact: Fact, known: Mapping[str, Mapping[str, list[str]]]) -> dict[str, list[str]]:
    """Return a fact under the names of its controls: those of the row that it is about, else of a new row."""
    name, value, sent = fact["name"], fact["value"], known[fact["section"]]
    if not isinstance(value, Mapping):
        return {name: _list(value)}
    numbers = sorted({int(each.split("-")[1]) for each in sent if each.startswith(f"{name}-")})
    row = next((n for n in numbers if _same(name, value, sent, n)), numbers[-1] + 1 if numbers else 0)
    return {f"{name}-{row}-{column}": _list(given) for column, given in value.items()}


def _same(name: str, value: Mapping[str, Any], sent: Mapping[str, list[str]], row: int) -> bool:
    return all(
        [each.casefold() for each in _list(value.get(column, []))]
        == [each.casefold() for each in sent.get(f"{name}-{row}-{column}", [])]
        for column in SAME[name]
    )


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _suggestion(profile: Profile, fact: Fact, now: ProfileForm) -> Suggestion:
    alone = profile_pages.filled(fact["section"], profile, _placed(fact, {fact["section"]: {}}))
    field = alone[fact["name"]]
    if isinstance(field, Rows):
        return Suggestion(fact["key"], [parts for entry in field.entries for parts in _parts(entry.form)], None)
    return Suggestion(fact["key"], [(str(field.label.text), _words(field), _typed(field))], _words(now[fact["name"]]))


def _parts(form: Any) -> Parts:
    """Return the answers of a form or row that say something, label and words."""
    parts = []
    for field in every_field(form):
        if field.short_name == "isco" and isinstance(field, HiddenField):
            parts += [(_("Group in the shared list"), labels.isco_title(field.data), False)] if field.data else []
        elif not isinstance(field, HiddenField) and (words := _words(field)):
            parts.append((str(field.label.text), words, _typed(field)))
    return parts


def _typed(field: Any) -> bool:
    return not isinstance(field, (BooleanField, SelectField, SelectMultipleField))


def _words(field: Any) -> str:
    """Return what a control says, in the words of its list."""
    if isinstance(field, BooleanField):
        return _("Yes") if field.data else ""
    if isinstance(field, (SelectField, SelectMultipleField)):
        known = {str(each.value): str(each.label) for each in field.choices or ()}
        chosen = field.data if isinstance(field.data, list) else [field.data]
        return str(_(", ")).join(known.get(str(each), str(each)) for each in chosen if each not in (None, ""))
    return str(field._value() or "")

"""Buttons that post beside the answers and change rows or search, for people without script."""

from collections.abc import Callable
from typing import Any

from flask import request
from flask_wtf import FlaskForm

from skillsbank.forms.rows import Rows

Find = Callable[[str], list[tuple[str, str]]]
Found = dict[str, list[dict[str, str]]]


def pressed(form: FlaskForm, finders: dict[str, Find]) -> Found | None:
    """Obey the button among add, remove, search and choose that was pressed; None when it was none of them.

    `finders`: short name of a field with suggestions -> how to search its words. Returns what a search found, per
    name of the field. Names that the form does not have are passed over: nothing changes.
    """
    asked = {name: request.form[name] for name in ("add", "remove", "search", "choose") if name in request.form}
    if not asked:
        return None
    if "add" in asked and isinstance(rows := form._fields.get(asked["add"]), Rows):
        rows.add()
    if "remove" in asked:
        name, _, index = asked["remove"].rpartition("-")
        if isinstance(rows := form._fields.get(name), Rows) and index.isascii() and index.isdigit() and len(index) < 4:
            rows.remove(int(index))
    if "search" in asked and (field := _field(form, asked["search"])) and field.short_name in finders:
        return {field.name: suggestions(finders[field.short_name], field.data)}
    if "choose" in asked:
        name, _, value = asked["choose"].partition(":")
        if (field := _field(form, name)) and field.short_name in finders:
            field.data = dict(finders[field.short_name](field.data or "")).get(value, field.data)
    return {}


def suggestions(find: Find, words: str | None) -> list[dict[str, str]]:
    """Return what a search found, as the page draws it."""
    return [{"value": code, "label": label} for code, label in find(words or "")]


def _field(form: FlaskForm, name: str) -> Any:
    """Return the field of that full name (skills-0-label), or None."""
    head, _, rest = name.partition("-")
    field = form._fields.get(head)
    if not rest or not isinstance(field, Rows):
        return None if rest else field
    entries = {entry.name: entry for entry in field.entries}
    index, _, inner = rest.partition("-")
    entry = entries.get(f"{head}-{index}")
    return entry.form._fields.get(inner) if entry is not None and hasattr(entry, "form") else None

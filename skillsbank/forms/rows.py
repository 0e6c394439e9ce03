"""Answers of several rows: reading them, keeping their number within bounds, leaving empty ones out."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, ValidationError

from skillsbank.forms.fields import Form


class Row(Form):
    """One row of several fields; the form around it carries the token."""

    KEY = ""
    """The field without which a row says nothing."""

    class Meta(Form.Meta):
        """Ask for no token of its own."""

        csrf = False


class Rows(FieldList):
    """A list of at most `most` rows; more are an error, not silently dropped."""

    def __init__(self, unbound_field: Any, label: Any = None, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(unbound_field, label, validators=[_within_bounds], max_entries=most + 1, **kwargs)

    def filled(self) -> list[Any]:
        """Return the data of the rows that say something, in order."""
        return [entry.data for entry in self.entries if not _blank(entry.data, _key(entry))]

    def add(self) -> None:
        """Add an empty row while there is room."""
        if len(self.entries) < self.most:
            self.append_entry()

    def remove(self, index: int) -> None:
        """Take the row at `index` away; nothing happens when there is none."""
        if 0 <= index < len(self.entries):
            self.entries.pop(index)
            self._compact_indices()

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """Read row numbers of one to three plain digits; other names are not rows of this list."""
        for name in formdata:
            number = name.removeprefix(f"{prefix}-").split("-", 1)[0]
            if name.startswith(f"{prefix}-") and len(number) <= 3 and number.isascii() and number.isdigit():
                yield int(number)


def unique(rows: Rows, *keys: str, message: Any) -> None:
    """Raise ValidationError when two rows agree in all of `keys` (letter case aside)."""
    seen = [tuple(str(row.get(key) or "").casefold() for key in keys) for row in rows.filled()]
    if len(set(seen)) < len(seen):
        raise ValidationError(message)


def _within_bounds(_form: Any, field: Rows) -> None:
    if len(field.entries) > field.most:
        raise ValidationError(_l("There is room for %(max)d of these at most.", max=field.most))


def _key(entry: Any) -> str:
    form = getattr(entry, "form", None)
    return form.KEY if isinstance(form, Row) else ""


def _blank(data: Any, key: str) -> bool:
    return not (data.get(key) if isinstance(data, Mapping) else data)

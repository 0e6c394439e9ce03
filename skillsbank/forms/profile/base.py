"""What the pages of a profile share: answers as the service takes them, rows, choices, numbers."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wtforms import (
    BooleanField,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields import SelectChoice

from skillsbank.forms.fields import Form, ValidationError, clean
from skillsbank.forms.records import RecordForm
from skillsbank.forms.rows import Row, Rows


class ProfileForm(RecordForm):
    """One page of a profile."""

    def answers(self) -> dict[str, Any]:
        """Return the answers in the shape that services.profiles.answer takes; empty rows are left out."""
        return {
            field.short_name: field.filled() if isinstance(field, Rows) else _given(field)
            for field in self
            if field.short_name not in ("csrf_token", "version")
        }


class AnswerRow(Row):
    """A row that is either left wholly empty, and then says nothing, or must be complete."""

    @property
    def data(self) -> dict[str, Any]:
        """Return the row's answers by name."""
        return {field.short_name: _given(field) for field in self}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the row unless nothing was said in it; ticks alone say nothing."""
        return self.empty() or bool(super().validate(extra_validators))

    def empty(self) -> bool:
        """Say whether nothing was typed or chosen."""
        typed = (field.raw_data or [] for field in self if not isinstance(field, (BooleanField, HiddenField)))
        return not any(str(value).strip() for values in typed for value in values)


class Radio(RadioField):
    """One of a few; choosing none is judged by the validators alone."""

    def pre_validate(self, form: Any) -> None:
        """Check the choice, if one was made."""
        if self.raw_data:
            super().pre_validate(form)


class Number(SelectField):
    """A list of numbers; its first line may be empty."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, coerce=_whole, **kwargs)


def rows(kind: type[Row], label: Any, *, most: int, least: int = 1) -> Any:
    """Return the field of a list of `kind`; `least` rows are drawn when it is empty."""
    return Rows(FormField(kind), label, most=most, min_entries=least)


def offer(form: Form, lists: Mapping[str, Iterable[SelectChoice]]) -> None:
    """Give every list of the form, and of each of its rows, the choices that `lists` holds for its name."""
    ready = {name: list(offered) for name, offered in lists.items()}
    for field in every_field(form):
        if field.short_name in ready:
            field.choices = ready[field.short_name]


def every_field(form: Form) -> Iterator[Any]:
    """Yield the fields of a form and of its rows."""
    for field in form:
        if isinstance(field, Rows):
            for entry in field.entries:
                yield from every_field(entry.form)
        else:
            yield field


def as_sent(form: Form) -> dict[str, list[str]]:
    """Return what a form shows as a browser would send it, without token, version and empty answers."""
    given = {field.name: [str(each) for each in _sent(field) if each not in (None, "")] for field in every_field(form)}
    return {name: values for name, values in given.items() if values and name not in ("csrf_token", "version")}


def as_typed(form: Form) -> dict[str, list[str]]:
    """Return what a browser sent for the fields of a form, right or wrong, without token and version."""
    typed = {
        field.name: [clean(each) for each in field.raw_data or () if isinstance(each, str)]
        for field in every_field(form)
    }
    return {name: values for name, values in typed.items() if any(values) and name not in ("csrf_token", "version")}


def complain(field: Any, message: Any) -> None:
    """Put a message beside a field that several answers together make wrong."""
    field.errors = [*field.errors, message]


def at_least(field: Rows, least: int, message: Any) -> None:
    """Raise ValidationError when fewer than `least` rows say something."""
    if len(field.filled()) < least:
        raise ValidationError(message)


def _given(field: Any) -> Any:
    """Return an answer; a text or a choice that the browser left out altogether is an empty one."""
    if field.data is None and isinstance(field, SelectMultipleField):
        return []
    return "" if field.data is None and isinstance(field, (StringField, SelectField)) else field.data


def _sent(field: Any) -> list[Any]:
    """Return the values of one control."""
    if isinstance(field, BooleanField):
        return ["y"] if field.data else []
    if isinstance(field, SelectMultipleField):
        return list(field.data or ())
    return [field.data] if isinstance(field, SelectField) else [field._value()]


def _whole(value: Any) -> Any:
    """Return a code of a list of numbers as a number, anything else as text."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else text

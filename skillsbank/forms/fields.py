"""The fields and limits that forms share."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import LazyString, format_decimal
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from skillsbank.reference import currencies

LONGEST_CODE = 3
LAST_YEAR = 9999
_UNREADABLE = re.compile(r"[\0-\t\x0b-\x1f\x7f-\x9f\ud800-\uf8ff\U000f0000-\U0010ffff]")
"""Controls but the line feed, halves of letters, letters for private use."""
CHOOSE = _l("Choose")
"""The words of a list's first line, which chooses nothing."""


class Form(FlaskForm):
    """The root of all forms: texts are trimmed, normalised (NFC) and freed of control characters."""

    class Meta(FlaskForm.Meta):
        """Clean every text before its validators see it, and take texts alone."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Read what a browser's form sent; a file or JSON in place of a text is no answer."""
            sent = super().wrap_formdata(form, formdata)
            return sent if sent is None or sent is formdata else request.form

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Put the cleaning filter in front of each field's own."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField):
                options = {**options, "filters": [clean, *unbound_field.kwargs.get("filters", ())]}
            return unbound_field.bind(form=form, **options)


def clean(value: Any) -> Any:
    """Trim a text, compose its letters and drop control characters; other values pass."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    return _UNREADABLE.sub("", text).strip()


def choices(pairs: Iterable[tuple[str, Any]], blank: Any = None) -> list[SelectChoice]:
    """Return (code, words) pairs as choices; `blank` are the words of a first empty one."""
    first = [SelectChoice(value="", label=blank)] if blank is not None else []
    return [*first, *(SelectChoice(value=code, label=words) for code, words in pairs)]


def currency(label: Any, **kwargs: Any) -> Any:
    """Return a field for the ISO 4217 code of a currency, in capitals or not."""
    return StringField(label, filters=[_capitals], validators=[Optional(), _known_currency], **kwargs)


def _capitals(value: Any) -> Any:
    return value.upper() if isinstance(value, str) and len(value) <= LONGEST_CODE else value


def _known_currency(_form: Any, field: Any) -> None:
    if field.data not in currencies():
        raise ValidationError(_l("Enter the three letters of a currency, such as USD, EUR or XOF."))


class Checkboxes(SelectMultipleField):
    """Several of a list, each with its own box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def text(label: Any, longest: int = 200, *, needed: Any = None, **kwargs: Any) -> Any:
    """Return a one-line text field; `needed` is the message when it is left empty."""
    return StringField(label, validators=_limits(longest, needed), **kwargs)


def paragraph(label: Any, longest: int, *, needed: Any = None, **kwargs: Any) -> Any:
    """Return a field of several lines, at most `longest` characters."""
    return TextAreaField(label, validators=_limits(longest, needed), **kwargs)


def number(label: Any, least: int, most: int, *, needed: Any = None, **kwargs: Any) -> Any:
    """Return a whole number between `least` and `most`."""
    # years are read without a separator, sums with one
    last = most if most <= LAST_YEAR else LazyString(format_decimal, most)
    between = NumberRange(least, most, message=_l("Enter a whole number from %(min)s to %(max)s.", min=least, max=last))
    return WholeNumber(label, validators=[InputRequired(needed) if needed else Optional(), between], **kwargs)


def one_of(label: Any, options: list[SelectChoice], *, needed: Any = None, **kwargs: Any) -> Any:
    """Return a list of which one is chosen."""
    return SelectField(label, choices=options, validators=[InputRequired(needed)] if needed else [Optional()], **kwargs)


class WholeNumber(IntegerField):
    """A whole number of at most nine digits: longer input is a mistake, not a number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read Western and local digits; refuse everything else with a clear word."""
        if not valuelist or not valuelist[0].strip():
            return
        digits = valuelist[0].strip()
        if len(digits) > 10:
            raise ValueError(self.gettext("Not a valid integer value."))
        super().process_formdata([digits])


def _limits(longest: int, needed: Any) -> list[Any]:
    limit = Length(max=longest, message=_l("Use at most %(max)d characters."))
    return [InputRequired(needed) if needed else Optional(), limit]


__all__ = [
    "CHOOSE",
    "Checkboxes",
    "Form",
    "ValidationError",
    "WholeNumber",
    "choices",
    "clean",
    "currency",
    "number",
    "one_of",
    "paragraph",
    "text",
]

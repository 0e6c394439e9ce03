"""What the forms of a need share: the version they were opened at, days, values for the service."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField
from wtforms.validators import Optional

from skillsbank.forms.fields import Form, ValidationError

FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2099, 12, 31)


class NeedForm(Form):
    """A form over an existing need: carries the version that the person looked at."""

    version = HiddenField()

    def seen_version(self) -> int:
        """Return the version that the person looked at; 0, which no record has, when it is not a number."""
        given = str(self.version.data or "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0

    def values(self) -> dict[str, Any]:
        """Return the answers under the names that the service knows; empty answers as None or ""."""
        return {name: value for name, value in self.data.items() if name not in ("csrf_token", "version")}


class Day(DateField):
    """A day between 2020 and 2099, typed or picked."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day, or refuse it with a word that helps."""
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            self.data = None
            return
        try:
            self.data = date.fromisoformat(text) if len(text) == 10 else None
        except ValueError:
            self.data = None
        if self.data is None or not FIRST_DAY <= self.data <= LAST_DAY:
            self.data = None
            raise ValueError(self.gettext("Enter a real date, such as 2027-03-15."))


def day(label: Any, **kwargs: Any) -> Any:
    """Return the field of a day that may stay empty."""
    return Day(label, validators=[Optional()], **kwargs)


def not_before(form: Any, earlier: str, later: str, message: Any) -> None:
    """Raise ValidationError when the answer `later` lies before `earlier`; either may be missing."""
    first, second = form[earlier].data, form[later].data
    if first is not None and second is not None and second < first:
        raise ValidationError(message)


LEAVE_EMPTY = _l("Choose")
"""The words of a list's first line, which chooses nothing."""

"""What forms over a stored record share: the version that the person looked at, days and their order."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField
from wtforms.validators import Optional

from skillsbank.forms.fields import Form, ValidationError

FIRST_YEAR, LAST_YEAR = 2000, 2099


class RecordForm(Form):
    """A form over a stored record; `version` is the one that the person looked at."""

    version = HiddenField()

    def seen_version(self) -> int:
        """Return the version that was sent; 0, which no record has, when it is missing or no number."""
        given = (self.version.raw_data or [""])[0]
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


class Day(DateField):
    """A day from `first_year` to 2099, typed or picked."""

    def __init__(self, label: Any = None, *, first_year: int = FIRST_YEAR, **kwargs: Any) -> None:
        self.first_year = first_year
        super().__init__(label, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day, or refuse it with a word that helps."""
        self.data = None
        given = valuelist[0].strip() if valuelist else ""
        if not given:
            return
        try:
            found = date.fromisoformat(given) if len(given) == 10 else None
        except ValueError:
            found = None
        if found is None or not self.first_year <= found.year <= LAST_YEAR:
            raise ValueError(_l("Enter a real date, such as 2027-03-15."))
        self.data = found


def day(label: Any, **kwargs: Any) -> Any:
    """Return the field of a day that may stay empty."""
    return Day(label, validators=[Optional()], **kwargs)


def not_before(form: Any, earlier: str, later: str, message: Any) -> None:
    """Raise ValidationError when the answer `later` lies before `earlier`; either may be missing."""
    first, second = form[earlier].data, form[later].data
    if first is not None and second is not None and second < first:
        raise ValidationError(message)

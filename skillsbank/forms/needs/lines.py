"""The five lines of a need: who, where, what for, when, how many."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from skillsbank.forms.fields import Form, number, one_of, paragraph, text
from skillsbank.forms.needs.base import NeedForm, day
from skillsbank.forms.records import not_before

LONGEST_STAY_DAYS = 1100
"""Three years: the longest programme has 18 months; the rest is room."""


class HostForm(Form):
    """For which institution, when the person may write for several."""

    institution = one_of(_l("Institution"), [], needed=_l("Choose an institution."))


class LinesForm(NeedForm):
    """The five lines; a draft needs only a title and a way of working."""

    title = text(_l("Who do you need?"), 120, needed=_l("Say who you need, in a few words."))
    occupation = text(_l("Occupation"), 160)
    isco = HiddenField()
    modality = RadioField(_l("How should this person work?"), validators=[InputRequired(_l("Choose one."))])
    place = text(_l("Town or city"), 120)
    region = one_of(_l("Region"), [])
    purpose = paragraph(_l("What for?"), 1500)
    start_from = day(_l("Earliest start"))
    start_until = day(_l("Latest start"))
    min_days = number(_l("At least, in days"), 1, LONGEST_STAY_DAYS)
    max_days = number(_l("At most, in days"), 1, LONGEST_STAY_DAYS)
    posts = number(_l("How many people?"), 1, 999, needed=_l("Say how many people you need."))

    def validate_start_until(self, _field: Any) -> None:
        """Refuse dates in reverse."""
        not_before(self, "start_from", "start_until", _l("The latest start lies before the earliest one."))

    def validate_max_days(self, _field: Any) -> None:
        """Refuse a length in reverse."""
        not_before(self, "min_days", "max_days", _l("The longest stay is shorter than the shortest one."))

    def values(self) -> dict[str, Any]:
        """Leave the words typed for the occupation out: its code is what counts."""
        values = super().values()
        del values["occupation"]
        values["isco"] = values["isco"] or ""
        return values

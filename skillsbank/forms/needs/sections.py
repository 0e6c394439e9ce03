"""The sections of the guided form that ask single questions."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import Optional

from skillsbank.forms.fields import Checkboxes, number, one_of, paragraph, text
from skillsbank.forms.needs.base import NeedForm, day
from skillsbank.forms.rows import Rows


class ReasonForm(NeedForm):
    """Which sector, and why the skill is not found locally."""

    sector = one_of(_l("Sector"), [])
    why_not_local = paragraph(_l("Why is the skill not found locally?"), 1500)


class TransferForm(NeedForm):
    """Who works beside the expert, and how the knowledge stays."""

    counterpart_name = text(_l("Name of the counterpart"), 120)
    counterpart_role = text(_l("Role of the counterpart"), 120)
    people_trained = number(_l("How many people will learn from the expert?"), 0, 9999)
    methods = Checkboxes(_l("How will the knowledge stay?"), validators=[Optional()])


class RequirementsForm(NeedForm):
    """The least that a person must bring."""

    min_years = number(_l("Years of experience, at least"), 0, 50)
    min_isced = one_of(_l("Level of education, at least"), [])
    isced_fields = Rows(
        SelectField(_l("Field of study"), validators=[Optional()]), _l("Fields of study"), most=3, min_entries=1
    )
    licence_needed = BooleanField(_l("The work needs a licence to practise."))
    teaching_only = BooleanField(_l("The expert only teaches and does not practise."))

    def values(self) -> dict[str, Any]:
        """Return the level as a number and each field of study once."""
        values = super().values()
        values["min_isced"] = int(values["min_isced"]) if values["min_isced"] else None
        values["isced_fields"] = list(dict.fromkeys(self.isced_fields.filled()))
        return values


class PlaceForm(NeedForm):
    """What the place or the connection is like; the view drops what the way of working does not need."""

    security_level = one_of(_l("Security level"), [])
    conditions = paragraph(_l("Living and working conditions"), 1500)
    host_connectivity = one_of(_l("What does your connection bear?"), [])
    hours_per_week = number(_l("Hours a week"), 1, 40)
    time_zone = one_of(_l("Time zone of your working hours"), [])

    def values(self) -> dict[str, Any]:
        """Return the level as a number and an unanswered connection as None."""
        values = super().values()
        if "security_level" in values:
            values["security_level"] = int(values["security_level"]) if values["security_level"] else None
        if "host_connectivity" in values:
            values["host_connectivity"] = values["host_connectivity"] or None
        return values


class DatesForm(NeedForm):
    """The deadline and, for repeated visits, the series."""

    visits = number(_l("Number of visits"), 2, 24)
    within_months = number(_l("Within how many months?"), 1, 60)
    deadline = day(_l("Last day to say that one is interested"))

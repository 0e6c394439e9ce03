"""The sections of the guided form that ask single questions."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import Optional

from skillsbank.forms.fields import Checkboxes, number, one_of, paragraph
from skillsbank.forms.needs.base import NeedForm, day
from skillsbank.forms.records import not_before
from skillsbank.forms.rows import Rows


class ReasonForm(NeedForm):
    """Which sector, and why the skill is not found locally."""

    sector = one_of(_l("Sector"), [])
    why_not_local = paragraph(_l("Why is the skill not found locally?"), 1500)


class PriorityForm(NeedForm):
    """Which national objective and which goal of the United Nations the need serves."""

    plan_objective = paragraph(_l("Which objective of the national plan does it serve?"), 500)
    sdg = one_of(_l("Sustainable development goal"), [])

    def values(self) -> dict[str, Any]:
        """Return the goal as a number."""
        values = super().values()
        return values | {"sdg": int(values["sdg"]) if values["sdg"] else None}


class AfterForm(NeedForm):
    """How the work continues after the expert has left."""

    sustainability = paragraph(_l("Who goes on with the work, and with what means?"), 1500)


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


class EligibilityForm(NeedForm):
    """Who may apply within the rules of the programme, and which other way of working would do."""

    encouraged = BooleanField(_l("Women and people from under-represented regions are encouraged to apply."))
    only_links = Checkboxes(_l("Only these family links, of those that the programme accepts"), validators=[Optional()])
    fallback_modality = one_of(_l("If nobody can come this way, which other one would do?"), [])

    def values(self) -> dict[str, Any]:
        """Return an unanswered way of working as None."""
        values = super().values()
        return values | {"fallback_modality": values["fallback_modality"] or None}


class DatesForm(NeedForm):
    """How much of the week the work takes, the deadline, and when interviews are held."""

    workload_percent = number(_l("Share of a full working week, in percent"), 10, 100)
    deadline = day(_l("Last day to say that one is interested"))
    interview_from = day(_l("Interviews from"))
    interview_until = day(_l("Interviews until"))

    def validate_interview_from(self, _field: Any) -> None:
        """Refuse interviews before everybody could say that they are interested."""
        not_before(self, "deadline", "interview_from", _l("The interviews begin before the deadline."))

    def validate_interview_until(self, _field: Any) -> None:
        """Refuse dates in reverse."""
        not_before(self, "interview_from", "interview_until", _l("The interviews end before they begin."))

"""The sections of the guided form about people at the institution: department, supervisor, counterparts, learners."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FormField, HiddenField
from wtforms.validators import Optional

from skillsbank.forms.fields import Checkboxes, ValidationError, number, text
from skillsbank.forms.needs.base import NeedForm
from skillsbank.forms.rows import Row, Rows, unique

MOST_COUNTERPARTS, MOST_OCCUPATIONS = 5, 5


class HostSideForm(NeedForm):
    """Where in the institution the expert works, and under whom."""

    department = text(_l("Department or unit"), 120)
    supervisor_name = text(_l("Name of the supervisor"), 120)
    supervisor_role = text(_l("Role of the supervisor"), 120)


class CounterpartRow(Row):
    """Somebody who works beside the expert."""

    KEY = "name"
    name = text(_l("Name"), 120)
    role = text(_l("Role"), 120)

    def validate_role(self, field: Any) -> None:
        """Ask for the name of somebody whose role is given."""
        if field.data and not self.name.data:
            raise ValidationError(_l("Say who has this role."))


class TransferForm(NeedForm):
    """Who works beside the expert, and how the knowledge stays."""

    counterparts = Rows(FormField(CounterpartRow), _l("Counterparts"), most=MOST_COUNTERPARTS, min_entries=1)
    people_trained = number(_l("How many people will learn from the expert?"), 0, 9999)
    trained_women = number(_l("Women among them"), 0, 9999)
    trained_men = number(_l("Men among them"), 0, 9999)
    methods = Checkboxes(_l("How will the knowledge stay?"), validators=[Optional()])

    def validate_counterparts(self, field: Rows) -> None:
        """Refuse the same person twice."""
        unique(field, "name", "role", message=_l("The same person is there twice."))

    def validate_people_trained(self, field: Any) -> None:
        """Refuse a total that is smaller than its parts."""
        if field.data is not None and field.data < (self.trained_women.data or 0) + (self.trained_men.data or 0):
            raise ValidationError(_l("These are fewer than the women and men among them."))

    def values(self) -> dict[str, Any]:
        """Return the first counterpart apart from the others, and the total of learners where only parts are given."""
        values = super().values()
        del values["counterparts"]
        first, *others = self.counterparts.filled() or [{"name": "", "role": ""}]
        if values["people_trained"] is None and (values["trained_women"] or values["trained_men"]):
            values["people_trained"] = (values["trained_women"] or 0) + (values["trained_men"] or 0)
        return values | {
            "counterpart_name": first["name"] or "",
            "counterpart_role": first["role"] or "",
            "more_counterparts": [{"name": row["name"], "role": row["role"] or ""} for row in others],
        }


class OccupationRow(Row):
    """Another occupation that would do; the view fills the code in from the words."""

    KEY = "occupation"
    occupation = text(_l("Occupation"), 160)
    isco = HiddenField()


class OccupationsForm(NeedForm):
    """Other occupations that would do."""

    occupations = Rows(FormField(OccupationRow), _l("Other occupations"), most=MOST_OCCUPATIONS, min_entries=1)

    def validate_occupations(self, field: Rows) -> None:
        """Refuse words for which no occupation is known."""
        if any(not row["isco"] for row in field.filled()):
            raise ValidationError(_l("Choose each occupation from the list, or leave its row empty."))

    def values(self) -> dict[str, Any]:
        """Return each code once."""
        return {"isco_alternates": list(dict.fromkeys(row["isco"] for row in self.occupations.filled()))}

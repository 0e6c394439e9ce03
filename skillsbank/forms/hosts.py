"""Forms about an institution as a host: readiness, focal points, own contributions."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FormField, RadioField, ValidationError
from wtforms.validators import InputRequired

from skillsbank.domain.readiness import LONGEST_NOTE, MOST_EXPERTS, FocalDuty, ReadinessLine
from skillsbank.forms.fields import Checkboxes, Form, choices, currency, number, text
from skillsbank.forms.rows import Row, Rows

LINES = {
    ReadinessLine.SUPERVISOR: _l("A supervisor who has time for the expert"),
    ReadinessLine.COUNTERPART: _l("A counterpart who works beside the expert and learns"),
    ReadinessLine.OFFICE: _l("A place to work"),
    ReadinessLine.EQUIPMENT: _l("The equipment that the work needs"),
    ReadinessLine.POWER: _l("Electricity"),
    ReadinessLine.INTERNET: _l("Internet"),
    ReadinessLine.HOUSING: _l("Safe housing, or help to find it"),
    ReadinessLine.TRANSPORT: _l("Transport between housing and work"),
}
LEVELS = {"0": _l("Not there"), "1": _l("In part, or at times"), "2": _l("There and reliable")}
DUTIES = {
    FocalDuty.NEEDS: _l("Posting needs and answering questions about them"),
    FocalDuty.EXPERTS: _l("Receiving experts and looking after them"),
    FocalDuty.LOGISTICS: _l("Housing, transport and what the institution pays"),
    FocalDuty.AGREEMENT: _l("The agreement with the programme"),
}
MOST_CONTRIBUTIONS = 20


class ReadinessForm(Form):
    """What an institution has ready for experts; the fields of the lines are added below."""

    max_experts = number(
        _l("Experts whom we can host at the same time"), 0, MOST_EXPERTS, needed=_l("Enter how many, 0 for none now.")
    )

    def answers(self) -> dict[ReadinessLine, dict[str, Any]]:
        """Return line -> level and note."""
        return {
            line: {"level": int(self[line.value].data), "note": self[f"{line.value}_note"].data or ""}
            for line in ReadinessLine
        }


for _line, _words in LINES.items():
    _level = RadioField(
        _words, choices=choices(LEVELS.items()), validators=[InputRequired(_l("Choose one of the three answers."))]
    )
    setattr(ReadinessForm, _line.value, _level)
    setattr(ReadinessForm, f"{_line.value}_note", text(_l("Note"), LONGEST_NOTE))


class DutiesForm(Form):
    """What a user of an institution is its focal point for."""

    duties = Checkboxes(_l("Focal point for"), choices=choices(DUTIES.items()))


class ContributionRow(Row):
    """Something that the institution adds; money has a sum and a currency."""

    KEY = "what"
    what = text(_l("What"), 200)
    year = number(_l("Year"), 2000, 2099)
    amount = number(_l("Amount, if it is money"), 0, 999_999_999)
    currency = currency(_l("Currency, if it is money"))

    # an empty field that may stay empty is not asked again, so each check stands with a field that is filled

    def validate_what(self, _field: Any) -> None:
        """Ask for the year of what is listed."""
        if self.year.data is None:
            raise ValidationError(_l("Enter the year as well."))

    def validate_amount(self, _field: Any) -> None:
        """Ask what the money is for, and in which currency."""
        if not self.what.data:
            raise ValidationError(_l("Say what the money is for."))
        if not self.currency.data:
            raise ValidationError(_l("Give both amount and currency, or neither for what is given in kind."))

    def validate_currency(self, _field: Any) -> None:
        """Ask for the amount that the currency belongs to."""
        if self.amount.data is None:
            raise ValidationError(_l("Give both amount and currency, or neither for what is given in kind."))


class ContributionsForm(Form):
    """The institution's own contributions."""

    contributions = Rows(FormField(ContributionRow), _l("Own contributions"), most=MOST_CONTRIBUTIONS, min_entries=1)

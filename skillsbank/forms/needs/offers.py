"""The sections of the guided form about money: what is paid and by whom, and what the institution gives."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FormField, SelectField

from skillsbank.forms.fields import ValidationError, currency, number, one_of, paragraph, text
from skillsbank.forms.needs.base import NeedForm, day
from skillsbank.forms.rows import Row, Rows, unique

MOST_PAID, MOST_GIVEN = 20, 10
LARGEST_SUM = 999_999_999


class PaidRow(Row):
    """One thing that is paid or provided, by whom and how much."""

    KEY = "line"
    line = one_of(_l("What is paid or provided"), [])
    payer = SelectField(_l("By whom"))
    amount = number(_l("Amount, or from"), 0, LARGEST_SUM)
    amount_to = number(_l("To"), 0, LARGEST_SUM)
    currency = currency(_l("Currency"))
    per = one_of(_l("How often"), [])

    def validate_amount(self, _field: Any) -> None:
        """Ask what an amount is for, in which currency and per what."""
        if not self.line.data:
            raise ValidationError(_l("Say what this is paid for."))
        if not self.currency.data or not self.per.data:
            raise ValidationError(_l("Say in which currency the amount is, and how often it is paid."))

    def validate_amount_to(self, field: Any) -> None:
        """Refuse a band in reverse."""
        if self.amount.data is None:
            raise ValidationError(_l("Say from which amount on."))
        if field.data is not None and field.data < self.amount.data:
            raise ValidationError(_l("The second amount is smaller than the first one."))


class PayForm(NeedForm):
    """What is paid, by whom, and what is not."""

    paid = Rows(FormField(PaidRow), _l("What is paid or provided"), most=MOST_PAID, min_entries=1)
    top_up_until = day(_l("Last day of the salary top-up"))
    not_paid = paragraph(_l("What is not paid"), 1000)

    def validate_paid(self, field: Rows) -> None:
        """Refuse the same line from the same payer twice."""
        unique(field, "line", "payer", message=_l("The same line is there twice."))

    def values(self) -> dict[str, Any]:
        """Return the lines that were chosen, without what they leave open."""
        return super().values() | {"paid": [said(row, "amount") for row in self.paid.filled()]}


class GivenRow(Row):
    """One thing that the institution gives."""

    KEY = "line"
    line = one_of(_l("What you give"), [])
    what = text(_l("In a few words"), 160)
    amount = number(_l("Worth, if you know it"), 0, LARGEST_SUM)
    currency = currency(_l("Currency"))

    def validate_what(self, field: Any) -> None:
        """Ask for the kind of what is described."""
        if field.data and not self.line.data:
            raise ValidationError(_l("Choose what kind of contribution this is."))

    def validate_amount(self, _field: Any) -> None:
        """Ask what an amount is for and in which currency."""
        if not self.line.data:
            raise ValidationError(_l("Choose what kind of contribution this is."))
        if not self.currency.data:
            raise ValidationError(_l("Say in which currency the amount is."))


class ContributionForm(NeedForm):
    """What the institution gives to the placement."""

    contributions = Rows(FormField(GivenRow), _l("What you give"), most=MOST_GIVEN, min_entries=1)

    def values(self) -> dict[str, Any]:
        """Return what is given, without what is left open."""
        return {"contributions": [said(row, "amount") for row in self.contributions.filled()]}


def said(row: dict[str, Any], amount: str) -> dict[str, Any]:
    """Return the answers of a row that were given; without an amount its currency says nothing."""
    silent = {"currency", "per", "amount_to"} if row[amount] is None else set()
    return {name: value for name, value in row.items() if value not in (None, "") and name not in silent}

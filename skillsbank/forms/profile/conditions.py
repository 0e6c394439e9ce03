"""On what conditions one can come, where one would work, and who can vouch for one's work."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, Optional

from skillsbank.domain.vocabulary import PAID_WISHES, FamilyConstraint
from skillsbank.forms.fields import Checkboxes, ValidationError, number, text
from skillsbank.forms.profile.base import AnswerRow, ProfileForm, Radio, complain, rows
from skillsbank.forms.records import day
from skillsbank.forms.rows import unique

MOST_REFEREES = 2
MOST_DEPENDANTS = 20


class ConditionsForm(ProfileForm):
    """Work, leave, the way back and pay; the view takes out what is not asked of the person."""

    employment = SelectField(_l("Your work where you live"), validators=[Optional()])
    leave_kind = SelectField(_l("What kind of leave would you take?"), validators=[Optional()])
    leave_letter = Radio(_l("A letter of your employer that agrees to the leave"), validators=[Optional()])
    right_of_return_until = day(_l("Until when can you come back to where you live?"))
    voluntary_move = BooleanField(_l("If I moved there for good, it would be my own free choice."))
    expected_allowance = Radio(_l("What do you expect to be paid?"), validators=[Optional()])
    allowance_amount = number(_l("Amount a month"), 1, 9_999_999)
    allowance_currency = SelectField(_l("Currency"), validators=[Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the currency of an amount."""
        fine = bool(super().validate(extra_validators))
        if self._paid() and self.allowance_amount.data is not None and not self.allowance_currency.data:
            complain(self.allowance_currency, _l("Choose the currency."))
            return False
        return fine

    def answers(self) -> dict[str, Any]:
        """Return the answers; without pay there is no amount."""
        given = super().answers()
        if not self._paid() or given["allowance_amount"] is None:
            given |= {"allowance_amount": None, "allowance_currency": ""}
        return given

    def _paid(self) -> bool:
        return self.expected_allowance.data in PAID_WISHES


class PlacesForm(ProfileForm):
    """Where one would work on the spot; why not elsewhere is never asked. People are counted where some come along."""

    willing_regions = Checkboxes(_l("Regions where you would like to work"), validators=[Optional()])
    excluded_regions = Checkboxes(_l("Regions where you do not want to work"), validators=[Optional()])
    max_security_level = Radio(_l("Highest level of security measures you accept"), validators=[Optional()])
    family_constraints = Checkboxes(_l("What a stay must leave room for"), validators=[Optional()])
    dependants = number(_l("How many people would come with you?"), 1, MOST_DEPENDANTS)

    def validate_willing_regions(self, field: Any) -> None:
        """Refuse a region that is ticked in both lists."""
        if set(field.data or ()) & set(self.excluded_regions.data or ()):
            raise ValidationError(_l("You ticked a region both here and among those where you do not want to work."))

    def answers(self) -> dict[str, Any]:
        """Return the answers, the level as a number."""
        given = super().answers()
        level = given.get("max_security_level")
        come_along = FamilyConstraint.DEPENDANTS in (given["family_constraints"] or ())
        return given | {
            "max_security_level": int(level) if level else None,
            "dependants": given["dependants"] if come_along else None,
        }


class RefereeRow(AnswerRow):
    """Somebody who knows the person's work."""

    KEY = "name"
    name = text(_l("Name"), 120, needed=_l("Enter the name."))
    role = text(_l("How do they know your work?"), 160)
    contact = text(_l("E-mail address or phone number"), 160, needed=_l("Enter how to reach them."))
    agreed = BooleanField(
        _l("I asked them, and they agree to be contacted."),
        validators=[InputRequired(_l("Ask them first, then tick the box."))],
    )


class RefereesForm(ProfileForm):
    """At most two referees."""

    referees = rows(RefereeRow, _l("Your referees"), most=MOST_REFEREES)

    def validate_referees(self, field: Any) -> None:
        """Take each person once."""
        unique(field, "contact", message=_l("Enter each person once."))

"""What goes with a step of a need: its programme and money, a reason, a new deadline."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField

from skillsbank.forms.fields import ValidationError, currency, number, one_of, paragraph, text
from skillsbank.forms.needs.base import NeedForm, day
from skillsbank.forms.needs.offers import LARGEST_SUM
from skillsbank.forms.uploads import UploadForm


class ProgrammeForm(NeedForm):
    """The programme that carries the need, and the budget line that pays for it."""

    programme = one_of(_l("Programme"), [], needed=_l("Choose a programme."))
    budget_line = text(_l("Budget line"), 60)
    max_cost = number(_l("Highest cost of the whole need"), 0, LARGEST_SUM)
    cost_currency = currency(_l("Currency"))

    def validate_max_cost(self, _field: Any) -> None:
        """Ask for the currency of an amount."""
        if not self.cost_currency.data:
            raise ValidationError(_l("Say in which currency the amount is."))


class StepForm(UploadForm, NeedForm):
    """A step with its reason; the view drops what the step does not ask."""

    office = text(_l("Your office"), 160, needed=_l("Say which office endorses the need."))
    file = FileField(_l("Endorsement letter"), render_kw={"accept": ".pdf,.jpg,.jpeg,.png"})
    reason = one_of(_l("Reason"), [], needed=_l("Choose a reason."))
    deadline = day(_l("New deadline"))
    note = paragraph(_l("What should the others know?"), 1000)


class RoleForm(NeedForm):
    """Another role of a team: who is needed, and how many."""

    title = text(_l("Who do you need in this role?"), 120, needed=_l("Say who you need, in a few words."))
    occupation = text(_l("Occupation"), 160)
    isco = HiddenField()
    posts = number(_l("How many people?"), 1, 999, needed=_l("Say how many people you need."))

"""What goes with a step of a need: its programme and money, a reason, a new deadline."""

from flask_babel import lazy_gettext as _l

from skillsbank.forms.fields import one_of, paragraph, text
from skillsbank.forms.needs.base import NeedForm, day


class ProgrammeForm(NeedForm):
    """The programme that carries the need, and the budget line that pays for it."""

    programme = one_of(_l("Programme"), [], needed=_l("Choose a programme."))
    budget_line = text(_l("Budget line"), 60)


class StepForm(NeedForm):
    """A step with its reason; the view drops what the step does not ask."""

    reason = one_of(_l("Reason"), [], needed=_l("Choose a reason."))
    deadline = day(_l("New deadline"))
    note = paragraph(_l("What should the others know?"), 1000)

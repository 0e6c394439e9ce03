"""What an officer sends with a pick or a dismissal."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from skillsbank.forms.fields import Form, paragraph


class VerdictForm(Form):
    """A reason from the list of the verdict, and a note for colleagues; `seen` is the verdict that stood before."""

    reason = RadioField(_l("Reason"), validators=[InputRequired(_l("Choose the reason that weighs most."))])
    note = paragraph(_l("Note for colleagues"), 1000)
    seen = HiddenField()


class UndoForm(Form):
    """The verdict that is taken back."""

    seen = HiddenField(validators=[InputRequired()])

"""A step on a record: why, and what the person wants to say about it."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from skillsbank.forms.fields import Form, paragraph


class StepForm(Form):
    """Take a step that may need a reason; the view gives the reasons, or removes the field."""

    reason = SelectField(_l("Reason"), validators=[InputRequired(_l("Choose a reason."))])
    note = paragraph(_l("What you want to say about it"), 1000)


class QuestionForm(Form):
    """Ask an expert something."""

    note = paragraph(_l("Your question"), 1000, needed=_l("Write your question."))

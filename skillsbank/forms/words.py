"""What an officer sends about people's own words."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form as Filters
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from skillsbank.forms.fields import Form, ValidationError, text

OTHER, OWN = "other", "own"
"""Choices beside the concepts that are proposed: another concept, and leaving the words as they are."""


class MeaningForm(Form):
    """What words mean: one of the proposals, a concept that is searched, or nothing on the list."""

    choice = RadioField(_l("What do the words mean?"), validators=[InputRequired(_l("Choose one."))])
    other = text(_l("Another meaning"), 120)
    concept = HiddenField()
    """Of `other`; the view finds it."""

    def validate_other(self, field: Any) -> None:
        """Ask for a concept of the list where another meaning was chosen."""
        if self.choice.data == OTHER and not self.concept.data:
            field.errors = []
            raise ValidationError(_l("Search for the meaning and choose it from the list."))


class WordFilters(Filters):
    """Which words to list."""

    kind = SelectField(_l("Words for"), validate_choice=False)
    verdict = SelectField(_l("Decision"), validate_choice=False)
    language = SelectField(_l("Language"), validate_choice=False)

"""Forms for what a person decides after registering: who sees them, interest, leaving."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import InputRequired, Optional

from skillsbank.forms.fields import Form, ValidationError, paragraph, text

ERASE_WORD = _l("ERASE")
LONGEST_MESSAGE = 1000
LONGEST_ANSWER = 1500


def exact_word(_form: Any, field: Any) -> None:
    """Hold the typed word to the one on the page, whatever its case."""
    if (field.data or "").casefold() != str(ERASE_WORD).casefold():
        raise ValidationError(_l("Type the word exactly as it is shown."))


class PressForm(Form):
    """One button on a page of its own."""


class CountryForm(Form):
    """One button about one country of origin: the page says which, so that a list that changed cannot mislead."""

    country = HiddenField(validators=[InputRequired()])


class RevealForm(CountryForm):
    """Ask to be shown in a country, after reading what can happen."""

    read = BooleanField(
        _l("I have read what can happen and I want to go on."),
        validators=[InputRequired(_l("Tick the box if you have read the text and want to go on."))],
    )


class TravelForm(Form):
    """Say that the page on travel was read."""

    read = BooleanField(
        _l("I have read this page."), validators=[InputRequired(_l("Tick the box when you have read the page."))]
    )


class InterestForm(Form):
    """Say "I am interested"; each agreement is asked apart and may be refused."""

    message = paragraph(
        _l("A message to the programme's officers"),
        LONGEST_MESSAGE,
        description=_l("Such as what draws you to this need, or what you would like to know."),
    )
    institution = BooleanField(_l("Yes, name me to this institution for this need."))
    ministry = BooleanField(_l("Yes, name me to this ministry for this need."))


class PermanentForm(InterestForm):
    """The same for a permanent job, which is for good."""

    voluntary = BooleanField(
        _l("I know that going is my own free choice and that I can withdraw at any time."),
        validators=[InputRequired(_l("Tick the box if going would be your own free choice."))],
    )


class TakeBackForm(Form):
    """Take an interest back; the reason helps the programme and may be left out."""

    reason = SelectField(_l("Why, if you want to say"), validators=[Optional()])


class ObjectionForm(Form):
    """Say what is wrong with a comparison."""

    words = paragraph(_l("What is wrong, and why"), LONGEST_ANSWER, needed=_l("Write what you think is wrong."))


class AnswerForm(Form):
    """Answer an officer's question."""

    answer = paragraph(_l("Your answer"), LONGEST_ANSWER, needed=_l("Write your answer."))


class ErasureForm(Form):
    """Ask for erasure by typing a word."""

    word = text(_l("The word"), 20, needed=_l("Type the word that is shown."), render_kw={"autocomplete": "off"})

    def validate_word(self, field: Any) -> None:
        """Refuse any other word."""
        exact_word(self, field)

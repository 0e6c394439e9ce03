"""The weights of one way of working: looked at in the address, saved by a manager."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired

from skillsbank.domain.programme import CRITERIA
from skillsbank.forms.fields import Form, ValidationError, number, paragraph
from skillsbank.forms.filters import CODE

WHOLE = 100


def _weight(label: Any) -> Any:
    return number(label, 0, WHOLE, needed=_l("Enter a whole number from 0 to 100."))


class _Weights(PlainForm):
    """A field a criterion; they sum to 100."""

    text = _weight(_l("Words in common"))
    skills = _weight(_l("Skills"))
    occupation = _weight(_l("Occupation"))
    teaching = _weight(_l("Teaching"))
    experience = _weight(_l("Experience"))
    availability = _weight(_l("Availability"))
    languages = _weight(_l("Languages"))
    education = _weight(_l("Education"))
    track_record = _weight(_l("Earlier assignments"))
    recognition = _weight(_l("Recognition there"))

    def weights(self) -> dict[str, int]:
        """Return the weight of each criterion."""
        return {name: self[name].data for name in CRITERIA}

    def validate_recognition(self, _field: Any) -> None:
        """Hold the sum to 100, once each is a number."""
        given = [self[name].data for name in CRITERIA]
        if None not in given and sum(given) != WHOLE:
            raise ValidationError(_l("Together the weights are %(sum)s; they must be 100.", sum=sum(given)))


class PreviewForm(_Weights):
    """Weights to look at, and the need whose list shows what they would change."""

    need = SelectField(_l("Show it on the list of"), **CODE)


class WeightsForm(_Weights, Form):
    """Weights to save, why, and the version that was in force when they were judged."""

    reason = paragraph(_l("Why"), 1000, needed=_l("Write why the weights change."))
    seen = HiddenField(validators=[InputRequired()])

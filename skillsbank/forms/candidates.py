"""What candidates send: documents, and answers about clinical work."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired

from skillsbank.forms.fields import Form, text
from skillsbank.forms.profile.base import Radio, complain
from skillsbank.forms.records import day
from skillsbank.forms.uploads import UploadForm


class DocumentForm(UploadForm):
    """A document and what it is."""

    kind = SelectField(_l("What is it?"), validators=[InputRequired(_l("Choose what it is."))])
    file = FileField(
        _l("Your file"),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ".pdf,.jpg,.jpeg,.png"},
    )
    valid_until = day(_l("Valid until"))


class RemoveForm(Form):
    """One button that deletes a document."""


class ClinicalForm(Form):
    """Being allowed to do clinical work in the country of a need."""

    council = Radio(
        _l("Registration with the council there"),
        validators=[InputRequired(_l("Say whether you are registered with the council there."))],
    )
    council_number = text(_l("Number of the registration"), 60, render_kw={"dir": "ltr"})
    liability_cover = Radio(
        _l("Liability cover"), validators=[InputRequired(_l("Say whether your insurance covers work there."))]
    )
    vaccinations = Radio(
        _l("Vaccinations up to date"), validators=[InputRequired(_l("Say whether your vaccinations are up to date."))]
    )
    home_effect_understood = BooleanField(
        _l("I asked what this work means for my registration where I live, and I understand it."),
        validators=[InputRequired(_l("Ask the council where you live first, then tick the box."))],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the number of a registration that is there."""
        fine = bool(super().validate(extra_validators))
        if self.council.data == "have" and not self.council_number.data:
            complain(self.council_number, _l("Enter the number of your registration."))
            return False
        return fine

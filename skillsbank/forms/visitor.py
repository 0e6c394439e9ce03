"""Forms for people without an account: filters of the public list, and what fits."""

from flask_babel import lazy_gettext as _l
from wtforms import Form as Filters
from wtforms import FormField, HiddenField, SelectField
from wtforms.validators import InputRequired

from skillsbank.forms.fields import Checkboxes, Form, number, text
from skillsbank.forms.rows import Row, Rows, unique

MOST_LANGUAGES = 6


class OpenNeedFilters(Filters):
    """Filters of the public list; the view gives the choices."""

    country = SelectField(_l("Country"), validate_choice=False)
    sector = SelectField(_l("Sector"), validate_choice=False)
    modality = SelectField(_l("Way of working"), validate_choice=False)
    language = SelectField(_l("Language asked for"), validate_choice=False)


class SpokenRow(Row):
    """A language that the visitor speaks, and how well."""

    KEY = "code"

    code = SelectField(_l("Language"), validators=[InputRequired(_l("Choose a language."))])
    level = SelectField(_l("Level"), validators=[InputRequired(_l("Choose a level."))])


class FitForm(Form):
    """What a visitor tells to see what fits: nothing of it is kept."""

    occupation = text(_l("Your occupation"), 120, needed=_l("Enter your occupation."))
    occupation_code = HiddenField()
    languages = Rows(FormField(SpokenRow), _l("Languages you work in"), most=MOST_LANGUAGES, min_entries=1)
    modalities = Checkboxes(_l("How you could help"))
    weeks = number(_l("Weeks you are free at a time"), 1, 52)

    def validate_languages(self, field: Rows) -> None:
        """Refuse the same language twice."""
        unique(field, "code", message=_l("A language is there twice. Remove one of the two."))

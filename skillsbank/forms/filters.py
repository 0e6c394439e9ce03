"""Filters of lists: sent in the address, so that an address is a saved search."""

from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField, StringField
from wtforms.validators import Length, Optional

from skillsbank.forms.fields import clean


class NeedFilters(Form):
    """Which needs to list; the view gives the choices."""

    words = StringField(_l("Words in title, reference or institution"), [Optional(), Length(max=100)], [clean])
    state = SelectField(_l("State"), [Optional()], validate_choice=False)
    country = SelectField(_l("Country"), [Optional()], validate_choice=False)
    modality = SelectField(_l("How"), [Optional()], validate_choice=False)
    programme = SelectField(_l("Programme"), [Optional()], validate_choice=False)


class ExpertFilters(Form):
    """Which people to list; the view gives the choices."""

    words = StringField(_l("Words in headline, summary or skills"), [Optional(), Length(max=100)], [clean])
    state = SelectField(_l("State"), [Optional()], validate_choice=False)
    origin = SelectField(_l("Country the family comes from"), [Optional()], validate_choice=False)
    modality = SelectField(_l("How"), [Optional()], validate_choice=False)
    sector = SelectField(_l("Sector"), [Optional()], validate_choice=False)
    language = StringField(_l("Language (code such as fr)"), [Optional(), Length(max=3)], [clean])
    occupation = StringField(_l("Occupation (ISCO code or its beginning)"), [Optional(), Length(max=4)], [clean])

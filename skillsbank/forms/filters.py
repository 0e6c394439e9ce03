"""Filters of lists: sent in the address, so that an address is a saved search."""

from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField, StringField
from wtforms.validators import Length, Optional

from skillsbank.forms.fields import clean

CODE = {"validators": [Optional(), Length(max=40)], "filters": [clean], "validate_choice": False}
"""How a list is read: what is on no list finds nothing, and what no code is as long as counts as not set."""
LONG_CODE = {**CODE, "validators": [Optional(), Length(max=200)]}
"""The same for the concepts of a taxonomy."""


class NeedFilters(Form):
    """Which needs to list; the view gives the choices."""

    words = StringField(_l("Words in title, reference or institution"), [Optional(), Length(max=100)], [clean])
    state = SelectField(_l("State"), **CODE)
    country = SelectField(_l("Country"), **CODE)
    modality = SelectField(_l("How"), **CODE)
    programme = SelectField(_l("Programme"), **CODE)
    sector = SelectField(_l("Sector"), **CODE)
    occupation = SelectField(_l("Occupation"), **CODE)
    skill = SelectField(_l("Skill"), **LONG_CODE)
    region = SelectField(_l("Region"), **CODE)


class ExpertFilters(Form):
    """Which people to list; the view gives the choices."""

    words = StringField(_l("Words in headline, summary or skills"), [Optional(), Length(max=100)], [clean])
    state = SelectField(_l("State"), **CODE)
    origin = SelectField(_l("Country the family comes from"), **CODE)
    modality = SelectField(_l("How"), **CODE)
    sector = SelectField(_l("Sector"), **CODE)
    language = SelectField(_l("Language"), **CODE)
    skill = SelectField(_l("Skill"), **LONG_CODE)
    agreed = SelectField(_l("Would be matched now"), **CODE)
    occupation = SelectField(_l("Occupation"), **CODE)

"""What an expert may send in about themselves."""

from skillsbank.forms.profile.conditions import ConditionsForm, PlacesForm, RefereesForm
from skillsbank.forms.profile.questions import (
    ConsentForm,
    CountriesForm,
    LanguagesForm,
    NameForm,
    OccupationForm,
    ResidenceForm,
    SkillsForm,
    VisibilityForm,
    visibility_form,
)
from skillsbank.forms.profile.sections import (
    AboutForm,
    EducationForm,
    ExperienceForm,
    LicencesForm,
    TextsForm,
)
from skillsbank.forms.profile.terms import TermsForm

__all__ = [
    "AboutForm",
    "ConditionsForm",
    "ConsentForm",
    "CountriesForm",
    "EducationForm",
    "ExperienceForm",
    "LanguagesForm",
    "LicencesForm",
    "NameForm",
    "OccupationForm",
    "PlacesForm",
    "RefereesForm",
    "ResidenceForm",
    "SkillsForm",
    "TermsForm",
    "TextsForm",
    "VisibilityForm",
    "visibility_form",
]

"""What an institution or an officer may send in about a need."""

from skillsbank.forms.needs.lines import HostForm, LinesForm
from skillsbank.forms.needs.rows import LanguagesForm, PayForm, SkillsForm, WorkForm
from skillsbank.forms.needs.sections import DatesForm, PlaceForm, ReasonForm, RequirementsForm, TransferForm
from skillsbank.forms.needs.steps import ProgrammeForm, StepForm

__all__ = [
    "DatesForm",
    "HostForm",
    "LanguagesForm",
    "LinesForm",
    "PayForm",
    "PlaceForm",
    "ProgrammeForm",
    "ReasonForm",
    "RequirementsForm",
    "SkillsForm",
    "StepForm",
    "TransferForm",
    "WorkForm",
]

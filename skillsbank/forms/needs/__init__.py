"""What an institution or an officer may send in about a need."""

from skillsbank.forms.needs.lines import HostForm, LinesForm
from skillsbank.forms.needs.offers import ContributionForm, PayForm
from skillsbank.forms.needs.people import HostSideForm, OccupationsForm, TransferForm
from skillsbank.forms.needs.places import PlaceForm, StationsForm, VisitsForm
from skillsbank.forms.needs.rows import LanguagesForm, SkillsForm, WorkForm
from skillsbank.forms.needs.sections import (
    AfterForm,
    DatesForm,
    EligibilityForm,
    PriorityForm,
    ReasonForm,
    RequirementsForm,
)
from skillsbank.forms.needs.steps import ProgrammeForm, RoleForm, StepForm

__all__ = [
    "AfterForm",
    "ContributionForm",
    "DatesForm",
    "EligibilityForm",
    "HostForm",
    "HostSideForm",
    "LanguagesForm",
    "LinesForm",
    "OccupationsForm",
    "PayForm",
    "PlaceForm",
    "PriorityForm",
    "ProgrammeForm",
    "ReasonForm",
    "RequirementsForm",
    "RoleForm",
    "SkillsForm",
    "StationsForm",
    "StepForm",
    "TransferForm",
    "VisitsForm",
    "WorkForm",
]

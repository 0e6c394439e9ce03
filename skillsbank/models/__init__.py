"""The tables: typed columns, relations and checks, each column with its class, purpose, retention and erasure."""

from skillsbank.models.accounts import Account, EmailLink, RoleGrant
from skillsbank.models.applications import Application
from skillsbank.models.audit import AuditEntry, Decision
from skillsbank.models.base import Base
from skillsbank.models.careers import (
    AvailabilityWindow,
    Education,
    Experience,
    Licence,
    ProfileLanguage,
    ProfileOccupation,
    ProfileSkill,
)
from skillsbank.models.consents import Consent, Disclosure
from skillsbank.models.institutions import Institution
from skillsbank.models.outbox import OutboxMessage, WorkerBeat
from skillsbank.models.profiles import Profile, ProfileCountry
from skillsbank.models.programmes import Programme, ProgrammeVersion
from skillsbank.models.runs import MatchRun, RankedMatch, ShortlistEntry
from skillsbank.models.uploads import AnswerDraft, Reading
from skillsbank.models.vacancies import Vacancy, VacancyLanguage, VacancySkill

__all__ = [
    "Account",
    "AnswerDraft",
    "Application",
    "AuditEntry",
    "AvailabilityWindow",
    "Base",
    "Consent",
    "Decision",
    "Disclosure",
    "Education",
    "EmailLink",
    "Experience",
    "Institution",
    "Licence",
    "MatchRun",
    "OutboxMessage",
    "Profile",
    "ProfileCountry",
    "ProfileLanguage",
    "ProfileOccupation",
    "ProfileSkill",
    "Programme",
    "ProgrammeVersion",
    "RankedMatch",
    "Reading",
    "RoleGrant",
    "ShortlistEntry",
    "Vacancy",
    "VacancyLanguage",
    "VacancySkill",
    "WorkerBeat",
]

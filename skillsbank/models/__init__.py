"""The tables: typed columns, relations and checks, each column with its class, purpose, retention and erasure."""

from skillsbank.models.accounts import Account, EmailLink, RoleGrant
from skillsbank.models.applications import Application
from skillsbank.models.audit import AuditEntry, Decision
from skillsbank.models.base import Base
from skillsbank.models.candidates import ClinicalAnswers, Document
from skillsbank.models.careers import (
    AvailabilityWindow,
    Education,
    Experience,
    Licence,
    ProfileLanguage,
    ProfileOccupation,
    ProfileSkill,
    Referee,
)
from skillsbank.models.consents import Consent, Disclosure
from skillsbank.models.demand import DemandLine, DemandReturn, SupplySnapshot
from skillsbank.models.institutions import Contribution, Institution, ReadinessAssessment
from skillsbank.models.intakes import FileImport, ImportProblem, ImportSource, Intake
from skillsbank.models.need_rows import EndorsementLetter, VacancyLanguage, VacancySkill, VacancyStation, VacancyTeam
from skillsbank.models.objections import Objection
from skillsbank.models.outbox import OutboxMessage, WorkerBeat
from skillsbank.models.profiles import Profile, ProfileCountry
from skillsbank.models.programmes import Programme, ProgrammeText, ProgrammeVersion
from skillsbank.models.runs import MatchRun, RankedMatch, ShortlistEntry
from skillsbank.models.stubs import ErasedStub
from skillsbank.models.taxonomy import TaxonomyConcept, TaxonomyImport, TaxonomyLabel
from skillsbank.models.uploads import AnswerDraft, Reading
from skillsbank.models.vacancies import Vacancy
from skillsbank.models.words import WordMeaning

__all__ = [
    "Account",
    "AnswerDraft",
    "Application",
    "AuditEntry",
    "AvailabilityWindow",
    "Base",
    "ClinicalAnswers",
    "Consent",
    "Contribution",
    "Decision",
    "DemandLine",
    "DemandReturn",
    "Disclosure",
    "Document",
    "Education",
    "EmailLink",
    "EndorsementLetter",
    "ErasedStub",
    "Experience",
    "FileImport",
    "ImportProblem",
    "ImportSource",
    "Institution",
    "Intake",
    "Licence",
    "MatchRun",
    "Objection",
    "OutboxMessage",
    "Profile",
    "ProfileCountry",
    "ProfileLanguage",
    "ProfileOccupation",
    "ProfileSkill",
    "Programme",
    "ProgrammeText",
    "ProgrammeVersion",
    "RankedMatch",
    "ReadinessAssessment",
    "Reading",
    "Referee",
    "RoleGrant",
    "ShortlistEntry",
    "SupplySnapshot",
    "TaxonomyConcept",
    "TaxonomyImport",
    "TaxonomyLabel",
    "Vacancy",
    "VacancyLanguage",
    "VacancySkill",
    "VacancyStation",
    "VacancyTeam",
    "WordMeaning",
    "WorkerBeat",
]

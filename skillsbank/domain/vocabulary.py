"""The closed lists of the domain page as enumerations; their labels are translated in the web layer."""

from enum import StrEnum


class Modality(StrEnum):
    """How an expert contributes."""

    TEMPORARY = "temporary"
    VIRTUAL = "virtual"
    CIRCULAR = "circular"
    PERMANENT = "permanent"


ON_SITE = frozenset({Modality.TEMPORARY, Modality.CIRCULAR, Modality.PERMANENT})


class LinkKind(StrEnum):
    """How a family comes from a country."""

    CITIZEN = "citizen"
    FORMER_CITIZEN = "former_citizen"
    BORN_THERE = "born_there"
    PARENT = "parent"
    GRANDPARENT = "grandparent"
    OTHER = "other"


class Visibility(StrEnum):
    """Who in a country of origin may see a person; no answer counts as ASK_FIRST."""

    CARD = "card"
    ASK_FIRST = "ask_first"


class Sex(StrEnum):
    """For statistics only; hidden from ranking."""

    FEMALE = "F"
    MALE = "M"
    OTHER = "X"
    NOT_STATED = "N"


class SkillTier(StrEnum):
    """The founding document's own three tiers."""

    HIGHLY_QUALIFIED = "highly_qualified"
    QUALIFIED = "qualified"
    SKILLED = "skilled"


class Connectivity(StrEnum):
    """What a connection bears."""

    GOOD = "good"
    AUDIO = "audio"
    TEXT = "text"


class Employment(StrEnum):
    """Work where the person lives."""

    EMPLOYED = "employed"
    SELF_EMPLOYED = "self_employed"
    STUDENT = "student"
    UNEMPLOYED = "unemployed"
    RETIRED = "retired"
    OTHER = "other"


class ContactChannel(StrEnum):
    """How somebody likes to be reached."""

    MAIL = "mail"
    PHONE = "phone"
    MESSAGING = "messaging"


class LeaveKind(StrEnum):
    """What kind of leave a stay would take."""

    PAID_HOLIDAY = "paid_holiday"
    UNPAID = "unpaid"
    SABBATICAL = "sabbatical"
    SECONDMENT = "secondment"
    NONE_NEEDED = "none_needed"


class LetterState(StrEnum):
    """Whether the employer's letter on the leave is there."""

    HAVE = "have"
    CAN_GET = "can_get"
    NOT_YET = "not_yet"


class AllowanceWish(StrEnum):
    """What somebody expects to be paid."""

    VOLUNTEER = "volunteer"
    COSTS_ONLY = "costs_only"
    STIPEND = "stipend"
    SALARY = "salary"


PAID_WISHES = frozenset({AllowanceWish.STIPEND, AllowanceWish.SALARY})
"""Those for which an amount is asked."""


class FamilyConstraint(StrEnum):
    """What a stay must leave room for; voluntary, and never scored."""

    DEPENDANTS = "dependants"
    ESCORT = "escort"
    CHILDCARE = "childcare"
    PARTNER_WORK = "partner_work"


class LicenceKind(StrEnum):
    """What a licence to practise is."""

    REGISTRATION = "registration"
    PRACTICE = "practice"
    SPECIALIST = "specialist"
    CHAMBER = "chamber"
    TRADE = "trade"
    OTHER = "other"


class DocumentKind(StrEnum):
    """What a person may be asked to send once they are put forward."""

    CV = "cv"
    DEGREE = "degree"
    LICENCE = "licence"
    LEAVE_LETTER = "leave_letter"
    REFERENCE = "reference"


class CouncilState(StrEnum):
    """How far the registration with the council of the country has come."""

    HAVE = "have"
    APPLIED = "applied"
    NOT_YET = "not_yet"


class Readiness(StrEnum):
    """Whether something that clinical work needs is there, or will be before the first day."""

    YES = "yes"
    WILL_BE = "will_be"


class InstitutionType(StrEnum):
    """Kinds of host institutions."""

    MINISTRY = "ministry"
    AGENCY = "agency"
    LOCAL_GOVERNMENT = "local_government"
    HOSPITAL = "hospital"
    UNIVERSITY = "university"
    SCHOOL = "school"
    COURT = "court"
    NGO = "ngo"
    PRIVATE = "private"


class Ownership(StrEnum):
    """Who owns an institution."""

    PUBLIC = "public"
    PRIVATE = "private"
    MIXED = "mixed"


class InstitutionState(StrEnum):
    """Whether an officer has seen that an institution is what it says."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    SUSPENDED = "suspended"


class AllowanceLine(StrEnum):
    """What may be paid."""

    DSA = "dsa"
    STIPEND = "stipend"
    TOP_UP = "top_up"
    TICKET = "ticket"
    LOCAL_TRANSPORT = "local_transport"
    VISA = "visa"
    MEDICAL_INSURANCE = "medical_insurance"
    EVACUATION_INSURANCE = "evacuation_insurance"
    HOUSING = "housing"
    EQUIPMENT = "equipment"
    TRAINING = "training"
    DEPENDANTS = "dependants"
    REINTEGRATION_GRANT = "reintegration_grant"
    COMMUNICATION = "communication"
    RESETTLEMENT = "resettlement"


class Payer(StrEnum):
    """Who pays an allowance line."""

    PROGRAMME = "programme"
    HOST = "host"
    GOVERNMENT = "government"
    OWN = "own"


class Source(StrEnum):
    """How a person came to register."""

    SELF = "self"
    SURVEY = "survey"
    EVENT = "event"
    ASSOCIATION = "association"
    EMBASSY = "embassy"
    OFFICER = "officer"


SOURCES_OF_FILES = (Source.SURVEY, Source.ASSOCIATION, Source.EMBASSY, Source.EVENT)
"""Where a list of people may come from."""


class LawfulBasis(StrEnum):
    """Why somebody was allowed to pass on what they know of a person."""

    CONSENT = "consent"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"


class IntakeChannel(StrEnum):
    """How the details of a person came here from somebody else."""

    FILE = "file"
    PHONE = "phone"
    PAPER = "paper"
    EVENT = "event"


ASSISTED = (IntakeChannel.PHONE, IntakeChannel.PAPER, IntakeChannel.EVENT)
"""Ways in which an officer writes down what a person tells."""


class IntakeAnswer(StrEnum):
    """How a person said that their details may stay."""

    LINK = "link"
    PAPER = "paper"


class Purpose(StrEnum):
    """The closed list of purposes for which a person may consent."""

    REGISTRATION = "registration"
    MATCHING = "matching"
    DISCLOSURE = "disclosure"
    STATISTICS = "statistics"
    OUTREACH = "outreach"


CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")

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

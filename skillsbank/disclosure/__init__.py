"""The only way a person's data goes out: one serializer per actor and stage; templates get nothing else."""

from skillsbank.disclosure.cards import CROWD, Card, Trait, card
from skillsbank.disclosure.codes import CODE_LENGTH, candidate_code
from skillsbank.disclosure.programme import PROGRAMME_FIELDS, ProgrammeView, for_programme
from skillsbank.disclosure.records import INSTITUTION_FIELDS, NamedRecord, named_record

__all__ = [
    "CODE_LENGTH",
    "CROWD",
    "INSTITUTION_FIELDS",
    "PROGRAMME_FIELDS",
    "Card",
    "NamedRecord",
    "ProgrammeView",
    "Trait",
    "candidate_code",
    "card",
    "for_programme",
    "named_record",
]

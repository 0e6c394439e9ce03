"""The only way a person's data goes out: one serializer per actor and stage; templates get nothing else."""

from skillsbank.disclosure.cards import CROWD, Card, Trait, card
from skillsbank.disclosure.codes import candidate_code
from skillsbank.disclosure.records import INSTITUTION_FIELDS, NamedRecord, named_record

__all__ = [
    "CROWD",
    "INSTITUTION_FIELDS",
    "Card",
    "NamedRecord",
    "Trait",
    "candidate_code",
    "card",
    "named_record",
]

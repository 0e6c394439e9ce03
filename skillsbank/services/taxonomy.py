"""Which concept a label names: one of our own lexicon, else one of a published taxonomy that was read in."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import reference
from skillsbank.domain.words import searchable
from skillsbank.models import TaxonomyConcept, TaxonomyLabel
from skillsbank.models.taxonomy import SKILL


def concept_of(session: Session, label: str) -> str | None:
    """Return the skill that `label` names, letter case and accents aside; None for own words."""
    if own := reference.concept_by_label().get(label.strip().casefold()):
        return own
    query = (
        select(TaxonomyConcept.uri)
        .join(TaxonomyLabel)
        .where(TaxonomyConcept.kind == SKILL, TaxonomyLabel.words == searchable(label), TaxonomyLabel.words != "")
        .order_by(TaxonomyLabel.preferred.desc(), TaxonomyConcept.uri)
        .limit(1)
    )
    return session.scalar(query)

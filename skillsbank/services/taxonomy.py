"""What a label names: a skill of our own lexicon or of a published taxonomy, or an occupation of the latter."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import reference
from skillsbank.domain.words import searchable
from skillsbank.models import TaxonomyConcept, TaxonomyLabel
from skillsbank.models.taxonomy import OCCUPATION, SKILL


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


def groups_of(session: Session, label: str) -> list[str]:
    """Return the ISCO-08 unit groups of the occupations that `label` names, letter case and accents aside."""
    query = (
        select(TaxonomyConcept.isco)
        .join(TaxonomyLabel)
        .where(TaxonomyConcept.kind == OCCUPATION, TaxonomyLabel.words == searchable(label), TaxonomyLabel.words != "")
        .distinct()
        .order_by(TaxonomyConcept.isco)
    )
    return [code for code in session.scalars(query) if code in reference.unit_groups()]

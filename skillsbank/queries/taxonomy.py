"""Concepts of a published taxonomy that was read in: found by their words, named in the reader's language."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank import reference
from skillsbank.domain.words import normal_words, searchable
from skillsbank.models import TaxonomyConcept, TaxonomyImport, TaxonomyLabel
from skillsbank.models.taxonomy import OCCUPATION, SKILL
from skillsbank.queries import suggestions

SHORTEST = 3
"""So many letters are needed: fewer begin words of most labels."""
_WIDE = 60


def skills(session: Session, query: str, language: str, limit: int = 10) -> list[tuple[str, str]]:
    """Return up to `limit` (concept, label in `language`) whose labels in some language begin words like `query`.

    Concepts whose name our own lexicon has are left out: the lexicon offers those.
    """
    named = labels(session, _found(session, SKILL, query, language), language)
    return [(uri, label) for uri, label in named.items() if suggestions.skill_of(label) is None][:limit]


def occupations(session: Session, query: str, language: str, limit: int = 10) -> list[tuple[str, str]]:
    """Return up to `limit` (ISCO-08 unit group, "name (title of the group)") of occupations that fit `query`.

    Of the occupations of one group the one that fits best stands for it.
    """
    uris = _found(session, OCCUPATION, query, language)
    columns = select(TaxonomyConcept.uri, TaxonomyConcept.isco).where(TaxonomyConcept.uri.in_(uris))
    groups = {row.uri: row.isco for row in session.execute(columns)} if uris else {}
    titles, best = reference.unit_groups(language), dict[str, str]()
    for uri, label in labels(session, uris, language).items():
        if (code := groups[uri]) in titles:
            best.setdefault(code, f"{label[:1].upper()}{label[1:]} ({titles[code]})")
    return list(best.items())[:limit]


def _found(session: Session, kind: str, query: str, language: str) -> list[str]:
    """Return the concepts whose labels in some language begin words like `query`, those of the reader's first."""
    parts = normal_words(query[: suggestions.LONGEST_QUERY])
    if sum(map(len, parts)) < SHORTEST:
        return []
    found = session.execute(
        select(TaxonomyConcept.uri)
        .join(TaxonomyLabel)
        .where(
            TaxonomyConcept.kind == kind,
            *(TaxonomyLabel.words.contains(f" {part}", autoescape=True) for part in parts),
        )
        .order_by(
            TaxonomyLabel.language != language,
            TaxonomyLabel.words.startswith(searchable(query), autoescape=True).desc(),
            func.length(TaxonomyLabel.label),
            TaxonomyLabel.id,
        )
        .limit(_WIDE)
    ).scalars()
    return list(dict.fromkeys(found))


def labels(session: Session, uris: Collection[str], language: str) -> dict[str, str]:
    """Return the preferred label of each concept in `language`, else in English, else in any, in the order asked."""
    if not uris:
        return {}
    rows = session.execute(
        select(TaxonomyConcept.uri, TaxonomyLabel.language, TaxonomyLabel.label)
        .join(TaxonomyLabel)
        .where(TaxonomyConcept.uri.in_(uris), TaxonomyLabel.preferred)
        .order_by(TaxonomyLabel.language)
    ).all()
    best: dict[str, tuple[int, str]] = {}
    for uri, tongue, label in rows:
        rank = 0 if tongue == language else 1 if tongue == "en" else 2
        best[uri] = min(best.get(uri, (3, "")), (rank, label), key=lambda pair: pair[0])
    return {uri: best[uri][1] for uri in uris if uri in best}


def newest(session: Session) -> TaxonomyImport | None:
    """Return the newest finished import, None when there is none."""
    query = select(TaxonomyImport).where(TaxonomyImport.finished_at.is_not(None)).order_by(TaxonomyImport.id.desc())
    return session.scalar(query.limit(1))

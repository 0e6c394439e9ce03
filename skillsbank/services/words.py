"""What people's own words mean, as an officer decided: for all uses of the same words in one language."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from skillsbank import reference
from skillsbank.domain.errors import IllegalMove, Invalid
from skillsbank.domain.words import WordKind, WordVerdict, words_digest
from skillsbank.models import TaxonomyConcept, WordMeaning
from skillsbank.models.taxonomy import SKILL
from skillsbank.policies import Actor, Permission, require
from skillsbank.services import audit

Meanings = Mapping[tuple[str, str, str], str]
"""Kind, language and digest of words -> the concept."""


def decide(
    session: Session,
    actor: Actor,
    kind: WordKind,
    concept: str | None,
    *,
    words: str,
    language: str,
    offered: bool = False,
) -> WordMeaning:
    """Link words to a concept, or leave them as own words (no concept); `offered` lets everybody's search know.

    Whether the actor may know of the words, the caller has asked (queries.own_words). Nothing that people typed is
    changed. Raises Refused, Invalid for a concept that does not exist, StaleDataError when somebody decided already.
    """
    require(actor, Permission.PROGRAMME_WORDS_MAP)
    if concept is not None and not _exists(session, kind, concept):
        raise Invalid("no_concept")
    digest = words_digest(words)
    row = session.scalar(select(WordMeaning).where(_row(kind, language, digest)).with_for_update())
    if row is None:
        row = WordMeaning(kind=kind, language=language, digest=digest)
        session.add(row)
    elif row.verdict is not WordVerdict.OPEN:
        raise StaleDataError("somebody decided on these words already")
    row.verdict = WordVerdict.MAPPED if concept else WordVerdict.OWN
    row.concept, row.offered, row.decided_by_id = concept, offered and concept is not None, actor.account_id
    session.flush()
    audit.record(session, actor, "words:decide", row, verdict=row.verdict.value, language=language)
    return row


def undo(session: Session, actor: Actor, meaning: WordMeaning) -> None:
    """Take a decision back: the words wait again. Raises Refused, and IllegalMove when nothing is decided."""
    require(actor, Permission.PROGRAMME_WORDS_MAP)
    if meaning.verdict is WordVerdict.OPEN:
        raise IllegalMove("not_decided")
    before = meaning.verdict.value
    meaning.verdict, meaning.concept, meaning.offered = WordVerdict.OPEN, None, False
    meaning.decided_by_id = actor.account_id
    session.flush()
    audit.record(session, actor, "words:undo", meaning, before=before, language=meaning.language)


def meanings(session: Session) -> Meanings:
    """Return every decision that links words to a concept."""
    query = select(WordMeaning).where(WordMeaning.verdict == WordVerdict.MAPPED)
    return {(row.kind, row.language, row.digest): row.concept for row in session.scalars(query) if row.concept}


def meaning_of(known: Meanings, kind: WordKind, language: str, words: str) -> str | None:
    """Return the concept that words in a language were linked to, None for none."""
    return known.get((kind, language, words_digest(words))) if known and words else None


def offered(session: Session, kind: WordKind, language: str, words: str) -> str | None:
    """Return what a search for exactly these words offers first, None for nothing."""
    query = select(WordMeaning.concept).where(_row(kind, language, words_digest(words)), WordMeaning.offered)
    return session.scalar(query)


def stamp(session: Session) -> tuple[object, ...]:
    """Return a value that differs whenever a decision differs."""
    return tuple(session.execute(select(func.count(), func.max(WordMeaning.updated_at))).one())


def _row(kind: WordKind, language: str, digest: str) -> ColumnElement[bool]:
    return and_(WordMeaning.kind == kind, WordMeaning.language == language, WordMeaning.digest == digest)


def _exists(session: Session, kind: WordKind, concept: str) -> bool:
    if kind is WordKind.OCCUPATION:
        return concept in reference.unit_groups()
    query = select(TaxonomyConcept.id).where(TaxonomyConcept.uri == concept, TaxonomyConcept.kind == SKILL)
    return concept in reference.concepts() or session.scalar(query) is not None

"""Reads a release of ESCO into the tables, file by file, in small transactions; twice gives what once gives."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session, sessionmaker

from matching import InputError
from matching.esco import EscoConcept, EscoFile, esco_concepts, esco_files
from skillsbank import clock
from skillsbank.database import writing
from skillsbank.domain.words import searchable
from skillsbank.models import TaxonomyConcept, TaxonomyImport, TaxonomyLabel

BATCH = 500
LONGEST = 300
"""Longer labels are sentences, which nobody types and no index takes."""

Name = tuple[str, bool]
"""A label and whether it is the preferred one."""


class WrongRelease(Exception):
    """The folder is no release of ESCO; the message says in one line why."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is: the file and how many of its concepts are in."""

    file: str
    concepts: int


def read_in(sessions: sessionmaker[Session], folder: Path, release: str = "") -> Iterator[Progress]:
    """Read the release in `folder` in; yields after each batch.

    `release` is how the page on sources calls it; without it, the newest date in the files. A concept that an earlier
    release had and this one has not keeps its labels, as records may hold it. Raises WrongRelease before anything is
    written where the folder is missing or a column is, later where a file cannot be read on.
    """
    try:
        files = esco_files(folder)
        with sessions() as session, writing(session):
            made = TaxonomyImport(release=release, languages=sorted({file.language for file in files}))
            session.add(made)
            session.flush()
            number = made.id
        newest = ""
        for file in files:
            done = 0
            concepts = esco_concepts(file)
            while batch := list(islice(concepts, BATCH)):
                with sessions() as session, writing(session):
                    _write(session, file, batch)
                newest = max(newest, *(concept.modified for concept in batch))
                done += len(batch)
                yield Progress(file.path.name, done)
    except InputError as error:
        raise WrongRelease(str(error)) from error
    with sessions() as session, writing(session):
        finished = session.get_one(TaxonomyImport, number)
        finished.release = release or newest
        finished.finished_at = clock.now()


def _write(session: Session, file: EscoFile, batch: Sequence[EscoConcept]) -> None:
    ids = _concepts(session, file, batch)
    held: dict[int, set[Name]] = defaultdict(set)
    ours = (TaxonomyLabel.language == file.language, TaxonomyLabel.concept_id.in_(ids.values()))
    columns = select(TaxonomyLabel.concept_id, TaxonomyLabel.label, TaxonomyLabel.preferred)
    for concept, label, preferred in session.execute(columns.where(*ours)):
        held[concept].add((label, preferred))
    wanted = {ids[concept.uri]: _names(concept) for concept in batch}
    changed = {concept: names for concept, names in wanted.items() if names != held[concept]}
    if not changed:
        return
    session.execute(
        delete(TaxonomyLabel).where(TaxonomyLabel.language == file.language, TaxonomyLabel.concept_id.in_(changed))
    )
    rows = [
        {
            "concept_id": concept, "language": file.language, "label": label, "words": searchable(label),
            "preferred": preferred,
        }
        for concept, names in changed.items()
        for label, preferred in sorted(names)
    ]  # fmt: skip
    if rows:
        session.execute(insert(TaxonomyLabel), rows)


def _concepts(session: Session, file: EscoFile, batch: Sequence[EscoConcept]) -> dict[str, int]:
    """Return the ids of the concepts by their address, new ones made and groups brought up to date."""
    uris = list(dict.fromkeys(concept.uri for concept in batch))
    known = {row.uri: row for row in session.scalars(select(TaxonomyConcept).where(TaxonomyConcept.uri.in_(uris)))}
    for concept in batch:
        row = known.get(concept.uri)
        if row is None:
            row = known[concept.uri] = TaxonomyConcept(uri=concept.uri, kind=file.kind)
            session.add(row)
        row.isco = concept.isco or row.isco or ""
    session.flush()
    return {uri: known[uri].id for uri in uris}


def _names(concept: EscoConcept) -> set[Name]:
    others = {(label, False) for label in concept.others if len(label) <= LONGEST}
    return others | {(concept.preferred[:LONGEST], True)}

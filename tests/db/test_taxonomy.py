"""A release of ESCO is read in by the names of its columns, twice as once, and found by people and engine."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from skillsbank.models import TaxonomyConcept, TaxonomyImport, TaxonomyLabel
from skillsbank.queries import taxonomy as queries
from skillsbank.services.ranking import pool, taxonomy
from skillsbank.services.taxonomy import concept_of
from skillsbank.web import occupations
from tests import factories as make
from tests.taxonomy import address, write_release


@pytest.fixture
def release(tmp_path: Path) -> Path:
    return write_release(tmp_path / "release")


def read(sessions: sessionmaker[Session], folder: Path, name: str = "9.1") -> list[taxonomy.Progress]:
    return list(taxonomy.read_in(sessions, folder, name))


def held(session: Session) -> list[tuple[str, str, str, bool]]:
    session.commit()
    columns = select(TaxonomyConcept.uri, TaxonomyLabel.language, TaxonomyLabel.label, TaxonomyLabel.preferred)
    query = columns.join(TaxonomyLabel, TaxonomyLabel.concept_id == TaxonomyConcept.id)
    return sorted(tuple(row) for row in session.execute(query))


def test_everything_is_read_by_column_name_and_counted(
    sessions: sessionmaker[Session], session: Session, release: Path
) -> None:
    progress = read(sessions, release)
    assert [(step.file, step.concepts) for step in progress] == [
        ("occupations_en.csv", 1), ("skills_en.csv", 3), ("skills_fr.csv", 2),
    ]  # fmt: skip
    assert (address("beehives"), "fr", "entretenir des ruches", True) in held(session)
    assert (address("beekeeper"), "en", "bee man", False) in held(session)
    assert session.scalars(select(TaxonomyConcept.isco).where(TaxonomyConcept.kind == "occupation")).all() == ["6123"]
    newest = queries.newest(session)
    assert newest is not None
    assert (newest.release, newest.languages) == ("9.1", ["en", "fr"])


def test_reading_twice_changes_nothing_and_what_left_the_release_stays(
    sessions: sessionmaker[Session], session: Session, release: Path
) -> None:
    read(sessions, release, "")
    before = held(session)
    ids = list(session.scalars(select(TaxonomyLabel.id).order_by(TaxonomyLabel.id)))
    read(sessions, release, "")
    assert held(session) == before
    assert list(session.scalars(select(TaxonomyLabel.id).order_by(TaxonomyLabel.id))) == ids
    assert queries.newest(session).release == "2024-05-02"  # type: ignore[union-attr]  # it was read in
    text = (release / "skills_en.csv").read_text("utf-8-sig")
    kept = [line for line in text.splitlines(keepends=True) if "kilns" not in line]
    (release / "skills_en.csv").write_text("".join(kept).replace("keep bees", "mind bees"), "utf-8")
    read(sessions, release)
    now = {label for _uri, language, label, _preferred in held(session) if language == "en"}
    assert "mind bees" in now
    assert "keep bees" not in now
    assert "fire pottery kilns" in now


@pytest.mark.parametrize(
    ("break_it", "told"),
    [
        (lambda folder: [path.unlink() for path in folder.iterdir()], "holds no ESCO files"),
        (lambda folder: [path.unlink() for path in folder.iterdir()] and folder.rmdir(), "no such folder"),
        (lambda folder: (folder / "skills_fr.csv").write_text("conceptUri,altLabels\n"), "no column preferredLabel"),
        (lambda folder: (folder / "skills_fr.csv").write_bytes(b"\xff\xfeconcept"), "is not UTF-8"),
        (lambda folder: (folder / "occupations_en.csv").write_text("conceptUri,preferredLabel,altLabels\n"), "iscoG"),
    ],
)
def test_a_wrong_folder_is_told_in_one_line_before_anything_is_written(
    sessions: sessionmaker[Session], session: Session, release: Path, break_it: object, told: str
) -> None:
    break_it(release)  # type: ignore[operator]  # one of the above
    with pytest.raises(taxonomy.WrongRelease, match=told) as caught:
        read(sessions, release)
    assert "\n" not in str(caught.value)
    assert session.scalar(select(func.count()).select_from(TaxonomyImport)) == 0


def test_skills_are_found_by_the_beginnings_of_words_in_any_language(
    sessions: sessionmaker[Session], session: Session, release: Path
) -> None:
    assert queries.skills(session, "beeh", "en") == []
    read(sessions, release)
    session.commit()
    assert queries.skills(session, "BEEH ten", "fr") == [(address("beehives"), "entretenir des ruches")]
    assert queries.skills(session, "elever ab", "ar") == [(address("beehives"), "tend beehives")]
    assert queries.skills(session, "apiar", "en") == [], "an occupation is no skill"
    assert queries.skills(session, "kangaroo", "en") == [], "our own lexicon offers that one"
    for wild in ("%%%", "___", "be_hives", "'; drop", "\\", ""):
        assert queries.skills(session, wild, "en") == []


def test_occupations_lead_to_their_unit_group(
    app: Flask, client: FlaskClient, sessions: sessionmaker[Session], session: Session, release: Path
) -> None:
    def offered(words: str) -> list[tuple[str, str]]:
        items = client.get("/suggest/occupations", query_string={"q": words}).json["items"]  # type: ignore[index]
        return [(item["value"], item["label"]) for item in items]

    assert "6123" not in dict(offered("bee man"))
    read(sessions, release)
    session.commit()
    (label,) = [words for code, words in offered("bee man") if code == "6123"]
    assert label == "Bee breeder (Apiarists and sericulturists)"
    assert ("6123", "Apiarists and sericulturists") in offered("apiarists and"), "our own list comes first"
    with app.test_request_context():
        assert occupations.code_of(label, "") == occupations.code_of("BEE man", "") == "6123"
        assert occupations.code_of("bee woman", "6123") == ""
        assert occupations.names("apiarist", "6123")
        assert not occupations.names("apiarist", "2221")
    person = make.expert(session)
    session.commit()
    make.sign_in(client, person.account)  # type: ignore[arg-type]  # an expert has one
    page = client.get("/profile/answers/occupation").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version is not None
    sent = {"version": version[1], "occupations-0-title": "bee man", "occupations-0-years": "3"}
    found = client.post("/profile/answers/occupation", data={**sent, "search": "occupations-0-title"}).text
    assert 'value="occupations-0-title:6123"' in found, "without script too"
    assert client.post("/profile/answers/occupation", data=sent).status_code == 303
    session.expire_all()
    assert [(row.isco, row.title) for row in person.occupations] == [("6123", "bee man")]


def test_a_label_names_its_concept_the_own_lexicon_first(
    sessions: sessionmaker[Session], session: Session, release: Path
) -> None:
    assert concept_of(session, "Élever des abeilles") is None
    read(sessions, release)
    session.commit()
    assert concept_of(session, "ELEVER des abeilles") == address("beehives")
    assert concept_of(session, "Kangaroo mother care") == "kangaroo-mother-care"
    assert concept_of(session, "apiarist") is None
    assert concept_of(session, " ") is None
    assert queries.labels(session, [address("kilns"), "none"], "es") == {address("kilns"): "fire pottery kilns"}


def test_the_engine_links_texts_through_what_was_read_in(
    sessions: sessionmaker[Session], session: Session, release: Path
) -> None:
    before = pool.concepts(session)
    assert before is pool.lexicon()
    assert before.link("I keep bees", "en") == []
    read(sessions, release)
    session.commit()
    after = pool.concepts(session)
    assert after.link("I keep bees", "en") == after.link("élever des abeilles", "fr") == [address("beehives")]
    assert after.link("kangaroo mother care", "en") == [address("kangaroo"), "kangaroo-mother-care"]
    assert after.link("infection prevention", "en") == before.link("infection prevention", "en") != []
    assert pool.concepts(session) is after

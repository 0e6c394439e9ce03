"""The index on disk: shared by processes, as fresh as the database, rebuilt when it cannot be used, and forgetful."""

import stat
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matching import DEFAULT_WEIGHTS, index
from skillsbank import clock
from skillsbank.app import create_app
from skillsbank.database import make_sessions
from skillsbank.domain.errors import NotReady
from skillsbank.domain.profile import ProfileAction, ProfileState
from skillsbank.domain.vocabulary import Purpose, Visibility
from skillsbank.domain.words import WordKind
from skillsbank.jobs import keep_index
from skillsbank.models import Consent, Profile, ProfileOccupation, Vacancy
from skillsbank.policies import SYSTEM
from skillsbank.queries import service
from skillsbank.services import own_profile, words, workflow
from skillsbank.services.ranking import pool, standing
from skillsbank.services.ranking.runs import run
from skillsbank.settings import Settings
from tests import factories as make

RULES = {"family_links": ["born_there"], "min_age": 18}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def session(own_engine: Engine, folder: Path) -> Iterator[Session]:
    """Yield a session that commits for real and knows the folder."""
    with make_sessions(own_engine, folder)() as session:
        yield session
    standing.forget()


def nurse(session: Session, **values: object) -> Profile:
    values = {"headline": "Neonatal nurse", "summary": "Coaches a newborn unit.", "birth_year": 1980, **values}
    made = make.expert(session, **values)  # type: ignore[arg-type]  # any column
    session.commit()
    return made


def need_of(session: Session) -> Vacancy:
    programme = make.programme(session, eligibility=RULES)
    return make.vacancy(session, make.institution(session), programme=programme)


def listed(session: Session, need: Vacancy) -> dict[int | None, float]:
    made = run(session, make.actor(session, make.officer(session)), need)
    found = {match.profile_id: match.score for match in made.matches if match.modality == need.modality and match.rank}
    session.commit()
    return found


def later(session: Session, by: timedelta = timedelta(minutes=1)) -> bool:
    """Do what the worker does, after a while."""
    with clock.moved(by):
        done = pool.refit(session)
    session.rollback()
    return done


def bytes_of(folder: Path) -> bytes:
    return b"\n".join(path.name.encode() + path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_the_first_question_builds_the_folder_for_its_owner_alone(session: Session, folder: Path) -> None:
    person, need = nurse(session), need_of(session)
    assert service.health(session)["index"] == {"state": "rebuilding"}
    assert listed(session, need).keys() == {person.id}
    assert service.health(session)["index"] == {"state": "ok"}
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE((folder / "current").stat().st_mode) == 0o700
    made = run(session, make.actor(session, make.officer(session)), need)
    assert f"index {pool.ranker(session, DEFAULT_WEIGHTS).version}" in made.engine
    assert len(pool.ranker(session, DEFAULT_WEIGHTS).version) == 12


def test_a_question_finds_everybody_as_they_are_now(session: Session, folder: Path) -> None:
    person, need = nurse(session), need_of(session)
    before = listed(session, need)
    name = index.current(folder)
    newcomer = nurse(session)
    assert listed(session, need).keys() == {person.id, newcomer.id}
    person.skills[0].label = "something else"
    person.updated_at = clock.now()
    session.commit()
    assert listed(session, need)[person.id] < before[person.id]
    silent = nurse(session, matching=False)
    assert silent.id not in listed(session, need)
    session.add(Consent(profile_id=silent.id, purpose=Purpose.MATCHING, text_version="1", language="en"))
    session.commit()
    assert silent.id in listed(session, need)
    with clock.moved(timedelta(days=-30)):
        of_the_past = nurse(session)
    assert of_the_past.id in listed(session, need)
    assert index.current(folder) == name, "nothing was fitted anew"


def test_an_answer_is_the_same_from_the_folder_and_from_memory(session: Session, own_engine: Engine) -> None:
    for number in range(6):
        nurse(session, skills=make.SKILLS[: number % 3 + 1], headline=f"Nurse {number}")
    need = need_of(session)
    session.commit()
    shared = listed(session, need)
    with make_sessions(own_engine)() as plain:
        assert listed(plain, plain.get_one(Vacancy, need.id)) == shared
    assert len(shared) == 6


def test_a_fit_follows_when_changes_rest_and_on_a_new_day(session: Session, folder: Path) -> None:
    nurse(session)
    assert later(session, timedelta()), "there was none"
    assert not later(session, timedelta()), "nothing changed"
    first = index.current(folder)
    nurse(session)
    assert not pool.refit(session), "changes do not rest yet"
    assert later(session)
    second = index.current(folder)
    assert second != first
    assert not later(session), "everything is in it"
    assert later(session, timedelta(days=1))
    assert [path.name for path in folder.glob("version-*")] == [index.current(folder)]


def test_a_fit_does_not_wait_for_ever(session: Session) -> None:
    nurse(session)
    pool.refit(session)
    for minute in range(1, 25):
        with clock.moved(timedelta(minutes=minute / 2)):
            nurse(session)
            if pool.refit(session):
                break
    assert minute == 21


@pytest.mark.parametrize("way", ["ask first", "leave", "hide", "stop"])
def test_who_hides_or_goes_is_forgotten_at_once(session: Session, folder: Path, way: str) -> None:
    person, _other = nurse(session, summary="zygomorphic canary"), nurse(session)
    need = need_of(session)
    assert person.id in listed(session, need)
    assert b"zygomorphic" in bytes_of(folder)
    assert person.account is not None
    own = make.actor(session, person.account)
    if way == "ask first":
        person.countries[0].visibility = Visibility.ASK_FIRST
        person.countries[0].updated_at = clock.now()
    elif way == "leave":
        own_profile.act(session, own, person, ProfileAction.REQUEST_ERASURE)
    elif way == "hide":
        own_profile.act(session, own, person, ProfileAction.HIDE)
    else:
        for consent in session.query(Consent).filter_by(profile_id=person.id, purpose=Purpose.MATCHING):
            consent.withdrawn_at = clock.now()
    session.commit()
    assert (person.id in listed(session, need)) == (way == "ask first")
    assert pool.refit(session), "at once"
    found = bytes_of(folder)
    if way == "ask first":
        assert b"zygomorphic" not in (folder / "current" / "words-terms.json").read_bytes()
        assert (person.id in listed(session, need)) == (way == "ask first")
    else:
        assert b"zygomorphic" not in found
        assert f'"id": "{person.id}"'.encode() not in found
    assert not pool.refit(session)


def test_erasure_leaves_no_byte_in_the_folder(session: Session, folder: Path) -> None:
    canaries = {"headline": "Quillonaut", "summary": "vexillographer of Ubombo", "time_zone": "Antarctica/Troll"}
    person, _stays = nurse(session, **canaries, skills=("thimblerigging",)), nurse(session)
    need = need_of(session)
    listed(session, need)
    words = [b"quillonaut", b"vexillographer", b"ubombo", b"troll", b"thimblerigging"]
    assert all(word in bytes_of(folder).lower() for word in words)
    person.state = ProfileState.ERASURE_PENDING
    session.flush()
    workflow.perform(session, SYSTEM, person, ProfileAction.ERASE)
    session.commit()
    assert person.id not in listed(session, need)
    assert pool.refit(session)
    assert not [word for word in words if word in bytes_of(folder).lower()]


@pytest.mark.parametrize("harm", ["cut", "gone", "foreign", "dangling", "older", "other database"])
def test_what_cannot_be_used_is_refused_and_built_anew(
    session: Session, folder: Path, harm: str, capsys: pytest.CaptureFixture[str], new_database: Callable[[str], Engine]
) -> None:
    person, need = nurse(session), need_of(session)
    expected = listed(session, need)
    standing.forget()  # as after a start
    version = (folder / "current").resolve()
    if harm == "cut":
        (version / "people.jsonl").write_bytes((version / "people.jsonl").read_bytes()[:-9])
    elif harm == "gone":
        (version / "coordinates.npy").unlink()
    elif harm == "foreign":
        (folder / "current").unlink()
        (folder / "current").mkdir()
        (folder / "current" / "manifest.json").write_text('{"format": "elsewhere"}')
    elif harm == "dangling":
        (folder / "current").unlink()
        (folder / "current").symlink_to("version-nowhere")
    elif harm == "older":
        (version / "manifest.json").write_text('{"format": "skills-bank-index-1"}')
    else:
        with make_sessions(new_database("elsewhere"), folder)() as other:
            pool.ranker(other, DEFAULT_WEIGHTS)
        standing.forget()
    assert listed(session, need) == expected
    assert service.health(session)["index"] == {"state": "ok"}
    assert "index_refused" in "".join(capsys.readouterr())
    assert person.id in expected


def test_the_first_index_is_built_without_a_word(
    session: Session, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person, need = nurse(session), need_of(session)
    assert listed(session, need).keys() == {person.id}
    assert index.current(folder)
    assert "index_refused" not in "".join(capsys.readouterr())


def test_a_folder_that_cannot_be_written_stops_nobody(session: Session, folder: Path) -> None:
    person, need = nurse(session), need_of(session)
    folder.write_text("in the way")
    assert listed(session, need).keys() == {person.id}


def test_many_people_are_fitted_by_the_worker_and_questions_wait_for_it(
    session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nurse(session)
    need = need_of(session)
    listed(session, need)
    monkeypatch.setattr(standing, "AT_ONCE", 2)
    people = {nurse(session).id for _ in range(3)}
    for harm in (lambda: None, (folder / "current").unlink):
        harm()
        with pytest.raises(NotReady):
            listed(session, need)
        session.rollback()
        assert pool.refit(session)
        assert people < listed(session, need).keys()


def test_what_many_people_mean_by_own_words_counts_from_the_next_fit(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in [nurse(session) for _ in range(3)]:
        person.occupations = [ProfileOccupation(isco="", title="Carer of the very newest", years=9)]
        person.experience = []
    need = need_of(session)
    before = listed(session, need)
    monkeypatch.setattr(standing, "AT_ONCE", 2)
    officer = make.actor(session, make.officer(session))
    words.decide(session, officer, WordKind.OCCUPATION, "2221", words="carer of the very newest", language="en")
    session.commit()
    assert listed(session, need) == before
    assert later(session)
    after = listed(session, need)
    assert all(after[person] > score for person, score in before.items())


def test_the_worker_keeps_the_index(session: Session, own_engine: Engine, settings: Settings, folder: Path) -> None:
    nurse(session)
    app = create_app(settings, make_sessions(own_engine, folder))
    assert keep_index(app), "there was none"
    assert not keep_index(app), "nothing is due"
    assert index.current(folder)
    nurse(session)
    with clock.moved(timedelta(minutes=1)):
        keep_index(app)
    with clock.moved(timedelta(minutes=2)):
        assert keep_index(app)
    assert not keep_index(create_app(settings, make_sessions(own_engine)))

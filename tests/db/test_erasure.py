"""P4: erasure by canary. Whoever was erased is in no row, no file, no log of the database; the rest stays as it was."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select, text, update
from sqlalchemy.orm import Session

from skillsbank import clock, jobs
from skillsbank.app import create_app
from skillsbank.database import make_sessions
from skillsbank.domain.errors import IllegalMove, Refused
from skillsbank.domain.profile import ProfileAction, ProfileState
from skillsbank.domain.retention import ERASED_WITHIN
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import LawfulBasis, Sex, Source, Visibility
from skillsbank.models import (
    Account,
    AnswerDraft,
    Application,
    AuditEntry,
    Base,
    Consent,
    Decision,
    Disclosure,
    ErasedStub,
    FileImport,
    MatchRun,
    OutboxMessage,
    Profile,
    ProfileSkill,
    RankedMatch,
    Reading,
    RoleGrant,
    ShortlistEntry,
)
from skillsbank.models.base import Erase, Sensitivity
from skillsbank.models.inventory import columns
from skillsbank.policies import SYSTEM
from skillsbank.services import erasure, imports, own_profile, workflow
from skillsbank.settings import Settings
from tests import canaries
from tests import factories as make
from tests.world import World, as_

TRACE = "zqshown"
"""Every word that was planted for the person begins so."""


@pytest.fixture
def own_app(own_engine: Engine, settings: Settings) -> Flask:
    app = create_app(settings, make_sessions(own_engine))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture
def own_session(own_app: Flask) -> Iterator[Session]:
    with own_app.extensions["skillsbank_sessions"]() as session:
        yield session


def everywhere(session: Session, here: World) -> None:
    """Write the person's words into everything that the site keeps beside the profile."""
    person = here.shown
    person.sex, person.sectors = Sex.FEMALE, ["health"]
    person.skills.append(ProfileSkill(label=f"{TRACE} own words", level=3))
    here.application.message = f"{TRACE} message"
    session.add_all(
        [
            Reading(profile_id=person.id, kind="pdf", facts=[{"key": "1", "value": f"{TRACE} fact"}]),
            AnswerDraft(profile_id=person.id, section="name", sent={"given_name": [f"{TRACE} draft"]}),
            Decision(role="officer", subject_kind="profiles", subject_id=person.id, action="ask", note=f"{TRACE} ask"),
            Decision(
                role="expert", subject_kind="applications", subject_id=here.application.id, action="withdraw",
                note=f"{TRACE} why",
            ),
            OutboxMessage(recipient=f"{TRACE}email@example.org", kind="link_reset", params={"token": f"{TRACE}token"}),
            Disclosure(profile_id=person.id, role="officer", purpose="programme", fields=["name"]),
        ]
    )  # fmt: skip
    pick = next(each for each in here.picks if each.profile_id == person.id)
    pick.note = f"{TRACE} note"
    pick.match.account = {**pick.match.account, "terms": [{"term": f"{TRACE} term", "share": 1.0, "kind": "word"}]}
    lister = make.actor(session, here.accounts["officer"])
    rows = [["Ali Abdi", "ali@example.org", "Somalia"], [f"{TRACE} list", f"{TRACE}EMAIL@example.org", "Somalia"]]
    make.sent_in(session, lister, rows=rows)
    session.commit()


def rows_with(session: Session, word: str) -> list[str]:
    """Return the table and column of every value in the whole database that holds `word`."""
    found = []
    for table in Base.metadata.sorted_tables:
        for row in session.execute(select(table)).mappings():
            for column, value in row.items():
                said = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                if word in said.casefold():
                    found.append(f"{table.name}.{column}")
    return sorted(set(found))


def bytes_with(engine: Engine, folder: Path, word: str) -> list[str]:
    """Return the files of the database and of the instance folder in which the bytes of `word` stand."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    if engine.dialect.name == "sqlite":
        database = Path(str(engine.url.database))
        files += [path for path in database.parent.iterdir() if path.is_file()]
    return [path.name for path in files if word.encode() in path.read_bytes().lower()]


def ask(session: Session, person: Profile) -> None:
    assert person.account is not None
    own_profile.act(session, make.actor(session, person.account), person, ProfileAction.REQUEST_ERASURE)


def code_of(client: Any) -> str:
    (link,) = re.findall(r'href="(/erasures/[0-9a-f]{24})"', client.get("/erasures").text)
    return str(link)


def test_no_byte_of_the_person_is_left(
    own_app: Flask, own_engine: Engine, own_session: Session, settings: Settings
) -> None:
    here, session = canaries.build(own_session), own_session
    everywhere(session, here)
    assert len(rows_with(session, TRACE)) > 30, "the words are there before"
    others = rows_with(session, "zqhidden")
    number, public = here.shown.id, here.shown.public_id
    acts = len(session.scalars(select(AuditEntry)).all())
    ask(session, here.shown)
    session.commit()
    account = here.shown.account
    assert account is not None
    person, auditor = as_(own_app, account), as_(own_app, here.accounts["auditor"])
    session.rollback()
    assert person.get("/my-data").status_code == 200
    link = code_of(auditor)
    page = auditor.get("/erasures").text + auditor.get(link).text
    assert TRACE not in page
    assert public not in page
    session.commit()
    assert auditor.post(link).status_code == 303
    assert auditor.post(link).status_code == 404, "it is done"
    assert person.get("/my-data").status_code == 303, "the session ended with the account"
    session.rollback()
    session.expire_all()
    assert rows_with(session, TRACE) == []
    session.rollback()
    if own_engine.dialect.name == "sqlite":
        assert bytes_with(own_engine, settings.instance, TRACE) == []
    assert rows_with(session, "zqhidden") == others, "nobody else lost anything"
    left = session.scalars(select(Profile).where(Profile.id == number)).one()
    assert (left.state, left.account_id, left.public_id == public) == (ProfileState.ERASED, None, False)
    stub = session.scalars(select(ErasedStub)).one()
    assert (stub.sex, stub.region, stub.sectors, stub.year) == (Sex.FEMALE, "150", ["health"], clock.today().year)
    assert stub.modalities == ["temporary", "virtual"]
    assert len(session.scalars(select(AuditEntry)).all()) > acts, "the trail is longer and nothing of it is gone"
    assert all(row.withdrawn_at for row in session.scalars(select(Consent).where(Consent.profile_id == number)))


def test_every_personal_column_is_treated_as_the_inventory_says(session: Session) -> None:
    here = canaries.build(session)
    everywhere(session, here)
    person = here.shown
    account, number = person.account_id, person.id
    ask(session, person)
    erasure.execute(session, make.actor(session, here.accounts["auditor"]), person)
    session.commit()
    tried = 0
    for mapper in Base.registry.mappers:
        kind: Any = mapper.class_
        table, rule = kind.__tablename__, kind.about.erase
        if "profile_id" not in mapper.columns:
            continue
        left = session.scalars(select(kind).where(kind.profile_id == number)).all()
        assert rule in (Erase.DELETE, Erase.STUB), table
        if rule is Erase.DELETE or kind in (RankedMatch, ShortlistEntry):
            assert left == [], table
        tried += 1
    assert tried > 15
    assert session.scalar(select(Account.id).where(Account.id == account)) is None
    blank = session.execute(select(Profile.__table__).where(Profile.__table__.c.id == number)).mappings().one()
    kept = {"id", "public_id", "state", "version", "created_at", "updated_at"}
    personal = [c.name for c in columns() if c.table == "profiles" and c.name not in kept]
    assert {name: blank[name] for name in personal if blank[name] not in (None, "", [], False)} == {
        "source": "self", "sex": "N", "text_language": "en",
    }  # fmt: skip
    assert all(c.about.erase is Erase.BLANK for c in columns() if c.table == "profiles")
    assert Sensitivity.P2 in {c.about.sensitivity for c in columns() if c.table == "profiles"}


def test_runs_and_lists_of_others_stay_whole(session: Session) -> None:
    here = canaries.build(session)
    everywhere(session, here)
    runs = len(session.scalars(select(MatchRun)).all())
    waiting = session.scalars(select(FileImport).order_by(FileImport.id.desc())).first()
    assert waiting is not None
    ask(session, here.shown)
    erasure.execute(session, SYSTEM, here.shown)
    session.commit()
    assert len(session.scalars(select(MatchRun)).all()) == runs
    assert imports.rows_of(waiting) == [["Ali Abdi", "ali@example.org", "Somalia"], ["", "", ""]]
    assert session.scalars(select(Application)).all() == []
    notes = {row.note for row in session.scalars(select(Decision))}
    assert notes == {""}


def test_only_the_auditor_erases_and_only_who_asked(session: Session) -> None:
    person = make.expert(session)
    auditor = make.actor(session, make.account(session, Role.AUDITOR, duty="CH"))
    with pytest.raises(IllegalMove):
        erasure.execute(session, auditor, person)
    ask(session, person)
    for role in (Role.OFFICER, Role.MANAGER, Role.ADMINISTRATOR, Role.DONOR):
        with pytest.raises(Refused):
            erasure.execute(session, make.actor(session, make.account(session, role, duty="CH")), person)
    assert person.given_name == "Hodan"
    erasure.execute(session, auditor, person)
    assert person.given_name == ""
    with pytest.raises(IllegalMove):
        workflow.perform(session, auditor, person, ProfileAction.ERASE)


def test_who_is_also_on_the_staff_keeps_that_account(session: Session) -> None:
    person = make.expert(session)
    account = person.account
    assert account is not None
    account.grants.append(RoleGrant(role=Role.MANAGER))
    session.flush()
    ask(session, person)
    erasure.execute(session, SYSTEM, person)
    assert [grant.role for grant in account.grants] == [Role.MANAGER]
    assert person.account_id is None


def test_an_auditor_who_serves_there_learns_of_no_request_of_somebody_hidden(app: Flask, session: Session) -> None:
    make.programme(session, origin_countries=["SO"])
    there = as_(app, make.account(session, Role.AUDITOR, duty="SO"))
    elsewhere = as_(app, make.account(session, Role.AUDITOR, duty="CH"))
    hidden = make.expert(session, {"SO": Visibility.ASK_FIRST})
    session.commit()
    before = there.get("/audit/list.csv").data.count(b"\n")
    ask(session, hidden)
    session.commit()
    link = code_of(elsewhere)
    assert re.findall("/erasures/[0-9a-f]{24}", there.get("/erasures").text) == []
    assert there.get(link).status_code == there.post(link).status_code == 404
    assert elsewhere.post(link).status_code == 303
    trail = there.get("/audit/list.csv").text
    assert [line for line in trail.splitlines() if "profile:" in line] == [], before
    assert "profile:erase" in elsewhere.get("/audit/list.csv").text


def test_what_nobody_erased_the_service_erases_in_time(session: Session) -> None:
    person = make.expert(session)
    ask(session, person)
    session.flush()
    session.execute(update(Profile).values(updated_at=clock.now()))
    session.expire_all()
    with clock.moved(ERASED_WITHIN - timedelta(minutes=1)):
        assert erasure.erase_overdue(session) == 0
    with clock.moved(ERASED_WITHIN):
        assert erasure.erase_overdue(session) == 1
        assert erasure.erase_overdue(session) == 0
    assert person.state is ProfileState.ERASED
    assert "erase_overdue" in jobs.DUTIES
    assert session.execute(text("select count(*) from erased_stubs")).scalar() == 1


def test_nothing_of_a_list_stays_once_it_is_taken_over(
    own_app: Flask, own_session: Session, own_engine: Engine, settings: Settings
) -> None:
    officer = make.actor(own_session, make.officer(own_session))
    rows = [["Ayaan Jama", "ayaan@example.org", f"{TRACE} left out"], [f"{TRACE} Bad", "no address", "x"]]
    one = imports.receive(
        own_session, officer, source="List", kind=Source.SURVEY, headings=["A", "B", "C"], rows=rows, never_kept=[]
    )
    imports.assign(own_session, officer, one, ["full_name", "email", ""], origin="SO", residence="")
    own_session.commit()
    assert (one.content or b"").decode().count(TRACE) == 2
    imports.start(own_session, officer, one, basis=LawfulBasis.CONSENT, language="en")
    own_session.commit()
    assert jobs.take_lists(own_app) == 2
    own_session.refresh(one)
    assert (one.taken, one.failed, one.content) == (1, 1, None)
    own_session.rollback()
    if own_engine.dialect.name == "sqlite":
        assert bytes_with(own_engine, settings.instance, TRACE) == []

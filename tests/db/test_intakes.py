"""People whose details somebody else passed on: seen by nobody, asked once, theirs to keep or to have erased."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from skillsbank import clock, jobs
from skillsbank.domain.errors import IllegalMove, Invalid, NotFound
from skillsbank.domain.intakes import ANSWER_WITHIN, FILE_KEPT
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import IntakeChannel, LawfulBasis, Source, Visibility
from skillsbank.models import (
    Account,
    AuditEntry,
    FileImport,
    ImportProblem,
    Intake,
    OutboxMessage,
    Profile,
    ProfileCountry,
    ProfileLanguage,
)
from skillsbank.policies import Actor, matchable, visible_to
from skillsbank.queries import experts
from skillsbank.queries import intakes as queries
from skillsbank.queries.paging import Wish
from skillsbank.services import consents, imports, intakes
from tests import factories as make

HEADINGS = ["Name", "E-mail", "Origin", "Born", "Languages"]
FIELDS = ["full_name", "email", "origin", "birth_year", "languages"]


def begun(session: Session, by: Actor, rows: list[list[str]], **values: Any) -> FileImport:
    """Send a list in and start it."""
    made = imports.receive(
        session, by, source=values.pop("source", "Survey"), kind=Source.SURVEY, headings=HEADINGS, rows=rows,
        never_kept=[],
    )  # fmt: skip
    imports.assign(session, by, made, FIELDS, origin=values.pop("origin", ""), residence="")
    imports.start(session, by, made, basis=LawfulBasis.CONSENT, language="fr")
    session.commit()
    return made


def row(number: int, **changes: str) -> list[str]:
    """Return a good row."""
    said = {
        "full_name": f"Person Number{number}", "email": f"person.{number}@example.org", "origin": "Somalia",
        "birth_year": str(1960 + number % 40), "languages": "French B2; Somali (native)", **changes,
    }  # fmt: skip
    return [said[name] for name in FIELDS]


def run(app: Flask) -> None:
    while jobs.take_lists(app):
        pass


def outcome(session: Session, one: FileImport) -> dict[str, int]:
    session.refresh(one)
    return {name: getattr(one, name) for name in ("done", "taken", "skipped", "failed", "closed")}


def problems(session: Session, one: FileImport) -> list[tuple[int, str, str]]:
    return [(p.number, p.field, p.code) for p in queries.problems(session, one)]


def token_of(session: Session, email: str) -> str:
    query = select(OutboxMessage).where(OutboxMessage.recipient == email, OutboxMessage.kind == intakes.MAIL)
    message = session.scalars(query.order_by(OutboxMessage.id.desc())).first()
    assert message is not None
    return str(message.params["token"])


@pytest.fixture
def officer(session: Session) -> Actor:
    return make.actor(session, make.officer(session))


def test_rows_become_drafts_that_only_the_officer_knows(app: Flask, session: Session, officer: Actor) -> None:
    colleague = make.actor(session, make.officer(session, "DE"))
    one = begun(session, officer, [row(1), row(2, email="none"), row(3, origin="Nowhere", birth_year="soon"), [""] * 5])
    run(app)
    assert outcome(session, one) == {"done": 4, "taken": 1, "skipped": 0, "failed": 3, "closed": 0}
    assert problems(session, one) == [
        (3, "email", "no_address"), (4, "birth_year", "no_year"), (4, "origin", "no_country"), (5, "", "empty_row"),
    ]  # fmt: skip
    assert one.finished_at is not None
    assert one.content is None
    (intake,) = session.scalars(select(Intake))
    person = intake.profile
    assert (intake.basis, intake.channel, intake.number) == (LawfulBasis.CONSENT, IntakeChannel.FILE, 2)
    assert (person.state, person.source, person.account_id) == (ProfileState.DRAFT, Source.SURVEY, None)
    assert [(c.country, c.visibility) for c in person.countries] == [("SO", None)]
    assert [(each.code, each.level) for each in person.languages] == [("fr", "B2"), ("so", "C2")]
    assert session.scalar(select(Profile.id).where(visible_to(officer))) == person.id
    assert session.scalar(select(Profile.id).where(visible_to(colleague))) is None
    assert session.scalar(select(Profile.id).where(matchable())) is None
    assert experts.people(session, officer, experts.ExpertFilter(), Wish()).total == 0, "not even in the officer's list"
    with pytest.raises(NotFound):
        experts.person(session, officer, person.public_id)
    with pytest.raises(NotFound):
        queries.person(session, colleague, person.public_id)
    assert experts.origins(session, officer) == []
    mail = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == intakes.MAIL)).one()
    assert (mail.recipient, mail.language, set(mail.params)) == ("person.1@example.org", "fr", {"token"})


def test_the_same_person_is_taken_over_once(app: Flask, session: Session, officer: Actor) -> None:
    make.expert(session, {"SO": Visibility.ASK_FIRST}, email="known@example.org", birth_year=1970)
    session.commit()
    rows = [row(1), row(1, full_name="Somebody Else"), row(2, full_name="PERSON  number1", birth_year="1961"),
            row(3, email="Known@example.org"), row(4, full_name="Hodan Warsame", birth_year="1970")]  # fmt: skip
    one = begun(session, officer, rows)
    run(app)
    assert outcome(session, one) == {"done": 5, "taken": 1, "skipped": 4, "failed": 0, "closed": 0}
    assert [code for _n, _f, code in problems(session, one)] == [
        "same_address", "same_person", "same_address", "same_person",
    ]  # fmt: skip
    again = begun(session, officer, [row(1), row(9)])
    run(app)
    assert outcome(session, again)["taken"] == 1


def test_what_becomes_of_a_row_never_tells_of_somebody_hidden(app: Flask, session: Session) -> None:
    """An officer in Ghana sends in a list; whether one of its people is here, hidden from Ghana, does not show."""
    ghana = make.actor(session, make.officer(session, "GH"))
    rows = [row(1, email="hidden@example.org", full_name="Ama Boateng", birth_year="1980", origin="Togo"), row(2)]

    def told(one: FileImport) -> Any:
        return outcome(session, one), problems(session, one), queries.waiting(session, ghana, Wish()).total

    without = begun(session, ghana, rows)
    run(app)
    before = told(without)
    intakes.erase(session, list(session.scalars(select(Intake))))
    make.expert(
        session, {"GH": None, "TG": None}, email="hidden@example.org", given_name="Ama", family_name="Boateng",
        birth_year=1980,
    )  # fmt: skip
    session.commit()
    again = begun(session, ghana, rows, source="Again")
    run(app)
    assert told(again) == before
    account = session.scalars(select(Account).where(Account.email == "hidden@example.org")).one()
    assert intakes.keep(session, token_of(session, "hidden@example.org")) is None
    assert outcome(session, again)["closed"] == 1
    assert session.scalars(select(Profile.id).where(Profile.account_id == account.id)).one(), "their own stays"
    assert queries.waiting(session, ghana, Wish()).total == 1


@pytest.mark.parametrize(("duty", "programme", "code"), [("SO", [], "serves_there"), ("CH", ["GH"], "other_countries")])
def test_nobody_enters_people_they_may_not_know_of(
    app: Flask, session: Session, duty: str, programme: list[str], code: str
) -> None:
    scope = make.programme(session, origin_countries=programme) if programme else None
    values = {"programme_id": scope.id} if scope else {}
    by = make.actor(session, make.officer(session, duty, **values))
    one = begun(session, by, [row(1)])
    run(app)
    assert problems(session, one) == [(2, "origin", code)]
    assert session.scalar(select(func.count()).select_from(Intake)) == 0
    told = make.told(session, by)
    session.expire(told, ["countries"])
    intake = session.scalars(select(Intake)).one()
    data = {"countries": [{"country": "SO", "links": ["parent"]}]}
    with pytest.raises(Invalid, match=code):
        intakes.answer(session, by, intake, "countries", data, seen=told.version)


def test_who_keeps_it_goes_on_with_an_account_of_their_own(app: Flask, session: Session, officer: Actor) -> None:
    one = begun(session, officer, [row(1)])
    run(app)
    token = token_of(session, "person.1@example.org")
    account = intakes.keep(session, token)
    assert account is not None
    assert (account.confirmed_at is not None, account.password, [g.role for g in account.grants]) == (
        True, None, [Role.EXPERT],
    )  # fmt: skip
    profile = session.scalars(select(Profile).where(Profile.account_id == account.id)).one()
    assert profile.state is ProfileState.DRAFT
    assert session.scalar(select(Profile.id).where(visible_to(officer))) is None, "the officer sees no more"
    assert session.scalar(select(Profile.id).where(matchable())) is None
    assert outcome(session, one)["closed"] == 1
    for answer in (intakes.keep, intakes.refuse, intakes.peek):
        with pytest.raises(NotFound):
            answer(session, token)
    with clock.moved(ANSWER_WITHIN):
        assert intakes.erase_unanswered(session) == 0, "who answered stays"
    person = make.actor(session, account)
    assert consents.live(session, profile) == []
    assert session.scalar(select(Profile.id).where(visible_to(person))) == profile.id


def test_an_account_without_a_profile_gets_the_draft_and_is_not_entered(
    app: Flask, session: Session, officer: Actor
) -> None:
    clerk = make.account(session, Role.AUDITOR, duty="CH", email="person.1@example.org")
    begun(session, officer, [row(1)])
    run(app)
    assert intakes.keep(session, token_of(session, "person.1@example.org")) is None
    assert session.scalars(select(Profile).where(Profile.account_id == clerk.id)).one().given_name == "Person"
    assert {grant.role for grant in clerk.grants} == {Role.AUDITOR, Role.EXPERT}


def rows_left(session: Session) -> dict[str, int]:
    kinds = (Profile, ProfileCountry, ProfileLanguage, Intake, OutboxMessage, Account)
    return {kind.__tablename__: session.scalar(select(func.count()).select_from(kind)) or 0 for kind in kinds}


@pytest.mark.parametrize("how", ["refused", "60 days"])
def test_erasing_leaves_a_count_alone(app: Flask, session: Session, officer: Actor, how: str) -> None:
    before = rows_left(session)
    one = begun(session, officer, [row(1)])
    run(app)
    if how == "refused":
        intakes.refuse(session, token_of(session, "person.1@example.org"))
    else:
        with clock.moved(ANSWER_WITHIN - timedelta(minutes=5)):
            assert intakes.erase_unanswered(session) == 0, "not a day early"
        with clock.moved(ANSWER_WITHIN):
            with pytest.raises(NotFound):
                intakes.peek(session, token_of(session, "person.1@example.org"))
            assert intakes.erase_unanswered(session) == 1
    session.commit()
    assert rows_left(session) == before
    assert outcome(session, one) == {"done": 1, "taken": 1, "skipped": 0, "failed": 0, "closed": 1}
    details = [entry.details for entry in session.scalars(select(AuditEntry))]
    assert "person" not in str(details).casefold()


def test_the_worker_stops_when_the_officer_may_no_more(app: Flask, session: Session, officer: Actor) -> None:
    one = begun(session, officer, [row(1)])
    account = session.get_one(Account, officer.account_id)
    account.grants.clear()
    session.commit()
    run(app)
    session.refresh(one)
    assert (one.done, one.content, one.finished_at is not None) == (0, None, True)


def test_a_file_waits_for_a_week_at_most(session: Session, officer: Actor) -> None:
    one = make.sent_in(session, officer)
    with clock.moved(FILE_KEPT - timedelta(minutes=5)):
        assert imports.forget_files(session) == 0
    with clock.moved(FILE_KEPT):
        assert imports.forget_files(session) == 1
    session.refresh(one)
    assert (one.content, one.taken) == (None, 0)
    with pytest.raises(IllegalMove):
        imports.start(session, officer, one, basis=LawfulBasis.CONSENT, language="en")


def test_what_is_left_out_is_thrown_away_and_meanings_come_back(session: Session, officer: Actor) -> None:
    rows = [["Ayaan Jama", "ayaan@example.org", "left out"]]
    one = imports.receive(
        session, officer, source="List", kind=Source.EVENT, headings=["A", "B", "C"], rows=rows, never_kept=[]
    )
    for fields in (["", "email", ""], ["full_name", "", ""], ["email", "email", ""], ["full_name", "x", ""], ["email"]):
        with pytest.raises(Invalid):
            imports.assign(session, officer, one, fields, origin="SO", residence="")
    imports.assign(session, officer, one, ["full_name", "email", ""], origin="SO", residence="CH")
    imports.start(session, officer, one, basis=LawfulBasis.PUBLIC_TASK, language="en")
    assert "left out" not in (one.content or b"").decode()
    assert one.headings == ["A", "B"]
    (source,) = queries.sources(session, officer)
    assert source.meanings == [["A", "full_name"], ["B", "email"]]
    with pytest.raises(IllegalMove):
        imports.assign(session, officer, one, ["full_name", "email"], origin="", residence="")


def test_a_row_that_the_database_refuses_costs_no_other_row(
    app: Flask, session: Session, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from skillsbank.services import takeover

    honest: Callable[..., Profile] = takeover._draft

    def draft(row: Any, source: Source) -> Profile:
        profile = honest(row, source)
        if row.number == 3:
            profile.birth_year = 1  # the database has a CHECK against it
        return profile

    monkeypatch.setattr(takeover, "_draft", draft)
    one = begun(session, officer, [row(1), row(2), row(3)])
    run(app)
    assert outcome(session, one) == {"done": 3, "taken": 2, "skipped": 0, "failed": 1, "closed": 0}
    assert problems(session, one) == [(3, "", "not_stored")]
    assert session.scalar(select(func.count()).select_from(ImportProblem)) == 1

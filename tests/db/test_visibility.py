"""Whom an actor may know of, and what of them goes out, on both engines."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.disclosure import Card, NamedRecord
from skillsbank.domain.errors import NotFound
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import Role
from skillsbank.domain.shortlist import Verdict
from skillsbank.domain.vacancy import CANDIDATE_STATES, VacancyState
from skillsbank.domain.vocabulary import InstitutionState, Purpose, Visibility
from skillsbank.models import Account, Consent, Disclosure, Profile, Vacancy
from skillsbank.policies import visible_to
from skillsbank.services.candidates import look
from tests import factories as make

CARD, ASK = Visibility.CARD, Visibility.ASK_FIRST


def seen(session: Session, account: Account) -> set[int]:
    """Return the ids of the people whom the account may know of."""
    return set(session.scalars(select(Profile.id).where(visible_to(make.actor(session, account)))))


def code_of(vacancy_id: int, profile_id: int) -> str:
    """Return a code that tells the test who it is."""
    return f"{vacancy_id}-{profile_id:06d}"


def looked(session: Session, account: Account, need: Vacancy) -> list[Card | NamedRecord]:
    """Return what the account reads of a need's candidates."""
    return look(session, make.actor(session, account), need.public_id, code_of)


def crowd(session: Session, size: int, **values: object) -> list[Profile]:
    """Make people who agreed to be shown in Somalia."""
    return [make.expert(session, **values) for _ in range(size)]  # type: ignore[arg-type]  # any value of a profile


def test_a_team_sees_people_of_its_countries_but_nobody_hidden_where_it_serves(session: Session) -> None:
    shown, asks, silent = (make.expert(session, {"SO": answer}) for answer in (CARD, ASK, None))
    elsewhere = make.expert(session, {"GH": ASK})
    draft = make.expert(session, state=ProfileState.DRAFT)
    somali = make.programme(session, origin_countries=["SO"])
    far, near, scoped = (
        make.officer(session, "CH"), make.officer(session, "SO"), make.officer(session, "CH", programme_id=somali.id)
    )  # fmt: skip
    everybody = {shown.id, asks.id, silent.id, elsewhere.id}
    assert seen(session, far) == everybody
    assert seen(session, near) == {shown.id, elsewhere.id}, "who serves in Somalia sees nobody hidden from Somalia"
    assert seen(session, scoped) == {shown.id, asks.id, silent.id}
    assert draft.id not in seen(session, far)


def test_nobody_else_sees_anybody(session: Session) -> None:
    person = make.expert(session)
    for role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.DONOR):
        assert seen(session, make.account(session, role, duty="CH")) == set()
    assert seen(session, make.account(session, Role.MINISTRY, duty="SO", country="SO")) == set()
    assert person.account is not None
    assert seen(session, person.account) == {person.id}


def test_an_institution_sees_live_picks_whom_its_country_may_see(session: Session) -> None:
    by = make.officer(session)
    mine, other = make.institution(session, by=by), make.institution(session, by=by)
    need = make.vacancy(session, mine, by=by)
    people = {answer: make.expert(session, {"SO": answer}) for answer in (CARD, ASK, None)}
    no_answer = make.expert(session, {"GH": CARD})
    dismissed, superseded, paused, unpicked = (make.expert(session) for _ in range(4))
    for person in (*people.values(), no_answer, paused):
        make.pick(session, need, person, by)
    make.pick(session, need, dismissed, by, Verdict.DISMISS)
    make.pick(session, need, superseded, by).superseded_at = clock.now()
    paused.state = ProfileState.PAUSED
    session.flush()
    assert seen(session, make.host(session, mine)) == {people[CARD].id}
    assert seen(session, make.host(session, other)) == set()
    assert unpicked.id not in seen(session, make.host(session, mine))


def test_a_user_who_serves_elsewhere_counts_as_a_user_of_both_countries(session: Session) -> None:
    by = make.officer(session)
    ghanaian = make.institution(session, "GH", by=by)
    need = make.vacancy(session, ghanaian, by=by)
    person = make.expert(session, {"GH": CARD, "SO": ASK})
    make.pick(session, need, person, by)
    assert seen(session, make.host(session, ghanaian)) == {person.id}
    assert seen(session, make.host(session, ghanaian, duty="SO")) == set()
    make.agree(session, person, need)
    assert seen(session, make.host(session, ghanaian, duty="SO")) == set(), "the agreement is Ghana's"


@pytest.mark.parametrize("state", list(VacancyState))
def test_access_ends_with_the_need(session: Session, state: VacancyState) -> None:
    by = make.officer(session)
    hospital = make.institution(session, by=by)
    need = make.vacancy(session, hospital, by=by, state=state)
    person = make.expert(session)
    make.pick(session, need, person, by)
    make.agree(session, person, need)
    assert bool(seen(session, make.host(session, hospital))) == (state in CANDIDATE_STATES)


def test_a_card_waits_for_five_and_a_name_for_consent(session: Session) -> None:
    by = make.officer(session)
    hospital = make.institution(session, by=by)
    need, second = make.vacancy(session, hospital, by=by), make.vacancy(session, hospital, by=by)
    user = make.host(session, hospital)
    first, *_ = people = crowd(session, 4)
    first.public_summary = "I teach newborn care."
    make.pick(session, need, first, by)
    assert looked(session, user, need) == []
    people += crowd(session, 1)
    (shown,) = looked(session, user, need)
    assert isinstance(shown, Card)
    assert shown.of("occupation") == ["2221"]
    assert shown.of("skill") == ["neonatal resuscitation"]
    assert shown.summary == "I teach newborn care."
    assert looked(session, user, second) == []

    consent = make.agree(session, first, need)
    (named,) = looked(session, user, need)
    assert isinstance(named, NamedRecord)
    assert named.name == "Hodan Warsame"
    assert looked(session, user, second) == [], "an agreement is for one need"

    consent.withdrawn_at = clock.now()
    session.flush()
    (again,) = looked(session, user, need)
    assert isinstance(again, Card), "withdrawal holds at the next look"


def test_a_hidden_person_is_named_after_consent_and_only_then(session: Session) -> None:
    by = make.officer(session)
    hospital = make.institution(session, by=by)
    need = make.vacancy(session, hospital, by=by)
    user = make.host(session, hospital)
    crowd(session, 6)
    hidden = make.expert(session, {"SO": None})
    make.pick(session, need, hidden, by)
    assert looked(session, user, need) == []
    make.agree(session, hidden, need, recipient="ministry")
    assert looked(session, user, need) == [], "ministry and institution are named apart"
    make.agree(session, hidden, need, expires_at=clock.now() - timedelta(seconds=1))
    assert looked(session, user, need) == [], "an expired agreement is none"
    make.agree(session, hidden, need)
    assert len(looked(session, user, need)) == 1
    hidden.state = ProfileState.PAUSED
    session.flush()
    assert looked(session, user, need) == []


def test_only_what_was_agreed_is_told(session: Session) -> None:
    by = make.officer(session)
    hospital = make.institution(session, by=by)
    need = make.vacancy(session, hospital, by=by)
    person = make.expert(
        session, employer="Aroslund Hospital", school="Lakeside College", phone="+46 70 000 00 00", city="Kalmar",
        summary="The whole text.", public_summary="The short text.", motivation="My mother.",
    )  # fmt: skip
    make.agree(session, person, need, fields=["name"])
    (record,) = looked(session, make.host(session, hospital), need)
    assert isinstance(record, NamedRecord)
    assert record.fields == ("name",)
    for secret in ("@example.org", "Aroslund", "Lakeside", "+46", "Kalmar", "whole", "mother", "'SE'"):
        assert secret not in repr(record), secret
    make.agree(session, person, need)
    (record,) = looked(session, make.host(session, hospital), need)
    for told in ("@example.org", "Aroslund", "Lakeside", "The whole text."):
        assert told in repr(record), told
    for secret in ("+46", "Kalmar", "mother"):
        assert secret not in repr(record), secret


def test_every_look_leaves_a_trace_that_its_subject_can_read(session: Session) -> None:
    by = make.officer(session)
    hospital = make.institution(session, by=by)
    need = make.vacancy(session, hospital, by=by)
    user = make.host(session, hospital)
    person, *_ = crowd(session, 5)
    make.pick(session, need, person, by)
    looked(session, user, need)
    make.agree(session, person, need, fields=["name", "email"])
    looked(session, user, need)
    rows = session.scalars(select(Disclosure).order_by(Disclosure.id)).all()
    assert [(row.profile_id, row.account_id, row.vacancy_id, row.purpose) for row in rows] == [
        (person.id, user.id, need.id, "card"),
        (person.id, user.id, need.id, "named"),
    ]
    assert rows[1].fields == ["name", "email"]
    assert "occupation" in rows[0].fields


def test_a_need_of_others_is_a_need_that_is_not_there(session: Session) -> None:
    by = make.officer(session)
    mine, other = make.institution(session, by=by), make.institution(session, by=by)
    need = make.vacancy(session, other, by=by)
    user = make.actor(session, make.host(session, mine))
    for public_id in (need.public_id, "0" * 24):
        with pytest.raises(NotFound):
            look(session, user, public_id, code_of)


def test_a_pick_ends_with_the_agreement_to_be_matched(session: Session) -> None:
    by = make.officer(session)
    hospital = make.institution(session, by=by)
    need = make.vacancy(session, hospital, by=by)
    first, *_ = crowd(session, 6)
    make.pick(session, need, first, by)
    assert len(looked(session, make.host(session, hospital), need)) == 1
    for consent in session.scalars(select(Consent).where(Consent.profile_id == first.id)):
        if consent.purpose is Purpose.MATCHING:
            consent.withdrawn_at = clock.now()
    session.flush()
    assert looked(session, make.host(session, hospital), need) == []
    assert seen(session, make.host(session, hospital)) == set()


@pytest.mark.parametrize("state", list(InstitutionState))
def test_only_a_verified_institution_reads_of_people(session: Session, state: InstitutionState) -> None:
    by = make.officer(session)
    hospital = make.institution(session, by=by)
    need = make.vacancy(session, hospital, by=by)
    first, second, *_ = crowd(session, 6)
    make.pick(session, need, first, by)
    make.agree(session, second, need)
    hospital.state = state
    session.flush()
    assert len(looked(session, make.host(session, hospital), need)) == (2 if state is InstitutionState.VERIFIED else 0)


def test_a_member_of_the_team_without_a_duty_country_sees_nobody(session: Session) -> None:
    make.expert(session, {"SO": None})
    assert seen(session, make.account(session, Role.OFFICER)) == set()

"""The demo is loaded once and stands on evidence; generated experts are the same for the same seed."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.database import begin_write, make_sessions
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.readiness import score
from skillsbank.domain.roles import STAFF, Role
from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import InstitutionState, Modality
from skillsbank.models import (
    Account,
    AuditEntry,
    Consent,
    Institution,
    OutboxMessage,
    Profile,
    ProgrammeText,
    ReadinessAssessment,
    ShortlistEntry,
    Vacancy,
)
from skillsbank.services.checks import missing_to_activate, missing_to_approve
from skillsbank.services.seeding import DEMO_ACCOUNTS, generator, load_demo
from skillsbank.services.seeding.files import address, moved, rounds, window_days
from skillsbank.services.seeding.invention import Pools, person


def count(session: Session, model: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture(scope="module")
def demo(new_database: Callable[[str], Engine]) -> Iterator[Session]:
    """Yield a session over the demo, loaded once for the tests that only read it."""
    with make_sessions(new_database("demo"))() as session:
        begin_write(session)
        assert load_demo(session, "hash")
        session.commit()
        yield session


def test_the_demo_is_loaded_once(demo: Session) -> None:
    numbers = {model: count(demo, model) for model in (Profile, Institution, Vacancy, Account, AuditEntry, Consent)}
    assert (numbers[Profile], numbers[Institution], numbers[Vacancy]) == (300, 40, 120)
    assert not load_demo(demo, "hash")
    assert {model: count(demo, model) for model in numbers} == numbers
    assert count(demo, OutboxMessage) == 0
    assert count(demo, ShortlistEntry) == 0, "picks are left to the officer"


def test_the_demo_stands_on_evidence(demo: Session) -> None:
    states = demo.execute(select(Vacancy.state, func.count()).group_by(Vacancy.state))
    assert dict(states.all()) == {
        VacancyState.OPEN: 96,
        VacancyState.SUBMITTED: 10,
        VacancyState.APPROVED: 8,
        VacancyState.DRAFT: 6,
    }
    for vacancy in demo.scalars(select(Vacancy).where(Vacancy.state == VacancyState.OPEN)):
        assert missing_to_approve(vacancy) == []
        assert (vacancy.endorsement == "granted") == bool(vacancy.endorser_office)
        assert vacancy.programme is not None
        endorsed = "granted" if vacancy.programme.current.terms.endorsement else "waived"
        assert vacancy.endorsement == endorsed
        assert vacancy.submitted_at <= vacancy.endorsed_at <= vacancy.approved_at <= vacancy.published_at <= clock.now()
    together = demo.scalars(select(Vacancy).where(Vacancy.team_id.is_not(None))).all()
    assert len(together) == 2
    assert len({(need.institution_id, need.place, need.start_from, need.start_until) for need in together}) == 1
    assert [need.seats for need in demo.scalars(select(Vacancy).where(Vacancy.stations.any()))] == [1, 1]
    for institution in demo.scalars(select(Institution)):
        assert (institution.state is InstitutionState.VERIFIED) == (institution.verified_at is not None)
    for profile in demo.scalars(select(Profile)):
        assert profile.state is ProfileState.ACTIVE
        assert missing_to_activate(demo, profile) == []
        assert all(country.visibility for country in profile.countries)
        assert clock.now() - profile.last_confirmed_at < timedelta(days=150), "nobody is asked on the first day"
        named = {profile.given_name, profile.family_name}
        named |= {post.employer for post in profile.experience} | {study.school for study in profile.education}
        assert not [name for name in named if name and name in profile.public_summary]


def test_there_is_one_account_a_role_and_staff_serve_somewhere(demo: Session) -> None:
    with_password = demo.scalars(select(Account).where(Account.password.is_not(None))).all()
    assert {account.email for account in with_password} == {line.email for line in DEMO_ACCOUNTS}
    assert {grant.role for account in with_password for grant in account.grants} == set(Role)
    for account in demo.scalars(select(Account)):
        assert account.confirmed_at is not None
        staff = any(grant.role in STAFF for grant in account.grants)
        assert staff == (account.duty_country is not None)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # dates move in Python: once is enough
def test_the_demo_does_not_grow_old(session: Session) -> None:
    with clock.moved(timedelta(days=800)):
        load_demo(session, "hash")
        earliest = session.scalar(select(func.min(Vacancy.deadline)))
        assert earliest is not None
        assert earliest > clock.today()
        assert session.scalar(select(func.count()).where(Vacancy.state == VacancyState.OPEN)) == 96


def test_dates_move_by_whole_rounds_only() -> None:
    today = clock.today()
    passed = rounds()
    late = (today - passed * timedelta(weeks=52) - timedelta(days=1)).isoformat()
    assert rounds(late) == passed + 1
    assert moved(late, 1).weekday() == moved(late, 0).weekday()  # type: ignore[union-attr]  # a day is given
    assert moved(None, 3) is None
    starts, ends = window_days({"yearly": True, "from": "11-20", "to": "02-10"})
    assert (starts.year, ends.year) == (today.year, today.year + 1)
    assert address("Éva María", "O'Connor Ruiz", 7) == "eva.maria.o.connor.ruiz.7@example.org"


@pytest.fixture(scope="module")
def pools() -> Pools:
    return Pools.read()


def stored(session: Session, seed: int) -> list[dict[str, Any]]:
    query = select(Profile).join(Account).where(Account.email.like(f"s{seed}.%")).order_by(Profile.id)
    return [
        {
            "public_id": profile.public_id,
            "name": profile.full_name,
            "summary": profile.summary,
            "leave": profile.leave_max_days,
            "modalities": profile.modalities,
            "countries": [(row.country, row.links, row.visibility) for row in profile.countries],
            "skills": [(row.concept, row.label, row.level, row.can_teach) for row in profile.skills],
            "windows": [(row.starts, row.ends, row.min_days, row.max_days) for row in profile.windows],
        }
        for profile in session.scalars(query)
    ]


def promised(pools: Pools, seed: int, number: int) -> dict[str, Any]:
    someone = person(pools, seed, number)
    profile = someone["profile"]

    def rows(table: str, *columns: str) -> list[tuple[Any, ...]]:
        return [tuple(row[column] for column in columns) for row in someone[table]]

    return {
        "public_id": profile["public_id"],
        "name": f"{profile['given_name']} {profile['family_name']}",
        "summary": profile["summary"],
        "leave": profile["leave_max_days"],
        "modalities": profile["modalities"],
        "countries": rows("profile_countries", "country", "links", "visibility"),
        "skills": rows("profile_skills", "concept", "label", "level", "can_teach"),
        "windows": rows("availability_windows", "starts", "ends", "min_days", "max_days"),
    }


def test_the_same_seed_makes_the_same_people_on_every_database(
    own_engine: Engine, pools: Pools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generator, "BATCH", 16)
    assert list(generator.generate(own_engine, 25, 7)) == [0, 16, 25]
    assert list(generator.generate(own_engine, 60, 7)) == [25, 41, 57, 60], "goes on where it stopped"
    assert list(generator.generate(own_engine, 60, 7)) == [60], "and makes nobody twice"
    assert list(generator.generate(own_engine, 5, 8))[-1] == 5
    with make_sessions(own_engine)() as session:
        assert stored(session, 7) == [promised(pools, 7, number) for number in range(60)]
        assert stored(session, 8) == [promised(pools, 8, number) for number in range(5)]
        for profile in session.scalars(select(Profile)):
            assert profile.state is ProfileState.ACTIVE
            assert missing_to_activate(session, profile) == []


def test_another_seed_and_another_number_are_another_person(pools: Pools) -> None:
    people = [str(person(pools, seed, number)) for seed in range(20) for number in range(50)]
    assert len(set(people)) == 1000
    assert str(person(pools, 3, 4)) == str(person(pools, 3, 4))


def test_the_demos_institutions_say_what_is_ready(demo: Session) -> None:
    verified = demo.scalars(select(Institution).where(Institution.state == InstitutionState.VERIFIED)).all()
    assert all(host.agreement_end and host.registration for host in verified)
    said = demo.scalars(select(ReadinessAssessment)).all()
    assert {each.institution_id for each in said} == {host.id for host in verified}
    assert 0 < sum(each.confirmed_at is None for each in said) < len(said)
    assert len({score(each.answers, Modality.TEMPORARY) for each in said}) > 3
    assert {text.language for text in demo.scalars(select(ProgrammeText))} == {"so", "ckb"}

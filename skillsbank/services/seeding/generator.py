"""Generates experts in any number, the same for the same seed: for trials of size and speed, not for the eye."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select

from skillsbank import clock
from skillsbank.database import WRITE
from skillsbank.domain.consents import TEXT_VERSION
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import Purpose
from skillsbank.models import Account, Base, Consent, Profile, RoleGrant
from skillsbank.services.seeding.invention import Pools, person

BATCH = 1000
DOMAIN = "generated.example"
OLDEST = 170
"""Generated profiles were confirmed up to so many days ago: none is stale."""


def generate(engine: Engine, count: int, seed: int) -> Iterator[int]:
    """Insert active experts until `count` of this seed are there; yields how many there are after each batch.

    Person `number` of a seed is always the same, whatever the count, on both databases; those whom an earlier call
    left are not made again. A batch is one transaction and all that is held in memory.
    """
    pools = Pools.read()
    with engine.connect() as connection:
        query = select(func.count()).select_from(Account).where(Account.email.like(f"s{seed}.%@{DOMAIN}"))
        done = connection.scalar(query) or 0
    yield done
    while done < count:
        numbers = range(done, min(done + BATCH, count))
        with engine.connect().execution_options(**WRITE) as connection, connection.begin():
            insert_people(connection, pools, seed, numbers)
        done = numbers.stop
        yield done


def insert_people(connection: Connection, pools: Pools, seed: int, numbers: range) -> None:
    """Insert the people of these numbers with their accounts, grants, consents and rows.

    They come into the world active: a million steps through the workflow would prove nothing.
    """
    people = [person(pools, seed, number) for number in numbers]
    now = clock.now()
    account_ids = _insert_many(
        connection,
        Account,
        [
            {
                "email": f"s{seed}.{number}@{DOMAIN}",
                "confirmed_at": now,
                "language": someone["profile"]["text_language"],
            }
            for number, someone in zip(numbers, people, strict=True)
        ],
    )
    connection.execute(insert(RoleGrant), [{"account_id": id_, "role": Role.EXPERT} for id_ in account_ids])
    profiles = []
    for number, account_id, someone in zip(numbers, account_ids, people, strict=True):
        confirmed = now - timedelta(days=number * 7919 % OLDEST)
        state = {"state": ProfileState.ACTIVE, "activated_at": confirmed, "last_confirmed_at": confirmed}
        profiles.append({**someone["profile"], **state, "account_id": account_id})
    profile_ids = _insert_many(connection, Profile, profiles)
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for profile_id, someone in zip(profile_ids, people, strict=True):
        for table, children in someone.items():
            if table != "profile":
                rows[table] += [{**child, "profile_id": profile_id} for child in children]
        rows[Consent.__tablename__] += [
            {
                "profile_id": profile_id,
                "purpose": purpose,
                "text_version": TEXT_VERSION[purpose],
                "language": someone["profile"]["text_language"],
            }
            for purpose in (Purpose.REGISTRATION, Purpose.MATCHING)
        ]
    for table, children in rows.items():
        connection.execute(insert(Base.metadata.tables[table]), children)


def _insert_many(connection: Connection, model: type[Account | Profile], rows: list[dict[str, Any]]) -> list[int]:
    statement = insert(model).returning(model.id, sort_by_parameter_order=True)
    return list(connection.scalars(statement, rows))

"""P6: what docs/data.md promises of a retention class, a duty of the worker carries out: no class is words alone."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from skillsbank import clock, jobs
from skillsbank.domain import retention as kept
from skillsbank.domain.application import ApplicationState
from skillsbank.domain.intakes import ANSWER_WITHIN, FILE_KEPT
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import LinkPurpose
from skillsbank.domain.uploads import WAITS
from skillsbank.models import (
    Application,
    Base,
    Consent,
    EmailLink,
    Objection,
    OutboxMessage,
    Profile,
    ShortlistEntry,
)
from skillsbank.models.base import Keep
from tests import canaries
from tests.db.test_erasure import everywhere

ENDLESS = frozenset({Keep.ACCOUNT, Keep.RECORD})
"""Kept as long as something lasts that no clock knows the end of."""
MONTH = timedelta(days=31)
TIMES = {
    Keep.PROFILE: kept.PROFILE_MONTHS * MONTH,
    Keep.APPLICATION: kept.APPLICATION_MONTHS * MONTH,
    Keep.RUN: kept.RUN_MONTHS * MONTH,
    Keep.AGREEMENT: kept.TRAIL_MONTHS * MONTH,
    Keep.AUDIT: kept.TRAIL_MONTHS * MONTH,
    Keep.MAIL: kept.MAIL_KEPT + MONTH,
    Keep.LINK: kept.LINK_KEPT + MONTH,
    Keep.WAITING: timedelta(days=WAITS + 1),
    Keep.UPLOAD: FILE_KEPT + timedelta(days=1),
    Keep.UNANSWERED: ANSWER_WITHIN + timedelta(days=1),
}


def held(session: Session, keep: Keep, made_until: datetime) -> dict[str, int]:
    """Return how much there is of what the inventory gives this class, by table, or by column that has its own."""
    found = {}
    for mapper in Base.registry.mappers:
        kind: Any = mapper.class_
        columns = mapper.columns
        made = [columns[name] <= made_until for name in ("created_at", "at") if name in columns]
        if kind is Profile:
            made.append(Profile.state != ProfileState.ERASED)
        counted = {kind.__tablename__: kind.id} if kind.about.keep is keep else {}
        own = ((column, column.info["about"]) for column in columns if "about" in column.info)
        if not counted:
            counted = {f"{kind.__tablename__}.{column.name}": column for column, about in own if about.keep is keep}
        for name, column in counted.items():
            found[name] = session.scalar(select(func.count(column)).where(*made)) or 0
    return found


@pytest.fixture
def world(session: Session) -> Session:
    """Write something into every table that has a promise, and end everything that can end."""
    here = canaries.build(session)
    everywhere(session, here)
    now = clock.now()
    session.add_all(
        [
            EmailLink(account_id=here.accounts["officer"].id, purpose=LinkPurpose.SIGN_IN, digest="d", expires_at=now),
            Objection(profile_id=here.shown.id, vacancy_id=here.need.id, words="I taught it."),
        ]
    )
    session.execute(update(Application).values(state=ApplicationState.WITHDRAWN, withdrawn_at=now))
    session.execute(update(ShortlistEntry).values(superseded_at=now))
    session.execute(update(Consent).values(withdrawn_at=clock.now()))
    session.execute(update(OutboxMessage).values(delivered_at=now))
    session.commit()
    session.expire_all()
    return session


def test_every_class_of_the_inventory_has_a_time_or_none_on_purpose() -> None:
    assert set(TIMES) | ENDLESS == set(Keep)
    assert len({*Keep.__members__}) == len(Keep), "two names for the same words are one class"


@pytest.mark.parametrize("keep", sorted(TIMES))
def test_the_worker_carries_out_what_is_promised(world: Session, keep: Keep) -> None:
    now = clock.now()
    before = held(world, keep, now)
    assert before
    assert 0 not in before.values(), "write one into the world of this test"
    if keep is not Keep.PROFILE:  # nobody leaves meanwhile: each class goes by its own duty
        long = now + TIMES[Keep.AUDIT] * 2
        world.execute(update(Profile).values(last_confirmed_at=long, updated_at=long))
        world.commit()
    with clock.moved(TIMES[keep]):
        for _interval, duty in jobs.DUTIES.values():
            duty(world)
            world.commit()
    left = held(world, keep, now)
    assert {name: count for name, count in left.items() if count} == {}

"""Gives the demo's institutions what they say is ready, an agreement, contributions and their returns of posts."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.demand import Posts
from skillsbank.domain.readiness import BEST, FocalDuty, ReadinessLine
from skillsbank.domain.vocabulary import InstitutionState
from skillsbank.models import Account, Institution
from skillsbank.policies import Actor
from skillsbank.services import demand, readiness
from skillsbank.services.readiness import Given
from skillsbank.services.seeding.files import moved, records, rounds

NOTES = {
    ReadinessLine.POWER: "Mains by day; a generator for two hours in the evening.",
    ReadinessLine.HOUSING: "A room with a host family; the programme should see it first.",
    ReadinessLine.TRANSPORT: "A driver on working days.",
}
OFFERS = (("Furnished room for visiting experts", None), ("Staff time for joint work", None), ("Training room", 1200))
CURRENCY = {"CD": "CDF", "CV": "CVE", "GH": "GHS", "IQ": "IQD", "NG": "NGN", "PE": "PEN", "RW": "RWF", "SO": "USD"}


def add_record(session: Session, place: int, institution: Institution, officer: Actor, user: Actor) -> None:
    """Let the institution at `place` of the list say what is ready, and an officer confirm most of it.

    The values follow from the place and the institution's own size: the same every time.
    """
    institution.registration = f"{institution.country}-REG-{1200 + 37 * place}"
    institution.address = f"{institution.name}, {institution.place}"
    readiness.name_focal_point(
        session, officer, institution, _account(session, user), [FocalDuty.NEEDS, FocalDuty.EXPERTS]
    )
    if institution.state is not InstitutionState.VERIFIED:
        return
    signed = clock.today() - timedelta(days=30 * (place % 12))
    institution.agreement_reference = f"MOU/{signed.year}/{place + 1:02d}"
    institution.agreement_date, institution.agreement_end = signed, signed + timedelta(days=730 - 40 * (place % 5))
    session.flush()  # the next steps read the record anew
    answers = {
        line: {
            "level": max(0, BEST - (place * 7 + number * 3) % 5 // 2 * (number > 1)),
            "note": NOTES.get(line, "") if (place + number) % 3 == 0 else "",
        }
        for number, line in enumerate(ReadinessLine)
    }
    made = readiness.assess(session, user, institution, max(1, institution.capacity), answers)
    if place % 4 != 3:
        readiness.confirm(session, officer, institution, made.public_id)
    what, amount = OFFERS[place % len(OFFERS)]
    currency = CURRENCY[institution.country] if amount else None
    readiness.contribute(session, user, institution, [Given(what, signed.year, amount, currency)])


def add_posts(session: Session, hosts: Mapping[str, tuple[Institution, Actor, str]]) -> None:
    """Add the returns of posts of seeds/demo, the older ones of an institution first."""
    passed = rounds()
    for record in records("posts.jsonl"):
        institution, user, _contact = hosts[record["institution"]]
        day = moved(record["day"], passed)
        blank = {"hard_to_fill": 0}
        if day is not None:
            demand.report(session, user, institution, day, [Posts(**{**blank, **line}) for line in record["posts"]])


def _account(session: Session, user: Actor) -> str:
    return session.get_one(Account, user.account_id).public_id

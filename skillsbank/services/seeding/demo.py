"""Loads the invented demo once: programmes, staff, institutions, experts and needs, in one transaction."""

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.models import Account, OutboxMessage
from skillsbank.policies import SYSTEM
from skillsbank.resources import folder
from skillsbank.services import programmes, supply, texts
from skillsbank.services.seeding.cast import OFFICER, add_staff
from skillsbank.services.seeding.hosts import add_posts
from skillsbank.services.seeding.needs import add_institutions, add_needs
from skillsbank.services.seeding.people import add_experts

BEGUN = timedelta(days=200)
"""So long ago the demo's programme office opened."""


def load_demo(session: Session, password_hash: str) -> bool:
    """Load the demo unless it is there; returns whether it was loaded now.

    `password_hash` is the hash of the one password of the demo accounts. Picks are left to the officer. The mails
    that its past would have caused are not sent.
    """
    if session.scalar(select(Account.id).where(Account.email == OFFICER.email)) is not None:
        return False
    last_mail = session.scalar(select(func.max(OutboxMessage.id))) or 0
    with clock.moved(-BEGUN):
        presets = {programme.code: programme for programme in programmes.load_presets(session, SYSTEM)}
        texts.load_folder(session, SYSTEM, folder("seeds") / "demo" / "texts")
        actors = add_staff(session, password_hash)
        hosts = add_institutions(session, actors["officer"], password_hash)
    add_experts(session, password_hash)
    add_needs(session, hosts, presets, actors)
    add_posts(session, hosts)
    supply.publish(session)
    session.execute(delete(OutboxMessage).where(OutboxMessage.id > last_mail))
    return True

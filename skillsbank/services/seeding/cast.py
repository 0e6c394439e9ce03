"""The accounts that play the demo: one for each role, whose addresses are printed at the start."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.roles import Role
from skillsbank.models import Account, Institution, RoleGrant
from skillsbank.policies import Actor
from skillsbank.services import accounts


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A line of the table that the demo prints; `duty_country` is where a member of staff serves."""

    title: str
    email: str
    role: Role
    name: str = ""
    duty_country: str | None = None


EXPERT = DemoAccount("expert", "expert@demo.example", Role.EXPERT)
INSTITUTION = DemoAccount("institution (SO)", "institution@demo.example", Role.INSTITUTION, duty_country="SO")
MINISTRY = DemoAccount("ministry (SO)", "ministry@demo.example", Role.MINISTRY, "Cawil Warfaa Hirad", "SO")
OFFICER = DemoAccount("officer", "officer@demo.example", Role.OFFICER, "Brigitte Aeschlimann", "CH")
DEMO_ACCOUNTS = (
    EXPERT,
    INSTITUTION,
    MINISTRY,
    OFFICER,
    DemoAccount("officer in SO", "officer.so@demo.example", Role.OFFICER, "Deeqa Ismaaciil Rooble", "SO"),
    DemoAccount("manager", "manager@demo.example", Role.MANAGER, "Henrik Lindqvist Moss", "CH"),
    DemoAccount("administrator", "administrator@demo.example", Role.ADMINISTRATOR, "Reto Camenisch", "CH"),
    DemoAccount("auditor", "auditor@demo.example", Role.AUDITOR, "Marguerite Oberson", "CH"),
    DemoAccount("donor", "donor@demo.example", Role.DONOR, "Annika Solheim Vik", "NO"),
)
OTHER_MINISTRIES = {
    "CD": "Clarisse Mwamba Tshilombo",
    "CV": "Nelson Évora Mascarenhas",
    "GH": "Akosua Dufie Marfo",
    "IQ": "إيمان صباح الربيعي",
    "NG": "Musa Danladi Birnin",
    "PE": "Rosaura Chávez Tello",
    "RW": "Innocent Kayitare",
}
"""Endorsers of the other countries; nobody signs in as them with the demo's password."""


def add_account(
    session: Session,
    email: str,
    role: Role,
    *,
    name: str = "",
    password_hash: str | None = None,
    duty_country: str | None = None,
    language: str = "en",
    institution: Institution | None = None,
    country: str | None = None,
) -> Account:
    """Add a confirmed account with one grant and flush."""
    account = Account(
        email=email,
        name=name,
        password=password_hash,
        confirmed_at=clock.now(),
        language=language,
        duty_country=duty_country,
    )
    institution_id = None if institution is None else institution.id
    account.grants.append(RoleGrant(role=role, institution_id=institution_id, country=country))
    session.add(account)
    session.flush()
    return account


def add_staff(session: Session, password_hash: str) -> dict[str, Actor]:
    """Add the demo's members of staff but the host's; return the actors that move records.

    "officer" is the officer without limit, and each country code the one who endorses there.
    """
    actors = {}
    for line in DEMO_ACCOUNTS:
        if line.role in (Role.EXPERT, Role.INSTITUTION):
            continue
        country = line.duty_country if line.role is Role.MINISTRY else None
        account = add_account(
            session, line.email, line.role, name=line.name, password_hash=password_hash,
            duty_country=line.duty_country, country=country,
        )  # fmt: skip
        if line in (OFFICER, MINISTRY):
            actors[country or "officer"] = accounts.actor_of(session, account)
    for country, name in OTHER_MINISTRIES.items():
        email = f"ministry.{country.lower()}@demo.example"
        account = add_account(session, email, Role.MINISTRY, name=name, duty_country=country, country=country)
        actors[country] = accounts.actor_of(session, account)
    return actors

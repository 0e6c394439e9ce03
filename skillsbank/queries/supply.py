"""The fixed figures on what a country's diaspora offers, for its ministry."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.roles import Role
from skillsbank.models import SupplySnapshot
from skillsbank.policies import Actor, Permission, require


def countries(actor: Actor) -> list[str]:
    """Return the countries whose figures the actor may read: where the ministry is, and the actor serves."""
    require(actor, Permission.COUNTRY_SUPPLY_READ)
    own = {grant.country for grant in actor.grants if grant.role is Role.MINISTRY and grant.country}
    return sorted(own & {actor.duty_country})


def newest(session: Session, actor: Actor, country: str) -> SupplySnapshot | None:
    """Return the newest figures of one of the actor's countries; None before the first and for any other country."""
    if country not in countries(actor):
        return None
    query = select(SupplySnapshot).where(SupplySnapshot.country == country)
    return session.scalar(query.order_by(SupplySnapshot.month.desc()).limit(1))

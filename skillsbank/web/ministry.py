"""The ministry's page: the needs of its country, first those that wait for endorsement, and nothing about people."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from skillsbank import clock
from skillsbank.policies import Permission
from skillsbank.queries import ministry
from skillsbank.web import lists
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db

blueprint = Blueprint("ministry", __name__, url_prefix="/ministry")


@blueprint.get("")
@permits(Permission.COUNTRY_VACANCY_READ)
def index() -> ResponseReturnValue:
    """List what waits, oldest first with the days, and the other needs with their state."""
    now = clock.now()
    rows, total = ministry.waiting(db(), current_actor())
    return render_template(
        "ministry/index.html",
        waiting=[(need, (now - need.submitted_at).days if need.submitted_at else 0) for need in rows],
        total=total,
        page=ministry.others(db(), current_actor(), lists.latest_first(ministry.SORTS, "sent")),
    )

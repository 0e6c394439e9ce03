"""The ministry's page: the needs of its country, first those that wait for endorsement, and nothing about people."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank import clock
from skillsbank.domain.vacancy import ANSWER_DAYS
from skillsbank.policies import Permission
from skillsbank.queries import ministry
from skillsbank.services import disclosures
from skillsbank.web import labels, lists
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.exports import as_csv

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
        answer_days=ANSWER_DAYS,
        page=ministry.others(db(), current_actor(), lists.latest_first(ministry.SORTS, "sent")),
    )


@blueprint.get("/list.csv")
@permits(Permission.COUNTRY_VACANCY_READ)
def index_csv() -> ResponseReturnValue:
    """Download both lists of the page as one: what waits, with its days, and the other needs."""
    now = clock.now()
    with transaction() as session:
        rows = [
            [
                need.title, need.institution.name, labels.label(labels.MODALITY, need.modality),
                need.submitted_at.date().isoformat() if need.submitted_at else "",
                (now - need.submitted_at).days if waits and need.submitted_at else "",
                labels.label(labels.VACANCY_STATE, need.state), need.deadline.isoformat() if need.deadline else "",
            ]
            for need, waits in ministry.everything(session, current_actor())
        ]  # fmt: skip
        disclosures.downloaded(session, current_actor(), "needs", len(rows), permission=Permission.COUNTRY_VACANCY_READ)
    heads = [
        _("Need"), _("Institution"), _("Way of working"), _("Sent"), _("Days that it waits for you"), _("State"),
        _("Apply by"),
    ]  # fmt: skip
    return as_csv("needs", heads, rows)

"""Erasures: the auditor carries out what people asked for, by a code, and sees nothing of them."""

import hashlib
import hmac

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from skillsbank.database import forget_log
from skillsbank.domain.errors import NotFound
from skillsbank.forms.decisions import PressForm
from skillsbank.policies import Permission
from skillsbank.queries import erasures
from skillsbank.queries.erasures import Request
from skillsbank.services import disclosures, erasure
from skillsbank.services.ranking import pool
from skillsbank.web import lists
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.exports import as_csv

blueprint = Blueprint("erasures", __name__, url_prefix="/erasures")


@blueprint.get("")
@permits(Permission.SYSTEM_ERASURE_RUN)
def index() -> ResponseReturnValue:
    """List the requests that wait, the oldest first."""
    page = erasures.page(erasures.waiting(db(), current_actor()), lists.wish())
    return render_template("erasures/index.html", page=page, code=_code, shown=_shown)


@blueprint.get("/list.csv")
@permits(Permission.SYSTEM_ERASURE_RUN)
def index_csv() -> ResponseReturnValue:
    """Download the list."""
    with transaction() as session:
        page = erasures.page(erasures.waiting(session, current_actor()), lists.whole(lists.wish()))
        rows = [[_shown(row), row.asked_at.date().isoformat(), row.due_at.date().isoformat()] for row in page.rows]
        disclosures.downloaded(
            session, current_actor(), "erasures", len(rows), permission=Permission.SYSTEM_ERASURE_RUN
        )
    return as_csv("erasures", [_("Code"), _("Asked on"), _("At the latest on")], rows)


@blueprint.route("/<string(length=24):code>", methods=["GET", "POST"])
@permits(Permission.SYSTEM_ERASURE_RUN)
def execute(code: str) -> ResponseReturnValue:
    """Say what erasing does, and do it on one press."""
    asked = _one(db(), code)
    form = PressForm()
    if form.validate_on_submit():
        with transaction() as session:
            person = erasures.record(session, current_actor(), _one(session, code))
            erasure.execute(session, current_actor(), person)
        forget_log(db())
        pool.forget()
        flash(_("The person is erased."), "good")
        return redirect(url_for("erasures.index"), 303)
    return render_template(
        "erasures/execute.html", form=form, asked=asked, shown=_shown(asked), back_url=url_for("erasures.index")
    )


def _one(session: Session, code: str) -> Request:
    for row in erasures.waiting(session, current_actor()):
        if hmac.compare_digest(_code(row), code):
            return row
    raise NotFound("erasure")


def _code(row: Request) -> str:
    """Return what stands for a request in an address, and leads to no other page."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"erasure:{row.public_id}".encode(), hashlib.sha256).hexdigest()[:24]


def _shown(row: Request) -> str:
    return _code(row)[:8]

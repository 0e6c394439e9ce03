"""Our institution: what its own users see of its record, what they say is ready, what they add."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.domain.errors import Invalid
from skillsbank.forms.hosts import LINES, ContributionsForm, ReadinessForm
from skillsbank.models import Institution, ReadinessAssessment
from skillsbank.policies import Permission
from skillsbank.queries import hosts
from skillsbank.services import readiness
from skillsbank.web import host_words
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.forms import form_page
from skillsbank.web.rows import pressed

blueprint = Blueprint("host", __name__, url_prefix="/our-institution")
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(host_words=host_words))
RECORD = "/<string(length=24):public_id>"


@blueprint.get("")
@permits(Permission.INSTITUTION_RECORD_WRITE)
def index() -> ResponseReturnValue:
    """Lead to the institution's page; who speaks for several chooses one."""
    own = hosts.own(db(), current_actor())
    if len(own) == 1:
        return redirect(url_for("host.show", public_id=own[0].public_id), 303)
    return render_template("host/index.html", institutions=own)


@blueprint.get(RECORD)
@permits(Permission.INSTITUTION_RECORD_WRITE)
def show(public_id: str) -> ResponseReturnValue:
    """Show what is kept about the institution as a host."""
    institution = hosts.own_one(db(), current_actor(), public_id)
    return render_template("host/show.html", institution=institution, **beside(institution))


@blueprint.route(f"{RECORD}/readiness", methods=["GET", "POST"])
@permits(Permission.INSTITUTION_RECORD_WRITE)
def assess(public_id: str) -> ResponseReturnValue:
    """Ask what is ready; an answer makes a new version."""
    institution = hosts.own_one(db(), current_actor(), public_id)
    form = ReadinessForm(data=_said(readiness.newest(db(), institution), institution.capacity))
    if form.validate_on_submit():
        with transaction() as session:
            record = hosts.own_one(session, current_actor(), public_id)
            readiness.assess(session, current_actor(), record, form.max_experts.data, form.answers())
        flash(_("Your answers are saved. An officer of the programme confirms them."), "good")
        return redirect(url_for("host.show", public_id=public_id), 303)
    back = url_for("host.show", public_id=public_id)
    return form_page("host/readiness.html", form, institution=institution, lines=list(LINES), back_url=back)


@blueprint.route(f"{RECORD}/contributions", methods=["GET", "POST"])
@permits(Permission.INSTITUTION_RECORD_WRITE)
def contributions(public_id: str) -> ResponseReturnValue:
    """Ask what the institution adds itself, in money or in kind."""
    institution = hosts.own_one(db(), current_actor(), public_id)
    known = [
        {"what": row.what, "year": row.year, "amount": row.amount, "currency": row.currency}
        for row in hosts.contributions(db(), institution)
    ]
    form = ContributionsForm(data={"contributions": known} if known else None)
    if request.method == "POST" and pressed(form, {}) is None and form.validate():
        given = [readiness.Given(**{**row, "currency": row["currency"] or None}) for row in _rows(form)]
        try:
            with transaction() as session:
                record = hosts.own_one(session, current_actor(), public_id)
                readiness.contribute(session, current_actor(), record, given)
            flash(_("The changes are saved."), "good")
            return redirect(url_for("host.show", public_id=public_id), 303)
        except Invalid:
            form.form_errors.append(_("Give both amount and currency, or neither for what is given in kind."))
    back = url_for("host.show", public_id=public_id)
    return form_page("host/contributions.html", form, institution=institution, back_url=back)


def beside(institution: Institution) -> dict[str, object]:
    """Return what the pages of an institution show of it as a host."""
    versions = [host_words.told(each) for each in hosts.assessments(db(), institution)]
    return {
        "readiness": versions[0] if versions else None,
        "versions": versions,
        "contributions": hosts.contributions(db(), institution),
        "figures": hosts.figures(db(), institution),
    }


def _rows(form: ContributionsForm) -> list[dict[str, Any]]:
    return [{name: row[name] for name in ("what", "year", "amount", "currency")} for row in form.contributions.filled()]


def _said(record: ReadinessAssessment | None, capacity: int) -> dict[str, object]:
    if record is None:
        return {"max_experts": capacity}
    said: dict[str, object] = {"max_experts": record.max_experts}
    for line, row in record.answers.items():
        said |= {line: str(row["level"]), f"{line}_note": row["note"]}
    return said

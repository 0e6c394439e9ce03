"""Our posts: an institution reports how many are established, filled, vacant and hard to fill, typed or as a file."""

from dataclasses import asdict

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank import clock, reading
from skillsbank.domain.demand import REASONS
from skillsbank.domain.errors import Invalid
from skillsbank.forms.demand import DemandFileForm, DemandForm
from skillsbank.models import Institution
from skillsbank.policies import Permission
from skillsbank.queries import demand as returns
from skillsbank.queries import hosts
from skillsbank.queries.suggestions import occupation_code
from skillsbank.services import demand, disclosures
from skillsbank.web import demand_words, labels, need_sections
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.exports import as_csv
from skillsbank.web.files import takes_file
from skillsbank.web.forms import form_page, reasons
from skillsbank.web.rows import Found, pressed, suggestions

blueprint = Blueprint("demand", __name__, url_prefix="/our-institution/<string(length=24):public_id>/posts")
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(demand_words=demand_words))


@blueprint.get("")
@permits(Permission.INSTITUTION_DEMAND_WRITE)
def show(public_id: str) -> ResponseReturnValue:
    """Show the return that counts, and those before it."""
    institution = hosts.own_one(db(), current_actor(), public_id)
    return render_template(
        "demand/show.html", institution=institution, returns=returns.history(db(), institution), reasons=REASONS,
        back_url=url_for("host.show", public_id=public_id),
    )  # fmt: skip


@blueprint.get("/list.csv")
@permits(Permission.INSTITUTION_DEMAND_WRITE)
def show_csv(public_id: str) -> ResponseReturnValue:
    """Download the return that counts, in the columns in which a file is sent in."""
    with transaction() as session:
        institution = hosts.own_one(session, current_actor(), public_id)
        newest = demand.newest(session, institution)
        rows = [demand_words.row(line) for line in newest.lines] if newest else []
        permission = Permission.INSTITUTION_DEMAND_WRITE
        disclosures.downloaded(session, current_actor(), "posts", len(rows), permission=permission)
    return as_csv("posts", list(demand_words.COLUMN.values()), rows)


@blueprint.route("/edit", methods=["GET", "POST"])
@permits(Permission.INSTITUTION_DEMAND_WRITE)
def edit(public_id: str) -> ResponseReturnValue:
    """Ask for the posts, beginning with those of the last return."""
    institution = hosts.own_one(db(), current_actor(), public_id)
    form = DemandForm(data=_last(institution))
    found: Found | None = None
    if request.method == "POST":
        find = need_sections.finders()["occupation"]
        found = pressed(form, {"title": find})
        _find_codes(form, request.form.get("choose", ""))
        if found is None:
            return _taken(public_id, form) or _page(form, institution)
    return _page(form, institution, found)


@blueprint.route("/file", methods=["GET", "POST"])
@permits(Permission.INSTITUTION_DEMAND_WRITE)
@takes_file(reading.LARGEST)
def upload(public_id: str) -> ResponseReturnValue:
    """Take the posts from a file; what is wrong in a row is shown beside it, with what stood there."""
    institution = hosts.own_one(db(), current_actor(), public_id)
    form = DemandFileForm(data={"day": clock.today()})
    if form.validate_on_submit() and form.day.data is not None:
        try:
            table = _read(form)
        except Invalid as refused:
            form.file.errors = [*form.file.errors, demand_words.refusal(refused.code)]
        else:
            sent = demand_words.typed(table)
            sent["day"], sent["csrf_token"] = form.day.data.isoformat(), request.form.get("csrf_token", "")
            filled = DemandForm(sent)
            _find_codes(filled)
            return _taken(public_id, filled) or _page(filled, institution)
    return form_page(
        "demand/file.html", form, institution=institution, back_url=url_for("demand.show", public_id=public_id)
    )


def _read(form: DemandFileForm) -> reading.Table:
    """Read the file in a process of its own; raises Invalid when it holds no posts."""
    sent = form.file.data
    data = sent.stream.read(reading.LARGEST + 1)
    db().rollback()  # nothing waits in the database while another process reads
    table = reading.read_table(data, sent.filename or "")
    if not demand_words.known(table):
        raise Invalid("no_posts")
    return table


def _taken(public_id: str, form: DemandForm) -> ResponseReturnValue | None:
    """Store the return and lead on; None when the form or the service refuses it."""
    _offer(form)
    if not form.validate() or form.day.data is None:
        return None
    try:
        with transaction() as session:
            record = hosts.own_one(session, current_actor(), public_id)
            demand.report(session, current_actor(), record, form.day.data, form.filled())
    except Invalid:
        form.form_errors.append(_("This does not fit the rules. Check what you entered."))
        return None
    flash(_("Your posts are saved. Earlier returns stay below."), "good")
    return redirect(url_for("demand.show", public_id=public_id), 303)


def _page(form: DemandForm, institution: Institution, found: Found | None = None) -> ResponseReturnValue:
    _offer(form)
    found = dict(found or {})
    find = need_sections.finders()["occupation"]
    for entry in form.posts.entries:
        if entry.form.title.data and entry.form.title.errors:
            found.setdefault(entry.form.title.name, suggestions(find, entry.form.title.data))
    back = url_for("demand.show", public_id=institution.public_id)
    action = url_for("demand.edit", public_id=institution.public_id)
    return form_page("demand/edit.html", form, institution=institution, found=found, action=action, back_url=back)


def _offer(form: DemandForm) -> None:
    for entry in form.posts.entries:
        entry.form.reason.choices = reasons(REASONS, _("None is hard to fill"))


def _find_codes(form: DemandForm, choose: str = "") -> None:
    """Find the code of each occupation in its words, or that which was chosen."""
    name, _colon, chosen = choose.partition(":")
    for entry in form.posts.entries:
        mine = chosen if name == entry.form.title.name else entry.form.isco.data
        entry.form.isco.data = occupation_code(entry.form.title.data, mine)


def _last(institution: Institution) -> dict[str, object]:
    newest = demand.newest(db(), institution)
    if newest is None:
        return {"day": clock.today()}
    lines = [{"title": labels.isco_title(line.isco), **asdict(line)} for line in demand.posts_of(newest)]
    return {"day": clock.today(), "posts": lines}

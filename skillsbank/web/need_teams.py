"""Teams of needs: adding a role beside one, taking one out."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.domain.errors import IllegalMove, Invalid
from skillsbank.forms.needs import RoleForm
from skillsbank.forms.needs.base import NeedForm
from skillsbank.policies import Permission
from skillsbank.queries import vacancies as queries
from skillsbank.services import teams
from skillsbank.web import need_sections, need_words
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.forms import form_page
from skillsbank.web.needs import NEED, conflict
from skillsbank.web.occupations import code_of
from skillsbank.web.rows import Found, pressed, suggestions

blueprint = Blueprint("need_teams", __name__)


@blueprint.route(f"{NEED}/team/add", methods=["GET", "POST"])
@permits(Permission.INSTITUTION_VACANCY_WRITE)
def add(public_id: str) -> ResponseReturnValue:
    """Add a role to the team of a need: who, and how many; the rest is copied."""
    need = queries.one(db(), current_actor(), public_id)
    if not teams.may_add(current_actor(), need):
        return conflict(public_id, "not_editable")
    form = RoleForm(data={"posts": 1})
    found: Found | None = None
    if request.method == "POST":
        find = need_sections.finders()["occupation"]
        found = pressed(form, {"occupation": find})
        chosen = request.form.get("choose", "").partition(":")[2]
        form.isco.data = code_of(form.occupation.data, chosen or form.isco.data)
        if found is None and form.validate():
            if form.occupation.data and not form.isco.data:
                form.occupation.errors = [_("Choose an occupation from the list, or leave the line empty for now.")]
                found = {"occupation": suggestions(find, form.occupation.data)}
            else:
                return _store(public_id, form)
    return form_page("needs/role.html", form, need=need, found=found or {})


@blueprint.post(f"{NEED}/team/leave")
@permits(Permission.INSTITUTION_VACANCY_WRITE)
def leave(public_id: str) -> ResponseReturnValue:
    """Make a role a need of its own again."""
    form = NeedForm()
    try:
        with transaction() as session:
            need = queries.one(session, current_actor(), public_id)
            teams.leave(session, current_actor(), need, version=form.seen_version())
    except IllegalMove as error:
        return conflict(public_id, error.code)
    flash(_("This is a need of its own now."), "good")
    return redirect(url_for("needs.show", public_id=public_id), 303)


def _store(public_id: str, form: Any) -> ResponseReturnValue:
    try:
        with transaction() as session:
            need = queries.one(session, current_actor(), public_id)
            isco, posts = form.isco.data or "", form.posts.data
            role = teams.add_role(session, current_actor(), need, title=form.title.data, isco=isco, posts=posts)
            made = role.public_id
    except IllegalMove as error:
        return conflict(public_id, error.code)
    except Invalid as error:
        form.form_errors.append(need_words.fault(error))
        return form_page("needs/role.html", form, need=queries.one(db(), current_actor(), public_id), found={})
    flash(_("The role was added. Complete it: work, skills and counterpart are its own."), "good")
    return redirect(url_for("needs.sections", public_id=made), 303)

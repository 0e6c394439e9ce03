"""The institution's page of candidates for one of its needs."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.policies import Permission
from skillsbank.queries import vacancies
from skillsbank.services import candidates
from skillsbank.web.access import current_actor, permits
from skillsbank.web.candidate_cards import code
from skillsbank.web.database import transaction

blueprint = Blueprint("candidates", __name__)


@blueprint.get("/needs/<string(length=24):public_id>/candidates")
@permits(Permission.INSTITUTION_CANDIDATE_READ)
def index(public_id: str) -> ResponseReturnValue:
    """Show cards without names, and the records of those who agreed to be named; each look is noted."""
    actor = current_actor()
    with transaction() as session:
        people = candidates.look(session, actor, public_id, code)
        need = vacancies.one(session, actor, public_id)
        return render_template(
            "candidates/index.html",
            people=people,
            need=need,
            back_url=url_for("needs.show", public_id=public_id),
            back_label=_("Back to the need"),
        )

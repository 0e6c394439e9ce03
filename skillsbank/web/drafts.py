"""What somebody types on a page of their profile is kept while they type, where the script runs."""

from flask import Blueprint, flash, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.domain.sections import SECTIONS
from skillsbank.forms.profile.base import as_typed
from skillsbank.policies import Permission
from skillsbank.queries import own
from skillsbank.services import uploads
from skillsbank.web import profile_pages
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import transaction

blueprint = Blueprint("drafts", __name__, url_prefix="/profile/drafts")
KEPT = tuple(section for section in SECTIONS if section != "visibility")
"""Who may see a person is decided anew each time, with nothing chosen."""
_PARTS = ", ".join(KEPT)


@blueprint.post(f"/<any({_PARTS}):part>")
@permits(Permission.OWN_PROFILE_WRITE)
def keep(part: str) -> ResponseReturnValue:
    """Keep what is typed, right or wrong; the page itself is saved as ever."""
    with transaction() as session:
        profile = own.profile_of(session, current_actor())
        form = profile_pages.opened(part, profile)
        uploads.keep_draft(session, current_actor(), profile, part, as_typed(form), seen=form.seen_version())
    return jsonify(kept=True)


@blueprint.post(f"/<any({_PARTS}):part>/discard")
@permits(Permission.OWN_PROFILE_WRITE)
def discard(part: str) -> ResponseReturnValue:
    """Let go of what was typed and show the stored answers again."""
    with transaction() as session:
        uploads.forget_draft(session, current_actor(), own.profile_of(session, current_actor()), part)
    flash(_("What you had typed is deleted. These are your saved answers."), "good")
    return redirect(url_for("profile.answer", part=part), 303)

"""Start from a CV: a file is read, the person confirms or ignores each thing that was found, the file is not kept."""

import secrets
from dataclasses import asdict
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank import reading
from skillsbank.domain.errors import IllegalMove, Invalid
from skillsbank.domain.sections import SECTIONS
from skillsbank.forms.uploads import LEAVE, TAKE, ReviewForm, UploadForm, review_form
from skillsbank.models import Profile
from skillsbank.policies import Permission
from skillsbank.queries import own
from skillsbank.queries import uploads as queries
from skillsbank.services import profiles, uploads
from skillsbank.web import cv_words, profile_pages, suggested
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.files import takes_file
from skillsbank.web.forms import form_page

blueprint = Blueprint("cv", __name__, url_prefix="/profile/cv")


@blueprint.route("", methods=["GET", "POST"])
@permits(Permission.OWN_PROFILE_WRITE)
@takes_file(reading.LARGEST)
def start() -> ResponseReturnValue:
    """Take a file and read it; a file that is not read is answered with the reason and with what to do."""
    profile = own.profile_of(db(), current_actor())
    if request.method == "GET" and profile.state in profiles.CLOSED:
        return redirect(url_for("profile.show"), 303)
    form = UploadForm()
    if form.validate_on_submit():
        if profile.state in profiles.CLOSED:
            raise IllegalMove("profile_closed", state=profile.state)
        try:
            count = _read(form)
        except reading.Unreadable as refused:
            form.file.errors = [*form.file.errors, cv_words.refusal(refused.code)]
        else:
            if count:
                return redirect(url_for("cv.review"), 303)
            flash(_("Everything that we could read in this file is in your profile already."), "info")
            return redirect(url_for("profile.show"), 303)
    return form_page("cv/start.html", form, waiting=queries.reading_of(db(), profile), back_url=url_for("profile.show"))


@blueprint.route("/review", methods=["GET", "POST"])
@permits(Permission.OWN_PROFILE_WRITE)
def review() -> ResponseReturnValue:
    """Show what was read beside what the profile holds; store what is confirmed, let go of what is ignored."""
    profile = own.profile_of(db(), current_actor())
    found = queries.reading_of(db(), profile)
    facts = found.facts if found is not None else []
    form = review_form(fact["key"] for fact in facts)()
    if request.method == "GET" or not form.validate():
        return form_page(
            "cv/review.html",
            form,
            reading=found,
            groups=suggested.groups(profile, facts),
            notes=cv_words.notes(found.notes) if found is not None else [],
            back_url=url_for("profile.show"),
        )
    return redirect(url_for("cv.review" if _decided(form, facts) else "profile.show"), 303)


@blueprint.post("/discard")
@permits(Permission.OWN_PROFILE_WRITE)
def discard() -> ResponseReturnValue:
    """Let go of all that was read and not decided yet."""
    with transaction() as session:
        uploads.forget_reading(session, current_actor(), own.profile_of(session, current_actor()))
    flash(_("What was read in your file is deleted."), "good")
    return redirect(url_for("profile.show"), 303)


def _read(form: UploadForm) -> int:
    """Read the file and keep what is new; return how many things that are. Raises Unreadable."""
    sent = form.file.data
    data = sent.stream.read(reading.LARGEST + 1)
    db().rollback()  # nothing waits in the database while another process reads
    found = reading.read(data, sent.filename or "")
    if not found.facts:
        raise reading.Unreadable("nothing_found")
    facts = [{**asdict(fact), "key": f"k{secrets.token_hex(6)}"} for fact in found.facts]
    with transaction() as session:
        profile = own.profile_of(session, current_actor())
        new = suggested.news(profile, facts)
        notes = [asdict(note) for note in found.notes]
        if new:
            uploads.keep_reading(session, current_actor(), profile, kind=found.kind, facts=new, notes=notes)
    return len(new)


def _decided(form: ReviewForm, facts: list[dict[str, Any]]) -> int:
    """Store what was confirmed, by the same forms and the same service as typed answers; return how many are left."""
    everything = "all" in request.form
    taken = {fact["key"] for fact in facts} if everything else set(form.chosen(TAKE))
    saved: list[str] = []
    unfinished: list[str] = []
    with transaction() as session:
        profile = own.profile_of(session, current_actor())
        for section in SECTIONS:
            ours = [fact for fact in facts if fact["section"] == section and fact["key"] in taken]
            if ours:
                (saved if _stored(profile, section, ours) else unfinished).append(section)
        left = uploads.settle(session, current_actor(), profile, taken | set(form.chosen(LEAVE)))
    if saved:
        flash(_("Saved in your profile: %(parts)s.", parts=cv_words.parts(saved)), "good")
    if unfinished:
        flash(_("These pages still need an answer from you: %(parts)s.", parts=cv_words.parts(unfinished)), "attention")
    return left


def _stored(profile: Profile, section: str, facts: list[dict[str, Any]]) -> bool:
    """Store the confirmed facts of a part; where its page would not be saved so, keep them there as a draft."""
    session = db()
    sent = suggested.together(profile, section, facts)
    form = profile_pages.filled(section, profile, sent)
    if form.validate():
        try:
            with session.begin_nested():
                profiles.answer(session, current_actor(), profile, section, form.answers(), seen=profile.version)
        except Invalid:
            session.expire_all()
        else:
            return True
    uploads.keep_draft(session, current_actor(), profile, section, sent, seen=profile.version)
    return False

"""What a person agreed to: each agreement with its date and version, given and withdrawn by one press."""

from collections import defaultdict

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.domain.consents import ASKED
from skillsbank.domain.errors import Invalid
from skillsbank.domain.texts import TextKind
from skillsbank.domain.vocabulary import Purpose
from skillsbank.models import Application, Consent, Profile
from skillsbank.policies import Permission
from skillsbank.queries import applications as candidacies
from skillsbank.queries import own
from skillsbank.services import applications, consents, own_profile
from skillsbank.web import own_words, texts
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.notices import AGREEMENT, DISCLOSURE

blueprint = Blueprint("consents", __name__, url_prefix="/consents")


@blueprint.get("")
@permits(Permission.OWN_PROFILE_READ)
def index() -> ResponseReturnValue:
    """Show every agreement, those that hold first."""
    profile = own.profile_of(db(), current_actor())
    holding = consents.live(db(), profile)
    live = {consent.id for consent in holding}
    interests = candidacies.of_person(db(), profile)
    return render_template(
        "consents/index.html",
        asked=[(purpose.value, _text(profile, purpose), _one(holding, purpose)) for purpose in ASKED],
        ended=[pair for pair in own.consents(db(), profile) if pair[0].id not in live],
        interests=interests,
        disclosure={one.id: _named_by(profile, one) for one in interests},
        named=defaultdict(lambda: None, {(c.vacancy_id, c.recipient): c for c in holding if c.vacancy_id}),
        recipients=applications.RECIPIENTS,
        words=own_words,
    )


@blueprint.post("/<any(registration, matching, statistics, outreach):purpose>/<any(give, withdraw):step>")
@permits(Permission.OWN_CONSENT_WRITE)
def change(purpose: str, step: str) -> ResponseReturnValue:
    """Give or withdraw one agreement."""
    kind = Purpose(purpose)
    try:
        with transaction() as session:
            profile = own.profile_of(session, current_actor())
            if step == "give":
                text = _text(profile, kind).check()
                own_profile.agree(session, current_actor(), profile, kind, language=text.language, version=text.version)
            else:
                consents.withdraw(session, current_actor(), profile, kind)
    except Invalid as error:
        if error.code == "withdraw_the_profile":
            return redirect(url_for("mydata.withdraw"), 303)
        flash(own_words.problem(error), "refused")
    else:
        flash(_("You agree. You can withdraw it any time.") if step == "give" else _withdrawn(), "good")
    return redirect(url_for("consents.index"), 303)


@blueprint.post(
    "/needs/<string(length=24):public_id>/<any(institution, ministry):recipient>/<any(give, withdraw):step>"
)
@permits(Permission.OWN_CONSENT_WRITE)
def disclosure(public_id: str, recipient: str, step: str) -> ResponseReturnValue:
    """Agree to be named for the need of one's interest, or withdraw that."""
    try:
        with transaction() as session:
            actor = current_actor()
            profile = own.profile_of(session, actor)
            application = candidacies.own_one(session, profile, public_id)
            if step == "give":
                text = _named_by(profile, application).check()
                applications.name_to(
                    session, actor, application, recipient, language=text.language, version=text.version
                )
            else:
                applications.name_no_more(session, actor, application, recipient)
    except Invalid as error:
        flash(own_words.problem(error), "refused")
    else:
        flash(_("You agree. You can withdraw it any time.") if step == "give" else _withdrawn(), "good")
    return redirect(url_for("consents.index"), 303)


def _text(profile: Profile, purpose: Purpose) -> texts.Shown:
    return texts.for_person(TextKind(purpose.value), [AGREEMENT[purpose]], profile)


def _named_by(profile: Profile, application: Application) -> texts.Shown:
    return texts.for_need(TextKind.DISCLOSURE, DISCLOSURE, profile, application.vacancy)


def _withdrawn() -> str:
    return str(_("Withdrawn. It holds from this moment."))


def _one(holding: list[Consent], purpose: Purpose) -> Consent | None:
    return next((consent for consent in holding if consent.purpose is purpose), None)

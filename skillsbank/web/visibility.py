"""Who may see me, per country of origin: hiding takes one press, being shown takes a day and two confirmations."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Invalid, NotFound
from skillsbank.domain.profile import REVEAL_WAIT
from skillsbank.domain.texts import TextKind
from skillsbank.forms.decisions import CountryForm, RevealForm
from skillsbank.models import Profile, ProfileCountry
from skillsbank.policies import Permission
from skillsbank.queries import own
from skillsbank.services import visibility
from skillsbank.web import own_words, texts
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.forms import form_page
from skillsbank.web.notices import RISK
from skillsbank.web.settings import settings

blueprint = Blueprint("visibility", __name__, url_prefix="/who-sees-me")
_PLACE = "<int(min=1, max=99):place>"
"""The place of a country in the person's own list: a country of origin in an address would tell on them."""


@blueprint.get("")
@permits(Permission.OWN_PROFILE_READ)
def index() -> ResponseReturnValue:
    """Show the answer that holds for each country of origin."""
    profile = own.profile_of(db(), current_actor())
    return render_template("visibility/index.html", profile=profile, moment=_moment, due=_due)


@blueprint.post(f"/{_PLACE}/hide")
@permits(Permission.OWN_PROFILE_WRITE)
def hide(place: int) -> ResponseReturnValue:
    """Hide the person from a country at once."""
    with transaction() as session:
        profile, row = _named(session, place)
        visibility.hide(session, current_actor(), profile, row.country)
    flash(_("Done. From now on you are asked each time, and nobody there learns that you exist."), "good")
    return redirect(url_for("visibility.index"), 303)


@blueprint.post(f"/{_PLACE}/cancel")
@permits(Permission.OWN_PROFILE_WRITE)
def cancel(place: int) -> ResponseReturnValue:
    """Take back the request to be shown."""
    with transaction() as session:
        profile, row = _named(session, place)
        visibility.cancel_reveal(session, current_actor(), profile, row.country)
    flash(_("Your request is cancelled. You stay hidden."), "good")
    return redirect(url_for("visibility.index"), 303)


@blueprint.route(f"/{_PLACE}/reveal", methods=["GET", "POST"])
@permits(Permission.OWN_PROFILE_WRITE)
def reveal(place: int) -> ResponseReturnValue:
    """Explain the risk, name an independent adviser, and take the request."""
    profile, row = _place(db(), place)
    form, counsellor = RevealForm(country=row.country), settings().counsellor
    if form.validate_on_submit():
        try:
            with transaction() as session:
                profile, row = _named(session, place)
                visibility.request_reveal(
                    session,
                    current_actor(),
                    profile,
                    row.country,
                    language=_risk(profile, row).check().language,
                    counsellor=counsellor,
                )
        except Invalid as error:
            form.form_errors.append(own_words.problem(error))
        else:
            flash(_("Your request is noted. Nothing has changed yet: come back after 24 hours to confirm it."), "info")
            return redirect(url_for("visibility.index"), 303)
    return _page("visibility/reveal.html", form, place, risk=_risk(profile, row), counsellor=counsellor)


@blueprint.route(f"/{_PLACE}/confirm", methods=["GET", "POST"])
@permits(Permission.OWN_PROFILE_WRITE)
def confirm(place: int) -> ResponseReturnValue:
    """Show who will see what, and take the second confirmation."""
    profile, row = _place(db(), place)
    form, counsellor = CountryForm(country=row.country), settings().counsellor
    if form.validate_on_submit():
        try:
            with transaction() as session:
                profile, row = _named(session, place)
                visibility.confirm_reveal(
                    session, current_actor(), profile, row.country, language=_risk(profile, row).language
                )  # fmt: skip
        except Invalid as error:
            form.form_errors.append(own_words.problem(error))
        else:
            flash(_("Institutions there may now see your card without your name. You can hide again any time."), "good")
            return redirect(url_for("visibility.index"), 303)
    elif row.reveal_requested_at is None:
        return redirect(url_for("visibility.index"), 303)
    return _page("visibility/confirm.html", form, place, counsellor=counsellor, moment=_moment, due=_due)


def _risk(profile: Profile, row: ProfileCountry) -> texts.Shown:
    return texts.for_person(TextKind.RISK, RISK, profile, row.country)


def _page(template: str, form: CountryForm, place: int, **values: Any) -> ResponseReturnValue:
    profile, row = _place(db(), place)
    return form_page(template, form, profile=profile, row=row, place=place, **values)


def _place(session: Session, place: int) -> tuple[Profile, ProfileCountry]:
    profile = own.profile_of(session, current_actor())
    if place > len(profile.countries):
        raise NotFound("no_such_country")
    return profile, profile.countries[place - 1]


def _named(session: Session, place: int) -> tuple[Profile, ProfileCountry]:
    """Return the country at `place` if it is the one that the page showed; raises IllegalMove when the list moved."""
    profile, row = _place(session, place)
    if CountryForm().country.data != row.country:
        raise IllegalMove("countries_changed")
    return profile, row


def _moment(row: ProfileCountry) -> Any:
    """Return when the second confirmation becomes possible."""
    return row.reveal_requested_at + REVEAL_WAIT if row.reveal_requested_at else None


def _due(row: ProfileCountry) -> bool:
    """Say whether the second confirmation is possible now."""
    return row.reveal_requested_at is not None and clock.now() - row.reveal_requested_at >= REVEAL_WAIT

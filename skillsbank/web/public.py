"""Pages for everybody: the open needs, one need, and what fits a visitor."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank import reference
from skillsbank.domain.languages import OFFERED
from skillsbank.domain.programme import unpaid
from skillsbank.domain.vocabulary import CEFR
from skillsbank.forms.fields import choices
from skillsbank.forms.visitor import FitForm, OpenNeedFilters
from skillsbank.policies import ANONYMOUS, Permission, can
from skillsbank.queries import public as records
from skillsbank.queries import vacancies as needs_of
from skillsbank.web import labels, lists
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db
from skillsbank.web.forms import by_name, form_page, sectors
from skillsbank.web.occupations import code_of, find
from skillsbank.web.rows import pressed

blueprint = Blueprint("public", __name__)


@blueprint.get("/open-needs")
@permits(Permission.PUBLIC_PAGE_READ)
def needs() -> ResponseReturnValue:
    """List the open needs."""
    filters = OpenNeedFilters(request.args)
    countries, languages = records.offered(db())
    filters.country.choices = _named(
        countries, filters.country.data, reference.country_regions(), labels.country_name, _("Every country")
    )
    filters.sector.choices = sectors(_("Every sector"))
    filters.modality.choices = choices(labels.MODALITY.items(), _("Every way of working"))
    filters.language.choices = _named(
        languages, filters.language.data, OFFERED, labels.language_name, _("Every language")
    )
    values = lists.chosen(filters)
    page = records.needs(db(), lists.latest_first(records.SORTS, "published"), **values)
    return render_template(
        "public/needs.html", page=page, filters=filters, active=len(values), carries_mark=records.carries_mark
    )


@blueprint.get("/open-needs/<string(length=24):public_id>")
@permits(Permission.PUBLIC_PAGE_READ)
def need(public_id: str) -> ResponseReturnValue:
    """Show one open need in the reader's language, its own text marked with its own."""
    found = records.need(db(), public_id)
    may_apply = can(current_actor(), Permission.OWN_APPLICATION_WRITE)
    return render_template(
        "public/need.html",
        need=found,
        team=needs_of.team(db(), ANONYMOUS, found),
        verified=records.carries_mark(found),
        signed_in=current_actor().account_id is not None,
        does=[labels.label(labels.ACTIVITY, code) for code in found.activities],
        passes_on=[labels.label(labels.TRANSFER_METHOD, code) for code in found.methods],
        unpaid=unpaid(found.modality, [row["line"] for row in found.paid]),
        fits_url=url_for("fits.show", public_id=public_id) if may_apply else None,
        back_url=url_for("public.needs"),
    )


@blueprint.route("/what-fits", methods=["GET", "POST"])
@permits(Permission.PUBLIC_PAGE_READ)
def what_fits() -> ResponseReturnValue:
    """Say what fits a visitor: sent as a form so that no address and no log holds it; nothing is stored."""
    form = FitForm()
    _offer(form)
    found = pressed(form, {"occupation": find}) if request.method == "POST" else None
    _offer(form)  # a button may have added a row
    if found is not None and request.form.get("choose", "").startswith("occupation:"):
        form.occupation_code.data = request.form["choose"].partition(":")[2]
    fits = None
    if found is None and form.validate_on_submit():
        codes = _occupations(form)
        if codes:
            spoken = {row["code"]: row["level"] for row in form.languages.filled()}
            fits = records.fits(db(), codes, spoken, form.modalities.data or (), form.weeks.data)
        else:
            form.occupation.errors = [_("We know no occupation by these words. Try another word for it.")]
    return form_page(
        "public/what_fits.html",
        form,
        found=found or {},
        fits=fits,
        reasons=_reasons,
        carries_mark=records.carries_mark,
    )


def _reasons(fit: records.Fit) -> list[dict[str, Any]]:
    """Return why a need fits, as the chips of a card: occupation, languages, length and dates."""
    need = fit.need
    reasons = [
        {"label": labels.CLOSENESS[fit.closeness], "words": [labels.isco_title(fit.isco)]},
        {"label": _("Languages"), "words": [labels.language_name(code) for code in fit.languages]},
        {"label": labels.label(labels.MODALITY, need.modality), "words": [labels.length_of(need)]},
    ]
    return [reason for reason in reasons if reason["words"]]


def _offer(form: FitForm) -> None:
    form.modalities.choices = choices(labels.MODALITY.items())
    languages = choices(labels.languages(), _("Choose"))
    for entry in form.languages:
        entry.form.code.choices = languages
        entry.form.level.choices = choices(((level, level) for level in CEFR), _("Choose"))


def _occupations(form: FitForm) -> list[str]:
    """Return the chosen unit group, else the one that the words name, else every one that they may mean."""
    words = form.occupation.data
    code = code_of(words, form.occupation_code.data)
    return [code] if code else [each for each, _label in find(words)]


def _named(codes: list[str], asked: Any, known: Any, name: Any, blank: str) -> list[Any]:
    """Return choices in the reader's order; what the address asks for stays a choice when nothing has it any more."""
    offered = {*codes, *([asked] if asked in known else [])}
    return choices(by_name((code, name(code)) for code in offered), blank)

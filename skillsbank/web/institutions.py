"""Institutions: the officer's list, register, correct, verify, suspend, resume, invite a focal point."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank import reference
from skillsbank.domain.errors import Incomplete, Invalid
from skillsbank.domain.institution import InstitutionAction
from skillsbank.domain.readiness import FocalDuty
from skillsbank.domain.vocabulary import InstitutionType, Ownership
from skillsbank.forms.fields import choices
from skillsbank.forms.hosts import DutiesForm
from skillsbank.forms.institutions import (
    EvidenceForm,
    FocalPointForm,
    HostCountryForm,
    InstitutionFilters,
    InstitutionForm,
    ResumeForm,
    SuspendForm,
)
from skillsbank.policies import Permission
from skillsbank.queries import institutions as records
from skillsbank.services import disclosures, institutions, readiness, workflow
from skillsbank.web import i18n, labels, lists
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.errors import page as error_page
from skillsbank.web.exports import as_csv
from skillsbank.web.forms import countries, form_page, languages_of_pages, reasons, sectors
from skillsbank.web.host import beside

blueprint = Blueprint("institutions", __name__, url_prefix="/institutions")
RECORD = "/<string(length=24):public_id>"
FACTS = (
    "name", "kind", "ownership", "sector", "place", "name_en", "acronym", "parent", "region", "domain", "staff",
    "capacity", "description", "address", "registration", "agreement_date", "agreement_end", "agreement_reference",
)  # fmt: skip


@blueprint.get("")
@permits(Permission.PROGRAMME_INSTITUTION_WRITE)
def index() -> ResponseReturnValue:
    """List the institutions within reach."""
    values, filters = _wanted()
    page = records.page(db(), current_actor(), lists.wish(), **values)
    return render_template("institutions/index.html", page=page, filters=filters, active=len(values))


@blueprint.get("/list.csv")
@permits(Permission.PROGRAMME_LIST_DOWNLOAD)
def index_csv() -> ResponseReturnValue:
    """Download the list as filtered."""
    with transaction() as session:
        page = records.page(session, current_actor(), lists.whole(lists.wish()), **_wanted()[0])
        rows = [
            [
                row.name, row.name_en, labels.country_name(row.country), labels.listed("sectors", row.sector),
                labels.label(labels.INSTITUTION_STATE, row.state), row.created_at.date().isoformat(),
            ]
            for row in page.rows
        ]  # fmt: skip
        disclosures.downloaded(session, current_actor(), "institutions", len(rows))
    heads = [_("Name"), _("Name in English"), _("Country"), _("Sector"), _("State"), _("Registered")]
    return as_csv("institutions", heads, rows)


@blueprint.route("/new", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_INSTITUTION_WRITE)
def new() -> ResponseReturnValue:
    """Register an institution: first its country, then its facts."""
    within = records.countries_within_reach(current_actor())
    country = request.args.get("country", within[0] if len(within) == 1 else "")
    if country not in within:
        asked = HostCountryForm(request.args)
        asked.country.choices = countries(within, _("Choose a country"))
        return render_template("institutions/country.html", asked=asked)
    form = InstitutionForm(capacity=1)
    _prepare(form, country)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                made = institutions.register(session, current_actor(), country, _facts(form)).public_id
            flash(_("The institution is registered. Verify it as soon as you have seen the evidence."), "good")
            return redirect(url_for("institutions.show", public_id=made), 303)
        except Invalid as fault:
            _explain(form, fault)
    return form_page("institutions/edit.html", form, country=country, back_url=url_for("institutions.index"))


@blueprint.get(RECORD)
@permits(Permission.PROGRAMME_INSTITUTION_WRITE)
def show(public_id: str) -> ResponseReturnValue:
    """Show one institution with what stands beside it."""
    return _page(public_id, _invitation())


@blueprint.route(f"{RECORD}/edit", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_INSTITUTION_WRITE)
def edit(public_id: str) -> ResponseReturnValue:
    """Correct the facts of an institution."""
    institution = records.one(db(), current_actor(), public_id)
    form = InstitutionForm(obj=institution)
    country = institution.country
    _prepare(form, country)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                record = records.one(session, current_actor(), public_id)
                institutions.correct(session, current_actor(), record, form.seen_version(), _facts(form))
            flash(_("The changes are saved."), "good")
            return redirect(url_for("institutions.show", public_id=public_id), 303)
        except Invalid as fault:
            _explain(form, fault)
    back = url_for("institutions.show", public_id=public_id)
    return form_page("institutions/edit.html", form, country=country, back_url=back, known=True)


@blueprint.route(f"{RECORD}/actions/<any(verify, suspend, resume):action>", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_INSTITUTION_VERIFY)
def act(public_id: str, action: str) -> ResponseReturnValue:
    """Say what a step does, ask for its evidence or reason, and take it."""
    institution = records.one(db(), current_actor(), public_id)
    name = institution.name
    if request.method == "GET" and InstitutionAction(action) not in workflow.actions_for(
        db(), current_actor(), institution
    ):
        return error_page(409, what_happened=_("This step does not fit the state that the institution is in now."))
    form: Any = {"verify": EvidenceForm, "suspend": SuspendForm, "resume": ResumeForm}[action](obj=institution)
    if action == "suspend":
        form.reason.choices = reasons("suspend_institution")
    if form.validate_on_submit():
        try:
            with transaction() as session:
                record = records.one(session, current_actor(), public_id)
                institutions.expect(record, form.seen_version())
                if action == "verify":
                    institutions.verify(session, current_actor(), record, form.evidence.data)
                elif action == "suspend":
                    institutions.suspend(session, current_actor(), record, form.reason.data, form.note.data or "")
                else:
                    institutions.resume(session, current_actor(), record, form.note.data or "")
            flash(_("It is done and written down."), "good")
            return redirect(url_for("institutions.show", public_id=public_id), 303)
        except (Incomplete, Invalid) as fault:
            _explain(form, fault)
    back = url_for("institutions.show", public_id=public_id)
    lonely = action == "verify" and not readiness.has_focal_point(db(), records.one(db(), current_actor(), public_id))
    return form_page("institutions/act.html", form, action=action, name=name, back_url=back, lonely=lonely)


@blueprint.post(f"{RECORD}/focal-points")
@permits(Permission.PROGRAMME_INSTITUTION_WRITE)
def invite(public_id: str) -> ResponseReturnValue:
    """Mail an invitation to somebody who answers for the institution."""
    form = _invitation()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                record = records.one(session, current_actor(), public_id)
                institutions.invite_focal_point(
                    session, current_actor(), record, email=form.email.data, name=form.name.data,
                    language=form.language.data,
                )  # fmt: skip
            flash(_("The invitation is on its way."), "good")
            return redirect(url_for("institutions.show", public_id=public_id), 303)
        except Invalid as fault:
            _explain(form, fault)
    return _page(public_id, form)


@blueprint.route(f"{RECORD}/focal-points/<string(length=24):account>", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_INSTITUTION_WRITE)
def focal_point(public_id: str, account: str) -> ResponseReturnValue:
    """Say what a user of the institution is its focal point for."""
    institution = records.one(db(), current_actor(), public_id)
    somebody, named = records.focal_point(db(), institution, account)
    form = DutiesForm(data={"duties": named})
    if form.validate_on_submit():
        with transaction() as session:
            record = records.one(session, current_actor(), public_id)
            chosen = [FocalDuty(duty) for duty in form.duties.data or ()]
            readiness.name_focal_point(session, current_actor(), record, account, chosen)
        flash(_("The changes are saved."), "good")
        return redirect(url_for("institutions.show", public_id=public_id), 303)
    back = url_for("institutions.show", public_id=public_id)
    return form_page("institutions/focal_point.html", form, name=somebody.name or somebody.email, back_url=back)


@blueprint.post(f"{RECORD}/readiness/<string(length=24):assessment>/confirm")
@permits(Permission.PROGRAMME_INSTITUTION_VERIFY)
def confirm_readiness(public_id: str, assessment: str) -> ResponseReturnValue:
    """Confirm what the institution says is ready."""
    with transaction() as session:
        record = records.one(session, current_actor(), public_id)
        readiness.confirm(session, current_actor(), record, assessment)
    flash(_("The readiness is confirmed."), "good")
    return redirect(url_for("institutions.show", public_id=public_id), 303)


def _page(public_id: str, form: FocalPointForm) -> ResponseReturnValue:
    institution = records.one(db(), current_actor(), public_id)
    return form_page(
        "institutions/show.html",
        form,
        institution=institution,
        beside=records.surroundings(db(), current_actor(), institution),
        actions=workflow.actions_for(db(), current_actor(), institution),
        back_url=url_for("institutions.index"),
        **beside(institution),
    )


def _wanted() -> tuple[dict[str, str], InstitutionFilters]:
    filters = InstitutionFilters(request.args)
    filters.state.choices = choices(labels.INSTITUTION_STATE.items(), _("Every state"))
    filters.country.choices = countries(records.countries_within_reach(current_actor()), _("Every country"))
    filters.sector.choices = sectors(_("Every sector"))
    return lists.chosen(filters), filters


def _invitation() -> FocalPointForm:
    form = FocalPointForm(language=i18n.language())
    form.language.choices = languages_of_pages()
    return form


def _prepare(form: InstitutionForm, country: str) -> None:
    form.kind.choices = choices(labels.INSTITUTION_KIND.items(), _("Choose"))
    form.ownership.choices = choices(labels.OWNERSHIP.items(), _("Choose"))
    form.sector.choices = sectors(_("Choose"))
    form.region.choices = choices(reference.subdivisions(country).items(), _("Not said"))


def _facts(form: InstitutionForm) -> institutions.InstitutionFacts:
    values: dict[str, Any] = {name: form.data[name] or "" for name in FACTS}
    for name in ("staff", "capacity", "agreement_date", "agreement_end"):
        values[name] = form[name].data
    values["kind"], values["ownership"] = InstitutionType(values["kind"]), Ownership(values["ownership"])
    return institutions.InstitutionFacts(**values)


def _explain(form: Any, fault: Incomplete | Invalid) -> None:
    words = {
        "institution_known": _("This country already has an institution of that name."),
        "account_deactivated": _("The account of this address is deactivated. Ask an administrator."),
        "one_duty_country": _("This address belongs to somebody who serves in another country."),
        "speaks_for_another_country": _("This address belongs to somebody of a programme who serves elsewhere."),
        "institution_evidence": _("Write what you saw; without it nobody can check the verification later."),
        "agreement_days": _("The agreement cannot end before it was signed."),
        "reason_needed": _("Choose a reason."),
    }
    form.form_errors.append(words.get(fault.code, _("This does not fit the rules. Check what you entered.")))

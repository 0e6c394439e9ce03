"""The programme's desk: the needs that wait, and all others."""

from dataclasses import astuple
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.domain.vacancy import VacancyState
from skillsbank.domain.vocabulary import Modality
from skillsbank.forms.fields import choices
from skillsbank.forms.filters import NeedFilters
from skillsbank.models import Vacancy, VacancyStation
from skillsbank.policies import Permission
from skillsbank.queries import desk, objections, programmes
from skillsbank.services import disclosures
from skillsbank.web import exports, labels, lists, skills
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.forms import occupations, sectors

blueprint = Blueprint("desk", __name__)


@blueprint.get("/desk")
@permits(Permission.PROGRAMME_VACANCY_READ)
def needs() -> ResponseReturnValue:
    """List the needs on the desk; the address is a saved search."""
    wanted, filters = _wanted()
    page = desk.needs(db(), current_actor(), wanted, lists.wish())
    ranked = desk.last_ranked(db(), [vacancy.id for vacancy in page.rows])
    return render_template(
        "desk/needs.html", page=page, ranked=ranked, filters=filters, active=sum(map(bool, astuple(wanted))),
        contested=len(objections.waiting(db(), current_actor())),
    )  # fmt: skip


@blueprint.get("/desk/needs.csv")
@permits(Permission.PROGRAMME_LIST_DOWNLOAD)
def needs_csv() -> ResponseReturnValue:
    """Download the list as filtered."""
    wanted, _filters = _wanted()
    rows = [
        [
            vacancy.reference, vacancy.title, labels.label(labels.VACANCY_STATE, vacancy.state),
            vacancy.programme.name if vacancy.programme else "", vacancy.institution.name, vacancy.country,
            labels.label(labels.MODALITY, vacancy.modality), vacancy.isco, vacancy.posts,
            _day(vacancy.start_from), _day(vacancy.deadline), " ".join(vacancy.isco_alternates), vacancy.department,
            vacancy.sdg or "", "; ".join(_place(place) for place in vacancy.places),
            labels.label(labels.MODALITY, vacancy.fallback_modality), vacancy.workload_percent or "",
            _day(vacancy.interview_from), _day(vacancy.interview_until), "; ".join(_paid(row) for row in vacancy.paid),
            vacancy.endorser_office, vacancy.team.public_id if vacancy.team else "",
        ]
        for vacancy in desk.every_need(db(), current_actor(), wanted)
    ]  # fmt: skip
    heads = [
        _("Reference"), _("Title"), _("State"), _("Programme"), _("Institution"), _("Country"), _("How"),
        _("Occupation (ISCO)"), _("Posts"), _("From"), _("Deadline"), _("Other occupations (ISCO)"),
        _("Department or unit"), _("Sustainable development goal"), _("Places and posts"),
        _("Another way of working that would do"), _("Share of a full working week"), _("Interviews from"),
        _("Interviews until"), _("What is paid, and by whom"), _("Endorsed by"), _("Team"),
    ]  # fmt: skip
    with transaction() as session:
        disclosures.downloaded(session, current_actor(), "needs", len(rows))
    return exports.as_csv("needs", heads, rows)


def _place(place: Vacancy | VacancyStation) -> str:
    return f"{place.place} {place.region}: {place.seats}".strip()


def _paid(row: dict[str, object]) -> str:
    payer = labels.label(labels.PAYER, str(row["payer"]))
    return str(_("%(line)s: %(payer)s", line=labels.paid_line(row), payer=payer))


def _wanted() -> tuple[desk.NeedFilter, NeedFilters]:
    form = NeedFilters(request.args)
    anything = _("Any")
    form.state.choices = choices(((s.value, labels.VACANCY_STATE[s.value]) for s in VacancyState), anything)
    form.modality.choices = choices(((m.value, labels.MODALITY[m.value]) for m in Modality), anything)
    countries = desk.countries(db(), current_actor())
    form.country.choices = choices(((code, labels.country_name(code)) for code in countries), anything)
    form.programme.choices = choices(((p.code, p.name) for p in programmes.every(db(), current_actor())), anything)
    form.sector.choices = sectors(anything)
    form.occupation.choices = occupations(form.occupation.data, anything)
    form.skill.choices = choices(((code, skills.name(code)) for code in [form.skill.data] if code), anything)
    form.region.choices = choices(
        ((code, labels.region_name(code[:2], code)) for code in [form.region.data] if code), anything
    )
    return desk.NeedFilter(**lists.asked(form)), form


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""

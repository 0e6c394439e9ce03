"""Programmes: the list and the terms of one in words, for every member of staff."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from skillsbank.domain.programme import CRITERIA, Limits
from skillsbank.policies import Permission, can
from skillsbank.queries import programmes, texts
from skillsbank.services import disclosures
from skillsbank.web import explain, labels
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.exports import as_csv

blueprint = Blueprint("programmes", __name__, url_prefix="/programmes")


@blueprint.get("")
@permits(Permission.PROGRAMME_TERMS_READ)
def index() -> ResponseReturnValue:
    """List the programmes."""
    return render_template("programmes/index.html", rows=programmes.every(db(), current_actor()))


@blueprint.get("/list.csv")
@permits(Permission.PROGRAMME_TERMS_READ)
def index_csv() -> ResponseReturnValue:
    """Download the list."""
    with transaction() as session:
        rows = [
            [
                programme.current.terms.name,
                "; ".join(labels.label(labels.MODALITY, each) for each in programme.current.terms.modalities),
                "; ".join(map(labels.country_name, programme.current.terms.origin_countries)) or _("Every country"),
                _("A ministry endorses") if programme.current.terms.endorsement else _("Not needed"),
                programme.current.number,
            ]
            for programme in programmes.every(session, current_actor())
        ]
        disclosures.downloaded(
            session, current_actor(), "programmes", len(rows), permission=Permission.PROGRAMME_TERMS_READ
        )
    heads = [_("Programme"), _("Ways of working"), _("Countries"), _("Endorsement"), _("Version")]
    return as_csv("programmes", heads, rows)


@blueprint.get("/<string(maxlength=40):code>")
@permits(Permission.PROGRAMME_TERMS_READ)
def show(code: str) -> ResponseReturnValue:
    """Show what a programme allows, whom it takes, what it pays and how it weighs."""
    programme = programmes.one(db(), current_actor(), code)
    terms = programme.current.terms
    return render_template(
        "programmes/show.html",
        programme=programme,
        terms=terms,
        limits={modality: in_words(limits) for modality, limits in terms.modalities.items()},
        weights=[
            (explain.criterion(name), [terms.weights[modality][name] for modality in terms.modalities])
            for name in CRITERIA
        ],
        may_weigh=can(current_actor(), Permission.PROGRAMME_RANKING_RUN, programme),
        reads_budget=programmes.reads_budget(current_actor(), programme),
        texts=texts.of_programme(db(), programme),
        writes_texts=can(current_actor(), Permission.PROGRAMME_TEXT_WRITE, programme),
        back_url=url_for("programmes.index"),
    )


def in_words(limits: Limits) -> list[str]:
    """Return the limits of one modality as sentences."""
    said = []
    if limits.min_days is not None and limits.max_days is not None:
        said.append(
            _("From %(least)s to %(most)s days.", least=_number(limits.min_days), most=_number(limits.max_days))
        )
    if limits.min_visits is not None:
        said.append(
            ngettext("At least %(visits)s visit.", "At least %(visits)s visits.", limits.min_visits,
                     visits=_number(limits.min_visits))
        )  # fmt: skip
    if limits.within_months is not None:
        said.append(
            ngettext("All visits within %(months)s month.", "All visits within %(months)s months.",
                     limits.within_months, months=_number(limits.within_months))
        )  # fmt: skip
    return said or [_("No limit of days: the job is open-ended.")]


def _number(value: int) -> str:
    return str(format_decimal(value))

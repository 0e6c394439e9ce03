"""The pages that speak to everybody: the first one, what happens to data, how people are ranked, sources."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from skillsbank.policies import Permission
from skillsbank.queries import figures, taxonomy
from skillsbank.web import i18n
from skillsbank.web.access import permits
from skillsbank.web.accounts import inside
from skillsbank.web.database import db
from skillsbank.web.settings import settings

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@permits(Permission.PUBLIC_PAGE_READ)
def index() -> ResponseReturnValue:
    """Speak to three people in three columns, with the bank's own figures."""
    return render_template("home/index.html", figures=figures.for_everybody(db()))


@blueprint.get("/privacy")
@permits(Permission.PUBLIC_PAGE_READ)
def privacy() -> ResponseReturnValue:
    """Say what happens to a person's data."""
    return render_template("home/privacy.html")


@blueprint.get("/ranking")
@permits(Permission.PUBLIC_PAGE_READ)
def ranking() -> ResponseReturnValue:
    """Say how people are ranked and what never counts."""
    return render_template("home/ranking.html")


@blueprint.get("/sources")
@permits(Permission.PUBLIC_PAGE_READ)
def sources() -> ResponseReturnValue:
    """Say whose lists of occupations, skills and places are used, and under what terms."""
    return render_template("home/sources.html", taxonomy=taxonomy.newest(db()))


@blueprint.get("/language/<string(maxlength=3):tag>")
@permits(Permission.PUBLIC_PAGE_READ)
def language(tag: str) -> ResponseReturnValue:
    """Read on in another language; a visitor's choice is kept in the session's cookie."""
    if tag not in settings().languages:
        abort(404)
    i18n.keep(tag)
    return redirect(inside(request.args.get("next")) or url_for("home.index"), 303)

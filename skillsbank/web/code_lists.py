"""Code lists for everybody, as CSV and JSON: what codes mean that stand in exports."""

from flask import Blueprint, Response, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from skillsbank import code_lists
from skillsbank.domain import exchange
from skillsbank.policies import Permission
from skillsbank.web.access import permits

blueprint = Blueprint("code_lists", __name__, url_prefix="/code-lists")
LABELS = {
    "countries": _l("Countries"),
    "education-fields": _l("Fields of study"),
    "education-levels": _l("Levels of education"),
    "language-levels": _l("Levels of languages"),
    "occupations": _l("Occupations"),
    "reasons": _l("Reasons for decisions"),
    "regions": _l("Regions of the world"),
    "sectors": _l("Sectors"),
    "skills": _l("Skills"),
    "subdivisions": _l("Regions of countries"),
}
ONE = f"/<any({', '.join(repr(name) for name in code_lists.NAMES)}):name>"


@blueprint.get("")
@permits(Permission.PUBLIC_PAGE_READ)
def index() -> ResponseReturnValue:
    """Show which lists there are."""
    lists = [(name, LABELS[name], len(code_lists.rows(name))) for name in code_lists.NAMES]
    return render_template("code_lists/index.html", lists=lists)


@blueprint.get(f"{ONE}.csv")
@permits(Permission.PUBLIC_PAGE_READ)
def as_csv(name: str) -> ResponseReturnValue:
    """Give a list as CSV."""
    text = "\ufeff" + exchange.as_csv(code_lists.columns(name), code_lists.rows(name))
    disposition = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(text.encode(), mimetype="text/csv", headers=disposition)


@blueprint.get(f"{ONE}.json")
@permits(Permission.PUBLIC_PAGE_READ)
def as_json(name: str) -> ResponseReturnValue:
    """Give a list as JSON."""
    return jsonify(code_lists.rows(name))

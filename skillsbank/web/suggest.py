"""Suggestions while somebody types an occupation or a skill: from the code lists alone, for everybody."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from skillsbank.policies import Permission
from skillsbank.queries import suggestions
from skillsbank.web import occupations as jobs
from skillsbank.web import rows
from skillsbank.web import skills as words
from skillsbank.web.access import permits

blueprint = Blueprint("suggest", __name__, url_prefix="/suggest")


@blueprint.get("/occupations")
@permits(Permission.PUBLIC_PAGE_READ)
def occupations() -> ResponseReturnValue:
    """Suggest ISCO-08 unit groups for ?q=."""
    return _answer(jobs.find)


@blueprint.get("/skills")
@permits(Permission.PUBLIC_PAGE_READ)
def skills() -> ResponseReturnValue:
    """Suggest skills for ?q=."""
    return _answer(words.find)


def _answer(find: rows.Find) -> ResponseReturnValue:
    query = request.args.get("q", "")
    asked = query if len(query) <= suggestions.LONGEST_QUERY else ""
    return jsonify(items=rows.suggestions(find, asked))

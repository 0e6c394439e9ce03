"""Suggestions while somebody types an occupation or a skill: from the code lists alone, for everybody."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from skillsbank.policies import Permission
from skillsbank.queries import suggestions
from skillsbank.web import i18n, rows
from skillsbank.web.access import permits

blueprint = Blueprint("suggest", __name__, url_prefix="/suggest")
Finder = Callable[..., list[tuple[str, str]]]


@blueprint.get("/occupations")
@permits(Permission.PUBLIC_PAGE_READ)
def occupations() -> ResponseReturnValue:
    """Suggest ISCO-08 unit groups for ?q=."""
    return _answer(suggestions.occupations)


@blueprint.get("/skills")
@permits(Permission.PUBLIC_PAGE_READ)
def skills() -> ResponseReturnValue:
    """Suggest concepts of the skills lexicon for ?q=."""
    return _answer(suggestions.skills)


def _answer(find: Finder) -> ResponseReturnValue:
    query = request.args.get("q", "")
    asked = query if len(query) <= suggestions.LONGEST_QUERY else ""
    return jsonify(items=rows.suggestions(partial(find, language=i18n.language()), asked))

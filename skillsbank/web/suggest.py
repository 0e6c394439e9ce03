"""Suggestions while somebody types an occupation or a skill: from the code lists alone, for everybody."""

from collections.abc import Callable

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from skillsbank.policies import Permission
from skillsbank.queries import suggestions
from skillsbank.web import i18n
from skillsbank.web.access import permits

blueprint = Blueprint("suggest", __name__, url_prefix="/suggest")
Finder = Callable[[str, str], list[tuple[str, str]]]


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


def items(find: Finder, query: str) -> list[dict[str, str]]:
    """Return what `find` suggests for `query` in the reader's language, as docs/design.md says it."""
    return [{"value": value, "label": label} for value, label in find(query, i18n.language())]


def _answer(find: Finder) -> ResponseReturnValue:
    query = request.args.get("q", "")
    return jsonify(items=items(find, query) if len(query) <= suggestions.LONGEST_QUERY else [])

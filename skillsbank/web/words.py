"""People's own words for skills and occupations: officers link them to a concept, or leave them as they are."""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from skillsbank import reference
from skillsbank.domain.errors import NotFound
from skillsbank.domain.words import WordKind, WordVerdict
from skillsbank.forms.fields import choices
from skillsbank.forms.words import OTHER, OWN, MeaningForm, WordFilters
from skillsbank.policies import Permission
from skillsbank.queries import own_words
from skillsbank.queries.own_words import OwnWords
from skillsbank.services import disclosures
from skillsbank.services import words as services
from skillsbank.services.ranking.meanings import meant
from skillsbank.web import labels, lists, occupations, skills
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.exports import Cell, as_csv
from skillsbank.web.forms import form_page
from skillsbank.web.rows import Found, pressed

blueprint = Blueprint("words", __name__, url_prefix="/desk/words")

KIND = {"skill": _l("Skills"), "occupation": _l("Occupations")}
VERDICT = {"open": _l("Waits for a decision"), "mapped": _l("Linked"), "own": _l("Stays as own words")}
PROPOSALS = 3


@blueprint.get("")
@permits(Permission.PROGRAMME_WORDS_MAP)
def index() -> ResponseReturnValue:
    """List the words, those used most often first."""
    rows, filters, active = _wanted(db())
    page = own_words.page(rows, lists.wish())
    return render_template(
        "words/index.html", page=page, filters=filters, active=active, key=_key, name=_name, proposals=_proposals,
        verdicts=VERDICT,
    )  # fmt: skip


@blueprint.get("/list.csv")
@permits(Permission.PROGRAMME_LIST_DOWNLOAD)
def index_csv() -> ResponseReturnValue:
    """Download the list as filtered."""
    with transaction() as session:
        page = own_words.page(_wanted(session)[0], lists.whole(lists.wish()))
        rows: list[list[Cell]] = [
            [
                row.words, labels.language_name(row.language), labels.label(KIND, row.kind), row.people, row.needs,
                labels.label(VERDICT, row.verdict), _name(row.kind, row.decision.concept) if row.decision else "",
            ]
            for row in page.rows
        ]  # fmt: skip
        disclosures.downloaded(session, current_actor(), "words", len(rows))
    heads = [_("Words"), _("Language"), _("Words for"), _("People"), _("Needs"), _("Decision"), _("Means")]
    return as_csv("words", heads, rows)


@blueprint.route("/<any(skill, occupation):kind>/<string(length=24):key>", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_WORDS_MAP)
def decide(kind: str, key: str) -> ResponseReturnValue:
    """Say what words mean; shows the decision where there is one."""
    row = _one(db(), WordKind(kind), key)
    form = MeaningForm()
    near = _proposals(row)
    form.choice.choices = [
        *choices(near),
        *choices([(OTHER, _("Something else on the list")), (OWN, _("Nothing on the list: leave them as own words"))]),
    ]
    found: Found | None = None
    if request.method == "POST":
        find = _finder(row.kind)
        found = pressed(form, {"other": find})
        if found is not None and "choose" in request.form:
            form.choice.data = OTHER
        form.concept.data = _concept(row.kind, form.other.data or "", form.concept.data or "")
        if found is None and form.validate():
            chosen = {OTHER: form.concept.data, OWN: None}.get(form.choice.data, form.choice.data)
            with transaction() as session:
                now = _one(session, row.kind, key)
                services.decide(
                    session, current_actor(), now.kind, chosen, words=now.words, language=now.language,
                    offered=now.common,
                )  # fmt: skip
            flash(_("The decision holds for everybody who uses these words, from the next ranking on."), "good")
            return redirect(url_for("words.index", kind=kind), 303)
    return form_page("words/decide.html", form, row=row, key=key, found=found or {}, name=_name)


@blueprint.post("/<any(skill, occupation):kind>/<string(length=24):key>/undo")
@permits(Permission.PROGRAMME_WORDS_MAP)
def undo(kind: str, key: str) -> ResponseReturnValue:
    """Take a decision back."""
    with transaction() as session:
        row = _one(session, WordKind(kind), key)
        if row.decision is None:
            raise NotFound("decision")
        services.undo(session, current_actor(), row.decision)
    flash(_("The decision is taken back. The words wait again."), "good")
    return redirect(url_for("words.decide", kind=kind, key=key), 303)


def _wanted(session: Session) -> tuple[list[OwnWords], WordFilters, int]:
    """Return the words as filtered, the form, and how many filters are set; skills that wait, if it says nothing."""
    filters = WordFilters(request.args)
    filters.kind.choices = choices(KIND.items())
    filters.verdict.choices = choices(VERDICT.items())
    filters.kind.data = filters.kind.data if filters.kind.data in KIND else WordKind.SKILL.value
    filters.verdict.data = filters.verdict.data if filters.verdict.data in VERDICT else WordVerdict.OPEN.value
    rows = own_words.known(session, current_actor(), WordKind(filters.kind.data))
    spoken = sorted({row.language for row in rows})
    filters.language.choices = choices(((code, labels.language_name(code)) for code in spoken), _("Every language"))
    values = lists.chosen(filters)
    kept = [row for row in rows if row.verdict == values["verdict"]]
    if language := values.get("language"):
        kept = [row for row in kept if row.language == language]
    return kept, filters, len({"kind", "verdict", "language"} & {name for name in values if request.args.get(name)})


def _one(session: Session, kind: WordKind, key: str) -> OwnWords:
    """Return the words behind an address; raises NotFound for those that the actor does not know of."""
    for row in own_words.known(session, current_actor(), kind):
        if hmac.compare_digest(_key(row), key):
            return row
    raise NotFound("words")


def _key(row: OwnWords) -> str:
    """Return what stands for words in an address: nobody can tell the words from it."""
    said = f"words:{row.kind}:{row.language}:{row.digest}"
    return hmac.new(str(current_app.secret_key).encode(), said.encode(), hashlib.sha256).hexdigest()[:24]


def _finder(kind: WordKind) -> Callable[[str], list[tuple[str, str]]]:
    return skills.find if kind is WordKind.SKILL else occupations.find


def _proposals(row: OwnWords) -> list[tuple[str, str]]:
    """Return the nearest concepts and their names."""
    concepts = meant(row.words, row.language, PROPOSALS)
    if row.kind is WordKind.SKILL:
        return [(concept, skills.name(concept)) for concept in concepts]
    found = dict(occupations.find(row.words)[:PROPOSALS])
    for concept in concepts:
        for code in reference.concepts()[concept]["isco"].split():
            found.setdefault(code, labels.isco_title(code))
    return list(found.items())[:PROPOSALS]


def _concept(kind: WordKind, words: str, given: str) -> str:
    if kind is WordKind.OCCUPATION:
        return occupations.code_of(words, given)
    return skills.named(words) or ""


def _name(kind: WordKind, concept: Any) -> str:
    if not concept:
        return ""
    return skills.name(concept) if kind is WordKind.SKILL else labels.isco_title(concept)

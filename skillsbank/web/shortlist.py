"""One candidate in full, picks and dismissals with their reasons, the shortlist, and the reverse view of a person."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from skillsbank import disclosure
from skillsbank.domain.errors import IllegalMove, Incomplete
from skillsbank.domain.shortlist import Verdict
from skillsbank.forms.shortlist import UndoForm, VerdictForm
from skillsbank.models import Application, Vacancy
from skillsbank.policies import Permission
from skillsbank.queries import applications, candidates, runs
from skillsbank.services import disclosures
from skillsbank.services import shortlist as verdicts
from skillsbank.web import candidate_cards as cards
from skillsbank.web import errors, explain, labels
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.exports import as_csv
from skillsbank.web.forms import form_page, reasons

blueprint = Blueprint("shortlist", __name__, url_prefix="/desk")
_NEED = "/needs/<string(length=24):public_id>"
_ONE = f"{_NEED}/candidates/<string(length=24):match>"


@blueprint.get(_ONE)
@permits(Permission.PROGRAMME_RANKING_READ)
def show(public_id: str, match: str) -> ResponseReturnValue:
    """Show the whole account of one candidate beside their own words; opening it is written down."""
    with transaction() as session:
        vacancy = runs.need(session, current_actor(), public_id)
        found, profile, row = runs.match(session, current_actor(), vacancy, match)
        verdicts.open_candidate(session, current_actor(), found)
        told = cards.explanation(found)
        return render_template(
            "shortlist/show.html",
            vacancy=vacancy,
            match=found,
            card=cards.card(vacancy, row),
            person=disclosure.for_programme(profile),
            shares=cards.shares(told),
            terms=explain.shared(told["terms"]),
            marked=cards.marker(told, "held"),
            asked=cards.marker(told, "asked"),
            entry=row.entry,
            clinical=candidates.clinical_answers(session, profile, vacancy),
            documents=candidates.documents(session, profile) if row.entry and row.entry.verdict is Verdict.PICK else [],
            fits_url=url_for("ranking.fits", public_id=profile.public_id),
            back_url=url_for("ranking.show", public_id=public_id, modality=found.modality.value),
            back_label=_("Ranked list"),
        )


@blueprint.route(f"{_ONE}/<any(pick, dismiss):verdict>", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_SHORTLIST_WRITE)
def decide(public_id: str, match: str, verdict: str) -> ResponseReturnValue:
    """Pick or dismiss a candidate for a reason, once their page was opened."""
    actor = current_actor()
    vacancy = runs.need(db(), actor, public_id)
    found, profile, row = runs.match(db(), actor, vacancy, match)
    unseen = _("Open the candidate's page first: a decision rests on what it shows.")
    if request.method == "GET" and not verdicts.has_opened(db(), actor, found):
        flash(unseen, "info")
        return redirect(url_for("shortlist.show", public_id=public_id, match=match), 303)
    form = VerdictForm(seen=row.entry.public_id if row.entry else "")
    form.reason.choices = reasons(verdict)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                found, _person, _row = runs.match(session, actor, runs.need(session, actor, public_id), match)
                verdicts.decide(
                    session,
                    actor,
                    found,
                    Verdict(verdict),
                    reason=form.reason.data,
                    note=form.note.data or "",
                    seen=form.seen.data or "",
                )
                modality = found.modality.value
            flash(_("Picked for the shortlist.") if verdict == "pick" else _("Dismissed for this need."), "good")
            return redirect(url_for("ranking.show", public_id=public_id, modality=modality), 303)
        except IllegalMove as refusal:
            return _conflict(refusal, public_id, match)
        except Incomplete:
            form.form_errors.append(unseen)
            vacancy = runs.need(db(), actor, public_id)
            _found, profile, row = runs.match(db(), actor, vacancy, match)
    return form_page(
        "shortlist/decide.html",
        form,
        verdict=verdict,
        vacancy=vacancy,
        code=cards.code(vacancy.id, profile.id),
        entry=row.entry,
        back_url=url_for("shortlist.show", public_id=public_id, match=match),
        back_label=_("The candidate"),
    )


@blueprint.post(f"{_ONE}/undo")
@permits(Permission.PROGRAMME_SHORTLIST_WRITE)
def undo(public_id: str, match: str) -> ResponseReturnValue:
    """Take a verdict back."""
    form = UndoForm()
    if not form.validate_on_submit():
        return errors.page(422)
    try:
        with transaction() as session:
            vacancy = runs.need(session, current_actor(), public_id)
            found, _person, _row = runs.match(session, current_actor(), vacancy, match)
            verdicts.undo(session, current_actor(), found, seen=form.seen.data)
    except IllegalMove as refusal:
        return _conflict(refusal, public_id, match)
    flash(_("The decision is taken back."), "good")
    return redirect(url_for("shortlist.show", public_id=public_id, match=match), 303)


@blueprint.get(f"{_NEED}/shortlist")
@permits(Permission.PROGRAMME_RANKING_READ)
def index(public_id: str) -> ResponseReturnValue:
    """Show who was picked and who was dismissed for a need, and why."""
    vacancy = runs.need(db(), current_actor(), public_id)
    rows = runs.shortlist(db(), current_actor(), vacancy)
    return render_template(
        "shortlist/index.html",
        vacancy=vacancy,
        rows=[(cards.card(vacancy, row), row.entry) for row in rows],
        interested=[_interest(vacancy, each) for each in applications.for_vacancy(db(), current_actor(), vacancy)],
        verdict_word=_verdict,
        back_url=url_for("ranking.show", public_id=public_id),
        back_label=_("Ranked list"),
    )


@blueprint.get(f"{_NEED}/shortlist.csv")
@permits(Permission.PROGRAMME_LIST_DOWNLOAD)
def download(public_id: str) -> ResponseReturnValue:
    """Give the shortlist as a file with the columns of the page; the download is written down."""
    with transaction() as session:
        vacancy = runs.need(session, current_actor(), public_id)
        lines = []
        for row in runs.shortlist(session, current_actor(), vacancy):
            if row.profile is not None and row.entry is not None:
                card = cards.card(vacancy, row)
                lines.append(
                    [
                        card["code"],
                        _verdict(row.entry.verdict),
                        labels.reason_text(row.entry.verdict, row.entry.reason),
                        row.entry.note,
                        labels.label(labels.MODALITY, row.entry.modality),
                        round(row.match.score, 1),
                        card["headline"],
                        format_date(row.entry.created_at),
                    ]
                )
        disclosures.downloaded(session, current_actor(), "shortlist", len(lines), vacancy)
        name = f"shortlist-{vacancy.reference or vacancy.public_id}"
    heading = [
        _("Candidate"), _("Decision"), _("Reason"), _("Note"), _("Way of working"), _("Score of 100"), _("Headline"),
        _("Decided on"),
    ]  # fmt: skip
    return as_csv(name, heading, lines)


@blueprint.get(f"{_NEED}/interested.csv")
@permits(Permission.PROGRAMME_LIST_DOWNLOAD)
def download_interested(public_id: str) -> ResponseReturnValue:
    """Give the people who are interested in a need as a file with the columns of the page."""
    with transaction() as session:
        vacancy = runs.need(session, current_actor(), public_id)
        rows = [_interest(vacancy, each) for each in applications.for_vacancy(session, current_actor(), vacancy)]
        disclosures.downloaded(session, current_actor(), "interested", len(rows), vacancy)
        name = f"interested-{vacancy.reference or vacancy.public_id}"
    lines = [
        [
            row["code"], row["headline"], labels.label(labels.MODALITY, row["modality"]), row["message"],
            format_date(row["since"]),
        ]
        for row in rows
    ]  # fmt: skip
    return as_csv(name, [_("Candidate"), _("Headline"), _("Way of working"), _("What they say"), _("Since")], lines)


def _verdict(verdict: str) -> str:
    return str(_("Picked") if verdict == Verdict.PICK else _("Dismissed"))


def _conflict(refusal: IllegalMove, public_id: str, match: str) -> ResponseReturnValue:
    happened = {
        "verdict_changed": _("A colleague decided on this candidate while you had the page open."),
        "not_rankable": _("This need is in a state in which nobody is picked or dismissed."),
    }
    back = url_for("shortlist.show", public_id=public_id, match=match)
    return errors.page(409, what_happened=happened[refusal.code], record_url=back)


def _interest(vacancy: Vacancy, application: Application) -> dict[str, Any]:
    person = disclosure.for_programme(application.profile)
    return {
        "code": cards.code(vacancy.id, application.profile_id),
        "url": url_for("experts.show", public_id=person.public_id),
        "headline": person.headline,
        "language": person.text_language,
        "modality": application.modality,
        "message": application.message,
        "since": application.created_at,
    }

"""The ranked list of a need: rank now, 25 a page, near misses, side by side, as a file; and in reverse."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank import clock, disclosure
from skillsbank.domain.vacancy import RANKABLE_STATES
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import MatchRun, Vacancy
from skillsbank.policies import Permission
from skillsbank.queries import experts, runs
from skillsbank.services import disclosures
from skillsbank.services.ranking.fits import fitting_needs
from skillsbank.services.ranking.replay import replay
from skillsbank.services.ranking.runs import run as rank
from skillsbank.web import candidate_cards as cards
from skillsbank.web import conditions, explain, i18n, labels, lists
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.exports import as_csv
from skillsbank.web.settings import settings

blueprint = Blueprint("ranking", __name__, url_prefix="/desk")
_NEED = "/needs/<string(length=24):public_id>"
COMPARED = 4


@blueprint.get(f"{_NEED}/ranking")
@permits(Permission.PROGRAMME_RANKING_READ)
def show(public_id: str) -> ResponseReturnValue:
    """Show the latest list of a need in one modality, 25 people a page."""
    vacancy, run = _latest(public_id)
    if run is None:
        return render_template("ranking/none.html", vacancy=vacancy, **_frame(vacancy))
    modality = _modality(run)
    total = runs.count(db(), run, modality)
    page = lists.page_number(total)
    rows = runs.ranked(db(), current_actor(), run, modality, page)
    return render_template(
        "ranking/show.html",
        vacancy=vacancy,
        run=run,
        modality=modality,
        page=page,
        total=total,
        near=len(runs.near_misses(db(), current_actor(), run, modality)),
        cards=[cards.card(vacancy, row) for row in rows],
        changed=runs.changed_since(db(), current_actor(), run),
        **_frame(vacancy),
    )


@blueprint.post(f"{_NEED}/ranking/run")
@permits(Permission.PROGRAMME_RANKING_RUN)
def run(public_id: str) -> ResponseReturnValue:
    """Rank now."""
    key = settings().secret_key.encode()
    with transaction() as session:
        rank(session, current_actor(), runs.need(session, current_actor(), public_id), key)
    flash(_("The list is new."), "good")
    return redirect(url_for("ranking.show", public_id=public_id), 303)


@blueprint.get(f"{_NEED}/ranking/again")
@permits(Permission.PROGRAMME_RANKING_RUN)
def again(public_id: str) -> ResponseReturnValue:
    """Ask the question of the list again, and say whether it comes out the same and what is missing since."""
    with transaction() as session:
        vacancy = runs.need(session, current_actor(), public_id)
        kept = runs.latest(session, current_actor(), vacancy)
        if kept is None:
            abort(404)
        found = replay(session, current_actor(), kept, settings().secret_key.encode())
        return render_template(
            "ranking/again.html",
            vacancy=vacancy,
            run=kept,
            found=found,
            missing=[explain.missing(code, number) for code, number in found.missing.items()],
            back_url=url_for("ranking.show", public_id=public_id),
            back_label=_("Ranked list"),
        )


@blueprint.get(f"{_NEED}/ranking/near-misses")
@permits(Permission.PROGRAMME_RANKING_READ)
def near_misses(public_id: str) -> ResponseReturnValue:
    """Show whom one condition keeps from the list, and what would cure it."""
    vacancy, run, modality = _asked(public_id)
    rows = runs.near_misses(db(), current_actor(), run, modality)
    return render_template(
        "ranking/near_misses.html",
        vacancy=vacancy,
        modality=modality,
        cards=[cards.card(vacancy, row) for row in rows],
        back_url=url_for("ranking.show", public_id=public_id, modality=modality.value),
        back_label=_("Ranked list"),
    )


@blueprint.get(f"{_NEED}/compare/<any(temporary, virtual, circular, permanent):modality>")
@permits(Permission.PROGRAMME_RANKING_READ)
def compare(public_id: str, modality: str) -> ResponseReturnValue:
    """Show up to four people side by side on one page that prints; they are named by their codes (?compare=)."""
    vacancy, run = _latest(public_id)
    asked = request.args.getlist("compare")
    if run is None or len(asked) > COMPARED:
        abort(404)
    members = runs.members(db(), run, Modality(modality))
    wanted = {match_id for match_id, profile_id in members if cards.code(vacancy.id, profile_id) in asked}
    rows = runs.chosen(db(), current_actor(), run, wanted)
    told = [cards.explanation(row.match) for row in rows]
    return render_template(
        "ranking/compare.html",
        vacancy=vacancy,
        modality=Modality(modality),
        cards=[cards.card(vacancy, row) for row in rows],
        people=[row.profile for row in rows],
        criteria=_in_order([share["criterion"] for each in told for share in each["shares"]]),
        points=[{share["criterion"]: share for share in each["shares"]} for each in told],
        rules=_in_order([rule["rule"] for each in told for rule in each["rules"]]),
        outcomes=[{rule["rule"]: conditions.rule(rule) for rule in each["rules"]} for each in told],
        explain=explain,
        conditions=conditions,
        printed_at=i18n.moment(clock.now()),
        back_url=url_for("ranking.show", public_id=public_id, modality=modality),
        back_label=_("Ranked list"),
    )


@blueprint.get(f"{_NEED}/ranking.csv")
@permits(Permission.PROGRAMME_LIST_DOWNLOAD)
def download(public_id: str) -> ResponseReturnValue:
    """Give the whole list in one modality as a file with the columns of the page; the download is written down."""
    with transaction() as session:
        vacancy, run, modality = _asked(public_id)
        rows = [row for row in runs.ranked(session, current_actor(), run, modality) if row.profile is not None]
        disclosures.downloaded(session, current_actor(), f"ranking-{modality}", len(rows), vacancy)
        lines = [
            [
                row.match.rank,
                cards.card(vacancy, row)["code"],
                round(row.match.score, 1),
                labels.label(explain.BAND, row.match.band),
                cards.card(vacancy, row)["headline"],
                *cards.plain(row),
            ]
            for row in rows
        ]
        name = f"ranking-{vacancy.reference or vacancy.public_id}-{modality}"
    return as_csv(name, _columns(), lines)


@blueprint.get(f"{_NEED}/ranking/near-misses.csv")
@permits(Permission.PROGRAMME_LIST_DOWNLOAD)
def download_near_misses(public_id: str) -> ResponseReturnValue:
    """Give the near misses in one modality as a file with the columns of the page."""
    with transaction() as session:
        vacancy, run, modality = _asked(public_id)
        rows = runs.near_misses(session, current_actor(), run, modality)
        found = [(row, cards.card(vacancy, row)) for row in rows if row.profile is not None]
        disclosures.downloaded(session, current_actor(), f"near-misses-{modality}", len(found), vacancy)
        lines = [
            [
                card["code"], round(row.match.score, 1), labels.label(explain.BAND, row.match.band), card["headline"],
                *cards.plain(row), card["near"]["cure"] if card["near"] else "",
            ]
            for row, card in found
        ]  # fmt: skip
        name = f"near-misses-{vacancy.reference or vacancy.public_id}-{modality}"
    return as_csv(name, [*_columns()[1:], _("What would cure it")], lines)


@blueprint.get("/experts/<string(length=24):public_id>/fits.csv")
@permits(Permission.PROGRAMME_LIST_DOWNLOAD)
def download_fits(public_id: str) -> ResponseReturnValue:
    """Give the open needs that fit one person as a file, which does not say who it is."""
    with transaction() as session:
        profile = experts.person(session, current_actor(), public_id)
        lines = [
            [
                fit.vacancy.reference, fit.vacancy.title, fit.vacancy.institution.name,
                labels.country_name(fit.vacancy.country),
                "; ".join(f"{labels.label(labels.MODALITY, r.modality)}: {r.score:.1f}" for r in fit.results),
            ]
            for fit in fitting_needs(session, current_actor(), profile)
        ]  # fmt: skip
        disclosures.downloaded(session, current_actor(), "fits", len(lines))
    heads = [_("Reference"), _("Title"), _("Institution"), _("Country"), _("Score of 100")]
    return as_csv("fits", heads, lines)


@blueprint.get("/experts/<string(length=24):public_id>/fits")
@permits(Permission.PROGRAMME_RANKING_READ)
def fits(public_id: str) -> ResponseReturnValue:
    """Show the open needs that fit one person, with the reasons that the person reads too."""
    profile = experts.person(db(), current_actor(), public_id)
    found = fitting_needs(db(), current_actor(), profile)
    return render_template(
        "ranking/fits.html",
        person=disclosure.for_programme(profile),
        fits=[cards.fit_card(fit, url_for("ranking.show", public_id=fit.vacancy.public_id)) for fit in found],
        back_url=url_for("experts.show", public_id=public_id),
        back_label=_("The expert"),
    )


def _latest(public_id: str) -> tuple[Vacancy, MatchRun | None]:
    vacancy = runs.need(db(), current_actor(), public_id)
    return vacancy, runs.latest(db(), current_actor(), vacancy)


def _asked(public_id: str) -> tuple[Vacancy, MatchRun, Modality]:
    vacancy, run = _latest(public_id)
    if run is None:
        abort(404)
    return vacancy, run, _modality(run)


def _columns() -> list[str]:
    return [
        _("Rank"), _("Candidate"), _("Score of 100"), _("Match"), _("Headline"), _("Strongest reasons"),
        _("What is missing"), _("Conditions to check"),
    ]  # fmt: skip


def _modality(run: MatchRun) -> Modality:
    asked = request.args.get("modality", run.modalities[0])
    if asked not in run.modalities:
        abort(404)
    return Modality(asked)


def _frame(vacancy: Vacancy) -> dict[str, object]:
    return {
        "can_rank": vacancy.state in RANKABLE_STATES and vacancy.programme is not None,
        "back_url": url_for("needs.show", public_id=vacancy.public_id),
        "back_label": _("Back to the need"),
    }


def _in_order(codes: list[str]) -> list[str]:
    return list(dict.fromkeys(codes))

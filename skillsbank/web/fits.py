"""Needs that fit me: the list, one need explained in full, the page on travel, and saying "I am interested"."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank import clock
from skillsbank.domain.application import ApplicationState, named_until
from skillsbank.domain.errors import Invalid, NotFound
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.texts import TextKind
from skillsbank.domain.vocabulary import ON_SITE, Modality, Purpose
from skillsbank.forms.decisions import InterestForm, PermanentForm, TravelForm
from skillsbank.models import Profile, Vacancy
from skillsbank.policies import Permission
from skillsbank.queries import applications as candidacies
from skillsbank.queries import candidates, objections, own, public
from skillsbank.services import applications, consents
from skillsbank.services.ranking.fits import Fit, Result, fitting_needs
from skillsbank.services.ranking.one_person import eligible, explain, near_needs
from skillsbank.web import conditions, own_words, texts
from skillsbank.web import explain as words
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.forms import form_page
from skillsbank.web.notices import DISCLOSURE, RETURN, TRAVEL

blueprint = Blueprint("fits", __name__, url_prefix="/fits")
_NEED = "<string(length=24):public_id>"
NEAREST = 3
WEAK = "low"
_WAY = "<any(temporary, virtual, circular, permanent):way>"


@blueprint.get("")
@permits(Permission.OWN_MATCH_READ)
def index() -> ResponseReturnValue:
    """Show the open needs that fit the person, and those that one step would open."""
    session, actor = db(), current_actor()
    profile = own.profile_of(session, actor)
    fits = fitting_needs(session, actor, profile)
    fitting = {fit.vacancy.id for fit in fits}
    others = (need for need in candidacies.open_needs(session) if need.id not in fitting)
    return render_template(
        "fits/index.html",
        profile=profile,
        matched=any(c.purpose is Purpose.MATCHING for c in consents.live(session, profile)),
        fits=[_card(fit) for fit in _worth_reading(fits)],
        near=[_card(fit) for fit in _worth_reading(near_needs(session, actor, profile, others))],
        interests={application.vacancy_id for application in candidacies.of_person(session, profile)},
    )


@blueprint.get(f"/{_NEED}")
@permits(Permission.OWN_MATCH_READ)
def show(public_id: str) -> ResponseReturnValue:
    """Explain one open need in full: every criterion's share, conditions, gaps, in each way of working."""
    session, actor = db(), current_actor()
    profile, vacancy = own.profile_of(session, actor), public.need(session, public_id)
    fit = explain(session, actor, profile, vacancy)
    return render_template(
        "fits/show.html",
        profile=profile,
        need=vacancy,
        accounts=[_account(result) for result in fit.results] if fit else [],
        ways=_ways(profile, vacancy),
        application=candidacies.own_for(session, profile, vacancy),
        put_forward=candidates.is_put_forward(session, profile, vacancy),
        objections=objections.of_person(session, profile, vacancy),
        words=own_words,
    )


@blueprint.route("/travel", methods=["GET", "POST"])
@permits(Permission.OWN_APPLICATION_WRITE)
def travel() -> ResponseReturnValue:
    """Show the page on travel to somebody who wants to read it before choosing a need."""
    return _travel(url_for("fits.index"))


@blueprint.route(f"/{_NEED}/{_WAY}/travel", methods=["GET", "POST"])
@permits(Permission.OWN_APPLICATION_WRITE)
def travel_first(public_id: str, way: str) -> ResponseReturnValue:
    """Show the page on travel on the way to an interest on site."""
    public.need(db(), public_id)
    return _travel(url_for("fits.interest", public_id=public_id, way=way))


@blueprint.route(f"/{_NEED}/{_WAY}/interest", methods=["GET", "POST"])
@permits(Permission.OWN_APPLICATION_WRITE)
def interest(public_id: str, way: str) -> ResponseReturnValue:
    """Take "I am interested", with two agreements asked apart."""
    session, modality = db(), Modality(way)
    profile, vacancy = own.profile_of(session, current_actor()), public.need(session, public_id)
    if modality not in applications.offered(vacancy):
        raise NotFound("way_not_offered")
    if modality in ON_SITE and profile.travel_page_read_at is None:
        return redirect(url_for("fits.travel_first", public_id=public_id, way=way), 303)
    form = PermanentForm() if modality is Modality.PERMANENT else InterestForm()
    if form.validate_on_submit():
        try:
            _apply(public_id, modality, form)
        except Invalid as error:
            form.form_errors.append(own_words.problem(error))
        else:
            flash(_("The programme's officers see now that you are interested."), "good")
            return redirect(_onward(public_id), 303)
    elif _stands(profile, vacancy):
        return redirect(url_for("applications.index"), 303)
    return form_page(
        "fits/interest.html",
        form,
        need=public.need(session, public_id),
        way=way,
        until=named_until(clock.today(), vacancy.deadline),
        active=profile.state is ProfileState.ACTIVE,
        disclosure=_named_by(public.need(session, public_id)),
        voluntary=RETURN,
    )


def _apply(public_id: str, modality: Modality, form: InterestForm) -> None:
    ticked = frozenset(name for name in applications.RECIPIENTS if form[name].data)
    data = applications.Interest(modality, form.message.data or "", ticked, "voluntary" in form)
    with transaction() as session:
        profile = own.profile_of(session, current_actor())
        vacancy = public.need(session, public_id)
        text = _named_by(vacancy).check() if ticked else None
        applications.apply(
            session, current_actor(), profile, vacancy, data,
            language=text.language if text else "", version=text.version if text else None,
        )  # fmt: skip


def _named_by(vacancy: Vacancy) -> texts.Shown:
    """Return the text on being named for a need."""
    profile = own.profile_of(db(), current_actor())
    return texts.for_need(TextKind.DISCLOSURE, DISCLOSURE, profile, vacancy)


def _onward(public_id: str) -> str:
    """Return the page on clinical work when the need is clinical and it is not answered yet, else the interests."""
    for need, answers in candidates.clinical_needs(db(), own.profile_of(db(), current_actor())):
        if need.public_id == public_id and answers is None:
            return url_for("candidacy.clinical_work", public_id=public_id)
    return url_for("applications.index")


def _travel(onward: str) -> ResponseReturnValue:
    form = TravelForm()
    if form.validate_on_submit():
        with transaction() as session:
            applications.acknowledge_travel(session, current_actor(), own.profile_of(session, current_actor()))
        return redirect(onward, 303)
    profile = own.profile_of(db(), current_actor())
    return form_page("fits/travel.html", form, travel=texts.for_person(TextKind.TRAVEL, TRAVEL, profile))


def _ways(profile: Profile, vacancy: Vacancy) -> list[Modality]:
    """Return how the person may offer to come: what they said they do first, online first among these."""
    offered = applications.offered(vacancy)
    return sorted(offered, key=lambda way: (way not in profile.modalities, way is not Modality.VIRTUAL))


def _stands(profile: Profile, vacancy: Vacancy) -> bool:
    application = candidacies.own_for(db(), profile, vacancy)
    return application is not None and application.state is ApplicationState.APPLIED


def _card(fit: Fit) -> dict[str, Any]:
    return {"need": fit.vacancy, **_account(fit.results[0]), "ways": [result.modality for result in fit.results]}


def _account(result: Result) -> dict[str, Any]:
    """Return a result as the cards draw it: the same words as the officer reads."""
    told = result.explanation
    return {
        "modality": result.modality,
        "eligible": eligible(result),
        "score": result.score,
        "band": result.band,
        "reasons": [words.reason(reason, told["terms"]) for reason in told["reasons"]],
        "gaps": words.gaps(told["gaps"]),
        "rules": [conditions.rule(rule) for rule in told["rules"]],
        "failed": [conditions.rule(rule) for rule in told["rules"] if rule["blocks"]],
        "shares": [
            {"label": words.criterion(s["criterion"]), "points": s["points"], "weight": s["weight"]}
            for s in told["shares"]
        ],
        "terms": words.shared(told["terms"]),
    }


def _worth_reading(fits: list[Fit]) -> list[Fit]:
    """Leave out weak matches, but for the three best: somebody whom little fits still sees what comes nearest."""
    return [fit for place, fit in enumerate(fits) if place < NEAREST or fit.results[0].band != WEAK]

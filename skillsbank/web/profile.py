"""The expert's profile: eight questions, agreements, check answers, activation, and the task list of the rest."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError

from skillsbank.domain.consents import ASKED, NEEDED_TO_ACTIVATE
from skillsbank.domain.errors import Incomplete, Invalid
from skillsbank.domain.profile import ProfileAction, ProfileState
from skillsbank.domain.sections import QUESTIONS, TASKS
from skillsbank.domain.texts import TextKind
from skillsbank.domain.vocabulary import Purpose
from skillsbank.forms.profile import ConsentForm, TextsForm
from skillsbank.forms.profile.base import ProfileForm, complain
from skillsbank.models import AnswerDraft, Profile
from skillsbank.policies import Permission
from skillsbank.queries import candidates, own, uploads
from skillsbank.queries import profiles as queries
from skillsbank.services import consents, own_profile, profiles, workflow
from skillsbank.services.checks import missing_to_activate
from skillsbank.web import notices, own_words, phrases, profile_pages, profile_words, texts
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.drafts import KEPT
from skillsbank.web.forms import form_page
from skillsbank.web.rows import pressed

blueprint = Blueprint("profile", __name__)
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(profile_words=profile_words))
PARTS = ", ".join((*QUESTIONS, *TASKS))
ORDER = tuple(QUESTIONS)


@blueprint.get("/profile")
@permits(Permission.OWN_PROFILE_READ)
def show() -> ResponseReturnValue:
    """Lead on from where the person left off: the questions of a draft, else the state and the task list."""
    profile = own.profile_of(db(), current_actor())
    missing = missing_to_activate(db(), profile)
    template = "draft" if profile.state is ProfileState.DRAFT else "show"
    return render_template(
        f"profile/{template}.html",
        profile=profile,
        missing=missing,
        matched=Purpose.MATCHING in _agreed(profile),
        progress=queries.progress(profile, candidate=candidates.is_candidate(db(), profile)),
        put_forward=candidates.is_put_forward(db(), profile),
        clinical=candidates.clinical_needs(db(), profile),
        question=own.open_question(profile, own.decisions(db(), profile)),
        closed=profile.state in profiles.CLOSED,
        go_on=_first_missing(missing),
        reading=uploads.reading_of(db(), profile),
        drafted=uploads.drafted(db(), profile),
    )


@blueprint.route(f"/profile/answers/<any({PARTS}):part>", methods=["GET", "POST"])
@permits(Permission.OWN_PROFILE_WRITE)
def answer(part: str) -> ResponseReturnValue:
    """Ask one part and store it; buttons for rows and searches show the page again."""
    profile = own.profile_of(db(), current_actor())
    if request.method == "GET" and part == "visibility" and profile.state is not ProfileState.DRAFT:
        return redirect(url_for("visibility.index"), 303)
    if request.method == "GET" and profile.state in profiles.CLOSED:
        return redirect(url_for("profile.show"), 303)
    if not profile_pages.is_asked(part, profile):
        return redirect(url_for("profile.show"), 303)
    if request.method == "GET":
        return _opened(part, profile)
    form = profile_pages.opened(part, profile)
    found = pressed(form, profile_pages.finders())
    if found is not None:
        profile_pages.ready(part, form, profile)
        return _page(part, form, profile, (profile_pages.may_mean(form) if _asks_what_is_meant(part) else {}) | found)
    known = {row.label for row in profile.skills}
    if form.validate() and _stored(part, form):
        asks = part == "skills" and profile_pages.may_mean(form, known)
        if asks or part in TASKS or profile.state is not ProfileState.DRAFT:
            flash(_("Your answers are saved."), "good")
        return redirect(_meant_page() if asks else _next(part, profile), 303)
    return _page(part, form, profile, profile_pages.still_open(part, form)), 422


@blueprint.route("/profile/consents", methods=["GET", "POST"])
@permits(Permission.OWN_CONSENT_WRITE)
def agree() -> ResponseReturnValue:
    """Ask for agreements one by one, none ticked beforehand; saying no to any of them never blocks this page."""
    profile = own.profile_of(db(), current_actor())
    held = _agreed(profile)
    form = ConsentForm()
    for purpose in held:
        del form[purpose.value]
    if form.validate_on_submit() and _agreed_to(form, held):
        return redirect(url_for("profile.check" if profile.state is ProfileState.DRAFT else "profile.show"), 303)
    return form_page(
        "profile/consents.html", form, texts=_texts(profile), asked=ASKED, held=held, needed=NEEDED_TO_ACTIVATE
    )


@blueprint.get("/profile/check")
@permits(Permission.OWN_PROFILE_READ)
def check() -> ResponseReturnValue:
    """Show every answer with a link to change it."""
    return _check_page(own.profile_of(db(), current_actor()))


@blueprint.post("/profile/activate")
@permits(Permission.OWN_PROFILE_WRITE)
def activate() -> ResponseReturnValue:
    """Put the profile in use; pressed twice it stays in use."""
    try:
        with transaction() as session:
            profile = own.profile_of(session, current_actor())
            if profile.state is not ProfileState.ACTIVE:
                workflow.perform(session, current_actor(), profile, ProfileAction.ACTIVATE)
    except Incomplete:
        return _check_page(own.profile_of(db(), current_actor())), 422
    flash(_("Your profile is active."), "good")
    return redirect(url_for("profile.show"), 303)


def _opened(part: str, profile: Profile) -> str:
    """Show a part with what was typed there and not saved, else with the stored answers."""
    draft = uploads.draft_of(db(), profile, part)
    if draft is None:
        form = profile_pages.opened(part, profile)
        return _page(part, form, profile, profile_pages.may_mean(form) if _asks_what_is_meant(part) else None)
    form = profile_pages.asking(part, profile_pages.filled(part, profile, draft.sent), profile)
    return _page(part, form, profile, profile_pages.still_open(part, form), draft=draft)


def _texts(profile: Profile) -> dict[Purpose, texts.Shown]:
    return {
        purpose: texts.for_person(TextKind(purpose.value), [notices.AGREEMENT[purpose]], profile) for purpose in ASKED
    }


def _agreed_to(form: ConsentForm, held: set[Purpose]) -> bool:
    """Keep what was ticked; False when it was shown in no language that the person reads."""
    try:
        with transaction() as session:
            profile = own.profile_of(session, current_actor())
            for purpose in ASKED:
                if purpose not in held and form[purpose.value].data:
                    text = _texts(profile)[purpose]
                    own_profile.agree(
                        session, current_actor(), profile, purpose, language=text.language, version=text.version
                    )
    except Invalid as error:
        form.form_errors.append(own_words.problem(error))
        return False
    return True


def _stored(part: str, form: ProfileForm) -> bool:
    """Store the answers; False when the service refused them with words beside the field."""
    data = form.answers()
    try:
        with transaction() as session:
            profile = own.profile_of(session, current_actor())
            profiles.answer(session, current_actor(), profile, part, data, seen=form.seen_version())
    except StaleDataError:
        # the same page sent twice is no conflict
        return queries.holds(own.profile_of(db(), current_actor()), part, data) or _again()
    except Invalid as error:
        _tell(form, error)
        return False
    return True


def _again() -> bool:
    raise StaleDataError("the profile changed while its page was open")


def _tell(form: ProfileForm, error: Invalid) -> None:
    if error.code == "shown_only_slowly":
        form.form_errors.append(
            _("You are hidden in that country. Becoming visible takes 24 hours: see Who may see me.")
        )
        return
    if error.code == "hidden_country_stays":
        form.form_errors.append(
            _(
                "A country from which you are hidden stays on the list: without it, staff who serve there could learn "
                "of you at once. Becoming visible first takes 24 hours: see Who may see me."
            )
        )
        return
    found = error.params.get("found")
    said = [word for words in found.values() for word in words] if isinstance(found, dict) else []
    kinds = [str(profile_words.TRACE[kind]) for kind in found] if isinstance(found, dict) else []
    message = _(
        "Your public summary must not tell who you are. Take these words out: %(words)s. They tell: %(traces)s.",
        words=str(_(", ")).join(phrases.apart(f"“{word}”") for word in said),
        traces=str(_(", ")).join(kinds),
    )
    if isinstance(form, TextsForm):
        complain(form.public_summary, message)
    else:
        form.form_errors.append(message)


def _page(
    part: str,
    form: ProfileForm,
    profile: Profile,
    found: dict[str, list[dict[str, str]]] | None = None,
    draft: AnswerDraft | None = None,
) -> str:
    step = ORDER.index(part) + 1 if part in ORDER else None
    before = ORDER[step - 2] if step and step > 1 and profile.state is ProfileState.DRAFT else None
    back = url_for("profile.answer", part=before) if before else url_for("profile.show")
    return render_template(
        f"profile/{part}.html",
        form=form,
        part=part,
        profile=profile,
        step=step if profile.state is ProfileState.DRAFT else None,
        steps=len(ORDER),
        found=found or {},
        asks=bool(found) and _asks_what_is_meant(part),
        draft=draft,
        kept=part in KEPT,
        risk=notices.RISK,
        years=queries.years_of_experience(profile),
        back_url=url_for("profile.check") if _from_check() else back,
    )


def _check_page(profile: Profile) -> str:
    return render_template(
        "profile/check.html",
        profile=profile,
        missing=missing_to_activate(db(), profile),
        agreed=_agreed(profile),
        asked=ASKED,
        unasked=frozenset[str]().union(*(profile_pages.unasked(part, profile) for part in TASKS)),
        years=queries.years_of_experience(profile),
        back_url=url_for("profile.show"),
    )


def _agreed(profile: Profile) -> set[Purpose]:
    return {consent.purpose for consent in consents.live(db(), profile)} & set(ASKED)


def _meant_page() -> str:
    """Return the page of skills with what new own words are likely to mean: it is asked once, never needed."""
    came: dict[str, Any] = {"from": "check"} if _from_check() else {}
    return url_for("profile.answer", part="skills", meant="1", **came)


def _asks_what_is_meant(part: str) -> bool:
    return part == "skills" and request.args.get("meant") == "1"


def _from_check() -> bool:
    return request.args.get("from") == "check"


def _next(part: str, profile: Profile) -> str:
    if _from_check():
        return url_for("profile.check")
    if part in TASKS or profile.state is not ProfileState.DRAFT:
        return url_for("profile.show")
    if part == ORDER[-1]:
        return url_for("profile.agree")
    return url_for("profile.answer", part=ORDER[ORDER.index(part) + 1])


def _first_missing(missing: list[str]) -> str:
    for part in ORDER:
        if part in missing:
            return url_for("profile.answer", part=part)
    return url_for("profile.agree" if "privacy" in missing else "profile.check")

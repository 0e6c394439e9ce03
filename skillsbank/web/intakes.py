"""People who tell an officer about themselves: write it down, send them their link or record their signature."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.domain.consents import ASKED
from skillsbank.domain.errors import Invalid
from skillsbank.domain.intakes import ANSWER_WITHIN
from skillsbank.domain.sections import QUESTIONS
from skillsbank.domain.vocabulary import ASSISTED, IntakeAnswer, IntakeChannel, Purpose
from skillsbank.forms.fields import CHOOSE, choices
from skillsbank.forms.intakes import BeginForm, PaperForm
from skillsbank.forms.profile.base import ProfileForm
from skillsbank.models import Intake
from skillsbank.policies import Permission
from skillsbank.queries import intakes as queries
from skillsbank.queries import profiles as answers
from skillsbank.services import disclosures, intakes, papers
from skillsbank.services.checks import missing_to_activate
from skillsbank.web import i18n, intake_words, labels, lists, notices, profile_pages
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.forms import form_page, languages_of_pages
from skillsbank.web.own_words import PURPOSE
from skillsbank.web.rows import Found, pressed

blueprint = Blueprint("intakes", __name__, url_prefix="/desk/people")
ONE = "/<string(length=24):public_id>"
PARTS = tuple(part for part in QUESTIONS if part != "visibility")
"""Who may see them is theirs to answer alone."""
SEEN = ("name", "email", "phone", "residence_country", "city", "skills", "languages", "origins")


@blueprint.get("")
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def index() -> ResponseReturnValue:
    """List the people who have not answered yet, and those who signed on paper."""
    page = queries.waiting(db(), current_actor(), lists.wish(order="desc"))
    return render_template(
        "intakes/index.html", page=page, signed=queries.on_paper(db(), current_actor()), within=ANSWER_WITHIN
    )


@blueprint.route("/new", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def new() -> ResponseReturnValue:
    """Begin with how you speak to the person and who explained what they agree to."""
    form = BeginForm(explained_in=i18n.language(), language=i18n.language())
    form.channel.choices = choices((each.value, intake_words.CHANNEL[each.value]) for each in ASSISTED)
    form.explained_in.choices = choices(labels.languages())
    form.language.choices = languages_of_pages()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                made = intakes.begin(
                    session, current_actor(), channel=IntakeChannel(form.channel.data),
                    explained_by=form.explained_by.data, explained_in=form.explained_in.data,
                    email=form.email.data or "", language=form.language.data,
                ).public_id  # fmt: skip
            return redirect(url_for("intakes.show", public_id=made), 303)
        except Invalid as error:
            form.form_errors.append(intake_words.refusal(error.code))
    return form_page("intakes/new.html", form, back_url=url_for("intakes.index"))


@blueprint.get(ONE)
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def show(public_id: str) -> ResponseReturnValue:
    """Show what was written down and what is left to do; a colleague's look at a signed one is noted."""
    with transaction() as session:
        intake = queries.person(session, current_actor(), public_id)
        mine = intake.answer is None and intake.officer_id == current_actor().account_id
        if not mine:
            disclosures.note(session, current_actor(), intake.profile, fields=SEEN, purpose="programme")
        missing = missing_to_activate(session, intake.profile)
        return render_template(
            "intakes/show.html", intake=intake, person=intake.profile, mine=mine, parts=PARTS, missing=missing,
            until=intake.created_at + ANSWER_WITHIN, paper=IntakeAnswer.PAPER, back_url=url_for("intakes.index"),
        )  # fmt: skip


@blueprint.route(f"{ONE}/answers/<any({', '.join(PARTS)}):part>", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def answer(public_id: str, part: str) -> ResponseReturnValue:
    """Write down the answer to one question, on the page on which people answer it themselves."""
    intake = _mine(public_id)
    form = profile_pages.opened(part, intake.profile)
    if request.method == "GET":
        return _page(part, form, intake)
    found = pressed(form, profile_pages.finders())
    if found is not None:
        profile_pages.ready(part, form, intake.profile)
        return _page(part, form, intake, found)
    if form.validate() and _stored(public_id, part, form):
        return redirect(url_for("intakes.show", public_id=public_id), 303)
    return _page(part, form, _mine(public_id), profile_pages.still_open(part, form)), 422


@blueprint.post(f"{ONE}/link")
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def link(public_id: str) -> ResponseReturnValue:
    """Mail the person the link to what was written down."""
    try:
        with transaction() as session:
            intakes.send_link(session, current_actor(), queries.person(session, current_actor(), public_id))
    except Invalid:
        flash(_("There is no e-mail address. Ask the person to sign on paper."), "refused")
    else:
        flash(_("The link is on its way. Until the person answers, only you see this page."), "good")
    return redirect(url_for("intakes.show", public_id=public_id), 303)


@blueprint.route(f"{ONE}/paper", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def paper(public_id: str) -> ResponseReturnValue:
    """Record what the person signed on paper; for somebody in use it confirms that everything is still right."""
    intake = queries.person(db(), current_actor(), public_id)
    again = intake.profile.on_paper
    if not again:
        intakes.must_be_open(current_actor(), intake)
    form = PaperForm()
    if again:
        del form.agreed, form.language
    else:
        form.agreed.choices = choices((each.value, PURPOSE[each.value]) for each in ASKED)
        form.language.choices = choices(labels.languages(), CHOOSE)
    if form.validate_on_submit() and form.day.data is not None and _recorded(public_id, form, again):
        flash(_("The signature is recorded. The programme's team can see this person now."), "good")
        return redirect(url_for("intakes.show", public_id=public_id), 303)
    back = url_for("intakes.show", public_id=public_id)
    return form_page("intakes/paper.html", form, person=intake.profile, again=again, back_url=back)


@blueprint.post(f"{ONE}/drop")
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def drop(public_id: str) -> ResponseReturnValue:
    """Erase somebody who would rather not."""
    with transaction() as session:
        intakes.drop(session, current_actor(), queries.person(session, current_actor(), public_id))
    flash(_("Everything about this person is erased."), "good")
    return redirect(url_for("intakes.index"), 303)


@blueprint.post(f"{ONE}/leave")
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def leave(public_id: str) -> ResponseReturnValue:
    """Take somebody on paper out at their word."""
    with transaction() as session:
        papers.leave(session, current_actor(), queries.person(session, current_actor(), public_id))
    flash(_("From now on nobody is shown this person. The auditor erases them."), "good")
    return redirect(url_for("intakes.index"), 303)


def _recorded(public_id: str, form: PaperForm, again: bool) -> bool:
    try:
        with transaction() as session:
            intake, actor = queries.person(session, current_actor(), public_id), current_actor()
            where = {"place": form.place.data, "day": form.day.data}
            if again:
                papers.signed_again(session, actor, intake, **where)
            else:
                agreed = [Purpose(code) for code in form.agreed.data or ()]
                papers.signed(session, actor, intake, **where, agreed=agreed, language=form.language.data or "")
    except Invalid as error:
        form.form_errors.append(labels.label(intake_words.PROBLEM, error.code))
        return False
    return True


def _mine(public_id: str) -> Intake:
    intake = queries.person(db(), current_actor(), public_id)
    intakes.must_be_open(current_actor(), intake)
    return intake


def _stored(public_id: str, part: str, form: ProfileForm) -> bool:
    try:
        with transaction() as session:
            intake = queries.person(session, current_actor(), public_id)
            intakes.answer(session, current_actor(), intake, part, form.answers(), seen=form.seen_version())
    except Invalid as error:
        form.form_errors.append(labels.label(intake_words.PROBLEM, error.code))
        return False
    return True


def _page(part: str, form: ProfileForm, intake: Intake, found: Found | None = None) -> str:
    return render_template(
        f"profile/{part}.html",
        form=form,
        part=part,
        profile=intake.profile,
        step=None,
        found=found or {},
        for_somebody=True,
        risk=notices.RISK,
        years=answers.years_of_experience(intake.profile),
        back_url=url_for("intakes.show", public_id=intake.profile.public_id),
    )

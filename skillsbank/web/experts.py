"""The people whom a programme's team may know of: list, one person, questions and decisions."""

from dataclasses import astuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.disclosure import PROGRAMME_FIELDS, for_programme
from skillsbank.domain.errors import IllegalMove
from skillsbank.domain.profile import ProfileAction, ProfileState
from skillsbank.domain.vocabulary import Modality
from skillsbank.forms.fields import CHOOSE, choices
from skillsbank.forms.filters import ExpertFilters
from skillsbank.forms.steps import QuestionForm, StepForm
from skillsbank.policies import SEEN_BY_TEAM, Permission
from skillsbank.queries import decisions, experts
from skillsbank.services import disclosures, workflow
from skillsbank.web import exports, labels, lists, skills
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.forms import form_page, occupations, reasons, sectors

blueprint = Blueprint("experts", __name__)

ACTIONS = (ProfileAction.ASK, ProfileAction.REJECT, ProfileAction.REOPEN)
"""What the team may do to a profile from its page."""
DOWNLOADED = (
    "name", "email", "headline", "origins", "residence_country", "occupation", "skills", "languages", "modality",
)  # fmt: skip
"""The personal columns of the file, as the person reads them in the list of who looked."""


@blueprint.get("/desk/experts")
@permits(Permission.PROGRAMME_PROFILE_READ)
def index() -> ResponseReturnValue:
    """List the people; the address is a saved search and holds nothing personal."""
    wanted, filters = _wanted()
    page = experts.people(db(), current_actor(), wanted, lists.wish(order="desc"))
    rows = [for_programme(profile) for profile in page.rows]
    return render_template(
        "experts/index.html", page=page, rows=rows, filters=filters, active=sum(map(bool, astuple(wanted)))
    )


@blueprint.get("/desk/experts.csv")
@permits(Permission.PROGRAMME_LIST_DOWNLOAD)
def index_csv() -> ResponseReturnValue:
    """Download the list as filtered: what officers need to write to people, no age, no sex."""
    wanted, _filters = _wanted()
    with transaction() as session:
        people = session.scalars(
            experts.people_query(current_actor(), wanted).order_by(experts.SORTS["headline"])
        ).all()
        rows = []
        for profile in people:
            record = for_programme(profile)
            disclosures.note(session, current_actor(), profile, fields=DOWNLOADED, purpose="download")
            rows.append(
                [
                    record.name, record.email, record.headline, labels.label(labels.PROFILE_STATE, record.state),
                    " ".join(origin.country for origin in record.origins), record.residence_country,
                    " ".join(code for code, _title, _years in record.occupations),
                    "; ".join(words for words, _level, _teach in record.skills),
                    " ".join(f"{code}:{level}" for code, level in record.languages), " ".join(record.modalities),
                ]
            )  # fmt: skip
        heads = [
            _("Name"), _("E-mail address"), _("Headline"), _("State"), _("Countries the family comes from"),
            _("Country of residence"), _("Occupations (ISCO)"), _("Skills"), _("Languages"), _("How"),
        ]  # fmt: skip
        disclosures.downloaded(session, current_actor(), "experts", len(rows))
    return exports.as_csv("experts", heads, rows)


@blueprint.get("/desk/experts/<string(length=24):public_id>")
@permits(Permission.PROGRAMME_PROFILE_READ)
def show(public_id: str) -> ResponseReturnValue:
    """Show one person; the person reads that somebody looked."""
    with transaction() as session:
        profile = experts.person(session, current_actor(), public_id)
        disclosures.note(session, current_actor(), profile, fields=PROGRAMME_FIELDS, purpose="programme")
        record = for_programme(profile)
        actions = [a for a in workflow.actions_for(session, current_actor(), profile) if a in ACTIONS]
        decided = decisions.about(session, profile)
        return render_template("experts/show.html", person=record, actions=actions, decisions=decided)


@blueprint.route(
    "/desk/experts/<string(length=24):public_id>/<any(ask, reject, reopen):action>", methods=["GET", "POST"]
)
@permits(Permission.PROGRAMME_PROFILE_DECIDE)
def act(public_id: str, action: str) -> ResponseReturnValue:
    """Ask a question, reject with a reason, or reopen."""
    step = ProfileAction(action)
    profile = experts.person(db(), current_actor(), public_id)
    if step not in workflow.actions_for(db(), current_actor(), profile):
        raise IllegalMove("illegal_move", state=profile.state, action=step)
    form = _form(step, workflow.reason_list(profile, step))
    if form.validate_on_submit():
        with transaction() as session:
            profile = experts.person(session, current_actor(), public_id)
            reason = form.reason.data if "reason" in form else ""
            workflow.perform(session, current_actor(), profile, step, reason=reason, note=form.note.data or "")
        flash(_("Done. The person gets a mail that there is news."), "good")
        return redirect(url_for("experts.show", public_id=public_id), 303)
    return form_page("experts/act.html", form, action=action, person=for_programme(profile))


def _form(step: ProfileAction, kind: str) -> StepForm | QuestionForm:
    if step is ProfileAction.ASK:
        return QuestionForm()
    form = StepForm()
    if kind:
        form.reason.choices = reasons(kind, CHOOSE)
    else:
        del form.reason
    return form


def _wanted() -> tuple[experts.ExpertFilter, ExpertFilters]:
    form = ExpertFilters(request.args)
    anything = _("Any")
    states = [state for state in ProfileState if state in SEEN_BY_TEAM]
    form.state.choices = choices(((s.value, labels.PROFILE_STATE[s.value]) for s in states), anything)
    form.modality.choices = choices(((m.value, labels.MODALITY[m.value]) for m in Modality), anything)
    form.sector.choices = sectors(anything)
    form.occupation.choices = occupations(form.occupation.data, anything)
    form.language.choices = choices(labels.languages(), anything)
    form.skill.choices = choices(((code, skills.name(code)) for code in [form.skill.data] if code), anything)
    form.agreed.choices = choices([("yes", _("Yes"))], anything)
    origins = experts.origins(db(), current_actor())
    form.origin.choices = choices(((code, labels.country_name(code)) for code in origins), anything)
    return experts.ExpertFilter(**lists.asked(form)), form

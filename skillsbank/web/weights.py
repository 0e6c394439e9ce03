"""How a programme weighs one way of working: look at what other weights would do to a list, then save them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.domain.errors import IllegalMove, Invalid, NotFound
from skillsbank.domain.programme import CRITERIA
from skillsbank.domain.vocabulary import Modality
from skillsbank.forms.fields import choices
from skillsbank.forms.weights import PreviewForm, WeightsForm
from skillsbank.models import Programme
from skillsbank.policies import Permission, can
from skillsbank.queries import desk, programmes, runs
from skillsbank.services import programmes as service
from skillsbank.services.ranking.preview import Moved, preview
from skillsbank.web import candidate_cards as cards
from skillsbank.web import errors
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.settings import settings

blueprint = Blueprint("weights", __name__, url_prefix="/programmes")
_ONE = "/<string(maxlength=40):code>/weights/<any(temporary, virtual, circular, permanent):modality>"


@blueprint.get(_ONE)
@permits(Permission.PROGRAMME_RANKING_RUN)
def edit(code: str, modality: str) -> ResponseReturnValue:
    """Show the weights in force; with others in the address, what they would change on one list."""
    programme, way = _programme(code, modality), Modality(modality)
    if not request.args.get(CRITERIA[0]):
        return _page(programme, way, PreviewForm(data=dict(programme.current.terms.weights[way])))
    form = PreviewForm(request.args)
    if not form.validate():
        return _page(programme, way, form), 422
    return _page(programme, way, form, _moved(form, way), WeightsForm(seen=programme.current.number))


@blueprint.post(_ONE)
@permits(Permission.PROGRAMME_WEIGHTS_WRITE)
def save(code: str, modality: str) -> ResponseReturnValue:
    """Make a version with other weights, for the lists that are made from now on."""
    way, form = Modality(modality), WeightsForm()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                service.weigh(
                    session, current_actor(), _programme(code, modality), way, form.weights(), reason=form.reason.data,
                    seen=int(form.seen.data) if form.seen.data.isdecimal() else 0,
                )  # fmt: skip
            flash(_("The new weights are in force. Lists that were made before keep theirs."), "good")
            return redirect(url_for("programmes.show", code=code), 303)
        except IllegalMove:
            back = url_for("weights.edit", code=code, modality=modality)
            return errors.page(409, what_happened=_("There is a newer version of this programme."), record_url=back)
        except Invalid:
            form.form_errors.append(_("These are the weights in force."))
    shown = PreviewForm(data={name: form[name].data for name in CRITERIA})
    return _page(_programme(code, modality), way, shown, None, form), 422


def _programme(code: str, modality: str) -> Programme:
    """Return a programme that the actor works for and that offers the way of working; NotFound for any other."""
    programme = programmes.one(db(), current_actor(), code)
    offered = {each.value for each in programme.current.terms.modalities}
    if not can(current_actor(), Permission.PROGRAMME_RANKING_RUN, programme) or modality not in offered:
        raise NotFound("programme")
    return programme


def _moved(form: PreviewForm, way: Modality) -> list[Moved] | None:
    """Return what the weights would change on the list of the chosen need, None where no need is chosen."""
    if not form.need.data:
        return None
    vacancy = runs.need(db(), current_actor(), form.need.data)
    key = settings().secret_key.encode()
    return preview(db(), current_actor(), vacancy, way, form.weights(), key=key)


def _page(
    programme: Programme,
    way: Modality,
    form: PreviewForm,
    moved: list[Moved] | None = None,
    saving: WeightsForm | None = None,
) -> str:
    needs = desk.rankable(db(), current_actor(), programme)
    form.need.choices = choices(((need.public_id, need.title) for need in needs), _("No list"))
    chosen = next((need for need in needs if need.public_id == form.need.data), None)
    return render_template(
        "weights/edit.html",
        programme=programme,
        modality=way,
        asked=form,
        form=saving or WeightsForm(seen=programme.current.number),
        criteria=CRITERIA,
        weights=programme.current.terms.weights[way],
        need=chosen,
        moved=moved,
        code=lambda each: cards.code(chosen.id, each.profile.id) if chosen else "",
        looked=saving is not None,
        may_save=can(current_actor(), Permission.PROGRAMME_WEIGHTS_WRITE, programme),
        back_url=url_for("programmes.show", code=programme.code),
        back_label=_("The programme"),
    )

"""What is asked of candidates alone: documents of those who were put forward, and answers about clinical work."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.domain.documents import MOST_DOCUMENTS
from skillsbank.domain.errors import Invalid
from skillsbank.domain.vocabulary import CouncilState, DocumentKind, Readiness
from skillsbank.forms.candidates import ClinicalForm, DocumentForm, RemoveForm
from skillsbank.forms.fields import CHOOSE, choices
from skillsbank.models import Document
from skillsbank.policies import Permission
from skillsbank.queries import candidates, own
from skillsbank.reading import LARGEST
from skillsbank.reading.documents import checked
from skillsbank.services import clinical, documents
from skillsbank.web import candidacy_words as words
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.files import attachment, takes_file
from skillsbank.web.forms import form_page

blueprint = Blueprint("candidacy", __name__)
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(candidacy_words=words))
_ONE = "<string(length=24):public_id>"


@blueprint.route("/profile/documents", methods=["GET", "POST"])
@permits(Permission.OWN_PROFILE_WRITE)
@takes_file(LARGEST)
def index() -> ResponseReturnValue:
    """List the person's documents, and take one where documents are asked for."""
    profile = own.profile_of(db(), current_actor())
    form = DocumentForm()
    form.kind.choices = choices(words.DOCUMENT_KIND.items(), blank=CHOOSE)
    if form.validate_on_submit():
        try:
            _keep(form)
        except Invalid as refused:
            form.file.errors = [*form.file.errors, words.refusal(refused.code)]
        else:
            flash(_("Your document is kept. Officers of the programme can read it."), "good")
            return redirect(url_for("candidacy.index"), 303)
    profile = own.profile_of(db(), current_actor())
    held = candidates.documents(db(), profile)
    return form_page(
        "candidacy/documents.html",
        form,
        documents=held,
        asked=candidates.is_put_forward(db(), profile) and len(held) < MOST_DOCUMENTS,
        back_url=url_for("profile.show"),
    )


@blueprint.get(f"/profile/documents/{_ONE}")
@permits(Permission.OWN_PROFILE_READ)
def download(public_id: str) -> ResponseReturnValue:
    """Give the person one of their own documents."""
    return _file(candidates.own_document(db(), own.profile_of(db(), current_actor()), public_id))


@blueprint.route(f"/profile/documents/{_ONE}/delete", methods=["GET", "POST"])
@permits(Permission.OWN_PROFILE_WRITE)
def delete(public_id: str) -> ResponseReturnValue:
    """Delete one of the person's own documents, after a page that asks."""
    document = candidates.own_document(db(), own.profile_of(db(), current_actor()), public_id)
    form = RemoveForm()
    if form.validate_on_submit():
        with transaction() as session:
            profile = own.profile_of(session, current_actor())
            found = candidates.own_document(session, profile, public_id)
            documents.remove(session, current_actor(), profile, found)
        flash(_("The document is deleted."), "good")
        return redirect(url_for("candidacy.index"), 303)
    return form_page("candidacy/delete.html", form, document=document, back_url=url_for("candidacy.index"))


@blueprint.get(f"/desk/documents/{_ONE}")
@permits(Permission.PROGRAMME_PROFILE_READ)
def read(public_id: str) -> ResponseReturnValue:
    """Give a document of a person who is put forward to the programme's team; the person reads that it was taken."""
    with transaction() as session:
        document, vacancy = candidates.document_for_team(session, current_actor(), public_id)
        documents.note_read(session, current_actor(), document, vacancy)
        return _file(document)


@blueprint.route(f"/interests/clinical/{_ONE}", methods=["GET", "POST"])
@permits(Permission.OWN_APPLICATION_WRITE)
def clinical_work(public_id: str) -> ResponseReturnValue:
    """Ask a candidate for a clinical need whether they may do the work there."""
    profile = own.profile_of(db(), current_actor())
    need, held = candidates.clinical_need(db(), profile, public_id)
    form = ClinicalForm(obj=held)
    form.council.choices = choices(words.COUNCIL.items())
    form.liability_cover.choices = choices(words.COVER.items())
    form.vaccinations.choices = choices(words.VACCINATIONS.items())
    if form.validate_on_submit():
        given = clinical.Clinical(
            CouncilState(form.council.data), form.council_number.data or "", Readiness(form.liability_cover.data),
            Readiness(form.vaccinations.data), bool(form.home_effect_understood.data),
        )  # fmt: skip
        with transaction() as session:
            person = own.profile_of(session, current_actor())
            vacancy, _former = candidates.clinical_need(session, person, public_id)
            clinical.answer(session, current_actor(), person, vacancy, given)
        flash(_("Your answers are saved."), "good")
        return redirect(url_for("applications.index"), 303)
    return form_page("candidacy/clinical.html", form, need=need, back_url=url_for("applications.index"))


def _keep(form: DocumentForm) -> None:
    """Check the file and keep it; raises Invalid with the reason."""
    session, actor = db(), current_actor()
    documents.fit_to_send(session, actor, own.profile_of(session, actor))
    session.rollback()  # nothing waits in the database while another process reads
    sent = form.file.data
    media_type, content = checked(sent.stream.read(LARGEST + 1), sent.filename or "")
    with transaction() as session:
        profile = own.profile_of(session, actor)
        documents.keep(
            session, actor, profile, DocumentKind(form.kind.data),
            media_type=media_type, content=content, valid_until=form.valid_until.data,
        )  # fmt: skip


def _file(document: Document) -> ResponseReturnValue:
    return attachment(document.content, document.media_type, f"{document.kind.value}-{document.public_id}")

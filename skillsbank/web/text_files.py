"""A programme's texts on consent and risk: its manager sees which languages they have and publishes new ones."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from skillsbank.domain.errors import Invalid
from skillsbank.domain.texts import ApprovedText, TextKind, paragraphs
from skillsbank.forms.uploads import LONGEST_FILE, TextFileForm, TextForm
from skillsbank.models import Programme
from skillsbank.policies import Permission, require
from skillsbank.queries import programmes
from skillsbank.queries import texts as queries
from skillsbank.services import disclosures, texts
from skillsbank.web import labels, text_words
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.exports import Cell, as_csv
from skillsbank.web.files import takes_file
from skillsbank.web.forms import form_page

blueprint = Blueprint("text_files", __name__, url_prefix="/programmes/<string(maxlength=40):code>/texts")
BYTES = 4 * LONGEST_FILE


@blueprint.get("")
@permits(Permission.PROGRAMME_TEXT_WRITE)
def index(code: str) -> ResponseReturnValue:
    """List for each text in which languages the programme has it, with the version in force."""
    programme = _mine(db(), code)
    found: dict[TextKind, dict[str, int]] = {kind: {} for kind in TextKind}
    for row in queries.of_programme(db(), programme):
        found[row.kind].setdefault(row.language, row.version)
    return render_template(
        "text_files/index.html", programme=programme, found=found,
        back_url=url_for("programmes.show", code=code),
    )  # fmt: skip


@blueprint.get("/list.csv")
@permits(Permission.PROGRAMME_TEXT_WRITE)
def index_csv(code: str) -> ResponseReturnValue:
    """Download every version of every text, without its words."""
    with transaction() as session:
        rows: list[list[Cell]] = [
            [
                labels.label(labels.TEXT_KIND, row.kind), row.language, row.version, row.approved_by,
                row.loaded_at.date().isoformat(),
            ]
            for row in queries.of_programme(session, _mine(session, code))
        ]  # fmt: skip
        disclosures.downloaded(session, current_actor(), "texts", len(rows), permission=Permission.PROGRAMME_TEXT_WRITE)
    return as_csv("texts", [_("Text"), _("Language"), _("Version"), _("Approved by"), _("In force since")], rows)


@blueprint.route("/new", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_TEXT_WRITE)
@takes_file(BYTES)
def new(code: str) -> ResponseReturnValue:
    """Read a file, show the text as people will read it, and publish it once its manager says so."""
    programme = _mine(db(), code)
    sent = TextForm()
    if "content" in request.form and sent.validate_on_submit():
        return _published(code, sent)
    form = TextFileForm()
    if form.validate_on_submit():
        try:
            content = _content(form)
            text = _checked(programme, content)
            if not texts.check(db(), current_actor(), text, "")[1]:
                raise Invalid("text_file", fault="loaded_already")
        except Invalid as error:
            form.file.errors = [text_words.fault(error)]
        else:
            return render_template(
                "text_files/preview.html", programme=programme, text=text, parts=paragraphs(text.body),
                form=TextForm(formdata=None, data={"content": content}), back_url=url_for("text_files.new", code=code),
            )  # fmt: skip
    return form_page("text_files/new.html", form, programme=programme, back_url=url_for("text_files.index", code=code))


def _published(code: str, sent: TextForm) -> ResponseReturnValue:
    with transaction() as session:
        text = _checked(_mine(session, code), sent.content.data or "")
        texts.load(session, current_actor(), text, "")
    flash(_("The text is in force. Whoever agreed before agreed to the words that they read then."), "good")
    return redirect(url_for("text_files.index", code=code), 303)


def _mine(session: Session, code: str) -> Programme:
    programme = programmes.one(session, current_actor(), code)
    require(current_actor(), Permission.PROGRAMME_TEXT_WRITE, programme)
    return programme


def _content(form: TextFileForm) -> str:
    data: bytes = form.file.data.stream.read(BYTES + 1)
    try:
        content = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        raise Invalid("text_file", fault="no_utf8") from fault
    if len(content) > LONGEST_FILE:
        raise Invalid("text_file", fault="file_too_long", most=LONGEST_FILE)
    return content


def _checked(programme: Programme, content: str) -> ApprovedText:
    """Return the text of a file of this programme; raises Invalid."""
    text = texts.read(content, "")
    if text.programme != programme.code:
        raise Invalid("text_file", fault="other_programme", name=text.programme[:40])
    return text

"""Lists from files: send one in, say what its columns mean, look at its first rows, let it run, read how it went."""

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _
from markupsafe import Markup

from skillsbank import reading, reference
from skillsbank.domain.errors import IllegalMove, Invalid
from skillsbank.domain.intakes import FIELDS, FILE_KEPT
from skillsbank.domain.vocabulary import SOURCES_OF_FILES, LawfulBasis, Source
from skillsbank.forms.fields import choices
from skillsbank.forms.intakes import ColumnsForm, ListForm, StartForm, columns_form
from skillsbank.models import FileImport
from skillsbank.policies import Permission
from skillsbank.queries import intakes as queries
from skillsbank.reading.headings import guess
from skillsbank.reading.people import Unsaid, read_row
from skillsbank.services import disclosures, imports
from skillsbank.web import exports, i18n, intake_words, labels
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.files import takes_file
from skillsbank.web.forms import countries, form_page, languages_of_pages

blueprint = Blueprint("imports", __name__, url_prefix="/desk/lists")
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(intake_words=intake_words))
ONE = "/<string(length=24):public_id>"
SHOWN = 8
"""Rows of the preview."""


@blueprint.get("")
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def index() -> ResponseReturnValue:
    """Show one's own lists."""
    return render_template("imports/index.html", lists=queries.lists(db(), current_actor()))


@blueprint.route("/new", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_IMPORT_WRITE)
@takes_file(reading.LARGEST)
def new() -> ResponseReturnValue:
    """Take a file in; columns that are never kept are gone before anything is stored."""
    form = ListForm()
    form.kind.choices = choices((kind.value, intake_words.SOURCE[kind.value]) for kind in SOURCES_OF_FILES)
    if form.validate_on_submit():
        try:
            public_id = _received(form)
        except Invalid as refused:
            form.file.errors = [*form.file.errors, intake_words.refusal(refused.code)]
        else:
            return redirect(url_for("imports.columns", public_id=public_id), 303)
    known = queries.sources(db(), current_actor())
    return form_page("imports/new.html", form, known=known, back_url=url_for("imports.index"))


@blueprint.route(f"{ONE}/columns", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def columns(public_id: str) -> ResponseReturnValue:
    """Say what each column holds: guessed from its heading, or as it was for the last list of this source."""
    one = _waiting(public_id)
    offered = choices(((name, intake_words.FIELD[name]) for name in FIELDS), _("Leave out"))
    form = columns_form([Markup("<bdi>{}</bdi>").format(each) for each in one.headings], offered)(data=_meant(one))
    for field in (form.origin, form.residence):
        field.choices = countries(reference.country_regions(), _("None"))
    if form.validate_on_submit() and _assigned(form, public_id, len(one.headings)):
        return redirect(url_for("imports.check", public_id=public_id), 303)
    return form_page(
        "imports/columns.html", form, one=one, samples=_samples(one), days=FILE_KEPT.days,
        back_url=url_for("imports.index"),
    )  # fmt: skip


@blueprint.route(f"{ONE}/check", methods=["GET", "POST"])
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def check(public_id: str) -> ResponseReturnValue:
    """Show the first rows as they would be taken over, and ask for the lawful basis."""
    one = _waiting(public_id)
    if not any(one.fields):
        return redirect(url_for("imports.columns", public_id=public_id), 303)
    form = StartForm(language=i18n.language())
    form.basis.choices = choices((basis.value, intake_words.BASIS[basis.value]) for basis in LawfulBasis)
    form.language.choices = languages_of_pages()
    if form.validate_on_submit():
        with transaction() as session:
            mine = queries.one_list(session, current_actor(), public_id)
            imports.start(
                session, current_actor(), mine, basis=LawfulBasis(form.basis.data), language=form.language.data
            )
        return redirect(url_for("imports.show", public_id=public_id), 303)
    unsaid = Unsaid(one.origin, one.residence, form.language.data or "en")
    rows = [
        read_row(place, dict(zip(one.fields, row, strict=True)), unsaid)
        for place, row in enumerate(imports.rows_of(one)[:SHOWN], start=2)
    ]
    return form_page(
        "imports/check.html", form, one=one, rows=rows, back_url=url_for("imports.columns", public_id=public_id)
    )


@blueprint.get(ONE)
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def show(public_id: str) -> ResponseReturnValue:
    """Show how far a list has come, and what was wrong with rows."""
    one = queries.one_list(db(), current_actor(), public_id)
    if one.started_at is None and one.finished_at is None:
        return redirect(url_for("imports.columns", public_id=public_id), 303)
    problems = queries.problems(db(), one, queries.PROBLEMS)
    return render_template(
        "imports/show.html", one=one, problems=problems, progress=_progress(one), back_url=url_for("imports.index")
    )


@blueprint.get(f"{ONE}/progress.json")
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def progress(public_id: str) -> ResponseReturnValue:
    """Tell the page that is open how far a list has come."""
    one = queries.one_list(db(), current_actor(), public_id)
    return jsonify(done=one.done, finished=one.finished_at is not None, text=_progress(one))


@blueprint.get(f"{ONE}/problems.csv")
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def problems_csv(public_id: str) -> ResponseReturnValue:
    """Download what was wrong, row by row; it holds nothing of what stood in the file."""
    one = queries.one_list(db(), current_actor(), public_id)
    rows: list[list[exports.Cell]] = [
        [each.number, labels.label(intake_words.FIELD, each.field), labels.label(intake_words.PROBLEM, each.code)]
        for each in queries.problems(db(), one)
    ]
    with transaction() as session:
        permission = Permission.PROGRAMME_IMPORT_WRITE
        disclosures.downloaded(session, current_actor(), "problems", len(rows), permission=permission)
    return exports.as_csv("problems", [_("Row"), _("Column"), _("What is wrong, and what to do")], rows)


@blueprint.post(f"{ONE}/cancel")
@permits(Permission.PROGRAMME_IMPORT_WRITE)
def cancel(public_id: str) -> ResponseReturnValue:
    """Call a list off and delete what is left of its file."""
    with transaction() as session:
        imports.call_off(session, current_actor(), queries.one_list(session, current_actor(), public_id))
    flash(_("The list is called off and its file deleted."), "good")
    return redirect(url_for("imports.index"), 303)


def _received(form: ListForm) -> str:
    """Read the file in a process of its own and keep its rows; return the list's public id. Raises Invalid."""
    sent = form.file.data
    data = sent.stream.read(reading.LARGEST + 1)
    db().rollback()  # nothing waits in the database while another process reads
    table = reading.read_table(data, sent.filename or "")
    with transaction() as session:
        return imports.receive(
            session, current_actor(), source=form.source.data, kind=Source(form.kind.data), headings=table.headings,
            rows=table.rows, never_kept=table.never_kept,
        ).public_id  # fmt: skip


def _assigned(form: ColumnsForm, public_id: str, count: int) -> bool:
    """Store what the columns hold; False, with words on the form, when it cannot be."""
    try:
        with transaction() as session:
            mine = queries.one_list(session, current_actor(), public_id)
            imports.assign(
                session, current_actor(), mine, form.fields_chosen(count), origin=form.origin.data or "",
                residence=form.residence.data or "",
            )  # fmt: skip
    except Invalid as error:
        if error.code == "fields":
            chosen = form.fields_chosen(count)
            for place, name in enumerate(chosen):
                if name in chosen[:place] and name:
                    form[f"column_{place}"].errors = [_("Choose each field for one column only.")]
        else:
            form.form_errors.append(
                _("Say which columns hold the name and the e-mail address: nobody can be asked else.")
            )
        return False
    return True


def _waiting(public_id: str) -> FileImport:
    one = queries.one_list(db(), current_actor(), public_id)
    if one.started_at is not None or one.finished_at is not None:
        raise IllegalMove("import_started")
    return one


def _meant(one: FileImport) -> dict[str, str]:
    """Return the form's first answers: what was stored before, else a guess."""
    meanings = one.source.meanings if one.source is not None else []
    fields = one.fields if any(one.fields) else guess(one.headings, meanings)
    return {f"column_{place}": name for place, name in enumerate(fields)} | {
        "origin": one.origin, "residence": one.residence,
    }  # fmt: skip


def _samples(one: FileImport) -> list[str]:
    """Return for each column the first value that stands in it."""
    rows = imports.rows_of(one)
    return [next((row[place] for row in rows if row[place]), "")[:60] for place in range(len(one.headings))]


def _progress(one: FileImport) -> str:
    return str(_("%(done)s of %(total)s rows done", done=format_decimal(one.done), total=format_decimal(one.total)))

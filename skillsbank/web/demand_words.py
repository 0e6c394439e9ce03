"""The columns of a return of posts as a file: their names in every language, and the words for reasons."""

from collections.abc import Mapping

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from skillsbank import reference
from skillsbank.domain.demand import MOST_LINES, REASONS
from skillsbank.domain.words import normal_words
from skillsbank.models import DemandLine
from skillsbank.reading import Table
from skillsbank.web import intake_words, labels
from skillsbank.web.exports import Cell, neutral
from skillsbank.web.settings import settings

COLUMN = {
    "isco": _l("ISCO code"),
    "title": _l("Occupation"),
    "established": _l("Posts established"),
    "filled": _l("Posts filled"),
    "vacant": _l("Vacant"),
    "hard_to_fill": _l("Hard to fill, of the vacant ones"),
    "reason": _l("Why they are hard to fill"),
    "words": _l("The same in your own words"),
    "difference": _l("Why filled and vacant are not the established posts"),
}
"""The file's columns, in order; it is read by these names in any language, and written by the reader's."""


def row(line: DemandLine) -> list[Cell]:
    """Return a line as a row of the file."""
    return [
        line.isco, labels.isco_title(line.isco), line.established, line.filled, line.vacant, line.hard_to_fill,
        labels.reason_text(REASONS, line.reason), line.words, line.difference,
    ]  # fmt: skip


def typed(table: Table) -> MultiDict[str, str]:
    """Return a file's rows as a browser would send them for the form, so that one way checks both.

    Columns that nobody knows are passed over; a reason that is on no list stays for the form to refuse.
    """
    names, reasons = _names(), _reasons()
    fields = [names.get(normal_words(heading), "") for heading in table.headings]
    sent: MultiDict[str, str] = MultiDict()
    for place, cells in enumerate(table.rows[: MOST_LINES + 1]):
        said: Mapping[str, str] = {name: cell for name, cell in zip(fields, cells, strict=True) if name}
        for name, cell in said.items():
            sent[f"posts-{place}-{name}"] = (
                reasons.get(normal_words(cell), cell) if name == "reason" else unquoted(cell)
            )
        if code := said.get("isco", ""):
            sent[f"posts-{place}-title"] = labels.isco_title(code)
    return sent


def unquoted(cell: str) -> str:
    """Return a cell without the sign that our downloads put before what a spreadsheet would compute."""
    return cell[1:] if cell.startswith("'") and neutral(cell[1:]) == cell else cell


def refusal(code: str) -> str:
    """Return why a file is not taken, and what to do."""
    if code == "no_posts":
        return str(_("The first row must name the columns as our own file does. Download it, fill it in and send it."))
    return intake_words.refusal(code)


def known(table: Table) -> bool:
    """Say whether the headings name what a return needs."""
    names = _names()
    found = {names.get(normal_words(heading)) for heading in table.headings}
    return bool(found & {"isco", "title"}) and {"established", "filled", "vacant"} <= found


def _names() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for tag in settings().languages:
        with force_locale(tag):
            found |= {normal_words(str(words)): name for name, words in COLUMN.items()}
    return found | {normal_words(name.replace("_", " ")): name for name in COLUMN}


def _reasons() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for tag in settings().languages:
        with force_locale(tag):
            found |= {normal_words(_(title)): code for code, title in reference.reason_codes(REASONS).items()}
    return found | {normal_words(code): code for code in reference.reason_codes(REASONS)}

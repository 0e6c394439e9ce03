"""The words of the pages about files: why one is not read and what to do, and what could not be read in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from skillsbank.web import labels
from skillsbank.web.profile_words import PART

REFUSAL = {
    "acts": _l(
        "This PDF holds a script, a form or an action, so we do not open it. Print your CV to a new PDF and send that."
    ),
    "busy": _l("Many files are being read at this moment. Nothing was saved: send yours again in a minute."),
    "damaged": _l("This file is damaged or not complete. Save it again from the program that made it and send that."),
    "empty": _l("This file is empty. Choose another one."),
    "entities": _l("This file holds definitions that can do harm when it is opened. Save your CV as a new PDF."),
    "locked": _l("This file is locked with a password or against copying. Save it without that and send it again."),
    "macros": _l("This file can hold macros, so we do not open it. Save your CV as PDF, or as DOCX without macros."),
    "name_differs": _l(
        "The name of this file does not fit what is in it. Send a file whose name ends in .pdf, .docx or .json and "
        "that is one."
    ),
    "name_misleads": _l("The name of this file hides what it is. Give it a plain name, such as cv.pdf, and try again."),
    "no_text": _l(
        "We could open this file, but its pages are pictures: there is no text in it that we could read. Send the "
        "file in which your CV was written, or answer the questions yourself."
    ),
    "not_a_resume": _l(
        "This JSON file is neither in the layout of JSON Resume nor a copy of your data from this service."
    ),
    "not_a_copy": _l("This CSV file is no copy of your answers from this service."),
    "nothing_found": _l(
        "We could read this file, but found nothing in it that we could be sure of. Answer the questions yourself."
    ),
    "old_word": _l("This is a file of an old Word, or a locked one. Save it as DOCX or as PDF and send that."),
    "picture": _l(
        "This is a picture. We read text only: send your CV as PDF or DOCX, or answer the questions yourself."
    ),
    "reaches_out": _l("This file fetches parts of itself from elsewhere, so we do not open it. Save it as a new PDF."),
    "too_heavy": _l("This file takes too much to open. Send a shorter CV, without large pictures."),
    "too_large": _l("This file is larger than 10 MB. Send a smaller one: without pictures a CV is far below that."),
    "too_many_pages": _l("This PDF has more than 30 pages. Send a shorter CV."),
    "two_in_one": _l("This file is two kinds of file at once, so we do not open it. Save your CV as a new PDF."),
    "unknown_kind": _l("We do not read this kind of file. Send your CV as PDF, DOCX or JSON Resume."),
    "unsafe_paths": _l("This file would write outside of its own folder when it is unpacked. Save it as a new PDF."),
}
"""Code of reading.Unreadable -> why the file is not read, and what to do next."""

NOTE = {
    "pages_without_text": _l("These pages are pictures, and we could not read them: %(numbers)s."),
    "attachments_left": _l("Files that are attached to yours were not opened. Their number: %(numbers)s."),
}


def refusal(code: str) -> str:
    """Return why a file is not read."""
    return labels.label(REFUSAL, code)


def notes(found: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what could not be read, a sentence each."""
    return [
        str(NOTE[note["code"]]) % {"numbers": str(_(", ")).join(format_decimal(n) for n in note["numbers"])}
        for note in found
    ]


def parts(sections: Iterable[str]) -> str:
    """Return the titles of parts of a profile in one line."""
    return str(_(", ")).join(str(PART[section][0]) for section in sections)

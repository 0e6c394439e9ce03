"""The words of the pages for candidates: documents, why one is not taken, and clinical work."""

from flask_babel import lazy_gettext as _l

from skillsbank.web import cv_words, labels

DOCUMENT_KIND = {
    "cv": _l("CV"),
    "degree": _l("Degree or diploma"),
    "licence": _l("Licence to practise"),
    "leave_letter": _l("Letter of the employer on the leave"),
    "reference": _l("Reference"),
}
_SEND = _l("We take PDF files and photographs as JPEG or PNG. Save it as one of these, or take a photograph of it.")
_REFUSAL = {
    **dict.fromkeys(("not_a_document", "unknown_kind", "old_word", "macros", "picture", "heic"), _SEND),
    "name_differs": _l("The name of this file does not fit what is in it. It must end in .pdf, .jpg or .png."),
    "too_large": _l("This file is larger than 10 MB. Send a smaller one, or photograph each page by itself."),
    "too_many_pages": _l("This PDF has more than 30 pages. Send only the pages that count."),
    "no_document_asked": _l("No document is asked of you now. Nothing was kept."),
    "too_many_documents": _l("There is no room for more documents. Delete one that is not needed any more."),
}
COUNCIL = {"have": _l("I have it"), "applied": _l("I applied for it"), "not_yet": _l("Not yet")}
COVER = {"yes": _l("Yes, it covers work there"), "will_be": _l("I will have it before the first day")}
VACCINATIONS = {"yes": _l("Yes"), "will_be": _l("They will be before the first day")}


def refusal(code: str) -> str:
    """Return why a document is not taken, and what to do."""
    return labels.label(_REFUSAL, code) if code in _REFUSAL else cv_words.refusal(code)

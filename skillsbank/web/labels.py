"""The words for codes: what people read where the records hold a code, in the reader's language."""

from babel import Locale
from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _

from skillsbank import reference

_l = lazy_gettext

MODALITY = {
    "temporary": _l("Temporary stay"),
    "virtual": _l("Online"),
    "circular": _l("Repeated visits"),
    "permanent": _l("Permanent job"),
}
LINK_KIND = {
    "citizen": _l("I am a citizen"),
    "former_citizen": _l("I was a citizen"),
    "born_there": _l("I was born there"),
    "parent": _l("A parent comes from there"),
    "grandparent": _l("A grandparent comes from there"),
    "other": _l("In another way"),
}
VISIBILITY = {
    "card": _l("Institutions there may see my card without my name"),
    "ask_first": _l("Ask me each time; until then nobody there learns that I exist"),
}
PROFILE_STATE = {
    "draft": _l("Draft"),
    "active": _l("Active"),
    "info_requested": _l("Question open"),
    "ineligible": _l("Not eligible"),
    "paused": _l("Paused"),
    "stale": _l("Not confirmed lately"),
    "unreachable": _l("Not answered lately"),
    "withdrawn": _l("Withdrawn"),
    "erasure_pending": _l("Erasure requested"),
    "erased": _l("Erased"),
}
PROFILE_ACTION = {
    "activate": _l("Activate"),
    "ask": _l("Ask a question"),
    "answer": _l("Answer"),
    "reject": _l("Find not eligible"),
    "reopen": _l("Reopen"),
    "hide": _l("Pause"),
    "show": _l("End the pause"),
    "confirm": _l("Confirm that it is still right"),
    "withdraw": _l("Withdraw"),
    "reactivate": _l("Come back"),
    "request_erasure": _l("Ask for erasure"),
}
VACANCY_STATE = {
    "draft": _l("Draft"),
    "submitted": _l("Sent"),
    "endorsed": _l("Endorsed"),
    "refused": _l("Refused"),
    "approved": _l("Approved"),
    "open": _l("Open"),
    "closed_to_applications": _l("Closed to applications"),
    "suspended": _l("Suspended"),
    "in_selection": _l("In selection"),
    "filled": _l("Filled"),
    "failed": _l("No suitable candidate"),
    "cancelled": _l("Cancelled"),
    "archived": _l("Archived"),
}
STATE_KIND = {
    "draft": "neutral",
    "active": "good",
    "open": "good",
    "approved": "good",
    "verified": "good",
    "endorsed": "info",
    "submitted": "info",
    "filled": "good",
    "refused": "refused",
    "cancelled": "refused",
    "suspended": "refused",
    "ineligible": "refused",
    "failed": "refused",
}
"""State -> kind of tag; every other state asks for attention."""


def label(table: dict[str, str], code: str | None) -> str:
    """Return the words for a code, or the code itself where a list is older than a record."""
    return str(table.get(code, code)) if code else ""


def isco_title(code: str) -> str:
    """Return the title of an ISCO-08 group."""
    return reference.titles("isco08").get(code, code)


def listed(name: str, code: str) -> str:
    """Return the translated title of a code of a reference list."""
    title = reference.titles(name).get(code)
    return _(title) if title else code


def reason_text(kind: str, code: str) -> str:
    """Return the words for a reason code."""
    title = reference.reason_codes(kind).get(code)
    return _(title) if title else code


def country_name(code: str) -> str:
    """Return a country's name in the reader's language (CLDR)."""
    locale: Locale = get_locale() or Locale("en")
    return str(locale.territories.get(code, code))


def language_name(code: str) -> str:
    """Return a language's name in the reader's language (CLDR)."""
    locale: Locale = get_locale() or Locale("en")
    name = str(locale.languages.get(code, code))
    return name[:1].upper() + name[1:]

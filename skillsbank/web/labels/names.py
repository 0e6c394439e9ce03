"""Names of things that have their own lists: countries, languages, occupations, regions, reasons."""

from babel import Locale
from babel.dates import get_timezone_location
from flask_babel import format_decimal, get_locale, ngettext
from flask_babel import gettext as _

from skillsbank import reference
from skillsbank.domain.languages import OFFERED
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import Vacancy
from skillsbank.web.i18n import language
from skillsbank.web.labels.tables import ROLE


def languages() -> list[tuple[str, str]]:
    """Return the languages that people can choose, code and name, in the order of the reader's alphabet."""
    return sorted(((code, language_name(code)) for code in OFFERED), key=lambda pair: pair[1].casefold())


def label(table: dict[str, str], code: str | None) -> str:
    """Return the words for a code, or the code itself where a list is older than a record."""
    return str(table.get(code, code)) if code else ""


def several(table: dict[str, str], codes: list[str]) -> list[str]:
    """Return the words for some codes, in the table's order."""
    return [str(words) for code, words in table.items() if code in codes]


def several_listed(name: str, codes: list[str]) -> list[str]:
    """Return the translated titles of some codes of a reference list."""
    return [listed(name, code) for code in codes]


def standing(role: str) -> list[str]:
    """Return the words for the standing in which somebody acted (codes joined by "+")."""
    return [label(ROLE, code) for code in role.split("+")]


def isco_title(code: str) -> str:
    """Return the title of an ISCO-08 group: the official one in English, French or Spanish, else in English."""
    return reference.titles("isco08", language()).get(code, code)


def isco_language() -> str:
    """Return the language of the titles that isco_title() gives this reader."""
    return language() if language() in reference.TITLED else "en"


def listed(name: str, code: str) -> str:
    """Return the translated title of a code of a reference list."""
    title = reference.titles(name).get(code)
    return _(title) if title else code


def reason_text(kind: str, code: str) -> str:
    """Return the words for a reason code."""
    title = reference.reason_codes(kind).get(code)
    return _(title) if title else code


def length_of(need: Vacancy) -> str:
    """Return how long a need takes, in words; days are those of one stay."""
    if need.modality is Modality.PERMANENT:
        return str(_("A lasting job"))
    if need.min_days is None or need.max_days is None:
        return str(_("Not said yet"))
    least, most = format_decimal(need.min_days), format_decimal(need.max_days)
    if need.visits:
        visits = ngettext("%(visits)s visit", "%(visits)s visits", need.visits, visits=format_decimal(need.visits))
        return str(_("%(visits)s, each of %(least)s to %(most)s days", visits=visits, least=least, most=most))
    if need.min_days == need.max_days:
        return str(ngettext("%(days)s day", "%(days)s days", need.min_days, days=least))
    return str(_("%(least)s to %(most)s days", least=least, most=most))


def region_name(country: str, code: str) -> str:
    """Return the name of a country's first-level subdivision, the code where we hold none, nothing for no code."""
    return reference.subdivisions(country).get(code, code)


def zone_name(zone: str) -> str:
    """Return the place of a time zone in the reader's language (CLDR), the zone itself where CLDR knows none."""
    try:
        return str(get_timezone_location(zone, locale=get_locale() or "en"))
    except LookupError:
        return zone


def country_name(code: str) -> str:
    """Return a country's name in the reader's language (CLDR)."""
    locale: Locale = get_locale() or Locale("en")
    return str(locale.territories.get(code, code))


def language_name(code: str) -> str:
    """Return a language's name in the reader's language (CLDR)."""
    locale: Locale = get_locale() or Locale("en")
    name = str(locale.languages.get(code, code))
    return name[:1].upper() + name[1:]

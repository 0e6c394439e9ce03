"""The lists from which a person chooses on the pages of their profile, in the reader's language and order."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel.core import get_global
from babel.dates import get_month_names, get_timezone_location
from babel.numbers import get_currency_name, get_territory_currencies
from flask_babel import get_locale
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from skillsbank import reference
from skillsbank.domain.vocabulary import CEFR
from skillsbank.forms.fields import CHOOSE, choices
from skillsbank.models import Profile
from skillsbank.web import i18n, labels, profile_words
from skillsbank.web.forms import by_name, countries


def table(words: Mapping[str, Any], blank: Any = None) -> list[SelectChoice]:
    """Return a table of codes and words."""
    return choices(words.items(), blank=blank)


def levels(blank: Any) -> list[SelectChoice]:
    """Return the CEFR levels."""
    return choices(((code, profile_words.CEFR[code]) for code in CEFR), blank=blank)


def months() -> list[SelectChoice]:
    """Return the months of a year; the first line is for one that is not known."""
    names = get_month_names("wide", "stand-alone", locale=get_locale() or "en")
    return choices(((str(month), names[month]) for month in range(1, 13)), blank=_("Not known"))


def currencies() -> list[SelectChoice]:
    """Return the currencies that are legal tender somewhere now (CLDR, ISO 4217), by name."""
    locale = get_locale() or "en"
    codes = {code for country in reference.country_regions() for code in get_territory_currencies(country)}
    return choices(
        by_name((code, f"{get_currency_name(code, locale=locale)} ({code})") for code in codes), blank=CHOOSE
    )


def every_country() -> list[SelectChoice]:
    """Return all countries."""
    return countries(reference.country_regions(), CHOOSE)


def zones(profile: Profile) -> list[SelectChoice]:
    """Return the time zones of the country of residence, or all while it is not known; the stored one is there."""
    found = {
        zone: name
        for zone, (name, country) in _zone_names(i18n.language()).items()
        if not profile.residence_country or country == profile.residence_country or zone == profile.time_zone
    }
    if profile.time_zone:
        found.setdefault(profile.time_zone, profile.time_zone)
    return choices(by_name(found.items()), blank=CHOOSE)


@cache
def _zone_names(_language: str) -> Mapping[str, tuple[str, str]]:
    locale, known = get_locale() or "en", available_timezones()
    return {
        zone: (get_timezone_location(zone, locale=locale), country)
        for zone, country in get_global("zone_territories").items()
        if zone in known and not zone.startswith("Etc/")
    }


def listed(name: str, longest: int) -> list[tuple[str, str]]:
    """Return the codes of one length of a reference list, with their titles."""
    return [(code, labels.listed(name, code)) for code in reference.titles(name) if len(code) == longest]


def origins(profile: Profile) -> list[SelectChoice]:
    """Return the person's countries of origin."""
    return choices((row.country, labels.country_name(row.country)) for row in profile.countries)


def regions(profile: Profile) -> list[SelectChoice]:
    """Return the regions of the person's countries of origin."""
    several = sum(bool(reference.subdivisions(row.country)) for row in profile.countries) > 1
    return choices(
        (code, _("%(region)s, %(country)s", region=name, country=labels.country_name(row.country)) if several else name)
        for row in profile.countries
        for code, name in reference.subdivisions(row.country).items()
    )


def licensed(profile: Profile) -> list[SelectChoice]:
    """Return the occupations for which the person may hold a licence."""
    codes = [code for code in (*(o.isco for o in profile.occupations), *(li.isco for li in profile.licences)) if code]
    return choices(((code, labels.isco_title(code)) for code in dict.fromkeys(codes)), blank=CHOOSE)

"""Amounts, days, places and names as short phrases in the reader's language."""

from datetime import date

from flask_babel import format_date, format_decimal, ngettext

from skillsbank import reference
from skillsbank.web import labels


def apart(text: object) -> str:
    """Return a name set apart, so that its direction does not reorder the sentence around it."""
    return f"\u2068{text}\u2069"


def number(value: str | float) -> str:
    """Return a number in the reader's form."""
    return str(format_decimal(value))


def day(value: str | float) -> str:
    """Return a day (ISO 8601) in the reader's form."""
    return str(format_date(date.fromisoformat(str(value)), "medium"))


def language(value: str | float) -> str:
    """Return a language's name."""
    return labels.language_name(str(value))


def place(value: str | float) -> str:
    """Return a country's or region's name by its ISO 3166 code; empty for none."""
    code = str(value)
    country, _dash, rest = code.partition("-")
    return reference.subdivisions(country).get(code, code) if rest else labels.country_name(code) if code else ""


def years(value: str | float) -> str:
    """Return a number of years as words."""
    return str(ngettext("%(number)s year", "%(number)s years", round(float(value)), number=number(value)))


def days(value: str | float) -> str:
    """Return a number of days as words."""
    return str(ngettext("%(number)s day", "%(number)s days", int(value), number=number(value)))


def visits(value: str | float) -> str:
    """Return a number of visits as words."""
    return str(ngettext("%(number)s visit", "%(number)s visits", int(value), number=number(value)))


def isced(value: str | float) -> str:
    """Return the title of an ISCED 2011 level."""
    return labels.listed("isced_levels", str(value))


def modality(value: str | float) -> str:
    """Return the words for a way of working."""
    return labels.label(labels.MODALITY, str(value))

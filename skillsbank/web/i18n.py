"""The reader's language: chosen now, else their account's, else what the browser asks for; and its direction."""

from datetime import date, datetime

from babel import Locale, UnknownLocaleError
from babel.dates import get_datetime_format
from flask import Flask, request, session
from flask_babel import Babel, format_date, format_time, get_locale
from flask_security import current_user

from skillsbank.settings import Settings

RIGHT_TO_LEFT = {"ar"}
NO_BREAK = "\u00a0"
WRITTEN_AS = {"en": "en_GB"}
"""Language -> the locale whose dates it uses: the day before the month, as most readers of English here write it."""


def init_app(app: Flask, settings: Settings) -> None:
    """Set up translations and give each page its language and direction."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    app.config["BABEL_DEFAULT_LOCALE"] = settings.languages[0]
    app.config["BABEL_DEFAULT_TIMEZONE"] = "UTC"

    def choose() -> str:
        return WRITTEN_AS.get(chosen := wanted(), chosen)

    def wanted() -> str:
        if session.get("language") in settings.languages:
            return str(session["language"])
        if current_user and current_user.is_authenticated and current_user.language in settings.languages:
            return str(current_user.language)
        return request.accept_languages.best_match(settings.languages) or settings.languages[0]

    Babel(app, locale_selector=choose)


def keep(tag: str) -> None:
    """Let this browser read on in `tag`, whatever else was said before."""
    session["language"] = tag


def language() -> str:
    """Return the reader's language as a tag."""
    return str((get_locale() or Locale("en")).language)


def day(value: date | str, form: str = "medium") -> str:
    """Return a date (of a mail: as ISO 8601); a medium one stands in tables and does not break there."""
    when = date.fromisoformat(value) if isinstance(value, str) else value
    return str(format_date(when, form)).replace(" ", NO_BREAK if form == "medium" else " ")


def moment(value: datetime) -> str:
    """Return a day with its month and the minute: numbers alone are read as different days in different countries."""
    pattern = str(get_datetime_format("medium", locale=get_locale())).replace("'", "")
    return pattern.format(str(format_time(value, "short")).replace(" ", NO_BREAK), day(value))


def direction() -> str:
    """Return "rtl" for right-to-left languages, else "ltr"."""
    return "rtl" if language() in RIGHT_TO_LEFT else "ltr"


def own_name(tag: str) -> str:
    """Return a language's name in that language."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name() or tag
    except UnknownLocaleError:
        return tag  # a language that CLDR does not know
    return name[:1].upper() + name[1:]

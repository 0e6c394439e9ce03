"""What views with a form share: the page with its status, and the choices that several forms offer."""

from collections.abc import Iterable
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms.fields import SelectChoice

from skillsbank import reference
from skillsbank.domain.words import normal_words
from skillsbank.forms.fields import Form, choices
from skillsbank.queries import texts
from skillsbank.web import i18n, labels
from skillsbank.web.settings import settings


def form_page(template: str, form: Form, **values: Any) -> ResponseReturnValue:
    """Return the page of a form; its status is 422 once the form was refused."""
    return render_template(template, form=form, **values), 422 if form.errors else 200


def languages_of_pages(blank: Any = None) -> list[SelectChoice]:
    """Return the languages in which the service writes, each by its own name."""
    return choices(((tag, i18n.own_name(tag)) for tag in settings().languages), blank)


def languages_of_texts(session: Session, kept: Iterable[str]) -> list[SelectChoice]:
    """Return the languages in which some text on consent or risk can be read, and those in `kept`."""
    codes = dict.fromkeys([*settings().languages, *texts.languages(session), *kept])
    return choices((code, i18n.own_name(code)) for code in codes)


def sectors(blank: Any = None) -> list[SelectChoice]:
    """Return the sectors in the order of their list."""
    return choices(((code, labels.listed("sectors", code)) for code in reference.titles("sectors")), blank)


def occupations(asked: str | None, blank: Any = None) -> list[SelectChoice]:
    """Return the wider groups of occupations in the order of their codes, and the group that was asked for."""
    codes = [code for code in reference.titles("isco08") if len(code) == 2 or code == asked]
    named = (SelectChoice(code, labels.isco_title(code), {"lang": labels.isco_language()}) for code in codes)
    return [*choices((), blank), *named]


def reasons(kind: str, blank: Any = None) -> list[SelectChoice]:
    """Return the reasons of one kind of decision."""
    return choices(((code, labels.reason_text(kind, code)) for code in reference.reason_codes(kind)), blank)


def countries(codes: Iterable[str], blank: Any = None) -> list[SelectChoice]:
    """Return countries in the order of their names."""
    return choices(by_name((code, labels.country_name(code)) for code in codes), blank)


def by_name(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return (code, name) pairs in the order of the names, letter case and accents aside."""
    return sorted(pairs, key=lambda pair: normal_words(pair[1]))

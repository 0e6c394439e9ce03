"""The guided form of a need: which sections it has, their forms, what they start with, how far they are."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from babel.core import get_global
from flask import url_for

from skillsbank import reference
from skillsbank.domain.vocabulary import CEFR, ON_SITE, Modality
from skillsbank.forms import needs as forms
from skillsbank.forms.fields import CHOOSE, choices
from skillsbank.forms.needs.base import NeedForm
from skillsbank.models import Vacancy
from skillsbank.models.base import public_id
from skillsbank.policies import Permission, can
from skillsbank.queries import suggestions
from skillsbank.services.checks import missing_to_publish
from skillsbank.services.vacancies import SECTIONS
from skillsbank.web import i18n, labels
from skillsbank.web.access import current_actor
from skillsbank.web.need_words import LACKS, SECTION
from skillsbank.web.rows import Find

FORMS: Mapping[str, type[NeedForm]] = {
    "lines": forms.LinesForm,
    "reason": forms.ReasonForm,
    "work": forms.WorkForm,
    "transfer": forms.TransferForm,
    "requirements": forms.RequirementsForm,
    "skills": forms.SkillsForm,
    "languages": forms.LanguagesForm,
    "place": forms.PlaceForm,
    "dates": forms.DatesForm,
    "pay": forms.PayForm,
}
_EMPTY: tuple[Any, ...] = (None, "", [], False)


def sections_of(vacancy: Vacancy) -> list[str]:
    """Return the sections that the way of working asks for: a permanent job needs no counterpart."""
    return [name for name in FORMS if name != "transfer" or vacancy.modality is not Modality.PERMANENT]


def new_lines(country: str) -> forms.LinesForm:
    """Return the empty form of the five lines for an institution in `country`.

    A new need has no version yet: the field holds what tells two presses of one page from two needs.
    """
    form = forms.LinesForm(data={"posts": 1, "version": public_id()})
    _lines(form, country)
    return form


def form_of(vacancy: Vacancy, section: str) -> NeedForm:
    """Return the form of a section over what the need says now, with the fields that its way of working needs."""
    form = FORMS[section](data=_start(vacancy, section))
    fit(form, vacancy)
    return form


def finders() -> dict[str, Find]:
    """Return how the words of fields with suggestions are searched, in the reader's language."""
    language = i18n.language()
    return {
        "occupation": partial(suggestions.occupations, language=language),
        "label": partial(suggestions.skills, language=language),
    }


def tasks(vacancy: Vacancy) -> list[dict[str, Any]]:
    """Return the sections with title, why it is asked, and status: done, started, new."""
    lacking = {LACKS[code][1] for code in missing_to_publish(vacancy)}
    items = []
    for name in sections_of(vacancy):
        filled = [_filled(vacancy, column) for column in SECTIONS[name] if column != "language"]
        status = "new" if not any(filled) else "started" if name in lacking else "done"
        title, why = SECTION[name]
        items.append({"name": name, "label": title, "hint": why, "status": status})
    return items


def missing(need: Vacancy, *, edits: bool, decides: bool) -> list[dict[str, str]]:
    """Return what stands against publication, in words, with the address where this person can mend it."""
    rows = []
    for code in missing_to_publish(need):
        words, section = LACKS[code]
        url = ""
        if section == "programme" and decides:
            url = url_for("needs.programme", public_id=need.public_id)
        elif section and section != "programme" and edits:
            url = url_for("needs.edit", public_id=need.public_id, section=section)
        elif code == "institution_verified" and can(current_actor(), Permission.PROGRAMME_INSTITUTION_VERIFY):
            url = url_for("institutions.show", public_id=need.institution.public_id)
        rows.append({"words": str(words), "url": url})
    return rows


def _filled(vacancy: Vacancy, column: str) -> bool:
    return getattr(vacancy, column) not in _EMPTY


def _start(vacancy: Vacancy, section: str) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(vacancy, name) for name in SECTIONS[section]}
    values["version"] = str(vacancy.version)
    if section == "lines":
        values["occupation"] = labels.isco_title(vacancy.isco) if vacancy.isco else ""
    if section == "skills":
        values["skills"] = [
            {"label": row.label, "level": str(row.level), "required": _yes(row.required)} for row in vacancy.skills
        ]
    if section == "languages":
        values["languages"] = [
            {"code": row.code, "level": row.level, "required": _yes(row.required)} for row in vacancy.languages
        ]
    return values


def _yes(required: bool) -> str:
    return "yes" if required else "no"


def fit(form: NeedForm, vacancy: Vacancy) -> None:
    """Give a form its choices, rows that were just added included, and drop what the way of working does not ask."""
    if isinstance(form, forms.LinesForm):
        _lines(form, vacancy.country)
    elif isinstance(form, forms.ReasonForm):
        form.sector.choices = _listed("sectors")
        if vacancy.modality is Modality.PERMANENT:
            _drop(form, "why_not_local")
    elif isinstance(form, forms.WorkForm):
        form.activities.choices = choices(labels.ACTIVITY.items())
        if vacancy.modality is Modality.PERMANENT:
            _drop(form, "deliverables")
    elif isinstance(form, forms.TransferForm):
        form.methods.choices = choices(labels.TRANSFER_METHOD.items())
    elif isinstance(form, forms.PlaceForm):
        _place(form, vacancy)
    elif isinstance(form, forms.DatesForm):
        if vacancy.modality is not Modality.CIRCULAR:
            _drop(form, "visits", "within_months")
    else:
        _rows(form)


def _lines(form: forms.LinesForm, country: str) -> None:
    form.modality.choices = choices(labels.MODALITY.items())
    if regions := reference.subdivisions(country):
        form.region.choices = choices(regions.items(), blank=CHOOSE)
    else:
        _drop(form, "region")


def _place(form: forms.PlaceForm, vacancy: Vacancy) -> None:
    if vacancy.modality in ON_SITE:
        form.security_level.choices = choices(labels.SECURITY_LEVEL.items(), blank=CHOOSE)
        _drop(form, "host_connectivity", "hours_per_week", "time_zone")
    else:
        form.host_connectivity.choices = choices(labels.CONNECTIVITY.items(), blank=CHOOSE)
        zones = sorted(zone for zone, place in get_global("zone_territories").items() if place == vacancy.country)
        form.time_zone.choices = choices(((zone, zone) for zone in zones), blank=CHOOSE)
        _drop(form, "security_level", "conditions")


def _drop(form: NeedForm, *names: str) -> None:
    for name in names:
        if name in form:
            del form[name]


def _rows(form: NeedForm) -> None:
    if isinstance(form, forms.RequirementsForm):
        form.min_isced.choices = _listed("isced_levels")
        fields = choices(
            ((code, f"{code} {labels.listed('isced_fields', code)}") for code in _study_fields()), blank=CHOOSE
        )
        for entry in form.isced_fields.entries:
            entry.choices = fields
    elif isinstance(form, forms.SkillsForm):
        for entry in form.skills.entries:
            entry.form.level.choices = choices(labels.SKILL_LEVEL.items())
    elif isinstance(form, forms.LanguagesForm):
        spoken = choices(labels.languages(), blank=CHOOSE)
        form.language.choices = spoken
        for entry in form.languages.entries:
            entry.form.code.choices = spoken
            entry.form.level.choices = choices((level, level) for level in CEFR)
    elif isinstance(form, forms.PayForm):
        for entry in form.paid.entries:
            entry.form.line.choices = choices(labels.ALLOWANCE.items(), blank=CHOOSE)
            entry.form.payer.choices = choices(labels.PAYER.items())


def _listed(name: str) -> list[Any]:
    return choices(((code, labels.listed(name, code)) for code in reference.titles(name)), blank=CHOOSE)


def _study_fields() -> list[str]:
    return [code for code in reference.titles("isced_fields") if len(code) == 4]

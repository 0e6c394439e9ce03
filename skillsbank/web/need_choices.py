"""The choices of the sections of a need, and which of their fields its way of working asks for."""

from collections.abc import Callable, Mapping
from typing import Any

from babel.core import get_global
from flask_babel import gettext as _

from skillsbank import reference
from skillsbank.domain.vocabulary import CEFR, ON_SITE, AllowanceLine, Modality
from skillsbank.forms import needs as forms
from skillsbank.forms.fields import CHOOSE, choices
from skillsbank.forms.needs.base import NeedForm
from skillsbank.models import Vacancy
from skillsbank.web import labels
from skillsbank.web.occupations import code_of

LIVING = {"housing": labels.HOUSING, "power": labels.POWER, "water": labels.WATER, "clinic": labels.CLINIC}


def fit(form: NeedForm, vacancy: Vacancy) -> None:
    """Give a form its choices, rows that were just added included, and drop what the need does not ask."""
    if type(form) in _FITS:
        _FITS[type(form)](form, vacancy)


def fit_lines(form: forms.LinesForm, country: str) -> None:
    """Give the form of the five lines its choices."""
    form.modality.choices = choices(labels.MODALITY.items())
    if regions := reference.subdivisions(country):
        form.region.choices = choices(regions.items(), blank=CHOOSE)
    else:
        _drop(form, "region")


def _reason(form: Any, vacancy: Vacancy) -> None:
    form.sector.choices = _listed("sectors")
    if vacancy.modality is Modality.PERMANENT:
        _drop(form, "why_not_local")


def _priority(form: Any, _vacancy: Vacancy) -> None:
    form.sdg.choices = choices(labels.SDG.items(), blank=CHOOSE)


def _work(form: Any, vacancy: Vacancy) -> None:
    form.activities.choices = choices(labels.ACTIVITY.items())
    if vacancy.modality is Modality.PERMANENT:
        _drop(form, "deliverables")


def _transfer(form: Any, _vacancy: Vacancy) -> None:
    form.methods.choices = choices(labels.TRANSFER_METHOD.items())


def _requirements(form: Any, _vacancy: Vacancy) -> None:
    form.min_isced.choices = _listed("isced_levels")
    fields = choices(
        ((code, f"{code} {labels.listed('isced_fields', code)}") for code in _study_fields()), blank=CHOOSE
    )
    for entry in form.isced_fields.entries:
        entry.choices = fields


def _occupations(form: Any, _vacancy: Vacancy) -> None:
    for entry in form.occupations.entries:
        entry.form.isco.data = code_of(entry.form.occupation.data or "", entry.form.isco.data)


def _eligibility(form: Any, vacancy: Vacancy) -> None:
    terms = vacancy.programme.current.terms if vacancy.programme else None
    ways = terms.modalities if terms else Modality
    others = [(way.value, labels.MODALITY[way.value]) for way in ways if way is not vacancy.modality]
    form.fallback_modality.choices = choices(others, blank=_("No other way"))
    kinds = terms.eligibility.family_links if terms else ()
    if len(kinds) > 1:
        form.only_links.choices = choices((kind.value, labels.LINK_RULE[kind.value]) for kind in kinds)
    else:
        _drop(form, "only_links")


def _skills(form: Any, _vacancy: Vacancy) -> None:
    for entry in form.skills.entries:
        entry.form.level.choices = choices(labels.SKILL_LEVEL.items())


def _languages(form: Any, _vacancy: Vacancy) -> None:
    spoken = choices(labels.languages(), blank=CHOOSE)
    form.language.choices = spoken
    levels = [(level, level) for level in CEFR]
    for entry in form.languages.entries:
        entry.form.code.choices = spoken
        entry.form.level.choices = choices(levels)
        entry.form.reading.choices = entry.form.writing.choices = choices(levels, blank=_("As speaking"))


def _place(form: Any, vacancy: Vacancy) -> None:
    if vacancy.modality in ON_SITE:
        _living(form)
        _drop(form, "host_connectivity", "hours_per_week", "time_zone", "overlap_hours", "equipment")
    else:
        form.host_connectivity.choices = choices(labels.CONNECTIVITY.items(), blank=CHOOSE)
        zones = sorted(zone for zone, place in get_global("zone_territories").items() if place == vacancy.country)
        form.time_zone.choices = choices(((zone, labels.zone_name(zone)) for zone in zones), blank=CHOOSE)
        _drop(form, "security_level", *LIVING, "conditions")


def _stations(form: Any, vacancy: Vacancy) -> None:
    form.posts = vacancy.posts
    regions = choices(reference.subdivisions(vacancy.country).items(), blank=CHOOSE)
    for entry in form.stations.entries:
        entry.form.region.choices = regions
        _living(entry.form)


def _living(form: Any) -> None:
    form.security_level.choices = choices(labels.SECURITY_LEVEL.items(), blank=CHOOSE)
    for name, table in LIVING.items():
        form[name].choices = choices(table.items(), blank=CHOOSE)


def _dates(form: Any, vacancy: Vacancy) -> None:
    if vacancy.modality in (Modality.VIRTUAL, Modality.PERMANENT):
        _drop(form, "workload_percent")


def _pay(form: Any, vacancy: Vacancy) -> None:
    for entry in form.paid.entries:
        entry.form.line.choices = choices(labels.ALLOWANCE.items(), blank=CHOOSE)
        entry.form.payer.choices = choices(labels.PAYER.items())
        entry.form.per.choices = choices(labels.PER.items(), blank=CHOOSE)
    lines = {entry.form.line.data for entry in form.paid.entries} | {row["line"] for row in vacancy.paid}
    if AllowanceLine.TOP_UP not in lines:
        _drop(form, "top_up_until")


def _contribution(form: Any, _vacancy: Vacancy) -> None:
    for entry in form.contributions.entries:
        entry.form.line.choices = choices(labels.CONTRIBUTION.items(), blank=CHOOSE)


_FITS: Mapping[type[NeedForm], Callable[[Any, Vacancy], None]] = {
    forms.LinesForm: lambda form, vacancy: fit_lines(form, vacancy.country),
    forms.ReasonForm: _reason,
    forms.PriorityForm: _priority,
    forms.WorkForm: _work,
    forms.TransferForm: _transfer,
    forms.RequirementsForm: _requirements,
    forms.OccupationsForm: _occupations,
    forms.EligibilityForm: _eligibility,
    forms.SkillsForm: _skills,
    forms.LanguagesForm: _languages,
    forms.PlaceForm: _place,
    forms.StationsForm: _stations,
    forms.DatesForm: _dates,
    forms.PayForm: _pay,
    forms.ContributionForm: _contribution,
}


def _drop(form: Any, *names: str) -> None:
    for name in names:
        if name in form:
            del form[name]


def _listed(name: str) -> list[Any]:
    return choices(((code, labels.listed(name, code)) for code in reference.titles(name)), blank=CHOOSE)


def _study_fields() -> list[str]:
    return [code for code in reference.titles("isced_fields") if len(code) == 4]

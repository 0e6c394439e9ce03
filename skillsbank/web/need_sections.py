"""The guided form of a need: which sections it has, what their forms start with, how far they are."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import url_for

from skillsbank.domain.vocabulary import ON_SITE, Modality
from skillsbank.forms import needs as forms
from skillsbank.forms.needs.base import NeedForm
from skillsbank.models import Vacancy
from skillsbank.models.base import public_id
from skillsbank.policies import Permission, can
from skillsbank.services.checks import missing_to_approve, missing_to_publish
from skillsbank.services.vacancies import SECTIONS
from skillsbank.web import labels, occupations, skills
from skillsbank.web.access import current_actor
from skillsbank.web.need_choices import fit, fit_lines
from skillsbank.web.need_words import GROUPS, LACKS, SECTION
from skillsbank.web.rows import Find

FORMS: Mapping[str, type[NeedForm]] = {
    "lines": forms.LinesForm,
    "reason": forms.ReasonForm,
    "priority": forms.PriorityForm,
    "work": forms.WorkForm,
    "after": forms.AfterForm,
    "skills": forms.SkillsForm,
    "languages": forms.LanguagesForm,
    "requirements": forms.RequirementsForm,
    "occupations": forms.OccupationsForm,
    "eligibility": forms.EligibilityForm,
    "place": forms.PlaceForm,
    "stations": forms.StationsForm,
    "dates": forms.DatesForm,
    "visits": forms.VisitsForm,
    "host": forms.HostSideForm,
    "transfer": forms.TransferForm,
    "pay": forms.PayForm,
    "contribution": forms.ContributionForm,
}
_EMPTY: tuple[Any, ...] = (None, "", [], False)


def sections_of(vacancy: Vacancy) -> list[str]:
    """Return the sections that the need asks for.

    A permanent job needs no counterpart and no plan for later, one person no second place, a single stay no series.
    """
    lasting = vacancy.modality is Modality.PERMANENT
    unasked = {
        "transfer": lasting,
        "after": lasting,
        "stations": vacancy.posts < 2 or vacancy.modality not in ON_SITE,
        "visits": vacancy.modality is not Modality.CIRCULAR,
    }
    return [name for name in FORMS if not unasked.get(name)]


def new_lines(country: str) -> forms.LinesForm:
    """Return the empty form of the five lines for an institution in `country`.

    A new need has no version yet: the field holds what tells two presses of one page from two needs.
    """
    form = forms.LinesForm(data={"posts": 1, "version": public_id()})
    fit_lines(form, country)
    return form


def form_of(vacancy: Vacancy, section: str) -> NeedForm:
    """Return the form of a section over what the need says now, with the fields that its way of working needs."""
    form = FORMS[section](data=_start(vacancy, section))
    fit(form, vacancy)
    return form


def finders() -> dict[str, Find]:
    """Return how the words of fields with suggestions are searched, in the reader's language."""
    return {
        "occupation": occupations.find,
        "label": skills.find,
    }


def tasks(vacancy: Vacancy) -> dict[str, list[dict[str, Any]]]:
    """Return the sections under their headings with title, why it is asked, and status: done, started, new."""
    lacking = {LACKS[code][1] for code in missing_to_approve(vacancy)}
    asked = sections_of(vacancy)
    groups: dict[str, list[dict[str, Any]]] = {}
    for heading, names in GROUPS.items():
        items = groups.setdefault(str(heading), [])
        for name in names:
            if name in asked:
                filled = [_filled(vacancy, column) for column in SECTIONS[name] if column not in _PRESET]
                status = "new" if not any(filled) else "started" if name in lacking else "done"
                title, why = SECTION[name]
                items.append({"name": name, "label": title, "hint": why, "status": status})
    return groups


def missing(need: Vacancy, *, edits: bool, decides: bool) -> list[dict[str, str]]:
    """Return what stands against publication, in words, with the address where this person can mend it."""
    rows = []
    asked = missing_to_publish if need.approved_at else missing_to_approve
    for code in asked(need):
        words, section = LACKS[code]
        url = ""
        if section == "programme" and decides:
            url = url_for("need_steps.programme", public_id=need.public_id)
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
    if section in _STARTS:
        values |= _STARTS[section](vacancy)
    return values


_PRESET = frozenset({"language"})
"""Columns that hold something before anybody answered."""
_STATION = ("place", "region", "seats", "housing", "power", "water", "clinic", "conditions")
_STARTS: Mapping[str, Callable[[Vacancy], dict[str, Any]]] = {
    "lines": lambda need: {"occupation": labels.isco_title(need.isco) if need.isco else ""},
    "occupations": lambda need: {
        "occupations": [{"occupation": labels.isco_title(code), "isco": code} for code in need.isco_alternates]
    },
    "skills": lambda need: {
        "skills": [{"label": row.label, "level": str(row.level), "required": _yes(row.required)} for row in need.skills]
    },
    "languages": lambda need: {
        "languages": [
            {
                "code": row.code, "level": row.level, "reading": row.reading or "", "writing": row.writing or "",
                "required": _yes(row.required),
            }
            for row in need.languages
        ]
    },
    "transfer": lambda need: {"counterparts": need.counterparts},
    "stations": lambda need: {
        "stations": [
            {name: getattr(row, name) for name in _STATION} | {"security_level": _level(row.security_level)}
            for row in need.stations
        ]
    },
}  # fmt: skip
"""Section -> what its form starts with where that is not the column itself."""


def _level(level: int | None) -> str:
    return "" if level is None else str(level)


def _yes(required: bool) -> str:
    return "yes" if required else "no"

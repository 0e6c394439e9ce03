"""Each part of a profile as a page: its form, its lists of choices, and what is found out before it is checked."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms.fields import SelectChoice

from skillsbank import reference
from skillsbank.domain.sections import SECTIONS
from skillsbank.forms import profile as forms
from skillsbank.forms.fields import CHOOSE, choices
from skillsbank.forms.profile.base import ProfileForm, offer
from skillsbank.models import Profile
from skillsbank.queries import candidates, profiles, suggestions
from skillsbank.web import labels, occupations, profile_words, skills
from skillsbank.web import profile_lists as lists
from skillsbank.web.database import db
from skillsbank.web.forms import languages_of_pages, sectors
from skillsbank.web.rows import Find, Found
from skillsbank.web.rows import suggestions as found_items

MEANINGS = 3
Lists = Mapping[str, list[SelectChoice]]


@dataclass(frozen=True, slots=True)
class Page:
    """One part: its form class, the choices of its lists by field name, and how codes are found for typed words."""

    form: type[ProfileForm]
    lists: Callable[[Profile], Lists]
    prepare: Callable[[ProfileForm, Profile], None] = lambda _form, _profile: None


def opened(part: str, profile: Profile) -> ProfileForm:
    """Return the form of a part, of what is asked of the person: with what was sent in, or with the stored answers."""
    return asking(part, _made(part, profile), profile)


def asking(part: str, form: ProfileForm, profile: Profile) -> ProfileForm:
    """Take out of a form what is not asked of the person, and return it."""
    for name in unasked(part, profile):
        del form[name]
    return form


def stored(part: str, profile: Profile) -> ProfileForm:
    """Return the form of a part with the stored answers, whatever was sent in."""
    return _made(part, profile, formdata=None)


def filled(part: str, profile: Profile, sent: Mapping[str, list[str]]) -> ProfileForm:
    """Return the form of a part with `sent` alone, as if it had been sent in for the profile as it is now."""
    return _made(part, profile, formdata=MultiDict({**sent, "version": [str(profile.version)]}), data=None)


def _made(part: str, profile: Profile, **given: Any) -> ProfileForm:
    kind = PAGES[part].form
    if part == "visibility":
        kind = forms.visibility_form(
            {
                row.country: _("Who in this country may see you? %(country)s", country=labels.country_name(row.country))
                for row in profile.countries
            }
        )
    known = {"data": _drawn(profiles.answers(profile, part)) | {"version": str(profile.version)}}
    form = kind(**(known | given))
    ready(part, form, profile)
    return form


def unasked(part: str, profile: Profile) -> frozenset[str]:
    """Return which fields of a part are not asked of the person, by the answers so far."""
    return profiles.unasked(profile, part, candidate=candidates.is_candidate(db(), profile))


def is_asked(part: str, profile: Profile) -> bool:
    """Say whether any field of a part is asked of the person."""
    return part == "visibility" or bool({*SECTIONS[part].columns, *SECTIONS[part].rows} - unasked(part, profile))


def ready(part: str, form: ProfileForm, profile: Profile) -> None:
    """Give the lists their choices and find the codes of typed words; again after rows changed."""
    offer(form, PAGES[part].lists(profile))
    PAGES[part].prepare(form, profile)


def finders() -> dict[str, Find]:
    """Return how to search the words of the fields with suggestions."""
    return {
        "title": occupations.find,
        "label": skills.find,
    }


def still_open(part: str, form: ProfileForm) -> Found:
    """Return suggestions for occupations that have no group yet, so that a refused page helps on."""
    if part != "occupation":
        return {}
    find = finders()["title"]
    return {
        row.form.title.name: found_items(find, row.form.title.data)
        for row in form["occupations"].entries
        if row.form.title.data and not row.form.isco.data and not row.form.own_words.data
    }


def may_mean(form: ProfileForm, known: Collection[str] = ()) -> Found:
    """Return suggestions for the skills in own words, those of `known` apart, that are likely to mean a concept."""
    own = [row.form.label for row in form["skills"].entries if row.form.label.data and not row.form.concept.data]
    found = {label.name: found_items(skills.find, label.data) for label in own if label.data not in known}
    return {name: items[:MEANINGS] for name, items in found.items() if items}


def _drawn(answers: dict[str, Any]) -> dict[str, Any]:
    """Return stored answers as the forms show them."""
    if "must_keep_job" in answers:
        answers["must_keep_job"] = {True: "yes", False: "no"}.get(answers["must_keep_job"])
    if "citizenships" in answers:
        answers["citizenships"] = [{"country": code} for code in answers["citizenships"]]
    for row in answers.get("occupations", ()):
        row["own_words"] = not row["isco"]
        row["title"] = row["title"] or labels.isco_title(row["isco"])
    return answers


def _codes_of(rows: Any, known: set[tuple[str, str]]) -> None:
    """Find the unit group of each title: the one that was chosen if the title still names it, else one it names.

    `known` pairs of title and code were settled before; the browser's code alone proves nothing.
    """
    for row in rows.entries:
        title, code = row.form.title.data or "", row.form.isco.data or ""
        valid = code in reference.unit_groups()
        if not (valid and ((title, code) in known or occupations.names(title, code))):
            code = occupations.named(title, code if valid else "") or ""
        row.form.isco.data = code
        row.form.title.data = suggestions.without_title(title, code) if code else title


def _occupations(form: ProfileForm, profile: Profile) -> None:
    _codes_of(
        form["occupations"],
        {(row.title or labels.isco_title(row.isco), row.isco) for row in profile.occupations},
    )


def _posts(form: ProfileForm, profile: Profile) -> None:
    _codes_of(form["experience"], {(row.title, row.isco) for row in profile.experience})


def _concepts(form: ProfileForm, _profile: Profile) -> None:
    for row in form["skills"].entries:
        row.form.concept.data = skills.named(row.form.label.data or "") or ""


PAGES: dict[str, Page] = {
    "name": Page(forms.NameForm, lambda _p: {"language": languages_of_pages()}),
    "countries": Page(
        forms.CountriesForm, lambda _p: {"country": lists.every_country(), "links": lists.table(labels.LINK_KIND)}
    ),
    "residence": Page(forms.ResidenceForm, lambda _p: {"residence_country": lists.every_country()}),
    "occupation": Page(forms.OccupationForm, lambda _p: {}, _occupations),
    "skills": Page(forms.SkillsForm, lambda _p: {"level": lists.table(labels.SKILL_LEVEL, CHOOSE)}, _concepts),
    "languages": Page(
        forms.LanguagesForm,
        lambda _p: {
            "code": choices(labels.languages(), blank=CHOOSE),
            "level": lists.levels(CHOOSE),
            "reading": lists.levels(_("The same")),
            "writing": lists.levels(_("The same")),
        },
    ),
    "terms": Page(
        forms.TermsForm,
        lambda p: {
            "modalities": lists.table(labels.MODALITY),
            "must_keep_job": lists.table(profile_words.YES_NO),
            "time_zone": lists.zones(p),
            "connectivity": lists.table(labels.CONNECTIVITY, CHOOSE),
        },
    ),
    "visibility": Page(
        forms.VisibilityForm, lambda p: {row.country: lists.table(labels.VISIBILITY) for row in p.countries}
    ),
    "about": Page(
        forms.AboutForm,
        lambda _p: {
            "sex": lists.table(profile_words.SEX),
            "contact_channel": lists.table(profile_words.CHANNEL),
            "country": lists.every_country(),
        },
    ),
    "texts": Page(
        forms.TextsForm,
        lambda _p: {
            "text_language": languages_of_pages(),
            "skill_tier": lists.table(profile_words.SKILL_TIER),
            "sectors": sectors(),
        },
    ),
    "education": Page(
        forms.EducationForm,
        lambda p: {
            "level": choices([pair for pair in lists.listed("isced_levels", 1) if pair[0] != "9"], blank=CHOOSE),
            "field": choices(lists.listed("isced_fields", 4), blank=CHOOSE),
            "country": lists.every_country(),
            "month": lists.months(),
            "recognised_in": lists.origins(p),
        },
    ),
    "experience": Page(
        forms.ExperienceForm,
        lambda _p: {
            "sector": sectors(CHOOSE),
            "country": lists.every_country(),
            "started_month": lists.months(),
            "ended_month": lists.months(),
        },
        _posts,
    ),
    "licences": Page(
        forms.LicencesForm,
        lambda p: {
            "isco": lists.licensed(p),
            "kind": lists.table(profile_words.LICENCE_KIND, CHOOSE),
            "country": lists.every_country(),
        },
    ),
    "conditions": Page(
        forms.ConditionsForm,
        lambda _p: {
            "employment": lists.table(profile_words.EMPLOYMENT, CHOOSE),
            "leave_kind": lists.table(profile_words.LEAVE_KIND, CHOOSE),
            "leave_letter": lists.table(profile_words.LETTER),
            "expected_allowance": lists.table(profile_words.ALLOWANCE_WISH),
            "allowance_currency": lists.currencies(),
        },
    ),
    "places": Page(
        forms.PlacesForm,
        lambda p: {
            "willing_regions": lists.regions(p),
            "excluded_regions": lists.regions(p),
            "max_security_level": lists.table(labels.SECURITY_LEVEL),
            "family_constraints": lists.table(profile_words.FAMILY),
        },
    ),
    "referees": Page(forms.RefereesForm, lambda _p: {}),
}

"""Each part of a profile as a page: its form, its lists of choices, and what is found out before it is checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms.fields import SelectChoice

from skillsbank import reference
from skillsbank.domain.vocabulary import CEFR
from skillsbank.forms import profile as forms
from skillsbank.forms.fields import CHOOSE, choices
from skillsbank.forms.profile.base import ProfileForm, offer
from skillsbank.models import Profile
from skillsbank.queries import profiles, suggestions
from skillsbank.web import i18n, labels, profile_words
from skillsbank.web.forms import by_name, countries, languages_of_pages, sectors
from skillsbank.web.rows import Find, Found
from skillsbank.web.rows import suggestions as found_items

Lists = Mapping[str, list[SelectChoice]]


@dataclass(frozen=True, slots=True)
class Page:
    """One part: its form class, the choices of its lists by field name, and how codes are found for typed words."""

    form: type[ProfileForm]
    lists: Callable[[Profile], Lists]
    prepare: Callable[[ProfileForm, Profile], None] = lambda _form, _profile: None


def opened(part: str, profile: Profile) -> ProfileForm:
    """Return the form of a part: with what was sent in, or with the stored answers."""
    return _made(part, profile)


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


def ready(part: str, form: ProfileForm, profile: Profile) -> None:
    """Give the lists their choices and find the codes of typed words; again after rows changed."""
    offer(form, PAGES[part].lists(profile))
    PAGES[part].prepare(form, profile)


def finders() -> dict[str, Find]:
    """Return how to search the words of the fields with suggestions."""
    language = i18n.language()
    return {
        "title": lambda words: suggestions.occupations(words, language),
        "label": lambda words: suggestions.skills(words, language),
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
        if not (valid and ((title, code) in known or suggestions.names_occupation(title, code))):
            code = suggestions.occupation_of(title) or ""
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
        row.form.concept.data = suggestions.skill_of(row.form.label.data or "") or ""


def _table(table: Mapping[str, Any], blank: Any = None) -> list[SelectChoice]:
    return choices(table.items(), blank=blank)


def _countries() -> list[SelectChoice]:
    return countries(reference.country_regions(), CHOOSE)


def _zones(profile: Profile) -> list[SelectChoice]:
    """Return the time zones of the country of residence, or all while it is not known; the stored one is there."""
    zones = {
        zone: name
        for zone, (name, country) in _zone_names(i18n.language()).items()
        if not profile.residence_country or country == profile.residence_country or zone == profile.time_zone
    }
    if profile.time_zone:
        zones.setdefault(profile.time_zone, profile.time_zone)
    return choices(by_name(zones.items()), blank=CHOOSE)


@cache
def _zone_names(_language: str) -> Mapping[str, tuple[str, str]]:
    locale, known = get_locale() or "en", available_timezones()
    return {
        zone: (get_timezone_location(zone, locale=locale), country)
        for zone, country in get_global("zone_territories").items()
        if zone in known and not zone.startswith("Etc/")
    }


def _listed(name: str, longest: int) -> list[tuple[str, str]]:
    return [(code, labels.listed(name, code)) for code in reference.titles(name) if len(code) == longest]


def _origins(profile: Profile) -> list[SelectChoice]:
    return choices((row.country, labels.country_name(row.country)) for row in profile.countries)


def _regions(profile: Profile) -> list[SelectChoice]:
    several = sum(bool(reference.subdivisions(row.country)) for row in profile.countries) > 1
    return choices(
        (code, _("%(region)s, %(country)s", region=name, country=labels.country_name(row.country)) if several else name)
        for row in profile.countries
        for code, name in reference.subdivisions(row.country).items()
    )


def _licensed(profile: Profile) -> list[SelectChoice]:
    codes = [code for code in (*(o.isco for o in profile.occupations), *(li.isco for li in profile.licences)) if code]
    return choices(((code, labels.isco_title(code)) for code in dict.fromkeys(codes)), blank=CHOOSE)


PAGES: dict[str, Page] = {
    "name": Page(forms.NameForm, lambda _p: {"language": languages_of_pages()}),
    "countries": Page(forms.CountriesForm, lambda _p: {"country": _countries(), "links": _table(labels.LINK_KIND)}),
    "residence": Page(forms.ResidenceForm, lambda _p: {"residence_country": _countries()}),
    "occupation": Page(forms.OccupationForm, lambda _p: {}, _occupations),
    "skills": Page(forms.SkillsForm, lambda _p: {"level": _table(labels.SKILL_LEVEL, CHOOSE)}, _concepts),
    "languages": Page(
        forms.LanguagesForm,
        lambda _p: {
            "code": choices(labels.languages(), blank=CHOOSE),
            "level": choices(((code, profile_words.CEFR[code]) for code in CEFR), blank=CHOOSE),
        },
    ),
    "terms": Page(
        forms.TermsForm,
        lambda p: {
            "modalities": _table(labels.MODALITY),
            "must_keep_job": _table(profile_words.YES_NO),
            "time_zone": _zones(p),
            "connectivity": _table(labels.CONNECTIVITY, CHOOSE),
        },
    ),
    "visibility": Page(forms.VisibilityForm, lambda p: {row.country: _table(labels.VISIBILITY) for row in p.countries}),
    "about": Page(forms.AboutForm, lambda _p: {"sex": _table(profile_words.SEX), "country": _countries()}),
    "texts": Page(
        forms.TextsForm,
        lambda _p: {
            "text_language": languages_of_pages(),
            "skill_tier": _table(profile_words.SKILL_TIER),
            "sectors": sectors(),
        },
    ),
    "education": Page(
        forms.EducationForm,
        lambda p: {
            "level": choices([pair for pair in _listed("isced_levels", 1) if pair[0] != "9"], blank=CHOOSE),
            "field": choices(_listed("isced_fields", 4), blank=CHOOSE),
            "country": _countries(),
            "recognised_in": _origins(p),
        },
    ),
    "experience": Page(
        forms.ExperienceForm,
        lambda _p: {
            "sector": sectors(CHOOSE),
            "country": _countries(),
        },
        _posts,
    ),
    "licences": Page(forms.LicencesForm, lambda p: {"isco": _licensed(p), "country": _countries()}),
    "conditions": Page(
        forms.ConditionsForm,
        lambda p: {
            "employment": _table(profile_words.EMPLOYMENT, CHOOSE),
            "excluded_regions": _regions(p),
            "max_security_level": _table(labels.SECURITY_LEVEL),
        },
    ),
}

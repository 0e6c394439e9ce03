"""The eight questions, but for when and how one can come."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import InputRequired, Optional

from skillsbank import clock
from skillsbank.domain.profile import MINIMUM_SKILLS
from skillsbank.forms.fields import Checkboxes, Form, ValidationError, number, text
from skillsbank.forms.profile.base import AnswerRow, Number, ProfileForm, Radio, at_least, rows
from skillsbank.forms.rows import unique


class NameForm(ProfileForm):
    """What somebody is called, and in which language to write to them."""

    given_name = text(_l("Given name or names"), 100, render_kw={"autocomplete": "given-name"})
    family_name = text(_l("Family name or names"), 100, render_kw={"autocomplete": "family-name"})
    language = SelectField(_l("Language of our pages and mails to you"), validators=[InputRequired()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one name at least: many people have a single one."""
        fine = bool(super().validate(extra_validators))
        if not self.given_name.data and not self.family_name.data:
            self.given_name.errors = [
                *self.given_name.errors,
                _l("Enter your name. If you have only one, enter it here."),
            ]
            return False
        return fine


class CountryRow(AnswerRow):
    """A country of origin and how the family comes from there."""

    KEY = "country"
    country = SelectField(_l("Country"), validators=[InputRequired(_l("Choose a country."))])
    links = Checkboxes(
        _l("How do you or your family come from there?"), validators=[InputRequired(_l("Choose at least one."))]
    )


class CountriesForm(ProfileForm):
    """One to six countries that the family comes from."""

    countries = rows(CountryRow, _l("Countries your family comes from"), most=6)

    def validate_countries(self, field: Any) -> None:
        """Ask for one country, each once."""
        at_least(field, 1, _l("Choose at least one country."))
        unique(field, "country", message=_l("Choose each country once."))


class ResidenceForm(ProfileForm):
    """Where one lives."""

    residence_country = SelectField(
        _l("Country where you live"),
        validators=[InputRequired(_l("Choose the country where you live."))],
        render_kw={"autocomplete": "country"},
    )
    city = text(_l("Town or city"), 100, render_kw={"autocomplete": "address-level2"})


class OccupationRow(AnswerRow):
    """An occupation in the person's words and its ISCO-08 unit group; the view finds the code."""

    KEY = "title"
    title = text(_l("Occupation"), 120, needed=_l("Enter your occupation."))
    isco = HiddenField()
    own_words = BooleanField(_l("None of these fits: keep my own words. An officer finds the right group later."))
    years = number(_l("Years in this occupation"), 0, 70, needed=_l("Enter the years, 0 if you are just starting."))
    current = BooleanField(_l("I work in this occupation now"))

    def validate_title(self, field: Any) -> None:
        """Ask for a coded occupation, unless the person keeps their own words."""
        if field.data and not self.isco.data and not self.own_words.data:
            raise ValidationError(_l("Choose the group that fits best, or keep your own words."))


class OccupationForm(ProfileForm):
    """Up to three occupations, the main one first."""

    occupations = rows(OccupationRow, _l("Your occupations"), most=3)

    def validate_occupations(self, field: Any) -> None:
        """Ask for one occupation, each once."""
        at_least(field, 1, _l("Enter your occupation."))
        unique(field, "title", message=_l("Enter each occupation once."))


class SkillRow(AnswerRow):
    """A skill of the lexicon or in own words."""

    KEY = "label"
    label = text(_l("Skill"), 120, needed=_l("Enter the skill."))
    concept = HiddenField()
    level = Number(_l("How well?"), validators=[InputRequired(_l("Choose how well you can do it."))])
    can_teach = BooleanField(_l("I can teach it"))
    last_used = number(_l("Last used (year)"), 1950, 2100)

    def validate_last_used(self, field: Any) -> None:
        """Refuse a year that has not come."""
        if field.data is not None and field.data > clock.today().year:
            raise ValidationError(_l("This year has not come yet."))


class SkillsForm(ProfileForm):
    """Three skills or more."""

    skills = rows(SkillRow, _l("Your skills"), most=30, least=MINIMUM_SKILLS)

    def validate_skills(self, field: Any) -> None:
        """Ask for three skills, each once."""
        at_least(field, MINIMUM_SKILLS, _l("Enter at least %(number)s skills.", number=MINIMUM_SKILLS))
        unique(field, "label", message=_l("Enter each skill once."))


class LanguageRow(AnswerRow):
    """A language and its CEFR levels; reading and writing are as speaking unless said otherwise."""

    KEY = "code"
    code = SelectField(_l("Language"), validators=[InputRequired(_l("Choose a language."))])
    level = SelectField(
        _l("How well do you speak it?"), validators=[InputRequired(_l("Choose how well you speak it."))]
    )
    reading = SelectField(_l("How well do you read it?"), validators=[Optional()])
    writing = SelectField(_l("How well do you write it?"), validators=[Optional()])
    certificate = text(_l("Certificate"), 120)


class LanguagesForm(ProfileForm):
    """The languages that one can work in."""

    languages = rows(LanguageRow, _l("Your languages"), most=10)

    def validate_languages(self, field: Any) -> None:
        """Ask for one language, each once."""
        at_least(field, 1, _l("Choose at least one language."))
        unique(field, "code", message=_l("Choose each language once."))


class VisibilityForm(ProfileForm):
    """One question a country of origin, with nothing chosen beforehand; see visibility_form."""


def visibility_form(countries: dict[str, Any]) -> type[VisibilityForm]:
    """Return the form that asks for each country (code -> its question); the fields are named like the codes."""
    fields = {
        code: Radio(question, validators=[InputRequired(_l("Choose one of the two answers."))])
        for code, question in countries.items()
    }
    return type("VisibilityForm", (VisibilityForm,), fields)


class ConsentForm(Form):
    """Agreements asked one by one; the view takes out what the person already agreed to."""

    registration = BooleanField(_l("I agree that my profile is kept"))
    matching = BooleanField(_l("I agree that my profile is compared with needs"))
    statistics = BooleanField(_l("I agree to be counted in statistics"))
    outreach = BooleanField(_l("I agree to get news about programmes"))

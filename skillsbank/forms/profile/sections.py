"""The sections of the task list: everything beyond the eight questions."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired, Optional, Regexp

from skillsbank import clock
from skillsbank.forms.fields import Checkboxes, ValidationError, number, paragraph, text
from skillsbank.forms.profile.base import AnswerRow, Number, ProfileForm, Radio, complain, rows
from skillsbank.forms.records import day
from skillsbank.forms.rows import unique

YOUNGEST = 16
"""Nobody younger registers; programmes ask for more."""


class CitizenshipRow(AnswerRow):
    """A country whose citizen one is."""

    KEY = "country"
    country = SelectField(_l("Country"), validators=[Optional()])


class AboutForm(ProfileForm):
    """Voluntary facts about the person."""

    name_original = text(_l("Your name in its own script"), 200, render_kw={"dir": "auto"})
    phone = text(_l("Phone number"), 32, render_kw={"autocomplete": "tel", "inputmode": "tel", "dir": "ltr"})
    sex = Radio(_l("Sex"), validators=[Optional()])
    birth_year = number(_l("Year of birth"), 1900, 2100, render_kw={"autocomplete": "bday-year"})
    citizenships = rows(CitizenshipRow, _l("Citizenships"), most=6)

    def validate_phone(self, field: Any) -> None:
        """Take digits with the usual signs between them."""
        Regexp(r"^\+?[\d\s().\-/]{5,31}$", message=_l("Enter a number like +46 70 123 45 67."))(self, field)

    def validate_birth_year(self, field: Any) -> None:
        """Refuse a year that has not come, and people who are too young to register."""
        if field.data is not None and field.data > clock.today().year - YOUNGEST:
            raise ValidationError(_l("You need to be at least %(age)s years old to register.", age=YOUNGEST))

    def validate_citizenships(self, field: Any) -> None:
        """Take each country once."""
        unique(field, "country", message=_l("Choose each country once."))

    def answers(self) -> dict[str, Any]:
        """Return the answers, citizenships as codes."""
        given = super().answers()
        given["citizenships"] = [row["country"] for row in given["citizenships"]]
        return given


class TextsForm(ProfileForm):
    """What the person writes about their work."""

    text_language = SelectField(_l("Language of these texts"), validators=[InputRequired()])
    headline = text(_l("Headline"), 120)
    summary = paragraph(_l("Summary for officers"), 1500)
    public_summary = paragraph(_l("Public summary"), 600)
    motivation = paragraph(_l("Why you want to contribute"), 800)
    skill_tier = Radio(_l("How did you learn your work?"), validators=[Optional()])
    sectors = Checkboxes(_l("Sectors you work in"), validators=[Optional()])


class EducationRow(AnswerRow):
    """A qualification."""

    KEY = "level"
    level = Number(_l("Level"), validators=[InputRequired(_l("Choose the level."))])
    field = SelectField(_l("Field of study"), validators=[Optional()])
    title = text(_l("Name of the qualification"), 160)
    school = text(_l("School or university"), 160)
    country = SelectField(_l("Country"), validators=[Optional()])
    year = number(_l("Year"), 1930, 2100)
    recognised_in = Checkboxes(_l("Recognised in"), validators=[Optional()])


class EducationForm(ProfileForm):
    """Qualifications, the highest first or in any order."""

    education = rows(EducationRow, _l("Your education"), most=8)

    def answers(self) -> dict[str, Any]:
        """Return the qualifications; level 0 counts like any other."""
        return {"education": [entry.data for entry in self.education.entries if not entry.form.empty()]}


class ExperienceRow(AnswerRow):
    """A post; the view finds the occupation's code where the title names one."""

    KEY = "title"
    title = text(_l("Post"), 120, needed=_l("Enter what you did there."))
    isco = HiddenField()
    employer = text(_l("Employer"), 160)
    sector = SelectField(_l("Sector"), validators=[Optional()])
    country = SelectField(_l("Country"), validators=[Optional()])
    started = number(_l("From (year)"), 1940, 2100, needed=_l("Enter the year in which you began."))
    ended = number(_l("Until (year)"), 1940, 2100)
    text = paragraph(_l("What you did there"), 1000)

    def validate(self, extra_validators: Any = None) -> bool:
        """Hold the years to their order."""
        fine = bool(super().validate(extra_validators))
        started, ended, now = self.started.data, self.ended.data, clock.today().year
        wrong: list[tuple[Any, Any]] = []
        if started is not None and started > now:
            wrong.append((self.started, _l("This year has not come yet.")))
        if started is not None and ended is not None and ended < started:
            wrong.append((self.ended, _l("The last year comes before the first.")))
        for field, message in wrong:
            complain(field, message)
        return fine and not wrong


class ExperienceForm(ProfileForm):
    """Posts held."""

    experience = rows(ExperienceRow, _l("Your posts"), most=15)


class LicenceRow(AnswerRow):
    """A licence to practise."""

    KEY = "country"
    isco = SelectField(_l("Occupation"), validators=[InputRequired(_l("Choose the occupation that it allows."))])
    country = SelectField(_l("Country where it holds"), validators=[InputRequired(_l("Choose the country."))])
    authority = text(_l("Authority that issued it"), 160)
    valid_until = day(_l("Valid until"))


class LicencesForm(ProfileForm):
    """Licences to practise."""

    licences = rows(LicenceRow, _l("Your licences"), most=6)


class ConditionsForm(ProfileForm):
    """On what conditions one can come."""

    employment = SelectField(_l("Your work where you live"), validators=[Optional()])
    right_of_return_until = day(_l("Until when can you come back to where you live?"))
    excluded_regions = Checkboxes(_l("Regions where you do not want to work"), validators=[Optional()])
    max_security_level = Radio(_l("Highest level of security measures you accept"), validators=[Optional()])

    def answers(self) -> dict[str, Any]:
        """Return the answers, the level as a number."""
        given = super().answers()
        level = given["max_security_level"]
        given["max_security_level"] = int(level) if level else None
        return given

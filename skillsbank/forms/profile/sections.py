"""The sections of the task list: everything beyond the eight questions."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField
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
    other_names = text(_l("Other names"), 200)
    phone = text(_l("Phone number"), 32, render_kw={"autocomplete": "tel", "inputmode": "tel", "dir": "ltr"})
    contact_channel = Radio(_l("How do you like to be reached?"), validators=[Optional()])
    sex = Radio(_l("Sex"), validators=[Optional()])
    birth_year = number(_l("Year of birth"), 1900, 2100, render_kw={"autocomplete": "bday-year"})
    citizenships = rows(CitizenshipRow, _l("Citizenships"), most=6)
    diaspora_organisation = text(_l("Association of people from there"), 160)

    def validate_phone(self, field: Any) -> None:
        """Take digits with the usual signs between them."""
        Regexp(r"^\+?[\d\s().\-/]{5,31}$", message=_l("Enter a number like +46 70 123 45 67."))(self, field)

    def validate_contact_channel(self, field: Any) -> None:
        """Ask for the number that somebody wants to be reached by."""
        if field.data in ("phone", "messaging") and not self.phone.data:
            raise ValidationError(_l("Enter your phone number, or choose e-mail."))

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
    month = Number(_l("Month"), validators=[Optional()])
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
    started_month = Number(_l("From (month)"), validators=[Optional()])
    ended = number(_l("Until (year)"), 1940, 2100)
    ended_month = Number(_l("Until (month)"), validators=[Optional()])
    part_time = BooleanField(_l("Part time"))
    text = paragraph(_l("What you did there"), 1000)

    def validate(self, extra_validators: Any = None) -> bool:
        """Hold years and months to their order."""
        fine = bool(super().validate(extra_validators))
        started, ended, now = self.started.data, self.ended.data, clock.today().year
        wrong: list[tuple[Any, Any]] = []
        if started is not None and started > now:
            wrong.append((self.started, _l("This year has not come yet.")))
        if started is not None and ended is not None and ended < started:
            wrong.append((self.ended, _l("The last year comes before the first.")))
        if self.ended_month.data and ended is None:
            wrong.append((self.ended, _l("Enter the year too, or leave the month empty.")))
        months = (self.started_month.data, self.ended_month.data)
        if started is not None and started == ended and all(months) and months[1] < months[0]:
            wrong.append((self.ended_month, _l("The last month comes before the first.")))
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
    kind = SelectField(_l("Kind of licence"), validators=[Optional()])
    country = SelectField(_l("Country where it holds"), validators=[InputRequired(_l("Choose the country."))])
    authority = text(_l("Authority that issued it"), 160)
    number = text(_l("Number of the licence"), 60, render_kw={"dir": "ltr"})
    valid_until = day(_l("Valid until"))


class LicencesForm(ProfileForm):
    """Licences to practise."""

    licences = rows(LicenceRow, _l("Your licences"), most=6)

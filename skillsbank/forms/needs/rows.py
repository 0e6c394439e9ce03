"""The sections of the guided form that list things: tasks and results, skills, languages."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FormField, SelectField

from skillsbank.forms.fields import Checkboxes, ValidationError, choices, number, one_of, paragraph, text
from skillsbank.forms.needs.base import NeedForm
from skillsbank.forms.rows import Row, Rows, unique

NEEDED = choices([("yes", _l("Required")), ("no", _l("Would be good"))])
MOST_TASKS, MOST_SKILLS, MOST_LANGUAGES = 10, 15, 8


class ResultRow(Row):
    """A result that can be counted or shown, and when it is there."""

    KEY = "text"
    text = text(_l("Result"), 300)
    week = number(_l("By week"), 1, 156)

    def validate_week(self, field: Any) -> None:
        """Ask for the words of a result whose week is given."""
        if field.data is not None and not self.text.data:
            raise ValidationError(_l("Say what will be there by that week."))


class SkillRow(Row):
    """A skill, from the lexicon or in own words."""

    KEY = "label"
    label = text(_l("Skill"), 120)
    level = SelectField(_l("Level, at least"), default="3")
    required = SelectField(_l("How important?"), choices=NEEDED, default="yes")


class LanguageRow(Row):
    """A language and the least level."""

    KEY = "code"
    code = one_of(_l("Language"), [])
    level = SelectField(_l("Speaking, at least"), default="B2")
    reading = one_of(_l("Reading, at least"), [])
    writing = one_of(_l("Writing, at least"), [])
    required = SelectField(_l("How important?"), choices=NEEDED, default="yes")


class WorkForm(NeedForm):
    """Objectives, tasks, results and kinds of work."""

    objectives = paragraph(_l("What should be different afterwards?"), 1500)
    tasks = Rows(text(_l("Task"), 200), _l("Tasks"), most=MOST_TASKS, min_entries=2)
    deliverables = Rows(FormField(ResultRow), _l("Results"), most=MOST_TASKS, min_entries=1)
    activities = Checkboxes(_l("Kinds of work"))

    def values(self) -> dict[str, Any]:
        """Return tasks and results without empty rows."""
        values = super().values() | {"tasks": self.tasks.filled()}
        if "deliverables" in values:
            values["deliverables"] = self.deliverables.filled()
        return values


class SkillsForm(NeedForm):
    """The skills that the need asks for."""

    skills = Rows(FormField(SkillRow), _l("Skills"), most=MOST_SKILLS, min_entries=3)

    def validate_skills(self, field: Rows) -> None:
        """Refuse the same skill twice."""
        unique(field, "label", message=_l("The same skill is there twice."))

    def values(self) -> dict[str, Any]:
        """Return the skills with levels as numbers."""
        rows = [
            row | {"level": int(row["level"]), "required": row["required"] == "yes"} for row in self.skills.filled()
        ]
        return {"skills": rows}


class LanguagesForm(NeedForm):
    """The languages that the need asks for."""

    language = one_of(_l("In which language is this need written?"), [], needed=_l("Choose a language."))
    languages = Rows(FormField(LanguageRow), _l("Languages"), most=MOST_LANGUAGES, min_entries=1)

    def validate_languages(self, field: Rows) -> None:
        """Refuse the same language twice."""
        unique(field, "code", message=_l("The same language is there twice."))

    def values(self) -> dict[str, Any]:
        """Return the languages that were chosen."""
        rows = [
            row
            | {
                "reading": row["reading"] or None,
                "writing": row["writing"] or None,
                "required": row["required"] == "yes",
            }
            for row in self.languages.filled()
        ]
        return {"language": self.language.data, "languages": rows}

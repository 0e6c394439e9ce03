"""Sending in a list of people, saying what its columns mean, and writing down what somebody tells."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from skillsbank import clock
from skillsbank.forms.accounts import plausible_email
from skillsbank.forms.fields import Checkboxes, Form, ValidationError, one_of, text
from skillsbank.forms.records import Day
from skillsbank.forms.uploads import UploadForm


class ListForm(UploadForm):
    """A file with a list, what the officer calls it, and where it comes from."""

    file = FileField(
        _l("Your file"),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ".csv,.tsv,.txt,.xlsx"},
    )
    source = text(_l("Name of the survey or list"), 100, needed=_l("Enter a name, such as the survey and its year."))
    kind = RadioField(
        _l("Where does it come from?"), validators=[InputRequired(_l("Choose where the list comes from."))]
    )


class ColumnsForm(Form):
    """What each column holds; see columns_form."""

    origin = one_of(_l("Country that their families come from, where a row names none"), [])
    residence = one_of(_l("Country where they live, where a row names none"), [])

    def fields_chosen(self, count: int) -> list[str]:
        """Return what each of `count` columns holds."""
        return [str(self[f"column_{place}"].data or "") for place in range(count)]


def columns_form(headings: Sequence[str], options: list[SelectChoice]) -> type[ColumnsForm]:
    """Return the form with one list of fields for each heading."""
    fields: dict[str, Any] = {
        f"column_{place}": SelectField(heading, choices=options, validators=[Optional()])
        for place, heading in enumerate(headings)
    }
    return type("ColumnsForm", (ColumnsForm,), fields)


class StartForm(Form):
    """On what basis the people of a list are written to, and in which language."""

    basis = RadioField(
        _l("Why may these people's details be passed on to us?"),
        validators=[InputRequired(_l("Choose why these details may be passed on to us."))],
    )
    language = one_of(_l("Language of the mail to them, where a row names none"), [], needed=_l("Choose a language."))


class BeginForm(Form):
    """Somebody tells an officer about themselves: who explained what, how, in which language."""

    channel = RadioField(
        _l("How do you speak to the person?"), validators=[InputRequired(_l("Choose how you speak to the person."))]
    )
    explained_by = text(
        _l("Who explained what the person agrees to?"), 100, needed=_l("Enter the name of who explained it.")
    )
    explained_in = one_of(_l("In which language was it explained?"), [], needed=_l("Choose a language."))
    email = text(_l("The person's e-mail address"), 190, render_kw={"autocomplete": "off", "spellcheck": "false"})
    language = one_of(_l("Language of mails to the person"), [], needed=_l("Choose a language."))
    told = BooleanField(
        _l("The person was told what is kept, who sees it and that they can say no at any time."),
        validators=[InputRequired(_l("Tell the person first."))],
    )

    def validate_email(self, field: Any) -> None:
        """Take a plausible address; without one the person signs on paper."""
        if field.data:
            plausible_email(self, field)


class PaperForm(Form):
    """The person signed on paper."""

    agreed = Checkboxes(_l("What does the paper agree to? Tick only what is signed on it."))
    language = one_of(_l("Language of the paper"), [])
    place = text(_l("Where is the paper kept?"), 200, needed=_l("Enter where the paper is kept."))
    day = Day(_l("Date of the signature"), validators=[InputRequired(_l("Enter the date of the signature."))])

    def validate_language(self, field: Any) -> None:
        """Ask for the language of what was agreed to."""
        if self.agreed.data and not field.data:
            raise ValidationError(_l("Choose the language in which the paper is written."))

    def validate_place(self, field: Any) -> None:
        """Ask for words that lead somebody to the paper."""
        Length(min=3, message=_l("Enter where the paper is kept."))(self, field)

    def validate_day(self, field: Any) -> None:
        """Refuse a day to come."""
        if field.data and field.data > clock.today():
            raise ValidationError(_l("This day has not come yet."))

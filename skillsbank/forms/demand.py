"""The return of an institution's posts, typed or from a file, and what lists of posts and gaps are filtered by."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import Form as Filters
from wtforms import FormField, HiddenField, SelectField
from wtforms.validators import InputRequired

from skillsbank import clock
from skillsbank.domain.demand import (
    LONGEST_DIFFERENCE,
    LONGEST_WORDS,
    MOST_LINES,
    MOST_POSTS,
    Posts,
    day_faults,
    faults,
)
from skillsbank.forms.fields import Form, ValidationError, number, one_of, text
from skillsbank.forms.filters import CODE
from skillsbank.forms.profile.base import AnswerRow, complain
from skillsbank.forms.records import Day
from skillsbank.forms.rows import Rows, unique
from skillsbank.forms.uploads import UploadForm

_COUNT = _l("Enter a whole number, 0 if there are none.")
_BESIDE = {
    "hard_above_vacant": ("hard_to_fill", _l("These are more posts than are vacant.")),
    "reason_missing": ("reason", _l("Choose the reason that weighs most.")),
    "difference_unexplained": (
        "difference", _l("Filled and vacant posts together are not the established ones. Say why, or correct a number.")
    ),
}  # fmt: skip
"""Code of a fault -> the field beside which it stands, and its words."""


class PostsRow(AnswerRow):
    """The posts of one occupation; the view finds its code."""

    KEY = "title"
    title = text(_l("Occupation"), 160, needed=_l("Enter the occupation."))
    isco = HiddenField()
    established = number(_l("Posts established"), 0, MOST_POSTS, needed=_COUNT)
    filled = number(_l("Posts filled"), 0, MOST_POSTS, needed=_COUNT)
    vacant = number(_l("Vacant"), 0, MOST_POSTS, needed=_COUNT)
    hard_to_fill = number(_l("Hard to fill, of the vacant ones"), 0, MOST_POSTS, needed=_COUNT)
    reason = one_of(_l("Why they are hard to fill"), [])
    words = text(_l("The same in your own words"), LONGEST_WORDS)
    difference = text(_l("Why filled and vacant are not the established posts"), LONGEST_DIFFERENCE)

    def validate_title(self, field: Any) -> None:
        """Ask for an occupation of the list."""
        if field.data and not self.isco.data:
            raise ValidationError(_l("Choose the occupation that fits best from the list."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the row unless it is empty, then whether its numbers hold together."""
        if self.empty() or not super().validate(extra_validators):
            return self.empty()
        wrong = [fault for fault in faults(self.posts()) if fault in _BESIDE]
        for fault in wrong:
            name, message = _BESIDE[fault]
            complain(self[name], message)
        return not wrong

    def posts(self) -> Posts:
        """Return the row as the service takes it."""
        return Posts(**{name: self.data[name] for name in Posts.__dataclass_fields__})


class DemandForm(Form):
    """All posts of an institution on a day."""

    day = Day(_l("As it was on"), validators=[InputRequired(_l("Enter the day on which the posts were counted."))])
    posts = Rows(FormField(PostsRow), _l("Posts by occupation"), most=MOST_LINES, min_entries=1)

    def validate_day(self, field: Any) -> None:
        """Refuse a day that has not come."""
        if field.data and day_faults(field.data, clock.today()):
            raise ValidationError(_l("This day has not come yet."))

    def validate_posts(self, field: Any) -> None:
        """Ask for one occupation at least, each once."""
        if not field.filled():
            raise ValidationError(_l("Enter at least one occupation."))
        unique(field, "isco", message=_l("Each occupation stands in one row only."))

    def filled(self) -> list[Posts]:
        """Return the rows that say something, as the service takes them."""
        return [entry.form.posts() for entry in self.posts.entries if not entry.form.empty()]


class DemandFileForm(UploadForm):
    """The same from a file."""

    file = FileField(
        _l("Your file"),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ".csv,.tsv,.txt,.xlsx"},
    )
    day = Day(_l("As it was on"), validators=[InputRequired(_l("Enter the day on which the posts were counted."))])


class PostsFilters(Filters):
    """Filters of a list of posts; the view gives the choices."""

    country = SelectField(_l("Country"), **CODE)
    region = SelectField(_l("Region"), **CODE)
    sector = SelectField(_l("Sector"), **CODE)
    occupation = SelectField(_l("Occupation"), **CODE)


class GapFilters(Filters):
    """Filters of needs and skills; the view gives the choices."""

    about = SelectField(_l("Rows are"), **CODE)
    by = SelectField(_l("By"), **CODE)
    only = SelectField(_l("Show"), **CODE)
    country = SelectField(_l("Country"), **CODE)
    region = SelectField(_l("Region"), **CODE)
    sector = SelectField(_l("Sector"), **CODE)
    modality = SelectField(_l("How"), **CODE)


class SupplyFilters(Filters):
    """By which trait the figures of a diaspora are shown, and of which country."""

    by = SelectField(_l("Occupation by"), **CODE)
    country = SelectField(_l("Country"), **CODE)

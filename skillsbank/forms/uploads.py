"""Sending in a file, and deciding about what was read in it."""

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import HiddenField
from wtforms.validators import InputRequired, Length, Optional

from skillsbank.forms.fields import Form, choices
from skillsbank.forms.profile.base import Radio

TAKE, LEAVE = "take", "leave"
LONGEST_FILE = 40_000
"""Characters of the file of a text: twice the longest text, with room for its keys."""


class UploadForm(Form):
    """One file."""

    class Meta(Form.Meta):
        """Take files, where other forms take texts alone."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Read the files beside the texts that a browser sent."""
            sent = super().wrap_formdata(form, formdata)
            if sent is None:
                return None
            files = ((name, file) for name, file in request.files.items(multi=True) if _takes_files(form, name))
            return CombinedMultiDict((MultiDict(files), request.form))

    file = FileField(
        _l("Your file"),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ".pdf,.docx,.json,.csv"},
    )


class TextFileForm(UploadForm):
    """The file of an approved text."""

    file = FileField(_l("Your file"), validators=[FileRequired(_l("Choose a file."))], render_kw={"accept": ".toml"})


class TextForm(Form):
    """The content of such a file once its manager has read it; sent back from the preview."""

    content = HiddenField(validators=[InputRequired(), Length(max=LONGEST_FILE)])


def _takes_files(form: Any, name: str) -> bool:
    """Say whether the field of that name takes a file; elsewhere a file is no answer."""
    return isinstance(form._fields.get(name), FileField)


class ReviewForm(Form):
    """One decision for each thing that was read, with nothing chosen beforehand; see review_form."""

    def chosen(self, answer: str) -> list[str]:
        """Return the keys of what the person decided so."""
        return [field.short_name for field in self if isinstance(field, Radio) and field.data == answer]


def review_form(keys: Iterable[str]) -> type[ReviewForm]:
    """Return the form with one decision for each key."""
    two = choices([(TAKE, _l("Confirm")), (LEAVE, _l("Ignore"))])
    fields = {key: Radio(_l("Is this right?"), choices=two, validators=[Optional()]) for key in keys}
    return type("ReviewForm", (ReviewForm,), fields)

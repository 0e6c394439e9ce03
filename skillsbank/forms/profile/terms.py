"""When, how long and how somebody can come."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, Optional

from skillsbank import clock
from skillsbank.domain.vocabulary import Modality
from skillsbank.forms.fields import Checkboxes, number
from skillsbank.forms.profile.base import AnswerRow, ProfileForm, Radio, complain, rows
from skillsbank.forms.records import Day

STAYS = {Modality.TEMPORARY.value, Modality.CIRCULAR.value}
YEAR_DAYS = 366
MOST_WINDOWS = 6


class WindowRow(AnswerRow):
    """A time in which one can come."""

    KEY = "starts"
    starts = Day(_l("From"), validators=[InputRequired(_l("Enter the first day."))])
    ends = Day(_l("Until"), validators=[InputRequired(_l("Enter the last day."))])
    yearly = BooleanField(_l("Every year at this time"))
    min_days = number(_l("Stay at least, in days"), 1, 730)
    max_days = number(_l("Stay at most, in days"), 1, 730)
    notice_weeks = number(_l("Weeks of notice you need"), 0, 104)

    def validate(self, extra_validators: Any = None) -> bool:
        """Hold days and lengths to their order, and a stay to the time around it."""
        fine = bool(super().validate(extra_validators))
        starts, ends = self.starts.data, self.ends.data
        if self.empty() or not fine or starts is None or ends is None:
            return fine
        return self._in_order(starts, ends)

    def _in_order(self, starts: date, ends: date) -> bool:
        length = (ends - starts).days + 1
        least, most = self.min_days.data, self.max_days.data
        wrong: list[tuple[Any, Any]] = []
        if ends < starts:
            wrong.append((self.ends, _l("The last day comes before the first.")))
        elif self.yearly.data and length > YEAR_DAYS:
            wrong.append((self.ends, _l("A time that comes every year lasts a year at most.")))
        elif not self.yearly.data and ends < clock.today():
            wrong.append((self.ends, _l("This time is over. Enter a later day, or say that it comes every year.")))
        elif max(least or 0, most or 0) > length:
            wrong.append((self.max_days, _l("The stay is longer than this time.")))
        if least is not None and most is not None and least > most:
            wrong.append((self.max_days, _l("The longest stay is shorter than the shortest.")))
        for field, message in wrong:
            complain(field, message)
        return not wrong


class TermsForm(ProfileForm):
    """Ways of working, the job to keep, times, and what working online needs."""

    modalities = Checkboxes(_l("How can you contribute?"), validators=[InputRequired(_l("Choose at least one way."))])
    must_keep_job = Radio(
        _l("Must you keep your present job?"), validators=[InputRequired(_l("Say whether you must keep your job."))]
    )
    leave_max_days = number(_l("Longest leave in one piece, in days"), 0, 730)
    windows = rows(WindowRow, _l("When can you come, or work online?"), most=MOST_WINDOWS)
    hours_per_week = number(_l("Hours a week online"), 1, 40)
    time_zone = SelectField(_l("Your time zone"), validators=[Optional()])
    connectivity = SelectField(_l("Your connection"), validators=[Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask what the chosen ways of working need."""
        fine = bool(super().validate(extra_validators))
        wrong = list(self._lacking())
        for field, message in wrong:
            complain(field, message)
        return fine and not wrong

    def answers(self) -> dict[str, Any]:
        """Return the answers; a time without lengths takes any stay within it."""
        given = super().answers()
        given["must_keep_job"] = given["must_keep_job"] == "yes"
        if not given["must_keep_job"]:
            given["leave_max_days"] = None
        if Modality.VIRTUAL not in given["modalities"]:
            given |= {"hours_per_week": None, "time_zone": "", "connectivity": None}
        for window in given["windows"]:
            length = (window["ends"] - window["starts"]).days + 1
            window["min_days"] = window["min_days"] or 1
            window["max_days"] = window["max_days"] or max(window["min_days"], min(length, 730))
            window["notice_weeks"] = window["notice_weeks"] or 0
        return given

    def _lacking(self) -> Any:
        chosen = set(self.modalities.data or ())
        if not self.windows.filled() and not self.windows.errors:
            yield self.windows, _l("Enter at least one time.")
        if chosen & STAYS:
            for entry in self.windows.entries:
                row = entry.form
                for field in (row.min_days, row.max_days):
                    if not row.empty() and field.data is None and not field.errors:
                        yield field, _l("Enter a number of days.")
            if self.must_keep_job.data == "yes" and self.leave_max_days.data is None and not self.leave_max_days.errors:
                yield self.leave_max_days, _l("Enter the longest leave that you can take.")
        if Modality.VIRTUAL in chosen:
            for field, message in (
                (self.hours_per_week, _l("Enter the hours a week.")),
                (self.time_zone, _l("Choose your time zone.")),
                (self.connectivity, _l("Choose what your connection bears.")),
            ):
                if not field.data and not field.errors:
                    yield field, message

"""The sections of the guided form about places and visits."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import FormField

from skillsbank.forms.fields import ValidationError, number, one_of, paragraph, text
from skillsbank.forms.needs.base import NeedForm
from skillsbank.forms.rows import Row, Rows

MOST_STATIONS, MOST_VISITS = 10, 24


class PlaceForm(NeedForm):
    """What the main place or the connection is like; the view drops what the way of working does not need."""

    security_level = one_of(_l("Security level"), [])
    housing = one_of(_l("Housing"), [])
    power = one_of(_l("Power"), [])
    water = one_of(_l("Water"), [])
    clinic = one_of(_l("Nearest clinic"), [])
    conditions = paragraph(_l("Living and working conditions"), 1500)
    host_connectivity = one_of(_l("What does your connection bear?"), [])
    hours_per_week = number(_l("Hours a week"), 1, 40)
    time_zone = one_of(_l("Time zone of your working hours"), [])
    overlap_hours = number(_l("Hours a day at work at the same time"), 1, 8)
    equipment = paragraph(_l("Equipment for working online"), 500)

    def values(self) -> dict[str, Any]:
        """Return the level as a number and an unanswered connection as None."""
        values = super().values()
        if "security_level" in values:
            values["security_level"] = int(values["security_level"]) if values["security_level"] else None
        if "host_connectivity" in values:
            values["host_connectivity"] = values["host_connectivity"] or None
        return values


class StationRow(Row):
    """A further place with some of the posts."""

    KEY = "place"
    place = text(_l("Town or city"), 120)
    region = one_of(_l("Region"), [])
    seats = number(_l("How many people there?"), 1, 998)
    security_level = one_of(_l("Security level"), [])
    housing = one_of(_l("Housing"), [])
    power = one_of(_l("Power"), [])
    water = one_of(_l("Water"), [])
    clinic = one_of(_l("Nearest clinic"), [])
    conditions = paragraph(_l("Living and working conditions"), 500)

    def validate_place(self, _field: Any) -> None:
        """Ask how many people work at a place that is named."""
        if self.seats.data is None and not self.seats.errors:
            raise ValidationError(_l("Say how many people are needed there."))

    def validate_seats(self, field: Any) -> None:
        """Ask for the name of a place whose posts are given."""
        if field.data is not None and not self.place.data:
            raise ValidationError(_l("Say which place that is."))


class StationsForm(NeedForm):
    """The further duty stations; the main one keeps at least one of the posts."""

    stations = Rows(FormField(StationRow), _l("Further places"), most=MOST_STATIONS, min_entries=1)
    posts = 1
    """How many people the need asks for; the view says it."""

    def validate_stations(self, field: Rows) -> None:
        """Refuse more posts at the further places than the need has beside the main one."""
        if sum(row["seats"] or 0 for row in field.filled()) >= self.posts:
            room = self.posts - 1
            raise ValidationError(
                ngettext(
                    "The main place needs a person too: %(num)s is left for the others.",
                    "The main place needs a person too: %(num)s are left for the others.",
                    room,
                )
            )

    def values(self) -> dict[str, Any]:
        """Return the places with levels as numbers."""
        rows = []
        for row in self.stations.filled():
            level = row.pop("security_level")
            texts = {name: value or "" for name, value in row.items() if name != "seats"}
            rows.append({**texts, "seats": row["seats"], "security_level": int(level) if level else None})
        return {"stations": rows}


class VisitRow(Row):
    """One visit of a series."""

    KEY = "month"
    month = number(_l("Month"), 1, 60)
    days = number(_l("Days"), 1, 366)
    purpose = text(_l("What for?"), 200)

    def validate_days(self, field: Any) -> None:
        """Ask for the month of a visit that is described."""
        if field.data is not None and self.month.data is None:
            raise ValidationError(_l("Say in which month this visit begins."))

    def validate_purpose(self, field: Any) -> None:
        """Ask for the month of a visit that is described."""
        if field.data and self.month.data is None:
            raise ValidationError(_l("Say in which month this visit begins."))


class VisitsForm(NeedForm):
    """The series of visits: how many, within how long, and what each is for."""

    visits = number(_l("Number of visits"), 2, MOST_VISITS)
    within_months = number(_l("Within how many months?"), 1, 60)
    visit_plan = Rows(FormField(VisitRow), _l("The plan of the visits"), most=MOST_VISITS, min_entries=2)

    def validate_visit_plan(self, field: Rows) -> None:
        """Refuse a visit after the end of the series."""
        last = self.within_months.data
        if last is not None and any(row["month"] > last for row in field.filled()):
            raise ValidationError(_l("A visit begins after the end of the series."))

    def values(self) -> dict[str, Any]:
        """Return the visits that were planned, the earliest first."""
        plan = [row | {"purpose": row["purpose"] or ""} for row in self.visit_plan.filled()]
        return super().values() | {"visit_plan": sorted(plan, key=lambda row: row["month"])}

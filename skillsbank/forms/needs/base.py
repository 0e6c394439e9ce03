"""What the forms of a need share: the answers as the service takes them, and days from the service's first year on."""

from typing import Any

from skillsbank.forms.records import RecordForm
from skillsbank.forms.records import day as any_day

FIRST_YEAR = 2020
"""No need is older than the service."""


class NeedForm(RecordForm):
    """A form over an existing need."""

    def values(self) -> dict[str, Any]:
        """Return the answers under the names that the service knows; empty answers as None or ""."""
        return {name: value for name, value in self.data.items() if name not in ("csrf_token", "version")}


def day(label: Any) -> Any:
    """Return the field of a day of a need that may stay empty."""
    return any_day(label, first_year=FIRST_YEAR)

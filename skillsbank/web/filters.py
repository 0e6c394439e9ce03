"""The filters of a list as the address sets them; a value that is on no list counts as not set."""

from wtforms import Form


def chosen(filters: Form) -> dict[str, str]:
    """Return the filters that are set to one of their choices, by name."""
    return {
        field.short_name: field.data
        for field in filters
        if field.data and field.data in {choice.value for choice in field.choices}
    }

"""What lists read from the address: page, sort and order, and the filters that are set."""

from collections.abc import Container
from dataclasses import replace

from flask import abort, request
from wtforms import Form

from skillsbank.queries.paging import ROWS, Wish


def wish(order: str = "asc") -> Wish:
    """Return what the address asks for, `order` where it says none; nonsense counts as nothing."""
    page = request.args.get("page", "1")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1
    return Wish(number, request.args.get("sort", ""), request.args.get("order", order))


def latest_first(columns: Container[str], by: str) -> Wish:
    """Return what the address asks for; where it names none of `columns`, sorted by `by`, the latest first."""
    asked = wish()
    return asked if asked.sort in columns else Wish(asked.page, by, "desc")


def whole(asked: Wish) -> Wish:
    """Return the same wish for all pages as one, for a file."""
    return replace(asked, whole=True)


def asked_for() -> dict[str, list[str]]:
    """Return what the address of this page asks for, without the names that `url_for` takes for itself."""
    kept = request.args.to_dict(flat=False)
    return {name: values for name, values in kept.items() if name != "endpoint" and not name.startswith("_")}


def page_number(total: int) -> int:
    """Return the page asked for, from 1; 404 for anything that is no page of a list of `total` rows."""
    asked = request.args.get("page", "1")
    pages = max((total + ROWS - 1) // ROWS, 1)
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 6 or not 1 <= int(asked) <= pages:
        abort(404)
    return int(asked)


def chosen(filters: Form) -> dict[str, str]:
    """Return the filters that are set to one of their choices, by name; a value on no list counts as not set."""
    return {
        field.short_name: field.data
        for field in filters
        if field.data and field.data in {choice.value for choice in field.choices}
    }


def asked(filters: Form) -> dict[str, str]:
    """Return the filters that are set, by name, a code on no list too; a text that breaks its limits is left out."""
    filters.validate()
    return {name: value for name, value in filters.data.items() if value and name not in filters.errors}

"""What lists share: page, sort and order from the address."""

from flask import request

from skillsbank.queries.paging import Wish


def wish(order: str = "asc") -> Wish:
    """Return what the address asks for, `order` where it says none; nonsense counts as nothing."""
    page = request.args.get("page", "1")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1
    return Wish(number, request.args.get("sort", ""), request.args.get("order", order))


def active(values: dict[str, str]) -> int:
    """Return how many filters are set."""
    return sum(1 for value in values.values() if value)

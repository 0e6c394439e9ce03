"""The words for the codes of a need: living there, what is given, per what, the goals of the United Nations."""

from flask_babel import format_currency, format_decimal, lazy_gettext
from flask_babel import gettext as _

from skillsbank.web.labels.tables import ALLOWANCE

_l = lazy_gettext

HOUSING = {
    "provided": _l("A room or house is there"),
    "help": _l("Help with finding one"),
    "own": _l("The expert finds one"),
}
POWER = {
    "steady": _l("Power day and night"),
    "part": _l("Power for some hours a day"),
    "generator": _l("A generator or solar panels"),
    "none": _l("No power"),
}
WATER = {
    "tap": _l("Running water"),
    "tank": _l("Water from a tank or a well"),
    "carried": _l("Water is carried or bought"),
}
CLINIC = {
    "here": _l("At the place itself"),
    "hour": _l("Less than an hour away"),
    "far": _l("More than an hour away"),
}
CONTRIBUTION = {
    "housing": _l("Housing"),
    "meals": _l("Meals"),
    "transport": _l("Local transport"),
    "office": _l("A place to work"),
    "equipment": _l("Equipment for the work"),
    "staff": _l("Working time of own staff"),
    "money": _l("Money"),
    "other": _l("Something else"),
}
PER = {
    "day": _l("a day"),
    "week": _l("a week"),
    "month": _l("a month"),
    "once": _l("once"),
}
SDG = {
    "1": _l("1 No poverty"),
    "2": _l("2 Zero hunger"),
    "3": _l("3 Good health and well-being"),
    "4": _l("4 Quality education"),
    "5": _l("5 Gender equality"),
    "6": _l("6 Clean water and sanitation"),
    "7": _l("7 Affordable and clean energy"),
    "8": _l("8 Decent work and economic growth"),
    "9": _l("9 Industry, innovation and infrastructure"),
    "10": _l("10 Reduced inequalities"),
    "11": _l("11 Sustainable cities and communities"),
    "12": _l("12 Responsible consumption and production"),
    "13": _l("13 Climate action"),
    "14": _l("14 Life below water"),
    "15": _l("15 Life on land"),
    "16": _l("16 Peace, justice and strong institutions"),
    "17": _l("17 Partnerships for the goals"),
}
"""The sustainable development goals by their short names."""


def money(amount: int, currency: str) -> str:
    """Return an amount of money without cents, in the reader's form; the code of the currency is kept."""
    return str(format_currency(amount, currency, "#,##0\u00a0¤¤", currency_digits=False))


def amount_of(line: dict[str, object]) -> str:
    """Return how much a line of what is paid comes to and per what; empty where it does not say."""
    least, most, currency = line.get("amount"), line.get("amount_to"), str(line.get("currency", ""))
    if not isinstance(least, int):
        return ""
    much = money(least, currency)
    if isinstance(most, int) and most > least:
        much = str(_("%(least)s to %(most)s", least=format_decimal(least), most=money(most, currency)))
    per = str(PER.get(str(line.get("per", "")), ""))
    return f"{much} {per}".strip()


def paid_line(line: dict[str, object]) -> str:
    """Return what is paid, by how much."""
    much = amount_of(line)
    name = str(ALLOWANCE.get(str(line["line"]), line["line"]))
    return str(_("%(what)s (%(amount)s)", what=name, amount=much)) if much else name

"""For ministries: what their diaspora offers, in fixed figures of at least ten, and their institutions' posts."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from skillsbank.forms.demand import SupplyFilters
from skillsbank.forms.fields import choices
from skillsbank.models import SupplySnapshot
from skillsbank.policies import Permission
from skillsbank.queries import demand, supply
from skillsbank.services import disclosures
from skillsbank.web import gaps, labels, lists
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.exports import Cell, as_csv
from skillsbank.web.forms import countries

blueprint = Blueprint("offers", __name__, url_prefix="/ministry")
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(group_name=group_name, offers_by=by_name))
BY = {
    "region": _l("Region of residence"),
    "level": _l("Highest level of education"),
    "way": _l("How they would work"),
}
LANGUAGE = "language-"
NAMES = {
    "level": {
        "0-2": _l("Up to lower secondary education"),
        "3-4": _l("Secondary education and above it, short of higher education"),
        "5-8": _l("Higher education"),
    },
    "way": {
        "for_good": _l("Would move for good"),
        "stays_and_online": _l("On site for a time, and online"),
        "stays": _l("On site for a time"),
        "online": _l("Online only"),
        "on_site": _l("On site"),
    },
}


@blueprint.get("/diaspora")
@permits(Permission.COUNTRY_SUPPLY_READ)
def diaspora() -> ResponseReturnValue:
    """Show the figures of the month by occupation and one more trait."""
    snapshot, by, filters = _wanted()
    rows = snapshot.figures["rows"] if snapshot else []
    return render_template("offers/diaspora.html", snapshot=snapshot, rows=rows, by=by, filters=filters)


@blueprint.get("/diaspora.csv")
@permits(Permission.COUNTRY_SUPPLY_READ)
def diaspora_csv() -> ResponseReturnValue:
    """Download the same figures, by every trait."""
    snapshot, _by, _filters = _wanted()
    rows: list[list[Cell]] = []
    for row in snapshot.figures["rows"] if snapshot else []:
        name = group_name("occupation", row)
        rows.append([row["group"], name, "", "", row["people"]])
        rows += [
            [row["group"], name, by_name(by), group_name(by, cell), cell["people"]]
            for by, cells in row["cells"].items()
            for cell in cells
        ]
    with transaction() as session:
        permission = Permission.COUNTRY_SUPPLY_READ
        disclosures.downloaded(session, current_actor(), "diaspora", len(rows), permission=permission)
    heads = [_("Code"), _("Occupation"), _("By"), _("Group"), _("People, rounded to five")]
    return as_csv("diaspora", heads, rows)


@blueprint.get("/posts")
@permits(Permission.COUNTRY_DEMAND_READ)
def posts() -> ResponseReturnValue:
    """List the posts that the country's institutions reported."""
    wanted, filters = gaps.posts_wanted(demand.countries(current_actor(), Permission.COUNTRY_DEMAND_READ))
    page = demand.lines(db(), current_actor(), Permission.COUNTRY_DEMAND_READ, wanted, lists.wish(order="desc"))
    return render_template(
        "gaps/posts.html", page=page, filters=filters, active=sum(map(bool, filters.data.values())),
        file="offers.posts_csv", back_url=url_for("ministry.index"),
    )  # fmt: skip


@blueprint.get("/posts.csv")
@permits(Permission.COUNTRY_DEMAND_READ)
def posts_csv() -> ResponseReturnValue:
    """Download the posts as filtered."""
    permission = Permission.COUNTRY_DEMAND_READ
    wanted, _filters = gaps.posts_wanted(demand.countries(current_actor(), Permission.COUNTRY_DEMAND_READ))
    with transaction() as session:
        asked = lists.whole(lists.wish(order="desc"))
        rows = [gaps.posts_row(line) for line in demand.lines(session, current_actor(), permission, wanted, asked).rows]
        disclosures.downloaded(session, current_actor(), "posts", len(rows), permission=permission)
    return as_csv("posts", gaps.posts_heads(), rows)


def by_name(by: str) -> str:
    """Return what a trait is called."""
    if by.startswith(LANGUAGE):
        return labels.language_name(by.removeprefix(LANGUAGE))
    return labels.label(BY, by)


def group_name(by: str, block: dict[str, Any]) -> str:
    """Return what a published number counts: a group, or all others of it."""
    group = str(block["group"])
    if group == "-":
        return str(_("Not said"))
    if not group and by == "occupation":
        return str(_("All occupations") if block["whole"] else _("All other occupations"))
    if not group:
        return str(_("Everybody") if block["whole"] else _("All others"))
    if by.startswith(LANGUAGE):
        language = labels.language_name(by.removeprefix(LANGUAGE))
        if group == "yes":
            return str(_("Speaks %(language)s at B2 or better", language=language))
        return str(_("Does not speak %(language)s at B2", language=language))
    name = _title(by, group)
    return name if block["whole"] else str(_("%(group)s: all others", group=name))


def _title(by: str, group: str) -> str:
    if by == "occupation":
        return labels.isco_title(group)
    if group in NAMES.get(by, {}):
        return labels.label(NAMES[by], group)
    return labels.listed({"region": "regions", "level": "isced_levels"}[by], group)


def _wanted() -> tuple[SupplySnapshot | None, str, SupplyFilters]:
    """Return the figures that the address asks for, by which trait, and the form that shows it."""
    form = SupplyFilters(request.args)
    within = supply.countries(current_actor())
    form.country.choices = countries(within)
    country = form.country.data if form.country.data in within else next(iter(within), "")
    snapshot = supply.newest(db(), current_actor(), country)
    spoken = snapshot.figures["languages"] if snapshot else []
    offered = [*BY, *(f"{LANGUAGE}{code}" for code in spoken)]
    form.by.choices = choices((by, by_name(by)) for by in offered)
    by = form.by.data if form.by.data in offered else "region"
    form.by.data, form.country.data = by, country
    return snapshot, by, form

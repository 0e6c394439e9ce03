"""Needs and skills for the programme's team: what is asked beside what is held, and the posts that stand vacant."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank import reference
from skillsbank.domain.vocabulary import Modality
from skillsbank.forms.demand import GapFilters, PostsFilters
from skillsbank.forms.fields import choices
from skillsbank.models import DemandLine
from skillsbank.policies import Permission
from skillsbank.queries import demand, gaps
from skillsbank.services import disclosures
from skillsbank.web import demand_words, gap_words, labels, lists
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.exports import Cell, as_csv
from skillsbank.web.forms import countries, occupations, sectors

blueprint = Blueprint("gaps", __name__, url_prefix="/desk")
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(gap_words=gap_words))


@blueprint.get("/needs-and-skills")
@permits(Permission.PROGRAMME_GAP_READ)
def index() -> ResponseReturnValue:
    """Show what open needs ask for beside what people hold; the address is a saved search."""
    wanted, filters = _wanted()
    found = gaps.gaps(db(), current_actor(), wanted)
    page = gaps.page(found, lists.wish(order="desc"))
    active = sum(1 for name, value in filters.data.items() if value and name != "about")
    return render_template(
        "gaps/index.html", page=page, widest=gaps.widest(found), filters=filters, wanted=wanted, active=active
    )


@blueprint.get("/needs-and-skills.csv")
@permits(Permission.PROGRAMME_LIST_DOWNLOAD)
def index_csv() -> ResponseReturnValue:
    """Download the list as filtered."""
    wanted, _filters = _wanted()
    with transaction() as session:
        found = gaps.gaps(session, current_actor(), wanted)
        rows: list[list[Cell]] = [
            [
                gap_words.what(row, wanted), row.code, labels.country_name(row.country),
                labels.region_name(row.country, row.region), row.asked, row.seats, row.held, row.gap,
                row.vacant if wanted.about != gaps.SKILLS else "",
            ]
            for row in gaps.page(found, lists.whole(lists.wish(order="desc"))).rows
        ]  # fmt: skip
        disclosures.downloaded(session, current_actor(), "needs_and_skills", len(rows))
    heads = [
        _("Occupation or skill"), _("Code"), _("Country"), _("Region"), _("Open needs"), _("Posts in them"),
        _("People who hold it"), _("Posts less people"), _("Reported vacant"),
    ]  # fmt: skip
    return as_csv("needs-and-skills", heads, rows)


@blueprint.get("/posts")
@permits(Permission.PROGRAMME_GAP_READ)
def posts() -> ResponseReturnValue:
    """List the posts that institutions reported."""
    wanted, filters = posts_wanted(gaps.countries(db(), current_actor()))
    page = demand.lines(db(), current_actor(), Permission.PROGRAMME_GAP_READ, wanted, lists.wish(order="desc"))
    return render_template(
        "gaps/posts.html", page=page, filters=filters, active=sum(map(bool, filters.data.values())),
        file="gaps.posts_csv", back_url=url_for("gaps.index"),
    )  # fmt: skip


@blueprint.get("/posts.csv")
@permits(Permission.PROGRAMME_LIST_DOWNLOAD)
def posts_csv() -> ResponseReturnValue:
    """Download the posts as filtered."""
    wanted, _filters = posts_wanted(gaps.countries(db(), current_actor()))
    with transaction() as session:
        asked = lists.whole(lists.wish(order="desc"))
        found = demand.lines(session, current_actor(), Permission.PROGRAMME_GAP_READ, wanted, asked).rows
        rows = [posts_row(line) for line in found]
        disclosures.downloaded(session, current_actor(), "posts", len(rows))
    return as_csv("posts", posts_heads(), rows)


def posts_row(line: DemandLine) -> list[Cell]:
    """Return a line of somebody's return for a file."""
    host = line.source.institution
    return [
        host.name, labels.country_name(host.country), labels.region_name(host.country, host.region),
        line.source.day.isoformat(), *demand_words.row(line),
    ]  # fmt: skip


def posts_heads() -> list[object]:
    """Return the headings of posts_row()."""
    return [_("Institution"), _("Country"), _("Region"), _("As it was on"), *demand_words.COLUMN.values()]


def posts_wanted(within: list[str]) -> tuple[demand.DemandFilter, PostsFilters]:
    """Return what the address asks for of the posts in these countries, and the form that shows it."""
    form = PostsFilters(request.args)
    anything = _("Any")
    form.country.choices = countries(within, anything)
    form.sector.choices = sectors(anything)
    form.occupation.choices = occupations(form.occupation.data, anything)
    form.region.choices = choices(_regions(within, form.country.data or ""), anything)
    return demand.DemandFilter(**lists.asked(form)), form


def _wanted() -> tuple[gaps.GapFilter, GapFilters]:
    form = GapFilters(request.args)
    anything, within = _("Any"), gaps.countries(db(), current_actor())
    form.about.choices = choices(gap_words.ABOUT.items())
    form.by.choices = choices([("region", _("Country and region"))], _("Country"))
    form.only.choices = choices(gap_words.ONLY.items(), _("Everything"))
    form.country.choices = countries(within, anything)
    form.region.choices = choices(_regions(within, form.country.data or ""), anything)
    form.sector.choices = sectors(anything)
    form.modality.choices = choices(((m.value, labels.MODALITY[m.value]) for m in Modality), anything)
    return gaps.GapFilter(**lists.chosen(form)), form


def _regions(within: list[str], country: str) -> list[tuple[str, str]]:
    """Return the regions of the country that is chosen; without one there would be too many to choose from."""
    return list(reference.subdivisions(country).items()) if country in within else []

"""Staff accounts: the administrator's list, invitations, deactivating, reactivating, taking a role away."""

from collections.abc import Container
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank import reference
from skillsbank.domain.errors import Invalid
from skillsbank.domain.roles import STAFF_ROLES, Role
from skillsbank.forms.fields import choices
from skillsbank.forms.staff import InviteForm, StaffFilters
from skillsbank.models import Account
from skillsbank.policies import Permission
from skillsbank.queries import programmes
from skillsbank.queries import staff as records
from skillsbank.services import disclosures, staff
from skillsbank.web import i18n, labels, lists
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db, transaction
from skillsbank.web.exports import as_csv
from skillsbank.web.forms import countries, form_page, languages_of_pages

blueprint = Blueprint("staff", __name__, url_prefix="/staff")


@blueprint.get("")
@permits(Permission.SYSTEM_ACCOUNT_INVITE)
def index() -> ResponseReturnValue:
    """List the staff accounts with role, scope and state."""
    values, filters = _wanted()
    page = records.page(db(), current_actor(), lists.wish(), **values)
    return render_template(
        "staff/index.html",
        page=page,
        filters=filters,
        active=len(values),
        standings=records.standings(db(), page.rows),
        invited=records.invited(db(), page.rows),
        since=records.since(db(), page.rows),
        own=current_actor().account_id,
    )


@blueprint.get("/list.csv")
@permits(Permission.SYSTEM_ACCOUNT_INVITE)
def index_csv() -> ResponseReturnValue:
    """Download the list as filtered."""
    with transaction() as session:
        accounts = records.page(session, current_actor(), lists.whole(lists.wish()), **_wanted()[0]).rows
        roles, invited = records.standings(session, accounts), records.invited(session, accounts)
        since = records.since(session, accounts)
        rows = [
            [
                account.name, account.email, "; ".join(map(_in_words, roles[account.id])),
                labels.country_name(account.duty_country or ""), _state(account, invited),
                since[account.id].date().isoformat(),
            ]
            for account in accounts
        ]  # fmt: skip
        disclosures.downloaded(
            session, current_actor(), "accounts", len(rows), permission=Permission.SYSTEM_ACCOUNT_INVITE
        )
    heads = [_("Name"), _("E-mail address"), _("Role and scope"), _("Serves in"), _("State"), _("Since")]
    return as_csv("accounts", heads, rows)


def _wanted() -> tuple[dict[str, str], StaffFilters]:
    filters = StaffFilters(request.args)
    filters.role.choices = choices(((role, labels.label(labels.ROLE, role)) for role in STAFF_ROLES), _("Every role"))
    filters.active.choices = choices((("yes", _("Active")), ("no", _("Deactivated"))), _("Every state"))
    return lists.chosen(filters), filters


def _in_words(standing: records.Standing) -> str:
    scope = standing.scope or (labels.country_name(standing.country) if standing.country else "")
    return ", ".join(filter(None, (labels.label(labels.ROLE, standing.role), scope)))


def _state(account: Account, invited: Container[int]) -> str:
    if not account.staff_active:
        return str(_("Deactivated"))
    return str(_("Invited") if account.id in invited else _("Active"))


@blueprint.route("/new", methods=["GET", "POST"])
@permits(Permission.SYSTEM_ACCOUNT_INVITE)
def new() -> ResponseReturnValue:
    """Invite a member of staff."""
    form = InviteForm(language=i18n.language())
    _offer(form)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                staff.invite(
                    session, current_actor(), email=form.email.data, name=form.name.data, role=Role(form.role.data),
                    duty_country=form.duty_country.data, language=form.language.data,
                    country=form.country.data or "", programme=form.programme.data or "",
                )  # fmt: skip
            flash(_("The invitation is on its way."), "good")
            return redirect(url_for("staff.index"), 303)
        except Invalid as fault:
            _explain(form, fault)
    return form_page("staff/new.html", form, back_url=url_for("staff.index"))


@blueprint.route("/<string(length=24):public_id>/<any(deactivate, reactivate):step>", methods=["GET", "POST"])
@permits(Permission.SYSTEM_ACCOUNT_INVITE)
def turn(public_id: str, step: str) -> ResponseReturnValue:
    """Say what deactivating or reactivating does, and do it on one press."""
    account = records.one(db(), current_actor(), public_id)
    if request.method == "POST":
        with transaction() as session:
            verb = staff.deactivate if step == "deactivate" else staff.reactivate
            verb(session, current_actor(), records.one(session, current_actor(), public_id))
        done = _("The account is deactivated.") if step == "deactivate" else _("The account is active again.")
        flash(done, "good")
        return redirect(url_for("staff.index"), 303)
    return render_template("staff/turn.html", account=account, step=step, back_url=url_for("staff.index"))


@blueprint.route("/<string(length=24):public_id>/roles/<string(maxlength=80):code>", methods=["GET", "POST"])
@permits(Permission.SYSTEM_ACCOUNT_INVITE)
def remove_role(public_id: str, code: str) -> ResponseReturnValue:
    """Take one role of an account away, on one press."""
    account = records.one(db(), current_actor(), public_id)
    _held, standing = records.grant(db(), account, code)
    if request.method == "POST":
        with transaction() as session:
            account = records.one(session, current_actor(), public_id)
            held, standing = records.grant(session, account, code)
            staff.remove_role(session, current_actor(), account, held)
        flash(_("The role is taken away."), "good")
        return redirect(url_for("staff.index"), 303)
    return render_template("staff/remove_role.html", account=account, role=standing, back_url=url_for("staff.index"))


def _offer(form: InviteForm) -> None:
    form.role.choices = choices((role, labels.label(labels.ROLE, role)) for role in staff.INVITED_BY_ADMINISTRATOR)
    form.country.choices = countries(reference.country_regions(), _("None"))
    form.duty_country.choices = countries(reference.country_regions(), _("Choose"))
    named = ((each.code, each.name) for each in programmes.every(db(), current_actor()))
    form.programme.choices = choices(named, _("Every programme"))
    form.language.choices = languages_of_pages()


def _explain(form: Any, fault: Invalid) -> None:
    words = {
        "country_needed": (form.country, _("Choose the country that the ministry speaks for.")),
        "programme_needed": (form.programme, _("Choose the programme whose figures the donor may read.")),
        "scope_not_for_role": (form.role, _("This role has no such scope. Take the country or the programme away.")),
        "own_account": (form.email, _("You cannot give yourself a role. Ask another administrator.")),
        "speaks_for_another_country": (
            form.role,
            _("Nobody on a programme's team speaks for a ministry or an institution of another country."),
        ),
        "account_deactivated": (form.email, _("This account is deactivated. Reactivate it first.")),
        "one_duty_country": (form.duty_country, _("This person already serves in another country.")),
    }
    field, message = words.get(fault.code, (form, _("This does not fit the rules. Check what you entered.")))
    if field is form:
        form.form_errors.append(message)
    else:
        field.errors = [*field.errors, message]

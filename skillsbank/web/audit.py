"""The audit trail: who did what when, by role and code; records show as short opaque numbers."""

import hashlib
import hmac
from typing import Any

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from skillsbank.forms.fields import choices
from skillsbank.forms.staff import AuditFilters
from skillsbank.models import AuditEntry
from skillsbank.policies import Permission
from skillsbank.queries import audit
from skillsbank.queries.paging import MOST_IN_A_FILE
from skillsbank.services import disclosures
from skillsbank.web import labels, lists
from skillsbank.web.access import current_actor, permits
from skillsbank.web.audit_words import ACT, RECORD
from skillsbank.web.database import db, transaction
from skillsbank.web.exports import as_csv
from skillsbank.web.forms import by_name

blueprint = Blueprint("audit", __name__, url_prefix="/audit")


@blueprint.get("")
@permits(Permission.SYSTEM_AUDIT_READ)
def index() -> ResponseReturnValue:
    """List the trail, newest first."""
    values, filters = _wanted()
    page = audit.page(db(), current_actor(), lists.latest_first(audit.SORTS, "at"), **values)
    return render_template(
        "audit/index.html", page=page, filters=filters, active=len(values), number=opaque, details=in_words,
        most=MOST_IN_A_FILE, acts=ACT, records=RECORD,
    )  # fmt: skip


@blueprint.get("/list.csv")
@permits(Permission.SYSTEM_AUDIT_READ)
def index_csv() -> ResponseReturnValue:
    """Download the trail as filtered, with the columns of the page."""
    with transaction() as session:
        asked = lists.whole(lists.latest_first(audit.SORTS, "at"))
        rows = [
            [
                entry.at.isoformat(timespec="seconds"), "; ".join(map(str, labels.standing(entry.role))), entry.tag,
                labels.label(ACT, entry.tag),
                f"{entry.subject_kind} {opaque(entry)}" if entry.subject_id is not None else "",
                "; ".join(in_words(entry.details)),
            ]
            for entry in audit.page(session, current_actor(), asked, **_wanted()[0]).rows
        ]  # fmt: skip
        disclosures.downloaded(session, current_actor(), "audit", len(rows), permission=Permission.SYSTEM_AUDIT_READ)
    return as_csv("audit", [_("When"), _("Role"), _("Code"), _("What happened"), _("Record"), _("Codes")], rows)


def _wanted() -> tuple[dict[str, str], AuditFilters]:
    filters = AuditFilters(request.args)
    filters.tag.choices = choices(
        by_name((tag, f"{labels.label(ACT, tag)} ({tag})") for tag in audit.tags(db(), current_actor())),
        _("Everything"),
    )
    return lists.chosen(filters), filters


def opaque(entry: AuditEntry) -> str:
    """Return a short number that is the same for the same record and says nothing about it."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"audit:{entry.subject_kind}:{entry.subject_id}".encode(), hashlib.sha256).hexdigest()[:8]


def in_words(details: dict[str, Any]) -> list[str]:
    """Return the codes of an entry that may be shown, one "name: value" each, empty ones left out."""
    return [
        f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in sorted(details.items())
        if name in audit.SHOWN and value not in ("", None, [])
    ]

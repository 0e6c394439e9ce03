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
from skillsbank.web import lists
from skillsbank.web.access import current_actor, permits
from skillsbank.web.database import db

blueprint = Blueprint("audit", __name__, url_prefix="/audit")


@blueprint.get("")
@permits(Permission.SYSTEM_AUDIT_READ)
def index() -> ResponseReturnValue:
    """List the trail, newest first."""
    filters = AuditFilters(request.args)
    filters.tag.choices = choices(((tag, tag) for tag in audit.tags(db(), current_actor())), _("Everything"))
    values = lists.chosen(filters)
    page = audit.page(db(), current_actor(), lists.latest_first(audit.SORTS, "at"), **values)
    return render_template(
        "audit/index.html", page=page, filters=filters, active=len(values), number=opaque, details=in_words,
    )  # fmt: skip


def opaque(entry: AuditEntry) -> str:
    """Return a short number that is the same for the same record and says nothing about it."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"audit:{entry.subject_kind}:{entry.subject_id}".encode(), hashlib.sha256).hexdigest()[:8]


def in_words(details: dict[str, Any]) -> list[str]:
    """Return the codes of an entry, one "name: value" each, empty ones left out."""
    return [
        f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in sorted(details.items())
        if value not in ("", None, [])
    ]

"""Writes mails from their templates; in the demo also the page where they are read."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from skillsbank.models import OutboxMessage
from skillsbank.policies import Permission
from skillsbank.queries import service
from skillsbank.web.access import permits
from skillsbank.web.database import db
from skillsbank.web.settings import settings

blueprint = Blueprint("mails", __name__)
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it goes out."""

    recipient: str
    subject: str
    body: str


def write(message: OutboxMessage) -> Mail:
    """Return a queued message as text in its recipient's language; needs an application context."""
    base = settings().base_url
    token = message.params.get("token")
    path = f"/link/{message.kind.removeprefix('link_')}/{token}" if token else "/start"
    with force_locale(message.language):
        text = render_template(f"email/{message.kind}.txt", url=base + path, **message.params)
    subject, _, body = text.strip().partition("\n")
    return Mail(message.recipient, subject.strip(), body.strip() + "\n")


@blueprint.get("/demo/mails")
@permits(Permission.PUBLIC_PAGE_READ)
def index() -> ResponseReturnValue:
    """Show the newest mails; this page exists in the demo only, where everybody is invented."""
    messages = service.newest_mails(db(), SHOWN)
    return render_template("mails/index.html", mails=[(message, write(message)) for message in messages])

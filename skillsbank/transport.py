"""Sends mails out: by the operator's mail server, or, in the demo, to the page where they are read."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import formatdate

from skillsbank.settings import Settings
from skillsbank.web.mails import Mail

Transport = Callable[[Mail, str], None]
"""Sends a mail under an identifier that stays the same when it is tried again; raises when it did not go out."""

LOOPBACK = ("localhost", "127.0.0.1", "::1")
PATIENCE = 30.0


def choose(settings: Settings) -> Transport | None:
    """Return how mails go out; None when nobody has said how, and they wait."""
    if settings.mail_host:
        return lambda mail, identifier: send(settings, mail, identifier)
    if settings.demo:
        return lambda _mail, _identifier: None
    return None


def send(settings: Settings, mail: Mail, identifier: str) -> None:
    """Hand a mail to the mail server; beyond this machine only over TLS with a valid certificate.

    Raises OSError or smtplib.SMTPException.
    """
    message = EmailMessage()
    message["From"] = settings.mail_sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{identifier}@{settings.mail_sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    with smtplib.SMTP(settings.mail_host, settings.mail_port, timeout=PATIENCE) as server:
        if settings.mail_host not in LOOPBACK:
            server.starttls(context=ssl.create_default_context())
        server.send_message(message)

"""Sign-in underneath (Flask-Security), forgery protection, and the headers of every answer."""

from typing import Any

from flask import Flask, Response, request
from flask_security import RoleMixin, Security, SQLAlchemySessionUserDatastore, current_user
from flask_wtf import CSRFProtect
from sqlalchemy import select

from skillsbank.models import Account
from skillsbank.settings import Settings
from skillsbank.web.database import request_session

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Accounts(SQLAlchemySessionUserDatastore):
    """Finds accounts for the library, which would join its own table of roles that we do not have."""

    def find_user(self, case_insensitive: bool = False, **criteria: Any) -> Account | None:  # noqa: ARG002
        """Return the account that fits the criteria."""
        return request_session()().scalar(select(Account).filter_by(**criteria))


def init_app(app: Flask, settings: Settings) -> None:
    """Set up accounts, tokens and headers. The sign-in views are ours (decision 0002); the rest is the library's."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECURITY_PASSWORD_SALT=settings.secret_key,
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106  # the name of an algorithm
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_SINGLE_HASH={"argon2"},
        SECURITY_DEPRECATED_PASSWORD_SCHEMES=[],
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS={
            "argon2__type": "ID",
            "argon2__time_cost": 2,
            "argon2__memory_cost": 19456,
            "argon2__parallelism": 1,
        },
        SECURITY_PASSWORD_LENGTH_MIN=12,
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https:"),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # it asks for a referrer, which our own pages never send
        MAX_CONTENT_LENGTH=1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        MAX_FORM_PARTS=2000,
    )
    CSRFProtect(app)
    datastore = Accounts(request_session(), Account, RoleMixin)
    Security(app, datastore, register_blueprint=False)
    app.after_request(_headers)


def _headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CSP
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    signed_in = current_user and current_user.is_authenticated
    mailed_link = "token" in (request.view_args or {})  # opens an account to whoever holds it
    if request.endpoint != "static" and (signed_in or mailed_link):
        response.headers["Cache-Control"] = "no-store"
    return response

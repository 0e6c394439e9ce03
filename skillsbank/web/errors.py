"""Turns errors into pages: a status that fits, and words that say what to do next."""

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from skillsbank.domain.errors import DomainError, IllegalMove, Incomplete, Invalid, NotFound, NotReady, Refused
from skillsbank.web.database import db

PAGES = {400, 403, 404, 405, 409, 413, 422, 429, 500, 503}
STATUS = {Refused: 403, NotFound: 404, IllegalMove: 409, Incomplete: 422, Invalid: 422}


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _token)
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(NotReady, _not_ready)
    app.register_error_handler(StaleDataError, _conflict)
    app.register_error_handler(IntegrityError, _conflict)
    app.register_error_handler(DBAPIError, _database)


def page(status: int, **values: object) -> ResponseReturnValue:
    """Return the error page of a status."""
    if status not in PAGES:
        status = 400 if status < 500 else 500
    response = render_template(f"errors/{status}.html", **values), status
    return (*response, {"Retry-After": "30"}) if status == 503 else response


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    return page(error.code or 500)


def _token(_error: CSRFError) -> ResponseReturnValue:
    return page(
        400, what_happened=_("This page was open for a long time. Go back, load it again and send it once more.")
    )


def _domain(error: DomainError) -> ResponseReturnValue:
    return page(STATUS[type(error)])


def _not_ready(_error: NotReady) -> ResponseReturnValue:
    return page(503, what_happened=_("Many people were taken in at once, and the matching is being prepared for them."))


def _conflict(_error: Exception) -> ResponseReturnValue:
    db().rollback()
    return page(409, what_happened=_("This record was changed while you had it open."), record_url=_same_page())


def _same_page() -> str | None:
    """Return the address of the page that was sent, if it can be opened."""
    rule = request.url_rule
    return request.path if rule is not None and "GET" in (rule.methods or ()) else None


def _database(error: DBAPIError) -> ResponseReturnValue:
    db().rollback()
    if isinstance(error, OperationalError):
        return page(503)
    if isinstance(error, DataError):
        return page(422)  # a value that the database cannot hold: the person can mend it
    raise error  # a statement that it does not understand: our fault, which the log must show

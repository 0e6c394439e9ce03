"""The request's session: one for a request, closed at its end."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app, g
from sqlalchemy.orm import Session, scoped_session

from skillsbank.database import writing


def init_app(app: Flask) -> None:
    """Close the session when the request or the command ends."""
    app.teardown_appcontext(_close)


def db() -> Session:
    """Return the session of this request."""
    if "session" not in g:
        g.session = current_app.extensions["skillsbank_sessions"]()
    session: Session = g.session
    return session


@contextmanager
def transaction() -> Iterator[Session]:
    """Run one verb: returning commits, raising rolls back. What was loaded before is loaded anew."""
    session = db()
    with writing(session):
        yield session


def request_session() -> scoped_session[Session]:
    """Return what Flask-Security takes for a session: it finds the request's own."""
    return scoped_session(db, scopefunc=lambda: id(g._get_current_object()))  # type: ignore[arg-type]  # any callable


def _close(_error: BaseException | None) -> None:
    session = g.pop("session", None)
    if session is not None:
        session.close()

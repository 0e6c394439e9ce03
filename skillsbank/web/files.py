"""Files: room for one only on pages that take it, for who may send it there; kept ones leave as attachments."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue

from skillsbank.policies import can
from skillsbank.reading.documents import SUFFIXES
from skillsbank.web.access import current_actor, declared

F = TypeVar("F", bound=Callable[..., ResponseReturnValue])
BESIDE = 256 * 1024
"""What may come beside the file: its name, the token, the marks between the parts."""


def takes_file(largest: int) -> Callable[[F], F]:
    """Declare that a view takes a file of up to `largest` bytes; put it below `permits`."""

    def mark(view: F) -> F:
        view.largest_file = largest  # type: ignore[attr-defined]  # read by _make_room()
        return view

    return mark


def attachment(content: bytes, media_type: str, name: str) -> Response:
    """Return the bytes as a download under a name that tells nothing of a person; the suffix is added."""
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{SUFFIXES[media_type]}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def init_app(app: Flask) -> None:
    """Make room before anything else looks at the request."""
    app.before_request(_make_room)


def _make_room() -> None:
    largest = getattr(current_app.view_functions.get(request.endpoint or ""), "largest_file", 0)
    if not largest or request.endpoint is None:
        return
    permission = declared(current_app, request.endpoint)
    if permission is not None and can(current_actor(), permission):
        request.max_content_length = largest + BESIDE

"""Who asks, and whether the route allows it: denied by default, before the view runs."""

from collections.abc import Callable
from typing import TypeVar, cast

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from skillsbank.policies import ANONYMOUS, Actor, Permission, can
from skillsbank.services.accounts import actor_of
from skillsbank.web.database import db

F = TypeVar("F", bound=Callable[..., ResponseReturnValue])


def permits(permission: Permission) -> Callable[[F], F]:
    """Declare the permission that a view needs; the service behind it enforces it again over the record."""

    def mark(view: F) -> F:
        view.permission = permission  # type: ignore[attr-defined]  # read by declared()
        return view

    return mark


def declared(app: Flask, endpoint: str) -> Permission | None:
    """Return what the view of `endpoint` declares; None for a silent one."""
    return cast("Permission | None", getattr(app.view_functions[endpoint], "permission", None))


def current_actor() -> Actor:
    """Return who asks; looked up anew for each request, so that a change of role holds at once."""
    if "actor" not in g:
        signed_in = current_user.is_authenticated
        g.actor = actor_of(db(), current_user._get_current_object()) if signed_in else ANONYMOUS
    actor: Actor = g.actor
    return actor


def init_app(app: Flask) -> None:
    """Check every request against the declaration of its route."""
    app.before_request(_check)


def refuse_silent_routes(app: Flask) -> None:
    """Stop the start when a route declares no permission; static files are public by nature."""
    silent = [e for e in app.view_functions if e != "static" and declared(app, e) is None]
    if silent:
        raise RuntimeError(f"routes without a permission: {', '.join(sorted(silent))}")


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    permission = declared(current_app, request.endpoint)
    actor = current_actor()
    if permission is not None and can(actor, permission):
        return None
    if actor.account_id is None:
        here = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=here), 303)
    return abort(403)

"""Writes the committed tables of routes and permissions: python -m tests.tables."""

from pathlib import Path

from flask import Flask

from skillsbank.app import create_app
from skillsbank.domain.roles import Role
from skillsbank.policies import ANONYMOUS, RULES, Actor, Grant, Permission, can
from skillsbank.settings import Settings
from skillsbank.web.access import declared
from tests.world import methods, rules

FOLDER = Path(__file__).parent / "web"
ROUTES, PERMISSIONS = FOLDER / "routes.txt", FOLDER / "permissions.txt"


def routes(app: Flask) -> str:
    """Return one line a route: address, methods, permission."""
    lines = [f"{rule} {'+'.join(methods(rule))} {declared(app, rule.endpoint)}" for rule in rules(app)]
    return "\n".join(lines) + "\n"


def permissions() -> str:
    """Return one line a permission: who holds it, "anonymous" among them."""
    lines = []
    for permission in Permission:
        holders = [role.value for role in Role if can(Actor(1, (Grant(role),)), permission)]
        visitors = ["anonymous"] if can(ANONYMOUS, permission) else []
        lines.append(f"{permission}: {' '.join([*visitors, *holders]) or 'nobody'}")
    assert set(RULES) == set(Permission), "a permission without a rule"
    return "\n".join(lines) + "\n"


def read_permissions() -> dict[str, set[str]]:
    """Return the committed table: permission -> who holds it."""
    pairs = (line.split(": ") for line in PERMISSIONS.read_text(encoding="utf-8").splitlines())
    return {permission: set(holders.split()) for permission, holders in pairs}


if __name__ == "__main__":
    settings = Settings(
        database_url="sqlite://", secret_key="0123456789abcdef" * 4, instance=FOLDER, demo=True, imports=True
    )
    ROUTES.write_text(routes(create_app(settings)), encoding="utf-8")
    PERMISSIONS.write_text(permissions(), encoding="utf-8")

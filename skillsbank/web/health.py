"""The state of the service for those who watch it."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from skillsbank.policies import Permission
from skillsbank.queries import service
from skillsbank.web.access import permits
from skillsbank.web.database import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
@permits(Permission.PUBLIC_PAGE_READ)
def show() -> ResponseReturnValue:
    """Answer with the state of database, index and worker; 503 when the database does not answer."""
    try:
        state = service.health(db())
    except SQLAlchemyError:
        return jsonify(status="unavailable", database={"state": "unavailable"}), 503
    return jsonify(status="ok", **state)

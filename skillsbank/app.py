"""Builds the application: the one file that knows every room."""

from flask import Flask
from flask_compress import Compress

from skillsbank.database import make_engine, make_sessions
from skillsbank.resources import folder
from skillsbank.settings import Settings
from skillsbank.web import (
    access,
    accounts,
    applications,
    audit,
    candidacy,
    candidates,
    code_lists,
    consents,
    cv,
    database,
    demand,
    desk,
    details,
    drafts,
    erasures,
    errors,
    experts,
    files,
    fits,
    frame,
    gaps,
    health,
    home,
    host,
    i18n,
    imports,
    institutions,
    intakes,
    mails,
    ministry,
    mydata,
    need_steps,
    need_teams,
    needs,
    objections,
    offers,
    profile,
    programmes,
    public,
    ranking,
    security,
    shortlist,
    staff,
    suggest,
    text_files,
    visibility,
    weights,
    words,
)

ROOMS = (
    accounts,
    applications,
    audit,
    candidates,
    code_lists,
    consents,
    candidacy,
    cv,
    demand,
    desk,
    details,
    drafts,
    erasures,
    experts,
    fits,
    gaps,
    health,
    home,
    host,
    institutions,
    ministry,
    mydata,
    need_steps,
    need_teams,
    needs,
    objections,
    offers,
    profile,
    programmes,
    public,
    ranking,
    shortlist,
    staff,
    suggest,
    text_files,
    visibility,
    weights,
    words,
)
"""The doors. The page of the demo's mails is added in the demo alone; lists and entry for others where switched on."""


def create_app(settings: Settings, sessions: object | None = None) -> Flask:
    """Return the application for `settings`; `sessions` is a ready factory of sessions, else one is made."""
    app = Flask("skillsbank", template_folder=str(folder("templates")), static_folder="static")
    app.extensions["skillsbank_settings"] = settings
    app.extensions["skillsbank_sessions"] = sessions or make_sessions(
        make_engine(settings.database_url), settings.instance / "index"
    )
    app.jinja_options = {"autoescape": True}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config["COMPRESS_MIN_SIZE"] = 500
    Compress(app)
    database.init_app(app)
    files.init_app(app)
    security.init_app(app, settings)
    i18n.init_app(app, settings)
    access.init_app(app)
    errors.init_app(app)
    frame.init_app(app, settings)
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
    if settings.imports:
        app.register_blueprint(imports.blueprint)
        app.register_blueprint(intakes.blueprint)
    if settings.demo:
        app.register_blueprint(mails.blueprint)
    access.refuse_silent_routes(app)
    return app

"""The settings that this app was made with."""

from flask import current_app

from skillsbank.settings import Settings


def settings() -> Settings:
    """Return the settings of the current app."""
    found: Settings = current_app.extensions["skillsbank_settings"]
    return found

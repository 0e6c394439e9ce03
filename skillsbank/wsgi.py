"""The application for a WSGI server, set up from the environment."""

from skillsbank.app import create_app
from skillsbank.settings import Settings

app = create_app(Settings.from_environment())

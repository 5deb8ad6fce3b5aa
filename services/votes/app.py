"""The service's application: its doors plugged into the shared shell."""

from flask import Flask

from services.votes.api import api
from services.votes.pages import pages
from shared.config import Config, load_config
from shared.web.application import build_app


def create_app(config: Config | None = None) -> Flask:
    """Build the application, configured from the environment unless told otherwise."""
    return build_app("votes", config or load_config(), pages, api)

"""The service's application: its doors plugged into the shared shell."""

from flask import Flask

from services.appels_fonds.api import api
from services.appels_fonds.pages import pages
from shared.config import Config, load_config
from shared.web.application import build_app


def create_app(config: Config | None = None) -> Flask:
    """Build the application, configured from the environment unless told otherwise."""
    return build_app("appels_fonds", config or load_config(), pages, api)

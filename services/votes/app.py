"""The service's application: its doors plugged into the shared shell."""

from flask import Flask

import services.votes.api_assemblees
import services.votes.api_consignes
import services.votes.api_convocations
import services.votes.api_demandes
import services.votes.api_envois
import services.votes.api_rapport
import services.votes.api_reglages
import services.votes.api_resultats  # noqa: F401 - each adds its addresses to the JSON door
from services.votes.api import api
from services.votes.pages import pages
from shared.config import Config, load_config
from shared.web.application import build_app


def create_app(config: Config | None = None) -> Flask:
    """Build the application, configured from the environment unless told otherwise."""
    return build_app("votes", config or load_config(), pages, api)

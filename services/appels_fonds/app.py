"""The service's application: its doors plugged into the shared shell."""

from flask import Flask

import services.appels_fonds.api_cadre
import services.appels_fonds.api_comptabilite
import services.appels_fonds.api_imports
import services.appels_fonds.api_paiements
import services.appels_fonds.api_suivi
import services.appels_fonds.pages_comptabilite
import services.appels_fonds.pages_exports
import services.appels_fonds.pages_livres
import services.appels_fonds.pages_paiements  # noqa: F401 - each adds its doors to the same two
from services.appels_fonds.api import api
from services.appels_fonds.pages import pages
from shared.config import Config, load_config
from shared.web.application import build_app


def create_app(config: Config | None = None) -> Flask:
    """Build the application, configured from the environment unless told otherwise."""
    return build_app("appels_fonds", config or load_config(), pages, api)

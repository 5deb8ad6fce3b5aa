"""The service's application: its doors plugged into the shared shell."""

from flask import Flask

import services.charges.api_anomalies
import services.charges.api_comparaison
import services.charges.api_comptes
import services.charges.api_depenses_bailleur
import services.charges.api_graphiques
import services.charges.api_registre
import services.charges.api_regularisations  # noqa: F401 - adds its addresses to the JSON door
from services.charges.api import api
from services.charges.pages import pages
from shared.config import Config, load_config
from shared.web.application import build_app


def create_app(config: Config | None = None) -> Flask:
    """Build the application, configured from the environment unless told otherwise."""
    return build_app("charges", config or load_config(), pages, api)

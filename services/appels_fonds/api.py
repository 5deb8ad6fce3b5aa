"""The JSON door of appels_fonds."""

from flask_smorest import Blueprint

api = Blueprint("appels_fonds_api", __name__, description="appels_fonds")

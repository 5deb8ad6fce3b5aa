"""The JSON door of charges."""

from flask_smorest import Blueprint

api = Blueprint("charges_api", __name__, description="charges")

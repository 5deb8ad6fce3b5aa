"""The JSON door of votes."""

from flask_smorest import Blueprint

api = Blueprint("votes_api", __name__, description="votes")

"""The shell mounted by every service: its static files, its templates, and the pages that belong to no service."""

from pathlib import Path

from flask import Blueprint

from shared.web.accueil import accueil
from shared.web.administration import administration
from shared.web.connexion import connexion
from shared.web.coproprietes import coproprietes
from shared.web.documents import documents
from shared.web.listes import adresse, chemin_local, largeur_part
from shared.web.patrimoine_modifications import modifications
from shared.web.patrimoine_pages import patrimoine
from shared.web.registre_pages import registre
from shared.web.vues import vues

UI = Path(__file__).parent.parent / "ui"
MODULES = tuple(sorted(path.name for path in (UI / "static").glob("*.js") if path.name != "tantieme.js"))
"""What ``tantieme.js`` imports, for the browser to ask for at once."""
coquille = Blueprint(
    "coquille",
    __name__,
    template_folder=str(UI / "templates"),
    static_folder=str(UI / "static"),
    static_url_path="/static",
)
coquille.add_app_template_global(adresse, "adresse")
coquille.add_app_template_global(largeur_part, "largeur_part")
coquille.add_app_template_global(lambda: MODULES, "modules")
coquille.add_app_template_filter(chemin_local, "chemin_local")


def shell_blueprints() -> list[Blueprint]:
    """Everything the shell is made of."""
    return [
        coquille,
        connexion,
        accueil,
        coproprietes,
        patrimoine,
        registre,
        modifications,
        administration,
        documents,
        vues,
    ]

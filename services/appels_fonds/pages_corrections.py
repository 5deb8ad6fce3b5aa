"""The HTML door of corrections: the value of a cell that could not be read, in this file alone."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.appels_fonds.reception.analyses import REFUSE
from services.appels_fonds.reception.cellules_corrigees import Lieu, correct_cellules
from shared.acteurs import Permission
from shared.database import Session
from shared.web.gardes import current_acteur, requires

PREFIXE = "cellule_"
corrections_pages = Blueprint("corrections", __name__)


def name_champ(feuille: str, cellule: str) -> str:
    """The field that corrects a cell."""
    return f"{PREFIXE}{feuille}!{cellule}"


@corrections_pages.post("/imports/<int:import_id>/cellules")
@requires(Permission.IMPORTER_APPEL)
def corriger(import_id: int) -> AnyResponse:
    """Give the value of some cells; the file is read again with them."""
    valeurs: dict[tuple[str | None, str], str] = {
        _read_champ(nom): valeur
        for nom, valeur in request.form.items()
        if nom.startswith(PREFIXE) and (valeur.strip() or request.form.get("retirer") == nom)
    }
    with Session.begin() as session:
        analyse = correct_cellules(
            session, current_acteur(), import_id, valeurs, motif=request.form.get("motif", ""),
            version=request.form.get("version", 0, type=int),
        )  # fmt: skip
        reste = "il reste une faute bloquante." if analyse.issue == REFUSE else "plus rien ne bloque."
    nombre = len(valeurs)
    flash(f"{nombre} cellule{'s' if nombre > 1 else ''} corrigée{'s' if nombre > 1 else ''}, fichier relu : {reste}")
    return redirect(url_for("appels_fonds.apercu", import_id=import_id))


def _read_champ(nom: str) -> Lieu:
    feuille, _, cellule = nom.removeprefix(PREFIXE).rpartition("!")
    return feuille, cellule

"""The HTML door of the work list: integrate together the files that are ready."""

from flask import Blueprint, current_app, flash, redirect, request, url_for
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response as AnyResponse

from services.appels_fonds.acces import get_import
from services.appels_fonds.comptabilite.demandes_taux import ask_taux_import
from services.appels_fonds.comptabilite.taux_recuperables import record_reponses
from services.appels_fonds.reception import imports, imports_longs
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import AppError, InvalidError
from shared.montants import format_montant
from shared.presentation import accord
from shared.web.gardes import current_acteur, requires

PREFIXE_MOTIF = "motif_"
attente_pages = Blueprint("attente", __name__)


def read_motifs() -> dict[str, str]:
    """The comments of a form, by code to confirm."""
    return {
        key.removeprefix(PREFIXE_MOTIF): value for key, value in request.form.items() if key.startswith(PREFIXE_MOTIF)
    }


@attente_pages.post("/imports/integrer")
@requires(Permission.IMPORTER_APPEL)
def integrer_ensemble() -> AnyResponse:
    """Integrate the ticked files, each whole or not at all; one that is refused does not hold the others back."""
    choix = [_read_choix(texte) for texte in request.form.getlist("choix")]
    if not choix:
        raise InvalidError("Cochez au moins un fichier à intégrer.", code="RIEN_DE_COCHE")
    motifs, fichiers, longs, appels, total = read_motifs(), 0, 0, 0, 0
    for import_id, version in choix:
        try:
            reponses = ask_taux_import(current_app.extensions["client"], current_acteur(), import_id)
            with Session.begin() as session:
                record_reponses(session, current_acteur(), reponses)
                if imports_longs.is_long(session, get_import(session, current_acteur(), import_id)):
                    imports_longs.request_integration(
                        session, current_acteur(), import_id, version=version, forcages=motifs, en_partie=False
                    )
                    longs += 1
                    continue
                made = imports.confirm_import(session, current_acteur(), import_id, version=version, forcages=motifs)
                appels, total = appels + len(made), total + sum(appel.total_centimes for appel in made)
            fichiers += 1
        except AppError as error:
            _tell_refus(import_id, error.detail)
        except IntegrityError:
            _tell_refus(import_id, "une de ses lignes vient d’être intégrée par un autre agent : relisez l’aperçu.")
    if longs:
        flash(f"{accord(longs, 'fichier long')} : intégration en cours, suivez-la ci-dessous.")
    if fichiers:
        flash(f"{accord(fichiers, 'fichier intégré')} : {accord(appels, 'appel')}, "
              f"{format_montant(total)}.")  # fmt: skip
    return redirect(url_for("appels_fonds.accueil"))


def _tell_refus(import_id: int, detail: str) -> None:
    with Lecture() as session:
        nom = get_import(session, current_acteur(), import_id).nom_fichier
    flash(f"{nom} n’est pas intégré : {detail}", "danger")


def _read_choix(texte: str) -> tuple[int, int]:
    """``12:3``: the import and the version that was seen."""
    import_id, _, version = texte.partition(":")
    if not (import_id.isdecimal() and version.isdecimal() and len(texte) < 30):
        raise InvalidError("Cette sélection n’est plus valable : rechargez la liste.", code="SELECTION_INVALIDE")
    return int(import_id), int(version)

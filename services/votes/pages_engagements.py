"""The HTML door of the budget of votes: what is reserved and committed, by year, and its workbook."""

from flask import Blueprint, Response, render_template, request

from services.votes.engagements.budget import ETATS, list_lignes, read_filtre_budget, sum_annees
from services.votes.models import EtatEngagement
from shared.acteurs import Permission
from shared.database import Lecture
from shared.excel.export_liste import MIME_XLSX, write_liste
from shared.montants import euros
from shared.presentation import today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires
from shared.web.listes import TAILLE, Page, asked_page

engagements = Blueprint("engagements", __name__)
LIGNES_EXPORTEES = 50_000


@engagements.get("/engagements")
@requires(Permission.CONSULTER)
def page() -> str:
    """What our « pour » reserve, what the minutes committed, by year."""
    acteur, filtre = current_acteur(), read_filtre_budget(request.args)
    with Lecture() as session:
        lignes, page, nombre, somme = list_lignes(session, acteur, filtre, page=asked_page(request.args), taille=TAILLE)
        annees = sum_annees(session, acteur, filtre)
        return render_template(
            "votes/engagements.html",
            liste=Page(lignes, page, TAILLE, nombre),
            somme=somme,
            annees=annees,
            plus_haut=max((annee.total_centimes for annee in annees), default=0),
            filtre=filtre,
            etats=[(etat.value, libelle) for etat, libelle in ETATS.items()],
            libelles=ETATS,
            tons={
                EtatEngagement.RESERVE: "attention",
                EtatEngagement.ENGAGE: "succes",
                EtatEngagement.LIBERE: "neutre",
            },
        )


@engagements.get("/engagements/export.xlsx")
@requires(Permission.CONSULTER)
def export() -> Response:
    """The filtered lines as a workbook."""
    acteur, filtre = current_acteur(), read_filtre_budget(request.args)
    with Lecture() as session:
        lignes, *_ = list_lignes(session, acteur, filtre, page=1, taille=LIGNES_EXPORTEES)
        rows = [
            (
                ligne.annee, ligne.copropriete, ligne.copropriete_nom, ligne.date_ag, ligne.numero, ligne.intitule,
                euros(ligne.montant_centimes), ETATS[ligne.etat], ligne.motif,
            )
            for ligne in lignes
        ]  # fmt: skip
    entetes = ("Année", "Copropriété", "Nom", "AG", "N°", "Résolution", "Notre quote-part", "État", "Règle")
    return send_bytes(write_liste("Engagements", entetes, rows), f"engagements-{today()}.xlsx", MIME_XLSX)

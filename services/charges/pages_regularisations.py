"""The HTML door of the régularisation: leases brought by workbook, the campaign, each version, its statements."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session as OrmSession
from werkzeug.wrappers import Response

from services.charges.baux.imports import import_baux, import_releves
from services.charges.comptes.comptes_annuels import read_again
from services.charges.comptes.controle import check_cles, check_comptes
from services.charges.comptes.rattachement import check_parts, map_cles
from services.charges.decomptes.arretes import close_depart, get_arrete
from services.charges.decomptes.campagne import count_etapes, list_campagne, list_jamais_regularises, list_versions
from services.charges.decomptes.departs import list_departs
from services.charges.decomptes.documents import render_arrete, render_decompte, write_portail
from services.charges.decomptes.editions import find_tache, request_decomptes
from services.charges.decomptes.enregistrement import (
    get_decompte,
    get_regularisation,
    send_regularisation,
    settle_exercice,
)
from services.charges.decomptes.export import write_controle
from services.charges.decomptes.groupe import find_dernier_calcul, list_a_calculer, request_calculs
from services.charges.models import RegularisationExercice
from services.charges.tables.lecture import Fichier
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.excel.export_liste import MIME_XLSX
from shared.models import Copropriete, EtatTache
from shared.patrimoine.lectures import visible_coproprietes
from shared.pdf.emetteur import load_emetteur
from shared.presentation import accord, today
from shared.web.documents import send_bytes
from shared.web.fichiers_deposes import read_depose
from shared.web.gardes import current_acteur, requires
from shared.web.saisie import Saisie
from shared.web.vivant import live

regularisations = Blueprint("regularisations", __name__, url_prefix="/regularisations")
ETATS = {etat.name: etat for etat in EtatTache}
"""How a task ended, for the fragments that tell it."""


@regularisations.get("/")
@requires(Permission.CONSULTER)
def campagne() -> str:
    """Where each closed exercise stands, and those never settled."""
    return _render_campagne()


def _render_campagne(faute: InvalidError | None = None) -> str:
    code, annee = request.args.get("copropriete", ""), request.args.get("annee", "")
    with Lecture() as session:
        acteur = current_acteur()
        toutes = list_campagne(session, acteur, today(), code=code)
        annees = sorted({ligne.fin.year for ligne in toutes}, reverse=True)
        choisie = int(annee) if annee.isdecimal() and int(annee) in annees else (annees[0] if annees else None)
        lignes = [ligne for ligne in toutes if ligne.fin.year == choisie]
        return render_template(
            "charges/regularisations.html", lignes=lignes, etapes=count_etapes(lignes),
            a_calculer=len(list_a_calculer(lignes)), annees=annees, annee=choisie,
            jamais=list_jamais_regularises(toutes), code=code, faute=faute, form=request.form,
            coproprietes=session.scalars(visible_coproprietes(acteur).order_by(Copropriete.code)).all(),
        )  # fmt: skip


@regularisations.post("/baux")
@requires(Permission.TENIR_CHARGES)
def deposer_baux() -> Response | tuple[str, int]:
    """Bring leases and provisions, or meter readings."""
    try:
        fichier = _read_fichier()
        saisie = Saisie(request.form)
        if request.form.get("genre") == "releves":
            with Session.begin() as session:
                nombre = import_releves(session, current_acteur(), fichier, request.form.get("copropriete", ""))
            flash(f"{accord(nombre, 'relevé')} de compteur gardé{'s' if nombre > 1 else ''}.")
            return redirect(url_for("charges.regularisations.campagne"))
        debut, fin = saisie.jour("debut", "Début de l’exercice"), saisie.jour("fin", "Fin de l’exercice")
        saisie.check()
        if debut is None or fin is None:
            raise InvalidError("Donnez les deux dates de l’exercice.")
        with Session.begin() as session:
            bilan = import_baux(session, current_acteur(), fichier, debut, fin, request.form.get("copropriete", ""))
    except InvalidError as error:
        return _render_campagne(error), error.status
    flash(
        f"{accord(bilan.crees, 'bail ajouté', 'baux ajoutés')}, {accord(bilan.modifies, 'modifié')}, "
        f"{accord(bilan.inchanges, 'inchangé')}."
    )
    return redirect(url_for("charges.regularisations.campagne", annee=fin.year))


def _read_fichier() -> Fichier:
    depose = read_depose("fichier")
    if depose is None:
        raise InvalidError("Choisissez un fichier.", code="FICHIER_ABSENT")
    return Fichier(*depose)


@regularisations.get("/coproprietes/<code>")
@requires(Permission.CONSULTER)
def versions(code: str) -> str:
    """The exercises of one copropriété, and every version computed for them."""
    with Lecture() as session:
        acteur = current_acteur()
        return render_template(
            "charges/regularisations_copropriete.html", code=code,
            lignes=list_campagne(session, acteur, today(), code=code), versions=list_versions(session, acteur, code),
            departs=list_departs(session, acteur, code, today()),
        )  # fmt: skip


@regularisations.post("/coproprietes/<code>/departs")
@requires(Permission.TENIR_CHARGES)
def arreter(code: str) -> Response:
    """Close the charges of a tenant who left before the accounts, on an estimate."""
    with Session.begin() as session:
        numero = close_depart(session, current_acteur(), code, request.form.get("bail", "")).numero
    flash(f"Arrêté {numero} calculé : une estimation, que le décompte définitif remplacera.")
    return redirect(url_for("charges.regularisations.versions", code=code))


@regularisations.get("/arretes/<int:arrete_id>.pdf")
@requires(Permission.CONSULTER)
def arrete(arrete_id: int) -> Response:
    """One provisional closing, made now from the figures that were kept."""
    with Lecture() as session:
        trouve = get_arrete(session, current_acteur(), arrete_id)
        contenu = render_arrete(trouve, load_emetteur(session), today())
        return make_response(send_bytes(contenu, f"arrete-{trouve.numero}.pdf", "application/pdf"))


@regularisations.post("/calculer")
@requires(Permission.TENIR_CHARGES)
def calculer_toutes() -> Response:
    """Ask for every régularisation that waits, in a year or in all."""
    annee = request.form.get("annee", type=int)
    with Session.begin() as session:
        total = request_calculs(session, current_acteur(), today(), annee).total
    flash(f"Calcul de {accord(total, 'régularisation')} demandé : il avance sans vous.")
    return redirect(url_for("charges.regularisations.campagne", annee=annee))


@regularisations.get("/calculs")
@requires(Permission.CONSULTER)
def calculs() -> Response:
    """How far the last bulk computation is, and what it refused."""
    with Lecture() as session:
        tache = find_dernier_calcul(session, current_acteur())
        return live(render_template("charges/_calculs.html", tache=tache, **ETATS))


@regularisations.post("/comptes/<int:comptes_id>/calculer")
@requires(Permission.TENIR_CHARGES)
def calculer(comptes_id: int) -> Response:
    """Settle the exercise of received accounts: a new version."""
    with Session.begin() as session:
        regularisation = settle_exercice(session, current_acteur(), comptes_id)
        numero, ident = regularisation.numero, regularisation.id
    flash(f"Régularisation {numero} calculée.")
    return redirect(url_for("charges.regularisations.page", regularisation_id=ident))


@regularisations.get("/<int:regularisation_id>")
@requires(Permission.CONSULTER)
def page(regularisation_id: int) -> str:
    """One version: totals, warnings, statements, vacancy, three-way check."""
    with Lecture() as session:
        regularisation = get_regularisation(session, current_acteur(), regularisation_id)
        return render_template(
            "charges/regularisation.html", r=regularisation, tache=find_tache(session, regularisation.tache_id),
            versions=list_versions(session, current_acteur(), regularisation.copropriete.code),
        )  # fmt: skip


@regularisations.get("/<int:regularisation_id>/edition")
@requires(Permission.CONSULTER)
def edition(regularisation_id: int) -> Response:
    """How far the edition of the statements is."""
    with Lecture() as session:
        regularisation = get_regularisation(session, current_acteur(), regularisation_id)
        tache = find_tache(session, regularisation.tache_id)
        return live(render_template("charges/_edition.html", tache=tache, **ETATS))


@regularisations.post("/<int:regularisation_id>/editer")
@requires(Permission.TENIR_CHARGES)
def editer(regularisation_id: int) -> Response:
    """Ask for every PDF."""
    with Session.begin() as session:
        tache = request_decomptes(session, current_acteur(), regularisation_id)
        total = tache.total
    flash(f"Édition de {accord(total, 'décompte')} demandée : elle avance sans vous.")
    return redirect(url_for("charges.regularisations.page", regularisation_id=regularisation_id))


@regularisations.post("/<int:regularisation_id>/envoyer")
@requires(Permission.TENIR_CHARGES)
def envoyer(regularisation_id: int) -> Response:
    """Note that the statements left."""
    saisie = Saisie(request.form)
    le, version = saisie.jour("le", "Envoyée le"), saisie.entier("version", "Version")
    saisie.check()
    if le is None or version is None:
        raise InvalidError("Donnez le jour de l’envoi.")
    with Session.begin() as session:
        regularisation = send_regularisation(session, current_acteur(), regularisation_id, version=version, le=le)
        exigible = regularisation.exigible_le
    flash(f"Envoi noté : soldes exigibles à partir du {exigible:%d/%m/%Y}.")
    return redirect(url_for("charges.regularisations.page", regularisation_id=regularisation_id))


@regularisations.get("/<int:regularisation_id>/portail.csv")
@requires(Permission.TENIR_CHARGES)
def portail(regularisation_id: int) -> Response:
    """The data file for the tenants' portal."""
    with Lecture() as session:
        regularisation = get_regularisation(session, current_acteur(), regularisation_id)
        return send_bytes(write_portail(regularisation), f"{regularisation.numero}.csv", "text/csv")


@regularisations.get("/<int:regularisation_id>/controle.xlsx")
@requires(Permission.CONSULTER)
def controle(regularisation_id: int) -> Response:
    """The controller's workbook: raw rows and three-way check."""
    with Lecture() as session:
        regularisation = get_regularisation(session, current_acteur(), regularisation_id)
        contenu = write_controle(regularisation, *load_controle(session, regularisation))
        return send_bytes(contenu, f"controle-{regularisation.numero}.xlsx", MIME_XLSX)


def load_controle(session: OrmSession, regularisation: RegularisationExercice) -> tuple[Any, Any, Any]:
    """Keys, accounts and shares of the accounts behind a version, each against what the documents print."""
    lecture = read_again(regularisation.comptes)
    cles = map_cles(session, regularisation.copropriete_id, lecture)
    parts = check_parts(session, regularisation.copropriete_id, lecture, cles, regularisation.fin)
    return check_cles(lecture), check_comptes(lecture), parts


@regularisations.get("/decomptes/<int:decompte_id>.pdf")
@requires(Permission.CONSULTER)
def decompte(decompte_id: int) -> Response:
    """One statement, made now from the figures that were kept."""
    with Lecture() as session:
        trouve = get_decompte(session, current_acteur(), decompte_id)
        contenu = render_decompte(trouve, load_emetteur(session), today())
        return make_response(send_bytes(contenu, f"decompte-{trouve.numero}.pdf", "application/pdf"))

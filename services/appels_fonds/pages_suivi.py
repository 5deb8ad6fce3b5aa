"""The HTML door of the follow-up: expected calls, reminders, the syndics' balances, cash to come, a year's file."""

from datetime import timedelta

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.appels_fonds.suivi.attendus import AppelSuivi, EtatAttendu
from services.appels_fonds.suivi.calendrier import MANQUANTS, Suivi, load_suivi, send_relance
from services.appels_fonds.suivi.classeurs import write_dossier, write_suivi, write_tresorerie
from services.appels_fonds.suivi.dossier_annuel import load_dossier_annuel
from services.appels_fonds.suivi.soldes import list_rapprochements, record_solde
from services.appels_fonds.suivi.tresorerie import load_tresorerie
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.excel.export_liste import MIME_XLSX
from shared.montants import MontantInvalide, parse_montant
from shared.presentation import today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires
from shared.web.saisie import ANNEES, Saisie

suivi = Blueprint("suivi", __name__)
AVANT, APRES = timedelta(days=200), timedelta(days=200)


def _load() -> Suivi:
    """The calendar the address asks for: ``code`` of a copropriété, ``etat`` of the calls."""
    jour = today()
    with Lecture() as session:
        code = request.args.get("copropriete", "").strip().upper() or None
        return load_suivi(session, current_acteur(), jour - AVANT, jour + APRES, jour, code=code)


def _chosen(found: Suivi) -> list[AppelSuivi]:
    etat = request.args.get("etat", "")
    return found.of_etats([EtatAttendu(etat)]) if etat in EtatAttendu.__members__ else list(found.appels)


@suivi.get("/suivi")
@requires(Permission.CONSULTER)
def calendrier() -> str:
    """The expected calls around today, what became of each, and what lacks by syndic."""
    found = _load()
    return render_template(
        "appels_fonds/suivi.html", suivi=found, appels=_chosen(found), etats=list(EtatAttendu), manquants=MANQUANTS
    )


@suivi.get("/suivi.xlsx")
@requires(Permission.CONSULTER)
def calendrier_excel() -> Response:
    """The same list as a workbook."""
    found = _load()
    return send_bytes(write_suivi(found, _chosen(found)), "appels-attendus.xlsx", MIME_XLSX)


@suivi.post("/suivi/<code>/relance")
@requires(Permission.IMPORTER_APPEL)
def relancer(code: str) -> AnyResponse:
    """Write to the syndic for what lacks in a copropriété."""
    with Session.begin() as session:
        relance = send_relance(session, current_acteur(), code, today())
        destinataire = relance.destinataire
    flash(f"Relance écrite à {destinataire}.")
    return redirect(url_for("appels_fonds.suivi.calendrier", etat=EtatAttendu.EN_RETARD))


@suivi.get("/soldes")
@requires(Permission.CONSULTER)
def soldes() -> str:
    """The balances the syndics told beside ours."""
    with Lecture() as session:
        return render_template(
            "appels_fonds/soldes.html", rapprochements=list_rapprochements(session, current_acteur()), saisie={}
        )


@suivi.post("/soldes")
@requires(Permission.IMPORTER_APPEL)
def noter_solde() -> AnyResponse:
    """Keep a balance told by a syndic."""
    saisie = Saisie(request.form)
    code = saisie.texte("copropriete", "Copropriété")
    au = saisie.jour("au", "Au")
    montant = saisie.texte("montant", "Solde")
    source = saisie.texte("source", "Source")
    centimes = 0
    try:
        centimes = parse_montant(montant or "0")
    except MontantInvalide as error:
        saisie.fautes.append({"ou": "Solde", "message": str(error)})
    saisie.check()
    with Session.begin() as session:
        record_solde(
            session, current_acteur(), (code or "").upper(), au=au or today(), montant_centimes=centimes,
            source=source or "", aujourdhui=today(),
        )  # fmt: skip
    flash("Solde noté.")
    return redirect(url_for("appels_fonds.suivi.soldes"))


@suivi.get("/tresorerie")
@requires(Permission.CONSULTER)
def tresorerie() -> str:
    """The cash to pay over the next twelve months."""
    with Lecture() as session:
        return render_template(
            "appels_fonds/tresorerie.html", tresorerie=load_tresorerie(session, current_acteur(), today())
        )


@suivi.get("/tresorerie.xlsx")
@requires(Permission.CONSULTER)
def tresorerie_excel() -> Response:
    """The same as a workbook."""
    with Lecture() as session:
        contenu = write_tresorerie(load_tresorerie(session, current_acteur(), today()))
    return send_bytes(contenu, "tresorerie.xlsx", MIME_XLSX)


@suivi.get("/coproprietes/<code>/annees/<int:annee>")
@requires(Permission.CONSULTER)
def dossier(code: str, annee: int) -> str:
    """The file of a year, from the vote to the payment."""
    with Lecture() as session:
        found = load_dossier_annuel(session, current_acteur(), code, check_annee(annee), today())
        return render_template("appels_fonds/dossier_annuel.html", dossier=found)


@suivi.get("/coproprietes/<code>/annees/<int:annee>.xlsx")
@requires(Permission.CONSULTER)
def dossier_excel(code: str, annee: int) -> Response:
    """The same as a workbook: a row for each line called, with its file, its cell, its entry and its payment."""
    with Lecture() as session:
        contenu = write_dossier(load_dossier_annuel(session, current_acteur(), code, check_annee(annee), today()))
    return send_bytes(contenu, f"{code}-{annee}.xlsx", MIME_XLSX)


def check_annee(annee: int) -> int:
    """The year of an address.

    :raises InvalidError: not a year anybody kept calls for.
    """
    if annee not in ANNEES:
        raise InvalidError(f"{annee} n’est pas une année de nos comptes.", code="ANNEE_INVALIDE")
    return annee

"""The HTML door of exports: FEC and the layouts of accounting programs, numbered and kept."""

import io
import json
import zipfile
from datetime import date

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.appels_fonds.exports import lots as exports
from services.appels_fonds.exports.formats import CHAMPS, FEC
from services.appels_fonds.pages import pages
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.presentation import today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires
from shared.web.saisie import Saisie


@pages.get("/exports")
@requires(Permission.VALIDER_ECRITURE)
def exports_page() -> str:
    """The exports made, and the form of the next one."""
    with Lecture() as session:
        return render_template(
            "appels_fonds/exports.html", exports=exports.list_exports(session), annee=today().year, fec=FEC,
            profils=exports.load_profils(session), restantes=exports.count_exportable(session), champs=CHAMPS,
        )  # fmt: skip


@pages.post("/exports")
@requires(Permission.VALIDER_ECRITURE)
def exporter() -> AnyResponse:
    """Make an export."""
    saisie = Saisie(request.form)
    debut, fin = saisie.jour("debut", "Du"), saisie.jour("fin", "Au")
    profil = saisie.texte("profil", "Format")
    saisie.check()
    with Session.begin() as session:
        made = exports.make_export(
            session, current_acteur(), profil or FEC, debut=debut or date.min, fin=fin or date.max,
            nouvelles=request.form.get("nouvelles") == "oui",
        )  # fmt: skip
        message = f"Export n° {made.numero} : {made.nom_fichier}, {made.lignes} lignes."
    flash(message)
    return redirect(url_for("appels_fonds.exports_page"))


@pages.post("/fec")
@requires(Permission.VALIDER_ECRITURE)
def produire_fec() -> AnyResponse:
    """Make the FEC of a period, checked and numbered as any export, and give it at once."""
    saisie = Saisie(request.form)
    debut, fin = saisie.jour("debut", "Du"), saisie.jour("fin", "Au")
    saisie.check()
    with Session.begin() as session:
        numero = exports.make_export(
            session, current_acteur(), FEC, debut=debut or date.min, fin=fin or date.max
        ).numero
    return redirect(url_for("appels_fonds.fichier_export", numero=numero))


@pages.post("/exports/profils")
@requires(Permission.GERER_COMPTABILITE)
def enregistrer_profil() -> AnyResponse:
    """Keep a layout of the client's own."""
    saisie = Saisie(request.form)
    code, libelle = saisie.texte("code", "Code"), saisie.texte("libelle", "Nom")
    brut = saisie.texte("definition", "Définition")
    saisie.check()
    try:
        definition = json.loads(brut or "")
    except ValueError as error:
        raise InvalidError(f"La définition n’est pas du JSON : {error}", code="PROFIL_INVALIDE") from error
    if not isinstance(definition, dict):
        raise InvalidError("La définition est un objet JSON.", code="PROFIL_INVALIDE")
    with Session.begin() as session:
        profil = exports.save_profil(session, current_acteur(), code or "", libelle or "", definition)
        message = f"Profil {profil.code}, version {profil.version}, enregistré."
    flash(message)
    return redirect(url_for("appels_fonds.exports_page"))


@pages.get("/exports/<int:numero>/fichier")
@requires(Permission.VALIDER_ECRITURE)
def fichier_export(numero: int) -> Response:
    """The file of an export, always the same; with its description in an archive when it has one."""
    with Session.begin() as session:
        files = exports.take_export(session, current_acteur(), numero)
    if len(files) == 1:
        nom, contenu = files[0]
        return send_bytes(contenu, nom, "text/plain")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for nom, contenu in files:
            packed.writestr(zipfile.ZipInfo(nom, (2000, 1, 1, 0, 0, 0)), contenu)
    return send_bytes(archive.getvalue(), files[0][0].replace(".txt", ".zip"), "application/zip")

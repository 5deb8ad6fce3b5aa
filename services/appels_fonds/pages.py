"""The HTML door of appels_fonds: drop, preview, integrate, validate, export."""

import io
from datetime import date
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, send_file, url_for
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response as AnyResponse

from services.appels_fonds import lectures
from services.appels_fonds.acces import get_import
from services.appels_fonds.comptabilite import ecritures
from services.appels_fonds.comptabilite.demandes_taux import ask_taux_import
from services.appels_fonds.comptabilite.schema_comptable import SCHEMA
from services.appels_fonds.comptabilite.taux_recuperables import record_reponses
from services.appels_fonds.controles.libelles_codes import describe_code
from services.appels_fonds.lectures import FiltreAppels
from services.appels_fonds.models import ImportAppel
from services.appels_fonds.natures import name_nature
from services.appels_fonds.pages_attente import attente_pages, read_motifs
from services.appels_fonds.pages_controles import controles
from services.appels_fonds.pages_corrections import corrections_pages, name_champ
from services.appels_fonds.pages_profils import profils_pages
from services.appels_fonds.pages_suivi import suivi
from services.appels_fonds.pages_taches import taches
from services.appels_fonds.paiements.reglements_appel import list_reglements
from services.appels_fonds.reception import attente, depots, imports, imports_longs, questions, renvois
from services.appels_fonds.reception.renvois import Renvoi
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.documents import read_document
from shared.errors import AppError, InvalidError, RefusedError
from shared.models import Tache
from shared.montants import format_montant
from shared.presentation import accord, today
from shared.web.gardes import current_acteur, requires
from shared.web.listes import asked_page
from shared.web.vivant import live

LIGNES_PAR_PAGE = 100
pages = Blueprint("appels_fonds", __name__, template_folder="templates")
pages.register_blueprint(attente_pages)
pages.add_app_template_filter(name_nature, "nature")
pages.register_blueprint(controles)
pages.register_blueprint(corrections_pages)
pages.register_blueprint(suivi)
pages.register_blueprint(profils_pages)
pages.register_blueprint(taches)


@pages.get("/")
@requires(Permission.CONSULTER)
def accueil() -> str:
    """The calls, and the files that wait for somebody."""
    filtre = FiltreAppels(
        copropriete=request.args.get("copropriete", "").strip().upper(),
        statut=request.args.get("statut", ""),
        annee=_annee(request.args.get("annee", "")),
        page=asked_page(request.args),
    )
    acteur = current_acteur()
    with Lecture() as session:
        return render_template(
            "appels_fonds/accueil.html",
            liste=lectures.list_appels(session, acteur, filtre),
            attente=attente.load_attente(session, acteur),
            brouillons=lectures.count_brouillons(session, today()),
            taches=imports_longs.list_en_cours(session, acteur),
        )


@pages.get("/imports")
@requires(Permission.CONSULTER)
def historique() -> str:
    """The history of imports."""
    with Lecture() as session:
        return render_template(
            "appels_fonds/imports.html", imports=lectures.list_imports(session, current_acteur(), limit=200)
        )


@pages.post("/imports")
@requires(Permission.IMPORTER_APPEL)
def deposer() -> AnyResponse:
    """Read the dropped files; nothing is posted."""
    files = [file for file in request.files.getlist("fichiers") if file.filename]
    if not files:
        raise InvalidError("Choisissez au moins un fichier à importer.", code="FICHIER_ABSENT")
    places, avant = [], 0
    for file in files:
        contenu = file.read()
        with Session.begin() as session:
            received = depots.receive_depots(session, current_acteur(), contenu, file.filename or "", avant=avant)
            places += [_place_of(one) for one in received]
        avant += len(contenu)
    if len(places) == 1:
        return redirect(places[0])
    flash(f"{len(places)} fichiers lus ou à lire, sans rien comptabiliser : intégrez ensemble ceux qui sont prêts.")
    return redirect(url_for("appels_fonds.accueil", _anchor="attente"))


def _place_of(received: ImportAppel | Tache) -> str:
    """Where what was dropped is followed."""
    if isinstance(received, Tache):
        return url_for("appels_fonds.taches.tache", tache_id=received.id)
    return url_for("appels_fonds.apercu", import_id=received.id)


@pages.post("/imports/coller")
@requires(Permission.IMPORTER_APPEL)
def coller() -> AnyResponse:
    """Read cells pasted from a spreadsheet, as a file would be."""
    with Session.begin() as session:
        import_id = depots.preview_collage(session, current_acteur(), request.form.get("tableau", "")).id
    return redirect(url_for("appels_fonds.apercu", import_id=import_id))


@pages.get("/imports/<int:import_id>")
@requires(Permission.CONSULTER)
def apercu(import_id: int) -> str | AnyResponse:
    """What a file would do, read again now; or what it did, once integrated; meanwhile, how far it is."""
    with Lecture() as session:
        found = get_import(session, current_acteur(), import_id)
        tache = imports_longs.find_tache(session, import_id)
        if tache is not None:
            return redirect(url_for("appels_fonds.taches.tache", tache_id=tache.id))
        waits = found.statut in imports.EN_ATTENTE
        analyse = imports.analyse_again(session, current_acteur(), found) if waits else None
        debut = max(0, request.args.get("debut", 0, type=int))
        lignes = analyse.lecture.lignes[debut : debut + LIGNES_PAR_PAGE] if analyse else ()
        return render_template(
            "appels_fonds/apercu.html",
            apercu=found,
            analyse=analyse,
            lignes=lignes,
            debut=debut,
            par_page=LIGNES_PAR_PAGE,
            prochaine=questions.find_marquee(analyse, debut + LIGNES_PAR_PAGE) if analyse else None,
            schema=SCHEMA,
            suivant=attente.find_suivant(session, current_acteur(), import_id),
            describe_code=describe_code,
            name_champ=name_champ,
            **(questions.describe_questions(session, analyse) if analyse else {}),
        )


@pages.post("/imports/<int:import_id>/integrer")
@requires(Permission.IMPORTER_APPEL)
def integrer(import_id: int) -> AnyResponse:
    """Integrate a previewed file, whole or not at all."""
    version, en_partie = request.form.get("version", 0, type=int), request.form.get("en_partie") == "oui"
    reponses = ask_taux_import(current_app.extensions["client"], current_acteur(), import_id)
    try:
        with Session.begin() as session:
            record_reponses(session, current_acteur(), reponses)
            if imports_longs.is_long(session, get_import(session, current_acteur(), import_id)):
                tache = imports_longs.request_integration(
                    session, current_acteur(), import_id, version=version, forcages=read_motifs(), en_partie=en_partie
                )
                return redirect(url_for("appels_fonds.taches.tache", tache_id=tache.id))
            appels = imports.confirm_import(
                session, current_acteur(), import_id, version=version, forcages=read_motifs(), en_partie=en_partie
            )
            total = format_montant(sum(appel.total_centimes for appel in appels))
            message = f"{accord(len(appels), 'appel intégré')}, {total}."
    except IntegrityError as error:
        raise RefusedError(imports_longs.DEJA_APPELE, code="DEJA_APPELE") from error
    flash(message)
    return redirect(url_for("appels_fonds.apercu", import_id=import_id))


@pages.post("/imports/<int:import_id>/abandonner")
@requires(Permission.IMPORTER_APPEL)
def abandonner(import_id: int) -> AnyResponse:
    """Put a preview away."""
    with Session.begin() as session:
        imports.abandon_import(session, current_acteur(), import_id, version=request.form.get("version", 0, type=int))
    flash("Aperçu abandonné. Le fichier reste dans l’historique.")
    return redirect(url_for("appels_fonds.accueil"))


@pages.get("/imports/<int:import_id>/annuler")
@requires(Permission.IMPORTER_APPEL)
def confirmer_annulation(import_id: int) -> str:
    """Ask before undoing: what will vanish, what will be reversed."""
    with Lecture() as session:
        return render_template("appels_fonds/annuler.html", apercu=get_import(session, current_acteur(), import_id))


@pages.post("/imports/<int:import_id>/annuler")
@requires(Permission.IMPORTER_APPEL)
def annuler(import_id: int) -> AnyResponse:
    """Undo an integration."""
    with Session.begin() as session:
        count = imports.undo_import(session, current_acteur(), import_id, aujourdhui=today())
    flash(f"Import annulé : {accord(count, 'appel')}. Le fichier peut être importé à nouveau.")
    return redirect(url_for("appels_fonds.apercu", import_id=import_id))


@pages.get("/imports/<int:import_id>/fichier")
@requires(Permission.CONSULTER)
def fichier(import_id: int) -> AnyResponse:
    """The sender's own file."""
    with Lecture() as session:
        found = get_import(session, current_acteur(), import_id)
        contenu, nom = read_document(found.document), found.nom_fichier
    return send_file(io.BytesIO(contenu), as_attachment=True, download_name=nom, mimetype="application/octet-stream")


@pages.get("/imports/<int:import_id>/renvoyer")
@requires(Permission.IMPORTER_APPEL)
def rediger_renvoi(import_id: int) -> str:
    """The mail that sends a faulty file back, ready to be read over."""
    with Lecture() as session:
        found, renvoi = renvois.draft_renvoi(session, current_acteur(), import_id)
        return render_template("appels_fonds/renvoyer.html", apercu=found, renvoi=renvoi, faute=None)


@pages.post("/imports/<int:import_id>/renvoyer")
@requires(Permission.IMPORTER_APPEL)
def renvoyer(import_id: int) -> AnyResponse | tuple[str, int]:
    """Send a faulty file back to the syndic, its cells coloured."""
    renvoi = Renvoi(*(request.form.get(name, "") for name in ("destinataire", "sujet", "corps")))
    try:
        with Session.begin() as session:
            renvois.send_renvoi(session, current_acteur(), import_id, renvoi)
    except InvalidError as error:
        with Lecture() as session:
            found = get_import(session, current_acteur(), import_id)
            page = render_template("appels_fonds/renvoyer.html", apercu=found, renvoi=renvoi, faute=error.detail)
        return page, error.status
    flash(f"Message pour {renvoi.destinataire} mis à l’envoi, avec le classeur annoté.")
    return redirect(url_for("appels_fonds.apercu", import_id=import_id))


@pages.get("/imports/<int:import_id>/annote")
@requires(Permission.CONSULTER)
def annote(import_id: int) -> AnyResponse:
    """The sender's own workbook, its faulty cells coloured and commented."""
    with Lecture() as session:
        nom, contenu = renvois.annotate_import(
            session, current_acteur(), get_import(session, current_acteur(), import_id)
        )
    return send_file(io.BytesIO(contenu), as_attachment=True, download_name=nom, mimetype="application/octet-stream")


@pages.get("/appels/<numero>")
@requires(Permission.CONSULTER)
def appel(numero: str) -> str:
    """One call: its lines with their cells, its entries."""
    return render_appel(numero)


def render_appel(numero: str, refus: AppError | None = None) -> str:
    """The page of a call, with what was refused of a form sent from it."""
    with Lecture() as session:
        found = lectures.get_appel(session, current_acteur(), numero)
        corrigees = found.import_appel.valeurs_corrigees
        return render_template(
            "appels_fonds/appel.html", appel=found, schema=SCHEMA, corrigees=corrigees,
            reglements=list_reglements(session, found.id), describe_code=describe_code, refus=refus,
            saisie=request.form, fautes=refus.par_champ if refus else {},
        )  # fmt: skip


@pages.get("/validation")
@requires(Permission.VALIDER_ECRITURE)
def validation() -> str:
    """The page before validating: what will be numbered, for ever."""
    with Lecture() as session:
        brouillons = lectures.count_brouillons(session, today())
    return render_template("appels_fonds/validation.html", brouillons=brouillons)


@pages.post("/validation")
@requires(Permission.VALIDER_ECRITURE)
def valider() -> AnyResponse:
    """Number and validate the drafts up to a day."""
    jusqu_au = _date("jusqu_au", request.form) or today()
    with Session.begin() as session:
        count = ecritures.validate_ecritures(session, current_acteur(), jusqu_au=jusqu_au, aujourdhui=today())
    flash(f"{accord(count, 'écriture validée')}.")
    return redirect(url_for("appels_fonds.validation"))


@pages.get("/coproprietes/<code>/panneau")
@requires(Permission.CONSULTER)
def panneau(code: str) -> Response:
    """The panel of calls on the copropriété page."""
    with Lecture() as session:
        situation = lectures.load_situation(session, current_acteur(), code)
        return live(render_template("appels_fonds/_panneau.html", situation=situation))


def _annee(texte: str) -> int | None:
    """A year of four digits, or none."""
    return int(texte) if texte.isdecimal() and len(texte) == 4 and texte != "0000" else None


def _date(name: str, values: Any) -> date | None:
    text = values.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidError(f"« {text} » n’est pas une date.", code="DATE_INVALIDE") from error

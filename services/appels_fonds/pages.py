"""The HTML door of appels_fonds: drop, preview, integrate, validate, export."""

import io
import zipfile
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response as AnyResponse

from services.appels_fonds import ecritures, imports, lectures, renvois
from services.appels_fonds.acces import get_import
from services.appels_fonds.analyses import analyse_fichier
from services.appels_fonds.export_fec import describe_fec, fec_name, write_fec
from services.appels_fonds.lectures import FiltreAppels
from services.appels_fonds.models import StatutImport
from services.appels_fonds.renvois import Renvoi
from services.appels_fonds.schema_comptable import SCHEMA
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.documents import read_document
from shared.errors import InvalidError, RefusedError
from shared.montants import format_montant
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.listes import asked_page
from shared.web.vivant import live

LIGNES_PAR_PAGE = 500
pages = Blueprint("appels_fonds", __name__, template_folder="templates")


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
            imports=lectures.list_imports(session, current_acteur(), waiting_only=True),
            brouillons=lectures.count_brouillons(session, today()),
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
    ids = []
    for file in files:
        with Session.begin() as session:
            apercu, _ = imports.preview_import(session, current_acteur(), file.read(), file.filename or "")
            ids.append(apercu.id)
    if len(ids) == 1:
        return redirect(url_for("appels_fonds.apercu", import_id=ids[0]))
    flash(f"{len(ids)} fichiers lus : relisez chacun avant de l'intégrer.")
    return redirect(url_for("appels_fonds.accueil"))


@pages.get("/imports/<int:import_id>")
@requires(Permission.CONSULTER)
def apercu(import_id: int) -> str:
    """What a file would do, read again now; or what it did, once integrated."""
    with Lecture() as session:
        found = get_import(session, current_acteur(), import_id)
        analyse = None
        if found.statut in (StatutImport.APERCU, StatutImport.REFUSE):
            analyse = analyse_fichier(session, current_acteur(), read_document(found.document), found.nom_fichier)
        debut = max(0, request.args.get("debut", 0, type=int))
        lignes = analyse.lecture.lignes[debut : debut + LIGNES_PAR_PAGE] if analyse else ()
        return render_template(
            "appels_fonds/apercu.html",
            apercu=found,
            analyse=analyse,
            lignes=lignes,
            debut=debut,
            par_page=LIGNES_PAR_PAGE,
            schema=SCHEMA,
        )


@pages.post("/imports/<int:import_id>/integrer")
@requires(Permission.IMPORTER_APPEL)
def integrer(import_id: int) -> AnyResponse:
    """Integrate a previewed file, whole or not at all."""
    prefix = "motif_"
    comments = {key.removeprefix(prefix): value for key, value in request.form.items() if key.startswith(prefix)}
    try:
        with Session.begin() as session:
            appels = imports.confirm_import(
                session,
                current_acteur(),
                import_id,
                version=request.form.get("version", 0, type=int),
                forcages=comments,
            )
            total = format_montant(sum(appel.total_centimes for appel in appels))
            message = (
                f"{len(appels)} appel{'s' if len(appels) > 1 else ''} intégré{'s' if len(appels) > 1 else ''}, {total}."
            )
    except IntegrityError as error:
        raise RefusedError(
            "Une de ces lignes vient d'être intégrée par un autre agent : relisez l'aperçu.", code="DEJA_APPELE"
        ) from error
    flash(message)
    return redirect(url_for("appels_fonds.apercu", import_id=import_id))


@pages.post("/imports/<int:import_id>/abandonner")
@requires(Permission.IMPORTER_APPEL)
def abandonner(import_id: int) -> AnyResponse:
    """Put a preview away."""
    with Session.begin() as session:
        imports.abandon_import(session, current_acteur(), import_id, version=request.form.get("version", 0, type=int))
    flash("Aperçu abandonné. Le fichier reste dans l'historique.")
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
    flash(f"Import annulé : {count} appel{'s' if count > 1 else ''}. Le fichier peut être importé à nouveau.")
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
    flash(f"Message pour {renvoi.destinataire} mis à l'envoi, avec le classeur annoté.")
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
    with Lecture() as session:
        found = lectures.get_appel(session, current_acteur(), numero)
        return render_template("appels_fonds/appel.html", appel=found, schema=SCHEMA)


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
    flash(f"{count} écriture{'s' if count > 1 else ''} validée{'s' if count > 1 else ''}.")
    return redirect(url_for("appels_fonds.validation"))


@pages.get("/fec")
@requires(Permission.VALIDER_ECRITURE)
def fec() -> AnyResponse:
    """The FEC of a period and its description, in one archive."""
    fin = _date("fin", request.args) or date(today().year, 12, 31)
    debut = _date("debut", request.args) or date(fin.year, 1, 1)
    archive = io.BytesIO()
    with Lecture() as session, zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        bailleur = ecritures.require_siren(session)
        siren = bailleur.siren or ""
        lines = list(write_fec(ecritures.list_fec(session, debut, fin)))
        nom = fec_name(siren, fin)
        files.writestr(nom, "".join(lines))
        description = describe_fec(nom, bailleur=bailleur.nom, siren=siren, debut=debut, fin=fin, lignes=len(lines) - 1)
        files.writestr(nom.replace(".txt", "_description.txt"), description)
    archive.seek(0)
    return send_file(archive, as_attachment=True, download_name=nom.replace(".txt", ".zip"), mimetype="application/zip")


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
        raise InvalidError(f"« {text} » n'est pas une date.", code="DATE_INVALIDE") from error

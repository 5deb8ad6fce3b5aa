"""The HTML door of yearly accounts: drop, preview with its gaps, receive, approve."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session as OrmSession
from werkzeug.wrappers import Response

from services.charges.comptes import comptes_annuels
from services.charges.comptes.comptes_annuels import get_comptes
from services.charges.comptes.controle import check_cles, check_comptes
from services.charges.comptes.rattachement import check_parts, map_cles
from services.charges.lecture_comptes.resultat import LectureComptes
from services.charges.models import ComptesAnnuels, StatutComptes
from services.charges.postes.nomenclature import load_nomenclature
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.documents import read_document
from shared.errors import InvalidError
from shared.models import Copropriete
from shared.montants import format_montant
from shared.patrimoine.lectures import visible_coproprietes
from shared.presentation import today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires
from shared.web.saisie import Saisie

comptes = Blueprint("comptes", __name__, url_prefix="/comptes")
LIGNES_PAR_PAGE = 300


@comptes.get("/")
@requires(Permission.CONSULTER)
def liste() -> str:
    """Every yearly accounts received, and what waits."""
    acteur = current_acteur()
    with Lecture() as session:
        return render_template(
            "charges/comptes.html",
            comptes=comptes_annuels.list_comptes(session, acteur, code=request.args.get("copropriete", "")),
            file=comptes_annuels.count_lignes(session, acteur),
        )


@comptes.post("/")
@requires(Permission.TENIR_CHARGES)
def deposer() -> Response:
    """Read the dropped files; nothing counts yet."""
    fichiers = [fichier for fichier in request.files.getlist("fichiers") if fichier.filename]
    if not fichiers:
        raise InvalidError("Choisissez au moins un fichier de comptes.", code="FICHIER_ABSENT")
    ids = []
    for fichier in fichiers:
        nom = (fichier.filename or "comptes").replace("\\", "/").rpartition("/")[2][:200]
        with Session.begin() as session:
            ids.append(comptes_annuels.deposit_comptes(session, current_acteur(), fichier.read(), nom).id)
    if len(ids) == 1:
        return redirect(url_for("charges.comptes.page", comptes_id=ids[0]))
    flash(f"{len(ids)} fichiers lus : relisez chacun avant de le recevoir.")
    return redirect(url_for("charges.comptes.liste"))


@comptes.get("/<int:comptes_id>")
@requires(Permission.CONSULTER)
def page(comptes_id: int) -> str:
    """A preview read again now, or what was kept."""
    with Lecture() as session:
        found = get_comptes(session, current_acteur(), comptes_id)
        return _page(session, found)


def _page(session: OrmSession, found: ComptesAnnuels, faute: InvalidError | None = None) -> str:
    lecture = comptes_annuels.read_again(found)
    debut = max(0, request.args.get("debut", 0, type=int))
    parts = []
    if found.copropriete_id is not None and (found.fin or lecture.fin):
        cles = map_cles(session, found.copropriete_id, lecture)
        parts = check_parts(session, found.copropriete_id, lecture, cles, found.fin or lecture.fin or today())
    return render_template(
        "charges/comptes_page.html",
        comptes=found, lecture=lecture, parts=parts, cles=check_cles(lecture), controle_comptes=check_comptes(lecture),
        lignes=_lines(session, found, lecture, debut), debut=debut, par_page=LIGNES_PAR_PAGE,
        coproprietes=session.scalars(visible_coproprietes(current_acteur()).order_by(Copropriete.code)).all(),
        postes=load_nomenclature(), faute=faute, form=request.form,
    )  # fmt: skip


def _lines(session: OrmSession, found: ComptesAnnuels, lecture: LectureComptes, debut: int) -> list[object]:
    if found.statut is StatutComptes.APERCU:
        return list(lecture.lignes[debut : debut + LIGNES_PAR_PAGE])
    return list(comptes_annuels.list_lignes(session, found, debut, LIGNES_PAR_PAGE))


@comptes.post("/<int:comptes_id>/recevoir")
@requires(Permission.TENIR_CHARGES)
def recevoir(comptes_id: int) -> Response | tuple[str, int]:
    """Receive previewed accounts: their lines count from now on."""
    saisie = Saisie(request.form)
    code = saisie.texte("copropriete", "Copropriété")
    debut, fin = saisie.jour("debut", "Début de l’exercice"), saisie.jour("fin", "Fin de l’exercice")
    recus_le = saisie.jour("recus_le", "Reçus le")
    try:
        saisie.check()
        with Session.begin() as session:
            found = comptes_annuels.confirm_comptes(
                session, current_acteur(), comptes_id, version=request.form.get("version", 0, type=int),
                code=code or "", debut=debut or date.min, fin=fin or date.min, recus_le=recus_le or today(),
                motif=request.form.get("motif", ""),
            )  # fmt: skip
            message = f"{found.nombre_lignes} lignes reçues, {format_montant(found.total_centimes)}."
    except InvalidError as error:
        with Lecture() as session:
            return _page(session, get_comptes(session, current_acteur(), comptes_id), error), error.status
    flash(message)
    return redirect(url_for("charges.comptes.page", comptes_id=comptes_id))


@comptes.post("/<int:comptes_id>/approuver")
@requires(Permission.TENIR_CHARGES)
def approuver(comptes_id: int) -> Response:
    """Note the day on which the AG approved these accounts."""
    saisie = Saisie(request.form)
    le = saisie.jour("le", "Approuvés le")
    saisie.check()
    with Session.begin() as session:
        comptes_annuels.approve_comptes(
            session, current_acteur(), comptes_id, version=request.form.get("version", 0, type=int), le=le or today()
        )
    flash("L’approbation est notée.")
    return redirect(url_for("charges.comptes.page", comptes_id=comptes_id))


@comptes.post("/<int:comptes_id>/abandonner")
@requires(Permission.TENIR_CHARGES)
def abandonner(comptes_id: int) -> Response:
    """Give a preview up."""
    with Session.begin() as session:
        comptes_annuels.abandon_comptes(session, current_acteur(), comptes_id)
    flash("L’aperçu est abandonné ; le fichier reste dans les documents.")
    return redirect(url_for("charges.comptes.liste"))


@comptes.get("/<int:comptes_id>/fichier")
@requires(Permission.CONSULTER)
def fichier(comptes_id: int) -> Response:
    """The file as it was received."""
    with Lecture() as session:
        document = get_comptes(session, current_acteur(), comptes_id).document
        return send_bytes(read_document(document), document.nom, document.type_mime)

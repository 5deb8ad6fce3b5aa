"""The HTML door of classification: the work queue, bulk corrections, what was learnt, and the dated rates."""

from decimal import Decimal, InvalidOperation

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session as OrmSession
from werkzeug.wrappers import Response

from services.charges.postes import corrections, taux_recuperables
from services.charges.postes.nomenclature import load_nomenclature
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError, NotFoundError, RefusedError
from shared.models import Copropriete
from shared.montants import format_montant
from shared.patrimoine.lectures import visible_coproprietes
from shared.presentation import accord, today
from shared.web.gardes import current_acteur, requires
from shared.web.listes import asked_page, slice_page
from shared.web.saisie import Saisie

classement = Blueprint("classement", __name__, url_prefix="/classement")


@classement.get("/")
@requires(Permission.CONSULTER)
def file() -> str:
    """The labels that wait, the most euros first; or every label."""
    with Lecture() as session:
        return _file(session)


def _file(session: OrmSession, faute: InvalidError | NotFoundError | None = None) -> str:
    q, tout = request.args.get("q", ""), request.args.get("tout") == "oui"
    groupes = corrections.list_file(session, current_acteur(), q=q, tout=tout)
    return render_template(
        "charges/classement.html",
        liste=slice_page(groupes, asked_page(request.args)), total=sum(groupe.total_centimes for groupe in groupes),
        q=q, tout=tout, postes=load_nomenclature(), faute=faute, cochees=request.form.getlist("choix"),
    )  # fmt: skip


@classement.post("/")
@requires(Permission.TENIR_CHARGES)
def classer() -> Response | tuple[str, int]:
    """Give a poste to the ticked labels."""
    poste = request.form.get("poste", "").split(" ")[0].strip().upper()
    learn = request.form.get("apprendre") == "oui"
    try:
        with Session.begin() as session:
            bilan = corrections.correct_groupes(
                session, current_acteur(), request.form.getlist("choix"), poste, learn=learn
            )
    except (InvalidError, NotFoundError) as error:
        with Lecture() as session:
            return _file(session, error), error.status
    suite = " Ils seront reconnus dans les prochains comptes de ces syndics." if learn else ""
    flash(
        f"{accord(bilan.libelles, 'libellé classé')} en {poste} : {accord(bilan.lignes, 'ligne')}, "
        f"{format_montant(bilan.total_centimes)}.{suite}"
    )
    return redirect(request.full_path.rstrip("?"))


@classement.get("/corrections")
@requires(Permission.CONSULTER)
def apprises() -> str:
    """What was learnt, and how many lines it decides."""
    with Lecture() as session:
        trouvees = corrections.list_corrections(session, current_acteur())
        return render_template("charges/corrections.html", corrections=trouvees, postes=load_nomenclature())


@classement.post("/corrections/<int:correction_id>/retirer")
@requires(Permission.TENIR_CHARGES)
def retirer(correction_id: int) -> Response:
    """Take a correction back."""
    with Session.begin() as session:
        nombre = corrections.withdraw_correction(session, current_acteur(), correction_id)
    flash(f"Correction retirée : {accord(nombre, 'ligne rendue')} aux règles.")
    return redirect(url_for("charges.classement.apprises"))


@classement.get("/taux")
@requires(Permission.CONSULTER)
def taux() -> str:
    """The decided rates, and those of the nomenclature."""
    with Lecture() as session:
        return _taux(session)


def _taux(session: OrmSession, faute: InvalidError | RefusedError | NotFoundError | None = None) -> str:
    acteur = current_acteur()
    return render_template(
        "charges/taux.html",
        decides=taux_recuperables.list_taux(session, acteur),
        nationaux=taux_recuperables.describe_postes(),
        coproprietes=session.scalars(visible_coproprietes(acteur).order_by(Copropriete.code)).all(),
        faute=faute, form=request.form, jour=today(),
    )  # fmt: skip


@classement.post("/taux")
@requires(Permission.REGLER_TAUX)
def decider() -> Response | tuple[str, int]:
    """Decide a dated rate, for a copropriété or for all."""
    saisie = Saisie(request.form)
    poste, du = saisie.texte("poste", "Poste"), saisie.jour("du", "À partir du")
    justification, brut = saisie.texte("justification", "Justification"), saisie.texte("taux", "Taux (%)")
    try:
        saisie.check()
        with Session.begin() as session:
            taux_recuperables.decide_taux(
                session, current_acteur(), (poste or "").split(" ")[0].upper(), _percent(brut or ""), du or today(),
                justification or "", request.form.get("copropriete") or None,
            )  # fmt: skip
    except (InvalidError, RefusedError, NotFoundError) as error:
        with Lecture() as session:
            return _taux(session, error), error.status
    flash("Le taux est décidé ; les exercices qui finissent après cette date sont recalculés.")
    return redirect(url_for("charges.classement.taux"))


def _percent(brut: str) -> Decimal:
    try:
        return Decimal(brut.replace("%", "").replace(",", ".").strip())
    except InvalidOperation as error:
        raise InvalidError("Le taux est un pourcentage, par exemple 73 ou 62,5.", code="TAUX_INVALIDE") from error


@classement.post("/taux/<int:taux_id>/retirer")
@requires(Permission.REGLER_TAUX)
def retirer_taux(taux_id: int) -> Response:
    """Withdraw a decided rate."""
    with Session.begin() as session:
        taux_recuperables.withdraw_taux(session, current_acteur(), taux_id)
    flash("Le taux est retiré ; celui d’avant reprend.")
    return redirect(url_for("charges.classement.taux"))

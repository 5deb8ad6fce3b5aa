"""The HTML door of the forecasts of a copropriété, and their workbook."""

from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from services.charges.comptes.situations import note_plan
from services.charges.previsions.previsions_copropriete import VuePrevisions, load_previsions
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.excel.export_liste import MIME_XLSX, write_liste
from shared.montants import euros
from shared.presentation import today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires
from shared.web.saisie import Saisie

previsions = Blueprint("previsions", __name__)


def _load(code: str) -> VuePrevisions:
    with Lecture() as session:
        return load_previsions(session, current_acteur(), code, today())


@previsions.get("/coproprietes/<code>/previsions")
@requires(Permission.CONSULTER)
def page(code: str) -> str:
    """Each poste with its forecast, its band and its reasons; provisions; what votes change."""
    return render_template("charges/previsions.html", vue=_load(code))


@previsions.post("/coproprietes/<code>/plan-de-travaux")
@requires(Permission.TENIR_CHARGES)
def noter_plan(code: str) -> WerkzeugResponse:
    """Note the plan pluriannuel de travaux that an AG adopted."""
    saisie = Saisie(request.form)
    adopte_le = saisie.jour("adopte_le", "Plan adopté le")
    montant = saisie.montant("montant", "Travaux du plan")
    saisie.check()
    with Session.begin() as session:
        note_plan(
            session, current_acteur(), code, adopte_le=adopte_le or date.max, montant=montant or 0, jour=today()
        )  # fmt: skip
    flash("Le plan est noté : le plancher du fonds de travaux le compte.")
    return redirect(url_for("charges.previsions.page", code=code))


@previsions.get("/coproprietes/<code>/previsions.xlsx")
@requires(Permission.CONSULTER)
def excel(code: str) -> Response:
    """The same as a workbook, amounts in euros."""
    vue = _load(code)
    cours, suivant = vue.name_exercice(vue.annee), vue.name_exercice(vue.annee + 1)
    entetes = (
        "Poste", "Libellé", f"Réalisé {vue.dernier_exercice} (€)", f"Prévu {cours} (€)", "P20 (€)", "P80 (€)",
        f"Budget {suivant} (€)", "P20 budget (€)", "P80 budget (€)", "Notre part (€)", "Récupérable (€)",
        f"Voté {cours} par l’AG (€)", f"Proposé {suivant} par le syndic (€)", "Raisons",
    )  # fmt: skip
    lignes = (
        (one.poste, one.libelle, euros(one.dernier), euros(one.prevision.montant), euros(one.prevision.bas),
         euros(one.prevision.haut), euros(one.prevision.suivant), euros(one.prevision.suivant_bas),
         euros(one.prevision.suivant_haut), euros(one.part_suivant), euros(one.recuperable_suivant),
         euros(one.vote) if one.vote is not None else None, euros(one.propose) if one.propose is not None else None,
         one.raison)
        for one in vue.lignes
    )  # fmt: skip
    return send_bytes(write_liste("Prévisions", entetes, lignes), f"previsions-{vue.code}.xlsx", MIME_XLSX)

"""The HTML door of what we pay outside the copropriété: the amounts of our taxe foncière notices, with their proof."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.charges.decomptes.export import write_tableaux
from services.charges.depenses_bailleur.imports import import_depenses, list_depenses
from services.charges.depenses_bailleur.lecture import TOUTES
from services.charges.tables.feuille_saisie import write_lignes
from services.charges.tables.lecture import Fichier
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.excel.export_liste import MIME_XLSX
from shared.models import Copropriete
from shared.patrimoine.lectures import visible_coproprietes
from shared.presentation import accord, today
from shared.web.documents import send_bytes
from shared.web.fichiers_deposes import read_depose
from shared.web.gardes import current_acteur, requires

depenses_bailleur = Blueprint("depenses_bailleur", __name__, url_prefix="/avis-taxe-fonciere")


@depenses_bailleur.get("/")
@requires(Permission.CONSULTER)
def liste() -> str:
    """What notices say, year by year, and the two ways to bring more."""
    return _render()


def _render(faute: InvalidError | None = None) -> str:
    annee = request.args.get("annee", type=int)
    with Lecture() as session:
        acteur = current_acteur()
        return render_template(
            "charges/depenses_bailleur.html", lignes=list_depenses(session, acteur, annee), annee=annee, faute=faute,
            form=request.form, an_dernier=today().year - 1,
            options=[
                (une.code, f"{une.code} {une.nom}")
                for une in session.scalars(visible_coproprietes(acteur).order_by(Copropriete.code))
            ],
        )  # fmt: skip


@depenses_bailleur.post("/")
@requires(Permission.TENIR_CHARGES)
def deposer() -> Response | tuple[str, int]:
    """Bring one amount typed here, or a workbook; the notice goes with it as a proof."""
    try:
        preuve, classeur = _read("preuve"), _read("fichier")
        fichier = classeur or Fichier("saisie", write_lignes(TOUTES, [request.form]))
        code = request.form.get("copropriete", "")
        with Session.begin() as session:
            bilan = import_depenses(session, current_acteur(), fichier, code, preuve or classeur)
    except InvalidError as error:
        return _render(error), error.status
    flash(
        f"{accord(bilan.ajoutees, 'montant ajouté')}, {accord(bilan.remplacees, 'remplacé')}, "
        f"{accord(bilan.inchangees, 'inchangé')}."
    )
    return redirect(url_for("charges.depenses_bailleur.liste"))


def _read(champ: str) -> Fichier | None:
    depose = read_depose(champ)
    return None if depose is None else Fichier(*depose)


@depenses_bailleur.get("/gabarit.xlsx")
@requires(Permission.CONSULTER)
def gabarit() -> Any:
    """An empty workbook with our copropriétés, ready to be filled."""
    with Lecture() as session:
        codes = session.scalars(
            visible_coproprietes(current_acteur()).order_by(Copropriete.code).with_only_columns(Copropriete.code)
        )
        annee = today().year - 1
        lignes = [(code, None, annee, None, None, None, None, None) for code in codes]
    return send_bytes(write_tableaux([("Avis", TOUTES, lignes)]), "avis-taxe-fonciere.xlsx", MIME_XLSX)

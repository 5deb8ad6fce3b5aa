"""The HTML door of « À voter »: the queue, its workbook, and one answer for a selection."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    get_template_attribute,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup
from sqlalchemy.orm import Session as OrmSession
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.wrappers import Response as AnyResponse

from services.votes.attribution.delais import compute_date_interne
from services.votes.attribution.equipes import list_able
from services.votes.consignes import filtres_file as filtres
from services.votes.consignes.a_voter import Dite, LigneLue, Totaux, list_file, load_dites
from services.votes.consignes.reponses import Reponse
from services.votes.consignes.selections import BilanSelection, follow_doctrine, give_consignes, give_visas
from services.votes.consignes.vues_file import VueLigne, say_lignes
from services.votes.formulaires import read_choix, read_position, read_position_de
from services.votes.majorites.articles import name_article
from services.votes.models import Resolution
from services.votes.parametres import load_parametres
from services.votes.politique.cas import read_ligne
from services.votes.politique.doctrine import Proposition, propose_for
from services.votes.qualification.types_resolution import find_type
from services.votes.vues import PERTES, list_types
from shared.acteurs import Acteur, Permission
from shared.database import Lecture, Session
from shared.errors import AppError
from shared.excel.export_liste import MIME_XLSX, write_liste
from shared.models import Agence
from shared.montants import euros
from shared.presentation import today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires
from shared.web.listes import Page, adresse, asked_page

a_voter = Blueprint("a_voter", __name__)
LIGNES_EXPORTEES = 20_000
LIGNES_PAR_PAGE = 40
"""Fewer than other lists: each line is answered from here, and carries what the doctrine proposes."""


@a_voter.get("/mes-consignes")
@requires(Permission.CONSULTER)
def ancienne() -> AnyResponse:
    """The former address of the queue."""
    return redirect(f"{url_for('votes.mes_consignes')}?{request.query_string.decode()}".rstrip("?"))


@a_voter.get("/a-voter/export.xlsx")
@requires(Permission.CONSULTER)
def export() -> Response:
    """The filtered list as a workbook."""
    acteur, aujourdhui = current_acteur(), today()
    with Lecture() as session:
        filtre = read_filtre(session, acteur)
        lignes, _, _ = list_file(session, acteur, filtre, aujourdhui, page=1, taille=LIGNES_EXPORTEES)
        dites = load_dites(session, lignes) if filtre.volet == filtres.DONNEES else {}
        rows = [_to_row(ligne, filtre.marge, dites.get(ligne.id)) for ligne in lignes]
    return send_bytes(write_liste("À voter", ENTETES, rows), f"a-voter-{aujourdhui}.xlsx", MIME_XLSX)


@a_voter.post("/a-voter")
@requires(Permission.DONNER_CONSIGNE)
def repondre() -> AnyResponse:
    """Give one answer to a selection, or follow the doctrine on it; what was left is listed with its reason."""
    try:
        bilan = answer_selection(request.form)
    except AppError as refus:
        return make_response(render_file(refus=refus), refus.status)
    if bilan.laissees:
        return make_response(render_file(bilan=bilan))
    return redirect(adresse(choix=None))


def answer_selection(form: ImmutableMultiDict[str, str]) -> BilanSelection:
    """Do what the panel of a selection asks for, and say how many consignes that gave or agreed to.

    :raises InvalidError: nothing ticked, no position, no reason.
    """
    acteur, choix = current_acteur(), read_choix(form.getlist("choix"))
    done = "enregistrée"
    with Session.begin() as session:
        if form.get("acte") == "doctrine":
            bilan, said = follow_doctrine(session, acteur, choix, today()), "selon la doctrine"
        elif form.get("acte") == "visa":
            bilan, said, done = give_visas(session, acteur, choix, today()), "", "visée"
        else:
            reponse = Reponse(
                read_position(form), form.get("motif", ""), read_position_de(form, "position_second"),
                read_position_de(form, "position_si_amendee"), form.get("motif_ecart"),
            )  # fmt: skip
            bilan, said = give_consignes(session, acteur, choix, reponse, today()), reponse.position.value.lower()
    if bilan.repondues:
        nombre, pluriel = len(bilan.repondues), "s" * (len(bilan.repondues) > 1)
        flash(f"{nombre} consigne{pluriel} {done}{pluriel}{' : ' * bool(said)}{said}.")
    return bilan


def render_file(refus: AppError | None = None, bilan: BilanSelection | None = None) -> str:
    """The queue as its address asks for it, with what was refused or left of a selection."""
    acteur, aujourdhui = current_acteur(), today()
    with Lecture() as session:
        filtre = read_filtre(session, acteur)
        lignes, page, totaux = list_file(
            session, acteur, filtre, aujourdhui, page=asked_page(request.args), taille=LIGNES_PAR_PAGE
        )
        propositions = _propose(session, filtre, lignes, aujourdhui)
        vues = say_lignes(lignes, filtre.marge, aujourdhui, list_cochees())
        return render_template(
            "votes/mes_consignes.html",
            lien=url_for("votes.resolutions.page", resolution_id=0)[:-1],
            liste=Page(lignes, page, LIGNES_PAR_PAGE, totaux.nombre),
            totaux=totaux,
            filtre=filtre,
            comptes=_tell_volets(acteur, totaux),
            vues=vues,
            cellules=_draw_cellules(vues),
            dites=load_dites(session, lignes),
            propositions=propositions,
            dessins=_draw_propositions(propositions),
            options_types=_draw_types(filtre.type),
            agences=_list_agences(session, acteur),
            agents=list_able(session, acteur) if filtre.volet == filtres.EQUIPE else [],
            laissees=tell_left(session, bilan),
            refus=refus,
            **PRESENTATION,
        )  # fmt: skip


@lru_cache(maxsize=128)
def _draw_types(chosen: str) -> Markup:
    """The types as the options of a list, drawn once: there are ninety of them on each page."""
    chosen_of = Markup('<option value="{}"{}>{}</option>')
    return Markup("").join(
        chosen_of.format(code, Markup(" selected") if code == chosen else "", libelle) for code, libelle in list_types()
    )


def list_cochees() -> set[str]:
    """The ids of the ticked lines, as the address or the form says them."""
    of_form = {choix.partition(":")[0] for choix in request.form.getlist("choix")}
    return of_form | set(request.args.get("choix", "").split(","))


def _draw_once(gabarit: str, macro: str, dits: Collection[Any]) -> dict[Any, Markup]:
    """What a macro draws of each of these values."""
    draw = get_template_attribute(gabarit, macro)
    return {dit: draw(dit) for dit in dits}


def _draw_cellules(vues: list[VueLigne]) -> dict[str, dict[Any, Markup]]:
    """The cells that come again down the list, by what they say: each is drawn once."""
    return {
        nom: _draw_once("votes/_cellules_file.html", nom, {getattr(vue, nom) for vue in vues})
        for nom in ("dates", "lieu", "majorite", "poids")
    }


def _draw_propositions(propositions: Mapping[int, Proposition]) -> dict[int, Markup]:
    """What the doctrine proposes, by line; the same words are drawn once."""
    drawn = _draw_once("votes/_pieces.html", "propose", set(propositions.values()))
    return {key: drawn[proposition] for key, proposition in propositions.items()}


def _propose(
    session: OrmSession, filtre: filtres.FiltreFile, lignes: list[LigneLue], jour: date
) -> Mapping[int, Proposition]:
    """What the doctrine proposes on each line still to be answered."""
    if filtre.volet not in (filtres.A_DONNER, filtres.EQUIPE):
        return {}
    return propose_for(session, lignes, {read_ligne(ligne) for ligne in lignes}, jour)


def read_filtre(session: OrmSession, acteur: Acteur) -> filtres.FiltreFile:
    """The filter of the address, with the margin of the settings."""
    return filtres.read_filtre(request.args, acteur, load_parametres(session).marge_interne)


def _tell_volets(acteur: Acteur, totaux: Totaux) -> list[tuple[str, str, int | None]]:
    """The tabs with how many lines wait in each; what was given is not counted, nobody waits for it."""
    return [
        (volet, libelle, totaux.en_attente.get(volet))
        for volet, libelle in filtres.VOLETS.items()
        if volet != filtres.EQUIPE or acteur.can(Permission.GERER_AG)
    ]


def _list_agences(session: OrmSession, acteur: Acteur) -> list[tuple[str, str]]:
    if not acteur.sees_all and len(acteur.agences) < 2:
        return []
    query = session.query(Agence).order_by(Agence.code)
    return [(one.code, one.nom) for one in query if acteur.sees_all or one.id in acteur.agences]


def tell_left(session: OrmSession, bilan: BilanSelection | None) -> list[tuple[Resolution, str]]:
    """The resolutions a selection left, each with its sentence; those this agent cannot see are not told."""
    left = [(session.get(Resolution, one.resolution_id), one.motif) for one in bilan.laissees] if bilan else []
    return [(resolution, motif) for resolution, motif in left if resolution is not None]


PRESENTATION: dict[str, Any] = {
    "pertes": PERTES,
    "echeances": list(filtres.ECHEANCES.items()),
    "paliers": list(filtres.PALIERS.items()),
}
ENTETES = (
    "À donner avant le", "AG", "Copropriété", "Nom", "N°", "Résolution", "Type", "Majorité", "Nos voix", "Voix totales",
    "Montant voté", "Notre quote-part", "Confiée à", "Pourquoi", "Consigne", "Motif",
)  # fmt: skip


def _to_row(ligne: LigneLue, marge: int, dite: Dite | None) -> tuple[Any, ...]:
    montant, quote_part = ligne.montant_centimes, ligne.quote_part_centimes
    return (
        compute_date_interne(ligne.dates, marge), ligne.date_ag, ligne.copropriete, ligne.copropriete_nom,
        ligne.numero, ligne.intitule, find_type(ligne.type).libelle, name_article(ligne.article), ligne.voix_bailleur,
        ligne.voix_total, None if montant is None else euros(montant),
        None if quote_part is None else euros(quote_part),
        ligne.agent, ligne.raison, dite.position.value.capitalize() if dite else None, dite.motif if dite else None,
    )  # fmt: skip

"""The HTML door of the pictures: the portfolio and the fiche of a copropriété, their workbooks and their PDF."""

from functools import lru_cache
from typing import Any, NamedTuple

from flask import Blueprint, Response, render_template, request, url_for
from markupsafe import Markup

from services.charges.comites.carte_chaleur import EVOLUTION, MESURES, PAIRS, RangChaleur
from services.charges.comites.export import write_fiche, write_portefeuille
from services.charges.comites.fiche_charges import FicheCharges, load_fiche
from services.charges.comites.papiers import print_fiche, print_portefeuille
from services.charges.comites.portefeuille_charges import LigneSyndic, PortefeuilleCharges, load_portefeuille
from services.charges.comptes.completude import DOCUMENTS
from services.charges.graphiques.cascade import draw_cascade
from services.charges.graphiques.chaleur import Case
from services.charges.graphiques.dessin import Dessin
from services.charges.graphiques.entonnoir import draw_entonnoir
from services.charges.graphiques.formats import (
    MOINS,
    compute_pourcent,
    format_euros,
    format_kilo,
    format_pourcent,
)
from services.charges.graphiques.pareto import RangPareto, draw_pareto
from services.charges.graphiques.repartition import draw_repartition, format_m2
from services.charges.graphiques.svg import write_dessin, write_tendance
from services.charges.graphiques.tendance import draw_tendance
from services.charges.postes.nomenclature import FAMILLES, FAMILLES_ANALYSE
from shared.acteurs import Permission
from shared.database import Lecture
from shared.excel.export_liste import MIME_XLSX
from shared.presentation import today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires
from shared.web.listes import asked_page, slice_page

graphiques = Blueprint("graphiques", __name__)
MIME_PDF = "application/pdf"
RANGS = 20
"""Rows of the heatmap on a page."""
LEGENDES = {
    PAIRS: {-3: "≤ −3", -2: "−1,5", -1: "−0,5", 0: "≈ 0", 1: "+0,5", 2: "+1,5", 3: "≥ +3"},
    EVOLUTION: {-3: "≤ −25 %", -2: "−10 %", -1: "−3 %", 0: "≈ 0", 1: "+3 %", 2: "+10 %", 3: "≥ +25 %"},
}


@graphiques.app_template_filter("entiers")
def entiers(centimes: int, signe: bool = False) -> str:
    """Whole euros."""
    return format_euros(centimes, signe=signe)


@graphiques.app_template_filter("kilo")
def kilo(centimes: int) -> str:
    """k€, without the unit: the header says it."""
    return format_kilo(centimes, unite=False)


@graphiques.app_template_filter("pourcent")
def pourcent(dixiemes: int | None, signe: bool = True) -> str:
    """Tenths of a percent."""
    return format_pourcent(dixiemes, signe=signe)


@lru_cache(maxsize=2048)
def write_pareto(rang: RangPareto) -> Markup:
    """A row of a table of the Pareto, written once while it is the same."""
    return Markup(
        '<tr><th scope="row">{}</th><td>{}</td><td class="montant">{}</td><td class="nombre">{}</td></tr>'
    ).format(
        rang.code, rang.libelle, format_euros(rang.montant, signe=False),
        format_pourcent(rang.cumul_pour_mille, signe=False),
    )  # fmt: skip


@lru_cache(maxsize=2048)
def write_syndic(ligne: LigneSyndic) -> Markup:
    """A row of the campaign of a syndic, written once while it is the same."""
    nombres = Markup("").join([Markup('<td class="nombre">{}</td>').format(n) for n in ligne.etapes])
    return Markup('<tr><th scope="row">{}</th><td class="nombre">{}</td>{}</tr>').format(
        ligne.nom, ligne.total, nombres
    )


@lru_cache(maxsize=2048)
def write_completude(annee: int, nombres: tuple[int, ...], total: int) -> Markup:
    """A row of what we have of a year, written once while it is the same."""
    cases = [
        Markup('<td class="{}">{} / {}{}</td>').format(
            "present" if n == total else "manque", n, total, f" · manque {total - n}" if n < total else ""
        )
        for n in nombres
    ]
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(annee, Markup("").join(cases))


graphiques.add_app_template_filter(format_m2, "m2")
graphiques.add_app_template_filter(lambda rangs: Markup("").join(map(write_pareto, rangs)), "rangees_pareto")
graphiques.add_app_template_filter(write_dessin, "dessine")
graphiques.add_app_template_filter(write_tendance, "tendance")


def classe_pas(pas: int) -> str:
    """The look of a step of the heatmap."""
    return f"pas-m{-pas}" if pas < 0 else f"pas-{pas}"


def ecrire_case(case: Case, mesure: str) -> str:
    """What a cell shows: always its sign and its figure."""
    if case.valeur is None:
        return "n.s."
    if mesure == EVOLUTION:
        return format_pourcent(case.valeur)
    signe = MOINS if case.valeur < 0 else "+" if case.valeur else ""
    return f"{signe}{abs(case.valeur) // 10},{abs(case.valeur) % 10}"


def dire_case(rang: RangChaleur, code: str, case: Case, mesure: str) -> str:
    """The whole sentence of a cell, for the pointer and the screen reader."""
    contre = "exercice précédent" if mesure == EVOLUTION else "médiane des pairs à cette surface"
    unite = "" if mesure == EVOLUTION else " écarts courants"
    return (
        f"{rang.code} {FAMILLES[code]} : {ecrire_case(case, mesure)}{unite}, dépensé {format_euros(case.montant)}, "
        f"{contre} {format_euros(case.reference)}, enjeu pour nous {format_euros(case.enjeu, signe=True)}"
    )


def _mesure() -> str:
    asked = request.args.get("mesure", PAIRS)
    return asked if asked in MESURES else PAIRS


class CaseEcrite(NamedTuple):
    """A cell as the page shows it: its look, its figure, and its whole sentence for who points or listens."""

    famille: str
    classe: str
    texte: str
    phrase: str


@lru_cache(maxsize=512)
def write_rang(rang: RangChaleur, mesure: str, racine: str) -> Markup:
    """A row of the heatmap, written once while it is the same: its cells, the link to its fiche, its sparkline.

    ``racine``: where the pages are, for that link.
    """
    cases = [
        CaseEcrite(code, classe_pas(case.pas), ecrire_case(case, mesure), dire_case(rang, code, case, mesure))
        if case else None
        for code, case in zip(FAMILLES_ANALYSE, rang.cases, strict=True)
    ]  # fmt: skip
    tendance = draw_tendance(rang.annees, rang.totaux)
    ecrit = render_template(
        "charges/_chaleur.html", r=rang, cases=cases, lien=url_for(".fiche", code=rang.code), tendance=tendance
    )
    return Markup(ecrit)  # noqa: S704 - the template escapes


@graphiques.get("/portefeuille")
@requires(Permission.CONSULTER)
def portefeuille() -> str:
    """The portfolio: heatmap, waterfall, Pareto, campaign, completeness."""
    with Lecture() as session:
        vue = load_portefeuille(session, current_acteur(), today(), _mesure(), request.args.get("syndic", ""))
    liste = slice_page(vue.rangs, asked_page(request.args), RANGS)
    racine = url_for(".portefeuille")
    return render_template(
        "charges/portefeuille.html",
        vue=vue, liste=liste, mesures=MESURES, legendes=LEGENDES[vue.mesure], familles=FAMILLES, documents=DOCUMENTS,
        dessins=draw_portefeuille(vue), classe_pas=classe_pas,
        lignes=Markup("\n").join([write_rang(rang, vue.mesure, racine) for rang in liste.lignes]),
        syndics=Markup("").join(map(write_syndic, vue.syndics)),
        completude=Markup("").join([write_completude(*annee) for annee in vue.completude]),
    )  # fmt: skip


def draw_portefeuille(vue: PortefeuilleCharges) -> dict[str, Dessin]:
    """The pictures of the portfolio, the same for the page and the PDF."""
    return {
        "cascade": draw_cascade(vue.cascade),
        "pareto": draw_pareto(list(vue.pareto), quoi="copropriétés"),
        "campagne": draw_entonnoir(vue.campagne),
    }


def draw_fiche(fiche: FicheCharges) -> dict[str, Dessin]:
    """The pictures of a copropriété, the same for the page and the PDF."""
    dessins = {
        "repartition": draw_repartition(fiche.bandes),
        "pareto": draw_pareto(list(fiche.pareto), quoi="familles"),
    }
    if fiche.cascade:
        dessins["cascade"] = draw_cascade(fiche.cascade)
    return dessins


@graphiques.get("/coproprietes/<code>/fiche")
@requires(Permission.CONSULTER)
def fiche(code: str) -> str:
    """The charges of one copropriété in pictures, each with its table."""
    found = _load_fiche(code)
    exercices = [annee.exercice for annee in found.annees]
    return render_template(
        "charges/fiche.html",
        fiche=found, dessins=draw_fiche(found), documents=DOCUMENTS, famille=request.args.get("famille", ""),
        tendances={ligne.code: draw_tendance(exercices, ligne.montants) for ligne in found.lignes},
        pourcent_de=lambda ecart, base: format_pourcent(compute_pourcent(ecart, base)),
    )  # fmt: skip


def _load_fiche(code: str) -> FicheCharges:
    with Lecture() as session:
        return load_fiche(session, current_acteur(), code, today())


@graphiques.get("/coproprietes/<code>/fiche.xlsx")
@requires(Permission.CONSULTER)
def fiche_excel(code: str) -> Response:
    """The raw rows and native charts of a copropriété."""
    found = _load_fiche(code)
    return send_bytes(write_fiche(found), f"charges-{found.code}.xlsx", MIME_XLSX)


@graphiques.get("/coproprietes/<code>/fiche.pdf")
@requires(Permission.CONSULTER)
def fiche_pdf(code: str) -> Response:
    """The fiche for a committee."""
    with Lecture() as session:
        found = load_fiche(session, current_acteur(), code, today())
        contenu = print_fiche(session, found, draw_fiche(found), today())
    return send_bytes(contenu, f"fiche-charges-{found.code}.pdf", MIME_PDF)


def _load_vue() -> Any:
    with Lecture() as session:
        return load_portefeuille(session, current_acteur(), today(), _mesure())


@graphiques.get("/portefeuille.xlsx")
@requires(Permission.CONSULTER)
def portefeuille_excel() -> Response:
    """The raw rows and native charts of the portfolio."""
    return send_bytes(write_portefeuille(_load_vue()), "charges-portefeuille.xlsx", MIME_XLSX)


@graphiques.get("/portefeuille.pdf")
@requires(Permission.CONSULTER)
def portefeuille_pdf() -> Response:
    """The portfolio for a committee."""
    with Lecture() as session:
        vue = load_portefeuille(session, current_acteur(), today(), _mesure())
        contenu = print_portefeuille(session, vue, draw_portefeuille(vue), today())
    return send_bytes(contenu, "charges-portefeuille.pdf", MIME_PDF)

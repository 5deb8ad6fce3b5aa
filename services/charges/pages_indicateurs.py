"""The HTML door of indicators and comparisons: a scope and its year, a copropriété and its peers, the syndics."""

from decimal import Decimal
from functools import lru_cache

from flask import Blueprint, current_app, render_template, request, url_for
from markupsafe import Markup

from services.charges.comparaison.complements import load_complements
from services.charges.comparaison.cube import load_cube
from services.charges.comparaison.fiches import choose_annee, compare_copropriete, list_fiches, load_fiche_syndic
from services.charges.comparaison.mesures import MesureLigne, measure, measure_lignes
from services.charges.comparaison.perimetre import Immeuble, choose_immeubles, list_immeubles
from services.charges.comparaison.reperes import find_repere
from services.charges.cumuls.fiches_patrimoine import ask_marques
from shared.acteurs import Permission
from shared.database import Lecture
from shared.errors import AppError
from shared.montants import format_montant
from shared.web.gardes import current_acteur, requires
from shared.web.listes import asked_page, slice_page

indicateurs = Blueprint("indicateurs", __name__, url_prefix="/indicateurs")


@indicateurs.app_template_filter("pour_cent")
def pour_cent(valeur: Decimal | None) -> str:
    """A percentage with its decimal; « n.s. » for what means nothing."""
    return "n.s." if valeur is None else f"{valeur} %".replace(".", ",")


@indicateurs.app_template_filter("euros_connus")
def euros_connus(centimes: int | None) -> str:
    """An amount in euros, a dash when it is not known."""
    return "—" if centimes is None else format_montant(centimes)


def _asked_annee() -> int | None:
    brut = request.args.get("annee", "")
    return int(brut) if brut.isascii() and brut.isdigit() and len(brut) == 4 else None


@indicateurs.get("/")
@requires(Permission.CONSULTER)
def portefeuille() -> str:
    """The indicators of everything the agent sees, of an agency or of a syndic; and each copropriété's."""
    filtres = {nom: request.args.get(nom, "")[:40] for nom in ("agence", "syndic", "code")}
    with Lecture() as session:
        marques = ask_marques(session)
        cube = load_cube(session, marques)
        annee = choose_annee(cube, _asked_annee())
        immeubles = list_immeubles(session, current_acteur(), annee or 2000, marques)
        choisis = choose_immeubles(immeubles, **filtres)
        page = slice_page(choisis, asked_page(request.args), 25)
        mesures = measure(cube, choisis, annee) if annee else None
        lignes = zip(page.lignes, measure_lignes(cube, page.lignes, annee), strict=True) if annee else ()
        complements = load_complements(session, marques, [un.id for un in choisis], annee) if annee else None
    racine = url_for(".portefeuille")
    return render_template(
        "charges/indicateurs.html", m=mesures, c=complements, page=page, annee=annee,
        lignes=Markup("\n").join(write_ligne(un, mesure, annee or 0, racine) for un, mesure in lignes),
        annees=cube.annees[::-1], filtres=filtres, repere=find_repere("TOTAL"),
        agences=sorted({un.agence for un in immeubles}),
        syndics=sorted({(un.nom_syndic, un.syndic) for un in immeubles if un.nom_syndic and un.syndic}),
    )  # fmt: skip


@lru_cache(maxsize=512)
def write_ligne(immeuble: Immeuble, mesure: MesureLigne | None, annee: int, racine: str) -> Markup:
    """The row of a copropriété, written once while it is the same; ``racine``: where the pages are, for its link."""
    ecrit = render_template("charges/_indicateurs.html", un=immeuble, x=mesure, annee=annee)
    return Markup(ecrit)  # noqa: S704 - the template escapes


@indicateurs.get("/coproprietes/<code>")
@requires(Permission.CONSULTER)
def copropriete(code: str) -> str:
    """A copropriété against its peers and the published benchmarks."""
    with Lecture() as session:
        comparaison = compare_copropriete(session, current_acteur(), code, _asked_annee())
        cube = load_cube(session)
    return render_template("charges/comparaison.html", code=code, c=comparaison, annees=cube.annees[::-1])


@indicateurs.get("/syndics")
@requires(Permission.CONSULTER)
def syndics() -> str:
    """Every syndic, measure by measure, and how each is computed."""
    with Lecture() as session:
        fiches = [fiche for fiche in list_fiches(session, current_acteur(), _asked_annee()) if fiche.coproprietes]
    return render_template("charges/syndics.html", fiches=fiches)


@indicateurs.get("/syndics/<code>")
@requires(Permission.CONSULTER)
def syndic(code: str) -> str:
    """One syndic's scorecard, with the punctuality votes knows; the page works without."""
    with Lecture() as session:
        fiche = load_fiche_syndic(session, current_acteur(), code, _asked_annee())
    ponctualite, panne = None, False
    try:
        ponctualite = current_app.extensions["client"].ask("votes", f"/syndics/{code}/ponctualite", current_acteur())
    except AppError:
        panne = True
    return render_template("charges/syndic.html", f=fiche, ponctualite=ponctualite, panne=panne)

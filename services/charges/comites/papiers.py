"""The two pages for committees as PDF: the same geometry as on the screen, drawn by typst."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.charges.comites.carte_chaleur import EVOLUTION, MESURES
from services.charges.comites.fiche_charges import FicheCharges
from services.charges.comites.portefeuille_charges import PortefeuilleCharges
from services.charges.comptes.completude import DOCUMENTS
from services.charges.graphiques.cascade import Cascade
from services.charges.graphiques.chaleur import Case
from services.charges.graphiques.dessin import Dessin
from services.charges.graphiques.formats import MOINS, format_euros, format_kilo, format_pourcent
from services.charges.graphiques.repartition import format_m2
from shared.pdf.emetteur import load_emetteur
from shared.pdf.rendu import render_pdf
from shared.presentation import format_date, format_nombre

GABARIT = "services/charges/gabarits/comite.typ"
RANGS_IMPRIMES = 25
SOURCE = "Source : comptes des syndics, agrégat annuel par poste et clé. Charges courantes, hors travaux et fonds."


def print_fiche(session: Session, fiche: FicheCharges, dessins: Mapping[str, Dessin], le: date) -> bytes:
    """The fiche of a copropriété.

    :raises RefusedError: our own address is not entered yet.
    """
    exercices = [annee.exercice for annee in fiche.annees]
    perimetre = f"Exercices {fiche.periode}"
    if fiche.surface_m2:
        perimetre += f" ; {format_nombre(fiche.surface_m2)} m² habitables"
    if fiche.lots:
        perimetre += f" ; {fiche.lots} lots principaux"
    blocs: list[dict[str, Any]] = []
    if fiche.cascade:
        blocs.append(_draw("Pourquoi le total a changé", dessins["cascade"], _table_cascade(fiche.cascade)))
    blocs.append(_table(
        "Familles sur cinq exercices (€, immeuble entier)", ["Famille", *exercices, "N/N-1", "Notre part"],
        [[ligne.libelle, *(_euros(montant) for montant in ligne.montants), format_pourcent(ligne.pourcent),
          _euros(ligne.part)] for ligne in fiche.lignes],
    ))  # fmt: skip
    if fiche.bandes:
        blocs.append(_draw(
            "Cet immeuble est-il cher ? (gros point : cet immeuble ; bande : P20 à P80 des pairs)",
            dessins["repartition"],
            _plain(["Famille", "Cet immeuble", "P20", "Médiane", "P80", "n", "Place"], [
                [one.libelle, format_m2(one.sien), *(format_m2(v) if v is not None else "—"
                                                     for v in (one.bas, one.mediane, one.haut)),
                 str(len(one.pairs)), one.place] for one in fiche.bandes]),
        ))  # fmt: skip
    blocs.append(_draw("Ce qui pèse le plus", dessins["pareto"], None))
    blocs.append(_table("Ce que nous avons", ["Exercice", *DOCUMENTS], [
        [rang.exercice, *("présent" if one else "MANQUE" for one in rang.presents)] for rang in fiche.completude
    ]))  # fmt: skip
    return _render(session, f"Fiche charges {fiche.code} : {fiche.nom}", perimetre, blocs, le)


def print_portefeuille(session: Session, vue: PortefeuilleCharges, dessins: Mapping[str, Dessin], le: date) -> bytes:
    """The portfolio.

    :raises RefusedError: our own address is not entered yet.
    """
    perimetre = (
        f"{vue.coproprietes} copropriétés ; périmètre constant : {vue.constantes} copropriétés, "
        f"{format_nombre(vue.surface_m2)} m², {format_nombre(vue.lots)} lots principaux ; notre part"
    )
    chaleur = _table(
        f"Où sont les problèmes : {MESURES[vue.mesure].lower()}, les plus gros enjeux d’abord",
        ["Copropriété", "Enjeu k€", *vue.familles],
        [[f"{rang.code} {rang.nom}", format_kilo(rang.enjeu, unite=False),
          *(_write_case(case, vue.mesure) for case in rang.cases)] for rang in vue.rangs[:RANGS_IMPRIMES]],
    )  # fmt: skip
    chaleur["pas"] = [[str(case.pas) if case else None for case in rang.cases] for rang in vue.rangs[:RANGS_IMPRIMES]]
    blocs = [
        chaleur,
        _draw("Pourquoi notre total a changé", dessins["cascade"], _table_cascade(vue.cascade)),
        _draw("Lesquelles pèsent le plus", dessins["pareto"], None),
        _draw("Où en est la campagne", dessins["campagne"], _plain(
            ["Syndic", "Attendus", "Déposés", "Intégrés", "Approuvés", "Régularisés", "Envoyés"],
            [[one.nom, str(one.total), *(str(n) for n in one.etapes)] for one in vue.syndics],
        )),
    ]  # fmt: skip
    return _render(session, "Charges du portefeuille", perimetre, blocs, le)


def _write_case(case: Case | None, mesure: str) -> str:
    if case is None:
        return ""
    if case.valeur is None:
        return "n.s."
    if mesure == EVOLUTION:
        return format_pourcent(case.valeur)
    return f"{MOINS if case.valeur < 0 else '+' if case.valeur else ''}{abs(case.valeur) // 10},{abs(case.valeur) % 10}"


def _render(session: Session, titre: str, perimetre: str, blocs: Sequence[Mapping[str, Any]], le: date) -> bytes:
    donnees = {
        "emetteur": load_emetteur(session), "perimetre": perimetre, "blocs": list(blocs), "source": SOURCE,
        "reference": f"Arrêté au {format_date(le)}",
    }  # fmt: skip
    return render_pdf(GABARIT, donnees, titre=titre)


def _draw(titre: str, dessin: Dessin, table: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"titre": titre, "dessin": dessin.to_plain(), "table": table, "pas": None}


def _table(titre: str, entetes: Sequence[str], lignes: Sequence[Sequence[str]]) -> dict[str, Any]:
    return {"titre": titre, "dessin": None, "table": _plain(entetes, lignes), "pas": None}


def _plain(entetes: Sequence[str], lignes: Sequence[Sequence[str]]) -> dict[str, Any]:
    return {"entetes": list(entetes), "lignes": [list(ligne) for ligne in lignes]}


def _table_cascade(cascade: Cascade) -> dict[str, Any]:
    return _plain(
        ["Poste", f"{cascade.titre_avant} (€)", f"{cascade.titre_apres} (€)", "Écart (€)", "%"],
        [[one.libelle, _euros(one.avant), _euros(one.apres), _euros(one.ecart, signe=True),
          format_pourcent(one.pourcent)] for one in cascade.etapes],
    )  # fmt: skip


def _euros(centimes: int | None, *, signe: bool = False) -> str:
    return "—" if centimes is None else format_euros(centimes, signe=signe).removesuffix("\u00a0€")

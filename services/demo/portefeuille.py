"""The whole demo patrimoine, in the JSON that ``tantieme patrimoine importer`` reads.

The same day and seed give the same bytes; another day gives the same buildings, as they stand on that day.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from services.demo.appels import lignes_exigibles
from services.demo.calendrier import Calendrier, calendrier_de, derniere_ag, echeances_passees, prochaine_echeance
from services.demo.exercices import build_exercices, build_travaux
from services.demo.identifiants import build_iban, build_immatriculation, draw
from services.demo.immeubles import IMMEUBLES, Immeuble
from services.demo.lots import LotDessine, build_cles, choose_ours, draw_lots, split_tantiemes
from services.demo.noms import AGENCES, build_agents, build_bailleur, build_syndics

VENDUS, ACHETES = "C007", "C020"
"""Where a dwelling and its parking space were just sold, or bought."""
CHANGEMENT_DE_SYNDIC = ("C009", "S03")
"""The copropriété that changed its syndic at its last AG, and the former one."""


REPRIS = "C024"
"""The copropriété whose last quarter before the suite was keyed in, to compare with."""


def build_patrimoine(aujourdhui: date, graine: int = 2026) -> dict[str, Any]:
    """24 copropriétés, 6 syndics, 339 of our lots, 12 agents over two agencies. Amounts in centimes, dates ISO."""
    return {
        "bailleur": build_bailleur(graine),
        "agences": AGENCES,
        "agents": build_agents(),
        "syndics": build_syndics(graine),
        "coproprietes": [
            _with_appels_anterieurs(_build_copropriete(immeuble, aujourdhui, graine), aujourdhui)
            for immeuble in IMMEUBLES
        ],
    }


def _build_copropriete(immeuble: Immeuble, aujourdhui: date, graine: int) -> dict[str, Any]:
    hasard = draw(graine, immeuble.code)
    calendrier = calendrier_de(immeuble, aujourdhui)
    lots = draw_lots(immeuble, hasard)
    surface = sum(lot.surface_m2 for lot in lots if lot.nature == "logement")
    cles = build_cles(immeuble)
    return {
        "code": immeuble.code,
        "nom": immeuble.nom,
        "adresse": immeuble.adresse,
        "immatriculation": build_immatriculation(hasard),
        "agence": immeuble.agence,
        **_build_mandat(immeuble, calendrier, aujourdhui),
        "origine": "vente_hlm_vendeur" if immeuble.vendeur_hlm else "autre",
        "surface_m2": surface,
        "lots_principaux": immeuble.lots_principaux,
        "reference_bailleur": f"{hasard.randint(100, 899)}-{hasard.randint(1000, 9999)}",
        "iban": build_iban(hasard),
        "iban_fonds_travaux": build_iban(hasard),
        "exercices": build_exercices(immeuble, surface, calendrier, aujourdhui),
        "cles": cles,
        "travaux_votes": build_travaux(immeuble, derniere_ag(calendrier, aujourdhui)),
        "appels_anterieurs": [],
        "lots": _build_lots(immeuble, lots, split_tantiemes(lots, cles), aujourdhui, hasard),
    }


def _with_appels_anterieurs(copropriete: dict[str, Any], aujourdhui: date) -> dict[str, Any]:
    if copropriete["code"] == REPRIS:
        exigible = echeances_passees(aujourdhui, 5)[0]
        copropriete["appels_anterieurs"] = [{
            "nature": ligne.nature,
            "periode": ligne.periode,
            "exigible": exigible.isoformat(),
            "cle": ligne.cle,
            "lot": ligne.lot,
            "montant": ligne.montant,
        } for ligne in lignes_exigibles(copropriete, exigible)]  # fmt: skip
    return copropriete


def _build_mandat(immeuble: Immeuble, calendrier: Calendrier, aujourdhui: date) -> dict[str, Any]:
    code, ancien = CHANGEMENT_DE_SYNDIC
    if immeuble.code != code:
        return {"syndic": immeuble.syndic}
    ag = derniere_ag(calendrier, aujourdhui)
    return {"mandats": [
        {"syndic": ancien, "du": "2018-07-01", "au": ag.isoformat()},
        {"syndic": immeuble.syndic, "du": (ag + timedelta(days=1)).isoformat(), "au": None},
    ]}  # fmt: skip


def _build_lots(
    immeuble: Immeuble, lots: list[LotDessine], tantiemes: dict[str, dict[str, int]], aujourdhui: date, hasard: Random
) -> list[dict[str, Any]]:
    ours = choose_ours(immeuble, lots, hasard)
    entree = date(hasard.randint(1998, 2019), hasard.randint(1, 12), 1)
    moved = {_last_of(ours, "logement"), _last_of(ours, "stationnement")}
    return [{
        "numero": lot.numero,
        "nature": lot.nature,
        "surface_m2": lot.surface_m2,
        **_detention(immeuble.code if lot.numero in moved else "", entree, aujourdhui),
        "tantiemes": tantiemes[lot.numero],
    } for lot in ours]  # fmt: skip


def _last_of(lots: list[LotDessine], nature: str) -> str | None:
    return next((lot.numero for lot in reversed(lots) if lot.nature == nature), None)


def _detention(code: str, entree: date, aujourdhui: date) -> dict[str, str | None]:
    """Since when a lot is ours, and until when: sold on the eve of the next due date, or bought within the year."""
    du, au = entree, None
    if code == VENDUS:
        au = (prochaine_echeance(aujourdhui) - timedelta(days=1)).isoformat()
    if code == ACHETES:
        du = echeances_passees(aujourdhui)[1] + timedelta(days=23)
    return {"du": du.isoformat(), "au": au}

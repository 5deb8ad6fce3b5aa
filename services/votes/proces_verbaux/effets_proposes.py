"""What an adopted resolution may change elsewhere, proposed from the agenda for the manager to confirm. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from services.votes.models import ResultatAnnonce
from services.votes.proces_verbaux.contenu import EffetPv, LignePv
from shared.mois import add_mois
from shared.presentation import format_exercice

BUDGET, TRAVAUX, MANDAT = "BUDGET", "TRAVAUX", "MANDAT"
COURANT, FONDS_TRAVAUX = "COURANT", "FONDS_TRAVAUX"
_NATURES = {
    "BUDGET_PREVISIONNEL": COURANT,
    "FONDS_TRAVAUX_MINIMUM": FONDS_TRAVAUX,
    "FONDS_TRAVAUX_SUPERIEUR": FONDS_TRAVAUX,
}
_TRAVAUX = frozenset({
    "TRAVAUX_CONSERVATION", "TRAVAUX_OBLIGATOIRES", "TRAVAUX_URGENCE_RATIFICATION", "TRAVAUX_AMELIORATION",
    "TRAVAUX_ENERGIE", "TRAVAUX_ENERGIE_2E_AG", "ETUDES", "DTG", "PPPT_ELABORATION", "ACCESSIBILITE_TRAVAUX",
    "CHAUFFAGE_COMPTAGE", "EAU_COMPTEURS", "IRVE_ETUDE", "IRVE_TRAVAUX", "SOLAIRE",
})  # fmt: skip
_EXERCICE = re.compile(r"exercice\D{0,30}?((?:20\d\d)(?:\s*[-/]\s*20\d\d)?)", re.IGNORECASE)


def find_genre(type_: str) -> str | None:
    """What the adoption of a type changes elsewhere: a budget, works, the syndic's mandate, or nothing."""
    if type_ in _NATURES:
        return BUDGET
    if type_ in _TRAVAUX:
        return TRAVAUX
    return MANDAT if type_ == "SYNDIC_DESIGNATION" else None


def propose_effet(type_: str, intitule: str, texte: str | None, cle: str | None, montant: int | None) -> EffetPv | None:
    """The effect of a type with what the agenda says of it: never an amount it does not print."""
    genre = find_genre(type_)
    if genre is None:
        return None
    montants = {cle: montant} if cle and montant else {}
    if genre == BUDGET:
        exercice = _EXERCICE.search(f"{intitule} {texte or ''}")
        label = re.sub(r"\s*[-/]\s*", "-", exercice[1]) if exercice else None
        return EffetPv(genre=genre, nature=_NATURES[type_], exercice=label, montants=montants)
    if genre == TRAVAUX:
        return EffetPv(genre=genre, libelle=intitule, montants=montants)
    return EffetPv(genre=genre)


def propose_dates(effet: EffetPv, exercices: Sequence[tuple[str, date, date]]) -> EffetPv:
    """The dates of the exercise a budget is for: those we know, else the year that follows the last known one.

    :param exercices: label, first and last day of each exercise known, the earliest first.
    """
    if effet.genre != BUDGET or not effet.exercice or effet.debut or not exercices:
        return effet
    known = next((dates for dates in exercices if dates[0] == effet.exercice), None)
    if known is not None:
        return replace(effet, debut=known[1], fin=known[2])
    debut = exercices[-1][2] + timedelta(days=1)
    fin = add_mois(debut, 12) - timedelta(days=1)
    return replace(effet, debut=debut, fin=fin) if format_exercice(debut, fin) == effet.exercice else effet


def keep_effet(ligne: LignePv, proposed: EffetPv | None) -> LignePv:
    """A line with its effect when it is adopted, and none otherwise; what was typed is kept."""
    if ligne.annonce is not ResultatAnnonce.ADOPTEE:
        return ligne if ligne.effet is None else replace(ligne, effet=None)
    return ligne if ligne.effet is not None else replace(ligne, effet=proposed)

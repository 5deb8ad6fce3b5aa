"""The report as workbooks: every vote of the filtered year, or the punctuality of its syndics."""

from collections.abc import Iterable

from services.votes.majorites.articles import name_article
from services.votes.proces_verbaux.constats import DECISIONS, MOTS
from services.votes.qualification.types_resolution import load_types
from services.votes.rapport.ponctualite import Ponctualite
from services.votes.rapport.votes_annee import LigneVote
from shared.excel.export_liste import write_liste

ENTETES_VOTES = (
    "Date de l’AG", "Copropriété", "Nom", "Syndic", "N°", "Résolution", "Type", "Article", "Consigne",
    "Doctrine", "Notre vote au PV", "Résultat", "Écart",
)  # fmt: skip
ENTETES_SYNDICS = (
    "Syndic", "Nom", "AG tenues", "Convocations datées", "Convocations tardives", "Jours manquants (maximum)",
    "PV attendus", "PV à temps", "PV tardifs", "PV manquants", "Retard moyen (jours)",
)  # fmt: skip
_MOTS = {code.value: mot.capitalize() for code, mot in (*MOTS.items(), *DECISIONS.items())}
"""Positions, votes and results, each by its code."""


def write_votes(lignes: Iterable[LigneVote]) -> bytes:
    """One line per resolution."""
    types = load_types()
    return write_liste("Votes", ENTETES_VOTES, (
        (
            ligne.date_ag, ligne.copropriete, ligne.nom, ligne.syndic, ligne.numero, ligne.intitule,
            types[ligne.type].libelle if ligne.type in types else ligne.type, name_article(ligne.article),
            ligne.position and _MOTS[ligne.position.value], ligne.proposee and _MOTS[ligne.proposee.value],
            ligne.notre_vote and _MOTS[ligne.notre_vote.value], _MOTS.get(ligne.issue), ligne.ecart,
        )
        for ligne in lignes
    ))  # fmt: skip


def write_ponctualite(lignes: Iterable[Ponctualite]) -> bytes:
    """One line per syndic."""
    return write_liste("Ponctualité", ENTETES_SYNDICS, (
        (
            one.syndic, one.nom, one.assemblees, one.convocations_connues, one.convocations_tardives,
            one.jours_manquants_maximum, one.pv_attendus, one.pv_a_temps, one.pv_tardifs, one.pv_manquants,
            one.jours_retard_moyen,
        )
        for one in lignes
    ))  # fmt: skip

"""From the consignes to the lines of a sheet: what is final, what is not and why, what is printed for each ballot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.votes.consignes.visas import find_visa_demande, is_final
from services.votes.envois.choix import Decision
from services.votes.majorites.articles import name_article
from services.votes.majorites.passerelles import FERMES, find_second_article
from services.votes.majorites.quote_part import compute_quote_part
from services.votes.models import Position, Resolution
from shared.acteurs import ROLES

PASSERELLES = {"24": "25-1", "25": "26-1"}
"""The bridge, by the article of the second ballot it opens."""


@dataclass(frozen=True, slots=True)
class Manque:
    """A resolution that cannot leave as it is: ``code`` for programs, ``phrase`` for people."""

    resolution: Resolution
    code: str
    phrase: str


def find_manque(resolution: Resolution) -> Manque | None:
    """Why the consigne of a resolution is not final; None when it is, or when there is nothing to vote."""
    if resolution.information:
        return None
    consigne = resolution.consigne
    if consigne is None:
        affectation = resolution.affectation
        qui = f", attendue de {affectation.agent.nom}" if affectation else ", confiée à personne"
        return Manque(resolution, "CONSIGNE_ABSENTE", f"Consigne absente{qui}.")
    demande = find_visa_demande(resolution)
    if demande is None or is_final(resolution):
        return None
    role = ROLES.get(demande.role, demande.role)
    return Manque(resolution, "VISA_ABSENT", f"Visa attendu du rôle « {role} » : {demande.motif}")


def find_passerelle(resolution: Resolution) -> str | None:
    """The bridge that may open a second ballot (« 25-1 », « 26-1 »); None when none can.

    A majority nobody can tell yet keeps its second line: unused, it is harmless; missing, our vote would be.
    """
    second = find_second_article(resolution)
    if not resolution.information and resolution.article not in FERMES and not resolution.article_imprime:
        return "25-1"
    return PASSERELLES[second] if second else None


def build_ligne(resolution: Resolution, decision: Decision | None) -> dict[str, Any]:
    """One line of a sheet, as plain JSON: what is voted, on which clé, our votes, our instruction on each ballot.

    ``position`` None: no vote is cast. ``second`` follows the first ballot unless the consigne says otherwise.
    """
    consigne, passerelle = resolution.consigne, find_passerelle(resolution)
    position = decision.position if decision else (consigne.position if consigne else None)
    second = si_amendee = None
    if consigne is not None and position is consigne.position:
        second, si_amendee = consigne.position_second, consigne.position_si_amendee
    article = resolution.article if resolution.article in FERMES else resolution.article_imprime
    return {
        "id": resolution.id,
        "numero": resolution.numero,
        "intitule": resolution.intitule,
        "information": resolution.information,
        "article": name_article(article) if article else "Majorité à préciser",
        "cle": resolution.cle.libelle if resolution.cle else None,
        "voix": resolution.voix_bailleur,
        "total": resolution.voix_total,
        "montant_centimes": resolution.montant_centimes,
        "quote_part_centimes": compute_quote_part(resolution),
        "position": write_position(position),
        "passerelle": passerelle,
        "second": write_position(second or position) if passerelle else None,
        "si_amendee": write_position(si_amendee),
        "motif": decision.motif if decision else (consigne.motif if consigne else None),
        "par": None if decision or consigne is None else consigne.agent.nom,
        "decision": decision is not None,
    }


def write_position(position: Position | None) -> str | None:
    """The position as stored in a sheet."""
    return position.value if position else None


def sum_engagement(lignes: Sequence[dict[str, Any]]) -> int:
    """Our quote-part, in centimes, of everything the lines vote for, on either ballot."""
    return sum(
        ligne["quote_part_centimes"] or 0 for ligne in lignes if Position.POUR in (ligne["position"], ligne["second"])
    )

"""Who may hold our pouvoir: the limits of proxies (loi art. 22 I), on exact integers."""

from dataclasses import dataclass
from enum import StrEnum

MANDATS_MAXIMUM = 3
PART_MAXIMALE = 10
"""Percent of the syndicat's votes, ours and the proxy's included, under which a fourth mandate is allowed."""


class QualiteMandataire(StrEnum):
    """What the proxy is to the copropriété."""

    SALARIE = "SALARIE"
    CONSEIL_SYNDICAL = "CONSEIL_SYNDICAL"
    COPROPRIETAIRE = "COPROPRIETAIRE"
    AUTRE = "AUTRE"
    SYNDIC = "SYNDIC"
    PROCHE_SYNDIC = "PROCHE_SYNDIC"
    PREPOSE_SYNDIC = "PREPOSE_SYNDIC"
    DEBITEUR = "DEBITEUR"


LIBELLES = {
    QualiteMandataire.SALARIE: "Salarié de notre organisme",
    QualiteMandataire.CONSEIL_SYNDICAL: "Membre du conseil syndical",
    QualiteMandataire.COPROPRIETAIRE: "Autre copropriétaire",
    QualiteMandataire.AUTRE: "Autre personne",
    QualiteMandataire.SYNDIC: "Syndic",
    QualiteMandataire.PROCHE_SYNDIC: "Conjoint, partenaire, ascendant ou descendant du syndic",
    QualiteMandataire.PREPOSE_SYNDIC: "Préposé du syndic, ou proche d’un préposé",
    QualiteMandataire.DEBITEUR: "Copropriétaire dont l’assemblée peut faire saisir un lot",
}
INTERDITES = {
    QualiteMandataire.SYNDIC: "Le syndic ne peut pas recevoir de pouvoir (loi art. 22)",
    QualiteMandataire.PROCHE_SYNDIC: "Le conjoint, le partenaire, les ascendants et descendants du syndic ne peuvent "
    "pas recevoir de pouvoir (loi art. 22)",
    QualiteMandataire.PREPOSE_SYNDIC: "Les préposés du syndic et leurs proches ne peuvent pas recevoir de pouvoir "
    "(loi art. 22)",
    QualiteMandataire.DEBITEUR: "Le débiteur dont la saisie du lot est à l’ordre du jour ne peut représenter personne "
    "(loi art. 19-2)",
}


@dataclass(frozen=True, slots=True)
class Mandataire:
    """The named proxy. ``autres_mandats``: delegations he holds besides ours; ``autres_voix``: their votes and his."""

    nom: str
    adresse: str
    qualite: QualiteMandataire
    autres_mandats: int = 0
    autres_voix: int = 0
    substitut: str | None = None


def check_mandataire(mandataire: Mandataire, nos_voix: int, total_voix: int) -> list[str]:
    """What forbids this proxy, in sentences; empty when nothing does.

    Loi 22 I: the syndic, his relatives and employees may not be proxies; at most three delegations for one proxy,
    or more if his own votes and his principals' stay within 10 % of the syndicat's, inclusive. Loi 19-2: nor may the
    debtor whose lot the assembly may have seized. A blank pouvoir would let others choose (décret 15-1): we name the
    proxy, always.
    """
    fautes = []
    if not mandataire.nom.strip():
        fautes.append("Nommez le mandataire : un pouvoir en blanc serait attribué par d’autres (décret art. 15-1).")
    if not mandataire.adresse.strip():
        fautes.append("L’adresse du mandataire est à porter sur le pouvoir.")
    if interdit := INTERDITES.get(mandataire.qualite):
        fautes.append(f"{interdit}.")
    mandats = mandataire.autres_mandats + 1
    voix = mandataire.autres_voix + nos_voix
    if mandats > MANDATS_MAXIMUM and voix * 100 > PART_MAXIMALE * total_voix:
        fautes.append(
            f"Avec le nôtre, ce mandataire aurait {mandats} pouvoirs et {voix} voix sur {total_voix} : plus de trois "
            "pouvoirs ne sont permis que jusqu’à 10 % des voix du syndicat (loi art. 22)."
        )
    return fautes

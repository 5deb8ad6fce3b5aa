"""Who must decide a resolution: the competent employee, and the sentence that says why.

The rule is walked in order: the competent role in the copropriété's agency, then the second role there, then a
co-ownership manager there, then any co-ownership manager. Within a step the lightest queue comes first, then the name.
A resolution is never nobody's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shared.errors import RefusedError

GESTIONNAIRE = "RC"

ROLES = {
    "RC": "responsable de copropriété",
    "TE": "technique",
    "CO": "comptabilité",
    "JU": "juridique",
    "PX": "proximité",
    "DI": "direction",
}


class DestinataireIntrouvable(RefusedError):
    """Aucun responsable de copropriété actif : un administrateur doit en désigner un."""

    code = "DESTINATAIRE_INTROUVABLE"


@dataclass(frozen=True, slots=True)
class Candidat:
    """An employee who may receive a resolution; ``charge`` is the number of consignes still open in his queue."""

    courriel: str
    nom: str
    roles: frozenset[str]
    agences: frozenset[str]
    actif: bool = True
    charge: int = 0


@dataclass(frozen=True, slots=True)
class Destinataire:
    """Who receives the resolution, in which role, and why (a French sentence shown to him and kept)."""

    candidat: Candidat
    role: str
    raison: str


def find_destinataire(
    role: str, second_role: str | None, candidats: Iterable[Candidat], *, agence: str, nom_agence: str, objet: str
) -> Destinataire:
    """Choose who decides.

    :param role: the competent role of the type of resolution; ``second_role`` its fallback, or None.
    :param agence: code of the copropriété's agency; ``nom_agence`` as printed in the reason.
    :param objet: what is decided, as printed at the head of the reason (« Travaux de conservation »).
    :raises DestinataireIntrouvable: no active co-ownership manager anywhere, and nobody better.
    """
    actifs = [candidat for candidat in candidats if candidat.actif]
    locaux = [candidat for candidat in actifs if agence in candidat.agences]
    etapes = [(role, locaux, f"agence {nom_agence}")]
    if second_role:
        etapes.append((second_role, locaux, f"agence {nom_agence}, second rôle faute de {_say_role(role)}"))
    etapes.append((GESTIONNAIRE, locaux, f"agence {nom_agence}, faute d’agent compétent"))
    etapes.append((GESTIONNAIRE, actifs, f"hors agence, faute d’agent à l’agence {nom_agence}"))
    for code, vivier, lieu in etapes:
        retenus = [candidat for candidat in vivier if code in candidat.roles]
        if retenus:
            choisi = min(retenus, key=lambda c: (c.charge, c.nom.casefold(), c.courriel))
            return Destinataire(
                choisi, code, f"{objet} : rôle {_say_role(code)}, {lieu} ; {_say_file(choisi, retenus)}"
            )
    raise DestinataireIntrouvable()


def _say_role(code: str) -> str:
    return f"{code} ({ROLES[code]})" if code in ROLES else code


def _say_file(choisi: Candidat, retenus: Sequence[Candidat]) -> str:
    consignes = f"{choisi.charge} consigne{'s' if choisi.charge > 1 else ''}"
    if len(retenus) == 1:
        return f"seul agent dans ce rôle ({consignes})"
    egaux = sum(candidat.charge == choisi.charge for candidat in retenus)
    return f"file la plus légère ({consignes}{', premier par ordre alphabétique' if egaux > 1 else ''})"

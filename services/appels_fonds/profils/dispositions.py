"""The layouts that were recognised in a syndic's integrated workbooks, kept in his profile as witnesses.

A layout is what a table's headers are, in their order, and the role each was given. It never decides how a file is
read: it says whether the file looks like those before it, and asks when the same headers would now give the called
amount from another column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from services.appels_fonds.lecture.colonnes.roles import Role
from services.appels_fonds.lecture.lignes import ColonneVue, LectureAppel
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.profils.versions import VERROU_PROFIL, adopt_profil, current_contenu
from services.appels_fonds.reception.anomalies import A_CONFIRMER, Anomalie
from shared.acteurs import Acteur
from shared.database import lock_for_update
from shared.excel.cellules import parse_adresse
from shared.models import Syndic

DISPOSITIONS_MAX = 40
ARGENT = frozenset({Role.MONTANT, Role.DEBIT, Role.CREDIT})


@dataclass(frozen=True)
class Disposition:
    """One table: its headers as compared (``normalise``), the role of each (empty: not used), where it starts."""

    entetes: tuple[str, ...]
    roles: tuple[str, ...]
    feuille: str
    cellule: str

    @property
    def montants(self) -> frozenset[str]:
        """The headers of the amounts."""
        return frozenset(entete for entete, role in zip(self.entetes, self.roles, strict=True) if role in ARGENT)


@dataclass(frozen=True)
class Reconnaissance:
    """A layout of a file beside those known of its syndic. ``fichier``: where it was first seen; None: it is new."""

    disposition: Disposition
    fichier: str | None


def list_dispositions(lecture: LectureAppel) -> list[Disposition]:
    """The layouts of a file, each once."""
    tables: dict[tuple[str, int], list[ColonneVue]] = {}
    for vue in lecture.couverture.colonnes:
        tables.setdefault((vue.feuille, parse_adresse(vue.cellule)[0]), []).append(vue)
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], Disposition] = {}
    for (feuille, _), vues in tables.items():
        entetes, roles = tuple(normalise(x.entete) for x in vues), tuple(x.role or "" for x in vues)
        found.setdefault((entetes, roles), Disposition(entetes, roles, feuille, vues[0].cellule))
    return list(found.values())


def recognise(contenu: Mapping[str, Any], lecture: LectureAppel) -> list[Reconnaissance]:
    """Which layouts of a file were seen before in this syndic's workbooks."""
    connues = {_key(une): une["fichier"] for une in contenu.get("dispositions", ())}
    return [Reconnaissance(une, connues.get((une.entetes, une.roles))) for une in list_dispositions(lecture)]


def tell_dispositions(contenu: Mapping[str, Any], lecture: LectureAppel) -> list[Anomalie]:
    """Ask when the same headers gave the called amount from another column before."""
    found = []
    for une in list_dispositions(lecture):
        jumelles = [x for x in contenu.get("dispositions", ()) if tuple(x["entetes"]) == une.entetes]
        anciennes = [_montants(x) for x in jumelles]
        if not anciennes or une.montants in anciennes:
            continue
        avant, apres = (" et ".join(f"« {x} »" for x in sorted(noms)) for noms in (anciennes[-1], une.montants))
        message = (
            f"Avec les mêmes colonnes, le montant appelé était lu dans {avant} "
            f"(fichier « {jumelles[-1]['fichier']} »), il l’est maintenant dans {apres} : "
            "confirmez, ou corrigez le rôle des colonnes."
        )
        found.append(Anomalie(A_CONFIRMER, "COLONNE_DU_MONTANT_CHANGEE", une.feuille, une.cellule, message))
    return found


def learn_dispositions(session: Session, acteur: Acteur, syndic_id: int, lecture: LectureAppel, fichier: str) -> None:
    """Keep the new layouts of a syndic's integrated file in a new version of his profile; nothing if all are known."""
    if not _list_nouvelles(current_contenu(session, syndic_id)[1], lecture, fichier):
        return
    lock_for_update(session, VERROU_PROFIL)
    version, contenu = current_contenu(session, syndic_id)
    nouvelles = _list_nouvelles(contenu, lecture, fichier)
    if nouvelles:
        contenu["dispositions"] = [*contenu["dispositions"], *nouvelles][-DISPOSITIONS_MAX:]
        motif = f"Disposition reconnue dans {fichier}"
        adopt_profil(session, acteur, session.get_one(Syndic, syndic_id), contenu, motif=motif, version=version)


def forget_dispositions(contenu: dict[str, Any], entetes: Sequence[str]) -> None:
    """Drop the layouts that hold a header whose role a person changed: they are to be learnt again."""
    changes = {normalise(entete) for entete in entetes}
    contenu["dispositions"] = [x for x in contenu.get("dispositions", ()) if not changes & set(x["entetes"])]


def _list_nouvelles(contenu: Mapping[str, Any], lecture: LectureAppel, fichier: str) -> list[dict[str, Any]]:
    return [
        {"entetes": list(x.disposition.entetes), "roles": list(x.disposition.roles), "fichier": fichier}
        for x in recognise(contenu, lecture)
        if x.fichier is None
    ]


def _key(une: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(une["entetes"]), tuple(une["roles"])


def _montants(une: Mapping[str, Any]) -> frozenset[str]:
    paires = zip(une["entetes"], une["roles"], strict=True)
    return frozenset(entete for entete, role in paires if role in ARGENT)

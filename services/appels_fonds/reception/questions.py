"""What a page needs to ask a person about the reading of a file."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.appels_fonds.lecture.colonnes.roles import Role
from services.appels_fonds.lecture.lignes import ColonneVue
from services.appels_fonds.natures import Nature
from services.appels_fonds.profils.dispositions import recognise
from services.appels_fonds.reception.analyses import Analyse
from services.appels_fonds.reception.anomalies import Anomalie
from services.appels_fonds.reception.cellules_corrigees import CORRIGIBLES
from shared.models import CleRepartition, Copropriete, Syndic

NATURES = {
    Nature.PROVISION: "Provision", Nature.PROVISION_COMPLEMENT: "Complément de provision", Nature.TRAVAUX: "Travaux",
    Nature.FONDS_TRAVAUX: "Fonds de travaux", Nature.AVANCE: "Avance",
    Nature.RESTITUTION_AVANCE: "Restitution d’avance", Nature.REGULARISATION: "Régularisation",
    Nature.ANNULATION_TRAVAUX: "Annulation de travaux",
    Nature.DELEGATION_CS: "Délégation au conseil syndical", Nature.EMPRUNT: "Emprunt",
    Nature.FRAIS_IMPUTABLES: "Frais imputables", Nature.CONSOMMATION: "Consommation",
    Nature.SUBVENTION_INDEMNITE: "Subvention ou indemnité", Nature.SOLDE_ANTERIEUR: "Solde antérieur",
    Nature.REGLEMENT: "Règlement",
}  # fmt: skip
ROLES = {
    Role.COPROPRIETE: "copropriété", Role.CODE_COPROPRIETE: "numéro de la copropriété", Role.LOT: "lot",
    Role.LIBELLE_LOT: "désignation du lot", Role.NATURE: "nature",
    Role.LIBELLE: "libellé", Role.CLE: "clé", Role.TANTIEMES: "tantièmes", Role.BASE: "total de la clé",
    Role.A_REPARTIR: "montant à répartir", Role.MONTANT: "montant appelé", Role.DEBIT: "débit", Role.CREDIT: "crédit",
    Role.TOTAL: "total", Role.EXIGIBLE: "date d’exigibilité", Role.RECUPERABLE: "part récupérable",
    Role.AG: "assemblée", Role.PERIODE: "période", Role.SENS: "sens", Role.DEVISE: "monnaie",
    Role.IGNORE: "non utilisée",
}  # fmt: skip


def describe_questions(session: Session, analyse: Analyse) -> dict[str, Any]:
    """The choices offered beside each question, the syndic of the file, and the cells that a fault names."""
    couverture, lignes = analyse.lecture.couverture, analyse.lecture.lignes
    syndics = session.execute(select(Syndic.id, Syndic.code, Syndic.nom).order_by(Syndic.nom)).all()
    codes = {question.copropriete for question in analyse.lecture.questions if question.copropriete}
    cles: dict[str, list[tuple[str, str]]] = {}
    for copropriete, code, libelle in session.execute(
        select(Copropriete.code, CleRepartition.code, CleRepartition.libelle)
        .join(CleRepartition, CleRepartition.copropriete_id == Copropriete.id)
        .where(Copropriete.code.in_(codes))
        .order_by(CleRepartition.code)
    ):
        cles.setdefault(copropriete, []).append((code, f"{code} {libelle}"))
    return {
        "syndics": [(syndic.code, syndic.nom) for syndic in syndics],
        "syndic_code": next((syndic.code for syndic in syndics if syndic.id == analyse.syndic_id), ""),
        "cles_de": lambda code: cles.get(code, []),
        "natures": [(nature.value, mots) for nature, mots in NATURES.items()],
        "roles": [(role.value, mots) for role, mots in ROLES.items()],
        "colonnes": list(_unique(couverture.colonnes)),
        "dispositions": recognise(analyse.profil.contenu if analyse.profil else {}, analyse.lecture),
        "sens": analyse.profil.contenu["sens"] if analyse.profil else 1,
        "tout_negatif": bool(lignes) and all(ligne.montant_centimes < 0 for ligne in lignes),
        "corrigibles": _list_corrigibles(analyse.anomalies),
        "marquees": _list_marquees(analyse),
    }


def find_marquee(analyse: Analyse, debut: int) -> int | None:
    """The rank of the first line, from a rank on, that a fault names; None when there is none left."""
    marquees, lignes = _list_marquees(analyse), analyse.lecture.lignes
    return next((rang for rang in range(debut, len(lignes)) if lignes[rang][:2] in marquees), None)


def _list_marquees(analyse: Analyse) -> set[tuple[str | None, str]]:
    """Sheet and cell of every fault."""
    return {(anomalie.feuille, anomalie.cellule) for anomalie in analyse.anomalies if anomalie.cellule}


def _list_corrigibles(anomalies: Sequence[Anomalie]) -> set[Anomalie]:
    """The faults beside which a cell can be given another value: the first of each cell."""
    premieres: dict[tuple[str | None, str], Anomalie] = {}
    for anomalie in anomalies:
        if anomalie.code in CORRIGIBLES and anomalie.cellule and ":" not in anomalie.cellule:
            premieres.setdefault((anomalie.feuille, anomalie.cellule), anomalie)
    return set(premieres.values())


def _unique(colonnes: Sequence[ColonneVue]) -> Iterable[tuple[int, ColonneVue]]:
    """Each header once, with its rank: its role holds for every table of the file."""
    vues: set[tuple[str, str | None]] = set()
    for rang, colonne in enumerate(colonnes):
        if (colonne.entete, colonne.role) not in vues:
            vues.add((colonne.entete, colonne.role))
            yield rang, colonne

"""Use cases: keep what notices say, row by row or by workbook; the same again changes nothing, another replaces."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.charges.comptes.rattachement import find_coproprietes, load_lots
from services.charges.depenses_bailleur.lecture import DepenseLue, read_depenses
from services.charges.models import DepenseBailleur
from services.charges.tables.feuille_saisie import Feuille
from services.charges.tables.lecture import Fichier
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.documents import keep_document
from shared.models import CleRepartition, Copropriete, now
from shared.montants import format_montant
from shared.patrimoine.lectures import lots_du_bailleur, visible_coproprietes

GENRE = "avis_taxe_fonciere"
CLE_GENERALE = "GEN"
Groupe = tuple[str, str, int]
"""Copropriété, poste, year: what one notice says of it replaces what a former one said."""


@dataclass(frozen=True, slots=True)
class BilanDepenses:
    """What an import did, by copropriété, poste and year; ``montant_centimes``: of the whole file."""

    ajoutees: int
    remplacees: int
    inchangees: int
    montant_centimes: int


def import_depenses(
    session: Session, acteur: Acteur, fichier: Fichier, copropriete: str = "", preuve: Fichier | None = None
) -> BilanDepenses:
    """Keep the amounts of a file. What it says of a copropriété, a poste and a year replaces what was kept for them.

    :param preuve: the notice itself, kept with each copropriété it concerns.
    :raises InvalidError: with every fault at its cell; nothing is then written.
    """
    feuille, lues = read_depenses(fichier, copropriete)
    coproprietes = find_coproprietes(session, acteur, feuille, lues)
    lots = load_lots(session, coproprietes)
    groupes: dict[Groupe, list[DepenseLue]] = defaultdict(list)
    for lue in lues:
        if lue.copropriete in coproprietes:
            groupes[lue.copropriete, lue.poste, lue.annee].append(lue)
    cles = _load_cles(session, coproprietes)
    for (code, _, annee), siennes in groupes.items():
        _check_groupe(feuille, siennes, lots[code])
        _check_cle(session, feuille, siennes, coproprietes[code].id, cles[code], annee)
    feuille.check()
    comptes = [0, 0, 0]
    for (code, poste, annee), siennes in groupes.items():
        document_id = _keep_preuve(session, acteur, preuve, coproprietes[code].id)
        rows = [_build(acteur, lue, coproprietes[code].id, lots[code], document_id) for lue in siennes]
        comptes[_keep(session, coproprietes[code].id, poste, annee, rows)] += 1
    bilan = BilanDepenses(comptes[0], comptes[1], comptes[2], sum(lue.montant for lue in lues))
    record_acte(
        session, acteur, "dépose des dépenses propres au bailleur", "depense_bailleur", 0,
        detail={"fichier": fichier.nom, "ajoutees": bilan.ajoutees, "remplacees": bilan.remplacees,
                "montant": format_montant(bilan.montant_centimes)},
    )  # fmt: skip
    return bilan


def _load_cles(session: Session, coproprietes: dict[str, Copropriete]) -> dict[str, list[str]]:
    codes = {row.id: code for code, row in coproprietes.items()}
    cles: dict[str, list[str]] = {code: [] for code in coproprietes}
    query = select(CleRepartition.copropriete_id, CleRepartition.code).where(CleRepartition.copropriete_id.in_(codes))
    for copropriete_id, cle in session.execute(query):
        cles[codes[copropriete_id]].append(cle)
    return cles


def _check_groupe(feuille: Feuille, siennes: list[DepenseLue], lots: dict[str, int]) -> None:
    """By building or by lot, never both; each lot once, and ours."""
    vus: dict[str | None, int] = {}
    for lue in siennes:
        colonne = "lot" if "lot" in feuille.table.colonnes else "annee"
        if lue.lot is not None and lue.lot not in lots:
            feuille.refuse_at(lue.rang, "lot", f"le lot {lue.lot} n’est pas l’un des nôtres dans {lue.copropriete}.")
        if lue.lot in vus:
            quoi = f"le lot {lue.lot}" if lue.lot else f"l’immeuble {lue.copropriete}"
            feuille.refuse_at(
                lue.rang, colonne, f"{quoi} a déjà un montant {lue.annee} à la ligne {vus[lue.lot]} : additionnez-les."
            )
        vus.setdefault(lue.lot, lue.rang)
    if None in vus and len(vus) > 1:
        feuille.refuse_at(
            vus[None], "annee", "un montant pour l’immeuble et d’autres par lot : gardez l’un ou les autres."
        )


def _check_cle(
    session: Session, feuille: Feuille, siennes: list[DepenseLue], copropriete_id: int, cles: list[str], annee: int
) -> None:
    """What is for the building needs a clé that our lots of 1 January (who is taxed: CGI, art. 1415) carry."""
    for lue in siennes:
        if lue.lot is not None:
            continue
        colonne = "cle" if "cle" in feuille.table.colonnes else "annee"
        cle = lue.cle or CLE_GENERALE
        tantiemes = [lot.tantiemes.get(cle, 0) for lot in lots_du_bailleur(session, copropriete_id, date(annee, 1, 1))]
        if cle not in cles:
            connues = ", ".join(sorted(cles)) or "aucune"
            feuille.refuse_at(lue.rang, colonne, f"clé « {cle} » inconnue : dites laquelle (connues : {connues}).")
        elif not sum(tantiemes):
            feuille.refuse_at(
                lue.rang, colonne, f"aucun de nos lots n’a de tantièmes {cle} au 01/01/{annee} : donnez les lots."
            )


def _keep_preuve(session: Session, acteur: Acteur, preuve: Fichier | None, copropriete_id: int) -> int | None:
    if preuve is None:
        return None
    return keep_document(
        session, acteur, preuve.contenu, nom=preuve.nom, genre=GENRE, copropriete_id=copropriete_id
    ).id  # fmt: skip


def _build(
    acteur: Acteur, lue: DepenseLue, copropriete_id: int, lots: dict[str, int], document_id: int | None
) -> DepenseBailleur:
    return DepenseBailleur(
        copropriete_id=copropriete_id, lot_id=None if lue.lot is None else lots[lue.lot], poste=lue.poste,
        annee=lue.annee, cle=(lue.cle or CLE_GENERALE) if lue.lot is None else None, montant_centimes=lue.montant,
        frais_centimes=lue.frais, source=lue.source, document_id=document_id, depose_par=acteur.courriel,
        depose_le=now(),
    )  # fmt: skip


def _keep(session: Session, copropriete_id: int, poste: str, annee: int, rows: list[DepenseBailleur]) -> int:
    """0 added, 1 replaced, 2 as it was."""
    anciennes = session.scalars(
        select(DepenseBailleur).where(
            DepenseBailleur.copropriete_id == copropriete_id, DepenseBailleur.poste == poste,
            DepenseBailleur.annee == annee, DepenseBailleur.remplacee_le.is_(None),
        )
    ).all()  # fmt: skip
    if {_tell(row) for row in anciennes} == {_tell(row) for row in rows}:
        return 2
    for ancienne in anciennes:
        ancienne.remplacee_le = now()
    session.add_all(rows)
    return 1 if anciennes else 0


def _tell(row: DepenseBailleur) -> tuple[object, ...]:
    return row.lot_id, row.cle, row.montant_centimes, row.frais_centimes, row.source, row.document_id


def list_depenses(session: Session, acteur: Acteur, annee: int | None = None) -> list[DepenseBailleur]:
    """What is in force for the copropriétés this agent sees, the latest year first."""
    query = (
        select(DepenseBailleur)
        .join(Copropriete, Copropriete.id == DepenseBailleur.copropriete_id)
        .where(
            DepenseBailleur.remplacee_le.is_(None),
            DepenseBailleur.copropriete_id.in_(visible_coproprietes(acteur).with_only_columns(Copropriete.id)),
        )
        .options(joinedload(DepenseBailleur.copropriete), joinedload(DepenseBailleur.lot))
        .order_by(DepenseBailleur.annee.desc(), Copropriete.code, DepenseBailleur.id)
    )
    if annee is not None:
        query = query.where(DepenseBailleur.annee == annee)
    return list(session.scalars(query))

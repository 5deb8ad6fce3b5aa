"""What a file brings that is already here: the same bytes, the same call saved again, or the same call corrected."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.models import AppelFonds, ImportAppel, LigneAppel, StatutImport
from services.appels_fonds.reception.anomalies import BLOQUANTE, Anomalie
from shared.auteurs import name_auteur
from shared.models import AppelAnterieur, CleRepartition, Copropriete, Lot
from shared.montants import format_montant
from shared.presentation import format_date, format_instant

CleNaturelle = tuple[str, str, str, str, date]
"""(copropriété, lots joined by +, clé, nature, exigible)."""


@dataclass(frozen=True)
class Jumelle:
    """A line already called: where, for how many centimes in all, by which import (None: before the suite)."""

    lieu: str
    montant_centimes: int
    import_id: int | None


def find_integrated(session: Session, empreinte: str, sauf: int | None = None) -> ImportAppel | None:
    """The import that integrated the same bytes, wholly or in part, if any."""
    return session.scalar(
        select(ImportAppel).where(
            ImportAppel.sha256 == empreinte,
            ImportAppel.statut.in_((StatutImport.INTEGRE, StatutImport.PARTIEL)),
            ImportAppel.id != (sauf or 0),
        )
    )


def tell_imported(session: Session, twin: ImportAppel) -> Anomalie:
    """The same bytes again."""
    numeros = ", ".join(appel.numero for appel in twin.appels)
    return Anomalie(
        BLOQUANTE,
        "DEJA_IMPORTE",
        None,
        None,
        f"Ce fichier a déjà été intégré le {format_instant(twin.integre_le)} par "
        f"{name_auteur(session, twin.integre_par)}, sous le nom "
        f"« {twin.nom_fichier} » (import n° {twin.id}, appels {numeros}). Rien n’est compté deux fois.",
        jumeau=twin.id,
    )


def natural_key(ligne: LigneLue) -> CleNaturelle:
    """What makes a line the same line, whatever the file."""
    return ligne.copropriete, write_lots(ligne.lots), ligne.cle, ligne.nature, ligne.exigible


def write_lots(lots: Sequence[str]) -> str:
    """A group of lots as it is kept: ``12+13``."""
    return lots[0] if len(lots) == 1 else "+".join(lots)


def load_jumelles(session: Session, lignes: Collection[LigneLue]) -> Mapping[CleNaturelle, Jumelle]:
    """Every line already called for the copropriétés and due dates of these, here or before the suite was in use."""
    codes, dates = {ligne.copropriete for ligne in lignes}, {ligne.exigible for ligne in lignes}
    return {**_called_before_us(session, codes, dates), **_called_here(session, codes, dates)}


def tell_doubles(lignes: Sequence[LigneLue], jumelles: Mapping[CleNaturelle, Jumelle]) -> list[Anomalie]:
    """One fault for each sheet and twin, which says whether the amounts are the same or were corrected."""
    doubles: dict[tuple[str, str], list[LigneLue]] = defaultdict(list)
    if jumelles:
        for ligne in lignes:
            twin = jumelles.get(natural_key(ligne))
            if twin:
                doubles[ligne.feuille, twin.lieu].append(ligne)
    return [_tell_double(feuille, found, jumelles) for (feuille, _), found in doubles.items()]


def _tell_double(feuille: str, lignes: list[LigneLue], jumelles: Mapping[CleNaturelle, Jumelle]) -> Anomalie:
    first, last = lignes[0], lignes[-1]
    cles = {natural_key(ligne) for ligne in lignes}
    twin = jumelles[natural_key(first)]
    ecart = sum(ligne.montant_centimes for ligne in lignes) - sum(jumelles[cle].montant_centimes for cle in cles)
    une = len(lignes) == 1
    quoi = (
        f"La ligne du lot {'+'.join(first.lots)}, clé {first.cle}, exigible le {format_date(first.exigible)},"
        if une
        else f"Ces {len(lignes)} lignes, exigibles le {format_date(first.exigible)},"
    )
    phrase = f"{quoi} de {first.copropriete} figure{'' if une else 'nt'} déjà dans {twin.lieu}"
    if ecart:
        suite = f" à annuler d’abord (import n° {twin.import_id})" if twin.import_id else ""
        phrase += f", pour {format_montant(abs(ecart))} de {'moins' if ecart > 0 else 'plus'} : appel corrigé,{suite}."
        phrase = phrase.replace(",.", ".")
    else:
        phrase += ", pour le même montant : rien à faire."
    return Anomalie(
        BLOQUANTE, "DEJA_APPELE", feuille, first.cellule if une else f"{first.cellule}:{last.cellule}", phrase,
        tuple(sorted({ligne.copropriete for ligne in lignes})), twin.import_id, (first.ligne, last.ligne),
    )  # fmt: skip


def _called_here(session: Session, codes: set[str], dates: set[date]) -> Mapping[CleNaturelle, Jumelle]:
    """The lines are reached by their calls, which are few: nothing is read when no call has these due dates."""
    rows = session.execute(
        select(
            Copropriete.code, LigneAppel.lots, CleRepartition.code, LigneAppel.nature, AppelFonds.exigible,
            AppelFonds.numero, ImportAppel.nom_fichier, ImportAppel.id, func.sum(LigneAppel.montant_centimes),
        )
        .join(AppelFonds, AppelFonds.id == LigneAppel.appel_id)
        .join(Copropriete, Copropriete.id == AppelFonds.copropriete_id)
        .join(CleRepartition, CleRepartition.id == LigneAppel.cle_repartition_id)
        .join(ImportAppel, ImportAppel.id == AppelFonds.import_id)
        .where(LigneAppel.vive, AppelFonds.exigible.in_(dates), Copropriete.code.in_(codes))
        .group_by(
            Copropriete.code, LigneAppel.lots, CleRepartition.code, LigneAppel.nature, AppelFonds.exigible,
            AppelFonds.numero, ImportAppel.nom_fichier, ImportAppel.id,
        )
    )  # fmt: skip
    return {
        (row[0], row[1], row[2], row[3], row[4]): Jumelle(
            f"l’appel {row[5]} (fichier « {row[6]} »)", int(row[8]), row[7]
        )
        for row in rows
    }


def _called_before_us(session: Session, codes: set[str], dates: set[date]) -> Mapping[CleNaturelle, Jumelle]:
    rows = session.execute(
        select(
            Copropriete.code, Lot.numero, CleRepartition.code, AppelAnterieur.nature, AppelAnterieur.exigible,
            AppelAnterieur.periode, AppelAnterieur.montant_centimes,
        )
        .join(Copropriete, Copropriete.id == AppelAnterieur.copropriete_id)
        .join(Lot, Lot.id == AppelAnterieur.lot_id)
        .join(CleRepartition, CleRepartition.id == AppelAnterieur.cle_repartition_id)
        .where(AppelAnterieur.exigible.in_(dates), Copropriete.code.in_(codes))
    )  # fmt: skip
    return {
        (row[0], row[1], row[2], row[3], row[4]): Jumelle(
            f"les appels antérieurs du patrimoine ({row[5] or 'sans période'})", row[6], None
        )
        for row in rows
    }

"""What a file would do, computed and never stored: the same analysis serves the preview and the integration.

Reading gives lines and faults; this room adds what only our tables know: the same file integrated before, the same
line called before, in the suite or before it was in use.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.appels_fonds.anomalies import A_CONFIRMER, BLOQUANTE, INFORMATION, PAIEMENT, Anomalie
from services.appels_fonds.lecture.classeurs import read_appel
from services.appels_fonds.lecture.lignes import LectureAppel, LigneLue
from services.appels_fonds.models import AppelFonds, ImportAppel, LigneAppel, StatutImport
from services.appels_fonds.referentiels import load_patrimoine
from shared.acteurs import Acteur
from shared.models import AppelAnterieur, CleRepartition, Copropriete, Lot
from shared.presentation import format_date, format_instant

ACCEPTE, AVEC_AVERTISSEMENTS, REFUSE = "accepte", "accepte_avec_avertissements", "refuse"
CleNaturelle = tuple[str, str, str, str, date]
"""(copropriété, lots joined by +, clé, nature, exigible)."""


@dataclass(frozen=True)
class Analyse:
    """One file, read and checked. ``lignes`` are the lines to post: none when the file is refused."""

    nom: str
    empreinte: str
    lecture: LectureAppel
    anomalies: tuple[Anomalie, ...]

    @property
    def issue(self) -> str:
        """``refuse`` when a fault blocks, ``accepte_avec_avertissements`` when one asks for a decision."""
        levels = {anomalie.gravite for anomalie in self.anomalies}
        if BLOQUANTE in levels:
            return REFUSE
        return AVEC_AVERTISSEMENTS if levels & {A_CONFIRMER, PAIEMENT} else ACCEPTE

    @property
    def lignes(self) -> Sequence[LigneLue]:
        """The lines to post."""
        return () if self.issue == REFUSE else self.lecture.lignes

    @property
    def total_centimes(self) -> int:
        """What the lines to post sum to."""
        return sum(ligne.montant_centimes for ligne in self.lignes)

    @property
    def a_confirmer(self) -> list[str]:
        """The codes that need a comment before integration."""
        return sorted({anomalie.code for anomalie in self.anomalies if anomalie.gravite == A_CONFIRMER})

    def count(self, gravite: str) -> int:
        """How many faults of a level."""
        return sum(anomalie.gravite == gravite for anomalie in self.anomalies)


GRAVITES = (BLOQUANTE, A_CONFIRMER, PAIEMENT, INFORMATION)


def analyse_fichier(session: Session, acteur: Acteur, contenu: bytes, nom: str) -> Analyse:
    """Read a file and check it against what is already posted. Writes nothing."""
    empreinte = sha256(contenu).hexdigest()
    lecture = read_appel(contenu, nom, load_patrimoine(session, acteur))
    anomalies = [*lecture.anomalies]
    twin = find_integrated(session, empreinte)
    if twin is not None:
        anomalies.append(_already_imported(twin))
    elif lecture.lignes:
        anomalies += _already_called(session, lecture.lignes)
    return Analyse(nom, empreinte, lecture, tuple(anomalies))


def find_integrated(session: Session, empreinte: str) -> ImportAppel | None:
    """The integrated import of the same bytes, if any."""
    return session.scalar(
        select(ImportAppel).where(ImportAppel.sha256 == empreinte, ImportAppel.statut == StatutImport.INTEGRE)
    )


def _already_imported(twin: ImportAppel) -> Anomalie:
    numeros = ", ".join(appel.numero for appel in twin.appels)
    return Anomalie(
        BLOQUANTE,
        "DEJA_IMPORTE",
        None,
        None,
        f"Ce fichier a déjà été intégré le {format_instant(twin.integre_le)} par {twin.integre_par}, sous le nom "
        f"« {twin.nom_fichier} » (import n° {twin.id}, appels {numeros}). Rien n'est compté deux fois.",
    )


def natural_key(ligne: LigneLue) -> CleNaturelle:
    """What makes a line the same line, whatever the file."""
    return ligne.copropriete, "+".join(ligne.lots), ligne.cle, ligne.nature, ligne.exigible


def _already_called(session: Session, lignes: Sequence[LigneLue]) -> list[Anomalie]:
    codes = {ligne.copropriete for ligne in lignes}
    dates = {ligne.exigible for ligne in lignes}
    known = {**_called_before_us(session, codes, dates), **_called_here(session, codes, dates)}
    doubles: dict[tuple[str, str], list[LigneLue]] = defaultdict(list)
    for ligne in lignes:
        twin = known.get(natural_key(ligne))
        if twin:
            doubles[ligne.feuille, twin].append(ligne)
    return [_tell_double(feuille, twin, found) for (feuille, twin), found in doubles.items()]


def _tell_double(feuille: str, twin: str, lignes: list[LigneLue]) -> Anomalie:
    first, last = lignes[0], lignes[-1]
    lieu = first.cellule if len(lignes) == 1 else f"{first.cellule}:{last.cellule}"
    quoi = (
        f"La ligne du lot {'+'.join(first.lots)}, clé {first.cle}, exigible le {format_date(first.exigible)},"
        if len(lignes) == 1
        else f"Ces {len(lignes)} lignes, exigibles le {format_date(first.exigible)},"
    )
    phrase = f"{quoi} de {first.copropriete} figure{'' if len(lignes) == 1 else 'nt'} déjà dans {twin}."
    return Anomalie(BLOQUANTE, "DEJA_APPELE", feuille, lieu, phrase)


def _called_here(session: Session, codes: set[str], dates: set[date]) -> Mapping[CleNaturelle, str]:
    rows = session.execute(
        select(
            Copropriete.code, LigneAppel.lots, CleRepartition.code, LigneAppel.nature, LigneAppel.exigible,
            AppelFonds.numero, ImportAppel.nom_fichier,
        )
        .join(Copropriete, Copropriete.id == LigneAppel.copropriete_id)
        .join(CleRepartition, CleRepartition.id == LigneAppel.cle_repartition_id)
        .join(AppelFonds, AppelFonds.id == LigneAppel.appel_id)
        .join(ImportAppel, ImportAppel.id == AppelFonds.import_id)
        .where(LigneAppel.vive, LigneAppel.exigible.in_(dates), Copropriete.code.in_(codes))
    )  # fmt: skip
    return {(row[0], row[1], row[2], row[3], row[4]): f"l'appel {row[5]} (fichier « {row[6]} »)" for row in rows}


def _called_before_us(session: Session, codes: set[str], dates: set[date]) -> Mapping[CleNaturelle, str]:
    rows = session.execute(
        select(
            Copropriete.code, Lot.numero, CleRepartition.code, AppelAnterieur.nature, AppelAnterieur.exigible,
            AppelAnterieur.periode,
        )
        .join(Copropriete, Copropriete.id == AppelAnterieur.copropriete_id)
        .join(Lot, Lot.id == AppelAnterieur.lot_id)
        .join(CleRepartition, CleRepartition.id == AppelAnterieur.cle_repartition_id)
        .where(AppelAnterieur.exigible.in_(dates), Copropriete.code.in_(codes))
    )  # fmt: skip
    return {
        (row[0], row[1], row[2], row[3], row[4]): f"les appels antérieurs du patrimoine ({row[5] or 'sans période'})"
        for row in rows
    }

"""What a file names, in our patrimoine: its copropriétés, their exercise, their keys, their lots."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.charges.lecture_comptes.decomptes.cellules import name_lot
from services.charges.lecture_comptes.resultat import LectureComptes
from services.charges.tables.feuille_saisie import Feuille
from shared.acteurs import Acteur
from shared.excel.mots import normalise
from shared.models import CleRepartition, Copropriete, Exercice, Lot
from shared.patrimoine.lectures import lots_du_bailleur, visible_coproprietes
from shared.presentation import format_exercice

_GENERIQUES = frozenset(
    ("sdc", "syndicat", "des", "coproprietaires", "copropriete", "residence", "immeuble", "le", "la", "les", "du", "de")
)


def find_copropriete(session: Session, acteur: Acteur, lecture: LectureComptes) -> Copropriete | None:
    """The visible copropriété that a file names: by its code, its registration number or the very words of its name,
    in the place where a syndic names it first, else in any title; else the only one whose registration number stands
    in a title, or whose name starts the words of the syndic, its address after it; none when two could be meant."""
    visibles = session.scalars(visible_coproprietes(acteur)).all()
    for textes in ([lecture.copropriete or ""], lecture.titres):
        dits = {normalise(texte) for texte in textes if texte}
        mots = {_mots(texte) for texte in textes if texte} - {frozenset[str]()}
        memes = [
            une
            for une in visibles
            if dits & {normalise(une.code), normalise(une.immatriculation or "-")} or _mots(une.nom) in mots
        ]
        if len(memes) == 1:
            return memes[0]
    titres = [f" {normalise(texte)} " for texte in lecture.titres]
    dit = _suite(lecture.copropriete or "")
    proches = [
        une
        for une in visibles
        if (une.immatriculation and any(f" {normalise(une.immatriculation)} " in titre for titre in titres))
        or (_suite(une.nom) and dit[: len(_suite(une.nom))] == _suite(une.nom))
    ]
    return proches[0] if len(proches) == 1 else None


def _suite(texte: str) -> list[str]:
    return [mot for mot in normalise(texte).split() if mot not in _GENERIQUES]


def _mots(texte: str) -> frozenset[str]:
    return frozenset(_suite(texte))


def name_exercice(session: Session, copropriete_id: int, debut: date, fin: date) -> str:
    """The label of an exercise: ours when we know it, else its year or years."""
    connu = session.scalar(
        select(Exercice.libelle).where(
            Exercice.copropriete_id == copropriete_id, Exercice.debut == debut, Exercice.fin == fin
        )
    )
    return connu or format_exercice(debut, fin)


def map_cles(session: Session, copropriete_id: int, lecture: LectureComptes) -> dict[str | None, str]:
    """Each key of the file → our code when its code or its label is ours, else as the syndic writes it."""
    noms: dict[str, str] = {}
    for cle in session.scalars(select(CleRepartition).where(CleRepartition.copropriete_id == copropriete_id)):
        noms[normalise(cle.code)] = noms[normalise(cle.libelle)] = cle.code
    libelles = {ligne.cle: ligne.libelle for ligne in lecture.annexe3}
    vues = {ligne.cle for ligne in lecture.lignes} | {part.cle for part in lecture.quote_parts} | set(libelles)
    return {
        cle: noms.get(normalise(cle or "")) or noms.get(normalise(libelles.get(cle or "", ""))) or cle or "?"
        for cle in vues
    }


@dataclass(frozen=True)
class PartControlee:
    """Our share printed by the syndic against ours: total of the key × our dated tantièmes ÷ total of the key."""

    lot: str
    cle: str
    imprime: int
    calcule: int | None
    tantiemes: int | None
    total_tantiemes: int | None

    @property
    def ecart(self) -> int | None:
        """Printed minus ours, in centimes; within a centime it is rounding."""
        return None if self.calcule is None else self.imprime - self.calcule


def check_parts(
    session: Session, copropriete_id: int, lecture: LectureComptes, cles: dict[str | None, str], fin: date
) -> list[PartControlee]:
    """Each printed share against the tantièmes of our patrimoine on the last day of the exercise."""
    lots = {name_lot(lot.numero): lot for lot in lots_du_bailleur(session, copropriete_id, fin)}
    totaux = {
        cle.code: cle.total_tantiemes
        for cle in session.scalars(select(CleRepartition).where(CleRepartition.copropriete_id == copropriete_id))
    }
    sommes: dict[str, int] = {}
    for ligne in lecture.lignes:
        sommes[cles[ligne.cle]] = sommes.get(cles[ligne.cle], 0) + ligne.montant
    controlees = []
    for part in lecture.quote_parts:
        code = cles[part.cle]
        lot, total = lots.get(name_lot(part.lot)), totaux.get(code)
        notre = lot.tantiemes.get(code) if lot else None
        calcule = None
        if notre is not None and total and code in sommes:
            calcule = (2 * sommes[code] * notre + total) // (2 * total)
        controlees.append(PartControlee(part.lot, code, part.montant, calcule, notre, total))
    return controlees


class LigneDeCopropriete(Protocol):
    """Anything read on a row that names its copropriété."""

    @property
    def rang(self) -> int:
        """The number of the row in the file."""

    @property
    def copropriete(self) -> str:
        """The code of the copropriété."""


def find_coproprietes(
    session: Session, acteur: Acteur, feuille: Feuille, lus: Sequence[LigneDeCopropriete]
) -> dict[str, Copropriete]:
    """The copropriétés that rows name, by code; one that is unknown or not visible is a fault, told once."""
    codes = {lu.copropriete for lu in lus}
    rows = session.scalars(visible_coproprietes(acteur).where(Copropriete.code.in_(codes)))
    trouvees = {row.code: row for row in rows}
    dits: set[str] = set()
    for lu in lus:
        if lu.copropriete not in trouvees and lu.copropriete not in dits:
            dits.add(lu.copropriete)
            feuille.refuse_at(
                lu.rang, "copropriete",
                f"la copropriété « {lu.copropriete} » n’existe pas, ou ne relève pas de vos agences.",
            )  # fmt: skip
    return trouvees


def load_lots(session: Session, coproprietes: dict[str, Copropriete]) -> dict[str, dict[str, int]]:
    """Copropriété → number of the lot → its id."""
    codes = {row.id: code for code, row in coproprietes.items()}
    lots: dict[str, dict[str, int]] = {code: {} for code in coproprietes}
    query = select(Lot.copropriete_id, Lot.numero, Lot.id).where(Lot.copropriete_id.in_(codes))
    for copropriete_id, numero, lot_id in session.execute(query):
        lots[codes[copropriete_id]][numero] = lot_id
    return lots

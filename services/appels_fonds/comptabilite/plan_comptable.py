"""The client's chart of accounts, by exercise: imported from a workbook or a CSV, looked up by the posting schemes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.appels_fonds.comptabilite.schema_comptable import COMPTES
from services.appels_fonds.models import CompteComptable
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError
from shared.excel.export_liste import write_liste
from shared.excel.ouverture import open_classeur

_NUMERO = re.compile(r"[1-9][0-9A-Z]{1,11}")
ENTETES_NUMERO = {"compte", "numero", "n°", "numéro", "comptenum", "code"}


@dataclass(frozen=True)
class Bilan:
    """What an import of the chart changed."""

    ajoutes: int
    renommes: int
    retires: int
    total: int


def load_plan(session: Session, exercice: int) -> dict[str, str]:
    """Number → label of the client's chart; empty when none was imported for this exercise."""
    rows = session.execute(
        select(CompteComptable.numero, CompteComptable.libelle)
        .where(CompteComptable.exercice == exercice)
        .order_by(CompteComptable.numero)
    )
    return {row.numero: row.libelle for row in rows}


def show_plan(session: Session, exercice: int) -> tuple[dict[str, str], bool]:
    """The chart to show: the client's, or the default accounts when none was imported (then False)."""
    plan = load_plan(session, exercice)
    return plan or {numero: compte.libelle for numero, compte in sorted(COMPTES.items())}, bool(plan)


def read_plan(contenu: bytes, nom: str) -> list[tuple[str, str]]:
    """Account and label of each row of a CSV or of the first sheet of a workbook.

    :raises InvalidError: every faulty row in one pass, with its place and what to do.
    """
    placed: list[tuple[str, str, str]] = []
    for rang, row in _rows(contenu, nom):
        numero, libelle = ([*row, "", ""])[:2]
        if numero and (placed or numero.lower() not in ENTETES_NUMERO):
            placed.append((f"A{rang}", numero, libelle))
    return check_comptes(placed)


def check_comptes(placed: Iterable[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Accounts and labels, each given with its place.

    :raises InvalidError: every faulty one in one pass; or none at all.
    """
    comptes: list[tuple[str, str]] = []
    fautes: list[dict[str, str]] = []
    seen: set[str] = set()
    for ou, numero, libelle in placed:
        message = _fault(numero, libelle, seen)
        if message:
            fautes.append({"ou": ou, "message": message})
        seen.add(numero)
        comptes.append((numero, libelle))
    if fautes or not comptes:
        raise InvalidError(
            "Le plan n’est pas importé : corrigez ces lignes."
            if fautes
            else "Aucun compte trouvé : attendu deux colonnes, le numéro et le libellé.",
            code="PLAN_INVALIDE", fautes=fautes,
        )  # fmt: skip
    return comptes


def _fault(numero: str, libelle: str, seen: set[str]) -> str | None:
    if not _NUMERO.fullmatch(numero):
        return f"« {numero} » n’est pas un numéro de compte (exemple : 6141)"
    if numero in seen:
        return f"le compte {numero} est donné deux fois"
    return None if libelle else f"le compte {numero} n’a pas de libellé"


def _rows(contenu: bytes, nom: str) -> list[tuple[int, list[str]]]:
    feuille = next(open_classeur(contenu, nom).feuilles(), None)
    rows = feuille.lignes() if feuille else ()
    return [(rang, [_to_texte(cell) for cell in row[:2]]) for rang, row in rows]


def _to_texte(cell: object) -> str:
    """A cell as text; a number of account typed as a number loses its ``.0``."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() if cell is not None else ""


def import_plan(session: Session, acteur: Acteur, exercice: int, comptes: Sequence[tuple[str, str]]) -> Bilan:
    """Replace the chart of an exercise; entries keep the labels they were drafted with."""
    before = load_plan(session, exercice)
    after = dict(comptes)
    session.execute(delete(CompteComptable).where(CompteComptable.exercice == exercice))
    session.add_all(CompteComptable(exercice=exercice, numero=n, libelle=libelle) for n, libelle in comptes)
    session.flush()
    session.info.pop(("schema", exercice), None)
    bilan = Bilan(
        len(after.keys() - before.keys()),
        sum(before[numero] != after[numero] for numero in before.keys() & after.keys()),
        len(before.keys() - after.keys()),
        len(after),
    )
    record_acte(session, acteur, "importe le plan comptable", "plan", exercice, detail=vars(bilan))
    return bilan


def export_plan(session: Session, exercice: int) -> bytes:
    """The chart as a workbook that can be imported again."""
    plan, _ = show_plan(session, exercice)
    return write_liste(f"Plan {exercice}", ("Compte", "Libellé"), plan.items())

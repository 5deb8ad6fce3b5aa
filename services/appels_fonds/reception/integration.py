"""Writing the calls of a file: their numbers, their lines, one draft entry each, one fact each.

What grows with the lines goes in bulk; the rest costs a number of statements that depends on the calls alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.appels_fonds.comptabilite.ecritures import AppelAImputer, draft_appels
from services.appels_fonds.comptabilite.imputation import LigneAImputer
from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.models import AppelFonds, ImportAppel, LigneAppel, MontantAppel, SequenceAppel, StatutAppel
from services.appels_fonds.natures import Nature
from services.appels_fonds.reception.jumeaux import write_lots
from shared.acteurs import Acteur
from shared.audit import record_actes
from shared.database import insert_rows
from shared.documents import link_document
from shared.messages import AppelFondsComptabilise
from shared.models import CleRepartition, Copropriete, MandatSyndic
from shared.outbox import publish_all
from shared.presentation import day_of
from shared.taches import Suivi, untold

COLONNES_LIGNE = (
    "appel_id", "copropriete_id", "exigible", "lots", "cle_repartition_id", "nature", "occurrence", "montant_centimes",
    "feuille", "cellule", "texte", "vive",
)  # fmt: skip
COLONNES_MONTANT = ("appel_id", "cle_repartition_id", "nature", "montant_centimes")
NATURES: dict[str, str] = {nature: nature.value for nature in Nature}
"""A kind as plain text: what the databases' drivers write fastest."""
PAQUET = 1000
"""How many lines are written between two words about where the writing is."""
Sommes = Mapping[tuple[str, str], int]
"""What a call asks by (clé, nature), in centimes."""


def integrate_lignes(
    session: Session, acteur: Acteur, apercu: ImportAppel, lignes: Sequence[LigneLue], suivre: Suivi = untold
) -> list[AppelFonds]:
    """Write the calls of these lines; the database itself refuses a line that is already called."""
    codes = {ligne.copropriete for ligne in lignes}
    coproprietes = {
        copropriete.code: copropriete
        for copropriete in session.scalars(select(Copropriete).where(Copropriete.code.in_(codes)))
    }
    cles = {
        (row.copropriete_id, row.code): row.id
        for row in session.execute(
            select(CleRepartition.copropriete_id, CleRepartition.code, CleRepartition.id).where(
                CleRepartition.copropriete_id.in_([copropriete.id for copropriete in coproprietes.values()])
            )
        )
    }
    groups: dict[tuple[str, date], list[LigneLue]] = defaultdict(list)
    for ligne in lignes:
        groups[ligne.copropriete, ligne.exigible].append(ligne)
    sommes = {place: _sum(siennes) for place, siennes in groups.items()}
    appels = _open_appels(session, apercu, coproprietes, sommes)
    insert_rows(session, LigneAppel.__table__, COLONNES_LIGNE, _rows(appels, cles, groups, suivre))  # type: ignore[arg-type]
    insert_rows(session, MontantAppel.__table__, COLONNES_MONTANT, _montants(appels, cles, sommes))  # type: ignore[arg-type]
    if len({copropriete.agence_id for copropriete in coproprietes.values()}) == 1:
        # A file that several agencies share is not shown on the page of one copropriété: it tells of the others.
        link_document(session, apercu.document, *(copropriete.id for copropriete in coproprietes.values()))
    _post(session, apercu, appels, coproprietes, sommes)
    faits = (
        (
            appel.numero, appel.copropriete_id,
            {"total_centimes": appel.total_centimes, "lignes": len(groups[place]), "fichier": apercu.nom_fichier},
        )
        for place, appel in appels.items()
    )  # fmt: skip
    record_actes(session, acteur, "intègre un appel de fonds", "appel", faits)
    return list(appels.values())


def _open_appels(
    session: Session,
    apercu: ImportAppel,
    coproprietes: Mapping[str, Copropriete],
    sommes: Mapping[tuple[str, date], Sommes],
) -> dict[tuple[str, date], AppelFonds]:
    appels = {}
    annees = Counter(exigible.year for _, exigible in sommes)
    numeros = {annee: _reserve_numeros(session, annee, nombre) for annee, nombre in annees.items()}
    syndics = _list_mandats(session, coproprietes.values())
    for code, exigible in sorted(sommes):
        en_poste = [syndic_id for syndic_id, du, au in syndics[coproprietes[code].id]
                    if (du is None or du <= exigible) and (au is None or exigible <= au)]  # fmt: skip
        appels[code, exigible] = AppelFonds(
            numero=next(numeros[exigible.year]), import_id=apercu.id, copropriete_id=coproprietes[code].id,
            syndic_id=en_poste[-1] if en_poste else None, exigible=exigible, periode=name_periode(exigible),
            total_centimes=sum(sommes[code, exigible].values()), statut=StatutAppel.BROUILLON,
        )  # fmt: skip
    session.add_all(appels.values())
    session.flush()
    return appels


def _reserve_numeros(session: Session, annee: int, nombre: int) -> Iterator[str]:
    """The next call numbers of a year, taken all at once."""
    sequence = session.get(SequenceAppel, annee, with_for_update=True)
    if sequence is None:
        sequence = SequenceAppel(annee=annee, dernier=0)
        session.add(sequence)
    premier = sequence.dernier + 1
    sequence.dernier += nombre
    session.flush()
    return (f"AF-{annee}-{rang:06d}" for rang in range(premier, premier + nombre))


def _list_mandats(
    session: Session, coproprietes: Iterable[Copropriete]
) -> Mapping[int, list[tuple[int, date | None, date | None]]]:
    """(syndic, from, to) of each copropriété, the oldest first."""
    found: dict[int, list[tuple[int, date | None, date | None]]] = defaultdict(list)
    for copropriete_id, syndic_id, du, au in session.execute(
        select(MandatSyndic.copropriete_id, MandatSyndic.syndic_id, MandatSyndic.du, MandatSyndic.au)
        .where(MandatSyndic.copropriete_id.in_([copropriete.id for copropriete in coproprietes]))
        .order_by(MandatSyndic.du)
    ):
        found[copropriete_id].append((syndic_id, du, au))
    return found


def name_periode(exigible: date) -> str:
    """The label of a due date's quarter: ``T2 2026``."""
    return f"T{(exigible.month + 2) // 3} {exigible.year}"


def _sum(lignes: Sequence[LigneLue]) -> Sommes:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for ligne in lignes:
        sums[ligne.cle, NATURES[ligne.nature]] += ligne.montant_centimes
    return dict(sums)


def _rows(
    appels: Mapping[tuple[str, date], AppelFonds],
    cles: Mapping[tuple[int, str], int],
    groups: Mapping[tuple[str, date], Sequence[LigneLue]],
    suivre: Suivi,
) -> Iterator[tuple[Any, ...]]:
    written, total = 0, sum(map(len, groups.values()))
    for place, lignes in groups.items():
        appel_id, copropriete_id, exigible = appels[place].id, appels[place].copropriete_id, place[1].isoformat()
        seen: dict[tuple[tuple[str, ...], str, str], int] = {}
        for debut in range(0, len(lignes), PAQUET):
            suivre(written + debut, total)
            for feuille, cellule, _, _, lots, cle, nature, _, montant, texte, *_ in lignes[debut : debut + PAQUET]:
                key = (lots, cle, nature)
                occurrence = seen[key] = seen.get(key, 0) + 1
                yield (
                    appel_id, copropriete_id, exigible, write_lots(lots), cles[copropriete_id, cle], NATURES[nature],
                    occurrence, montant, feuille, cellule, texte, True,
                )  # fmt: skip
        written += len(lignes)


def _montants(
    appels: Mapping[tuple[str, date], AppelFonds],
    cles: Mapping[tuple[int, str], int],
    sommes: Mapping[tuple[str, date], Sommes],
) -> Iterator[tuple[Any, ...]]:
    for place, appel in appels.items():
        for (cle, nature), montant in sommes[place].items():
            yield appel.id, cles[appel.copropriete_id, cle], nature, montant


def _post(
    session: Session,
    apercu: ImportAppel,
    appels: Mapping[tuple[str, date], AppelFonds],
    coproprietes: Mapping[str, Copropriete],
    sommes: Mapping[tuple[str, date], Sommes],
) -> None:
    """One draft entry and one fact for each call."""
    a_imputer = [
        AppelAImputer(
            appel,
            coproprietes[place[0]],
            [LigneAImputer(Nature(nature), cle, montant) for (cle, nature), montant in sommes[place].items()],
        )
        for place, appel in appels.items()
    ]
    draft_appels(session, a_imputer, piece_date=day_of(apercu.lu_le))
    publish_all(session, [_tell(appel, sommes[place]) for place, appel in appels.items()])


def _tell(appel: AppelFonds, sommes: Sommes) -> AppelFondsComptabilise:
    return AppelFondsComptabilise(
        appel=appel.numero,
        copropriete_id=appel.copropriete_id,
        exigible=appel.exigible,
        total_centimes=appel.total_centimes,
        montants=[
            {"cle": cle, "nature": nature, "montant_centimes": montant}
            for (cle, nature), montant in sorted(sommes.items())
        ],
    )

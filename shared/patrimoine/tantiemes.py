"""Correct the tantièmes of a lot, from a day on or from the origin: the former value keeps the years it was true."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from shared.acteurs import Acteur
from shared.errors import InvalidError, RefusedError
from shared.models import CleRepartition, Lot, TantiemeLot
from shared.patrimoine.modifications import check_totaux, find_cle, find_lot, open_copropriete, record_modification
from shared.patrimoine.periodes import Periode, Valeur, find_valeur, format_jour, set_valeur


def correct_tantieme(
    session: Session,
    acteur: Acteur,
    copropriete_id: int,
    version: int,
    numero: str,
    cle: str,
    tantiemes: int,
    du: date | None,
    motif: str,
) -> Lot:
    """Say that from ``du`` a lot weighs ``tantiemes`` on a clé, up to the next change already known.

    ``du`` None, or the first day of a known value: that value was wrong from the start and is replaced.

    :param motif: why (modificatif du règlement, erreur de saisie…); kept in the audit journal.
    :raises InvalidError: no reason, a negative number, or a clé unknown here.
    :raises NotFoundError: copropriété or lot not visible.
    :raises StaleError: the copropriété changed since it was read.
    :raises RefusedError: nothing would change, no value is known on ``du``, or the clé's total is exceeded.
    """
    if not motif.strip():
        raise InvalidError("Donnez le motif de la correction : il reste au journal.", code="MOTIF_OBLIGATOIRE")
    copropriete = open_copropriete(session, acteur, copropriete_id, version)
    lot, la_cle = find_lot(session, copropriete, numero), find_cle(session, copropriete, cle)
    avant = list_valeurs(lot, la_cle)
    set_tantiemes(session, lot, la_cle, tantiemes, du)
    check_totaux(session, copropriete)
    detail = {
        "lot": lot.numero, "cle": la_cle.code, "du": du, "tantiemes": tantiemes, "motif": motif.strip(),
        "avant": [f"{valeur.valeur} {valeur.periode}" for valeur in avant],
    }  # fmt: skip
    record_modification(session, acteur, "corrige un tantième", copropriete, "lot", detail)
    return lot


def set_tantiemes(session: Session, lot: Lot, cle: CleRepartition, tantiemes: int, du: date | None) -> None:
    """Change the dated values of a lot on a clé; without any yet, the value holds from ``du``.

    :raises InvalidError: a negative number.
    :raises RefusedError: the value is already that one, or none is known on ``du``.
    """
    if tantiemes < 0:
        raise InvalidError(f"{tantiemes} tantièmes : donnez un nombre positif ou nul.", code="TANTIEMES_INVALIDES")
    avant = list_valeurs(lot, cle)
    if avant and du is not None and not any(valeur.periode.covers(du) for valeur in avant):
        raise RefusedError(
            f"Le lot {lot.numero} n’a pas de tantièmes connus au {format_jour(du)} sur la clé {cle.code} (connus : "
            f"{', '.join(str(valeur.periode) for valeur in avant)}) : choisissez une date de cette période.",
            code="DATE_HORS_PERIODE",
        )
    if avant and find_valeur(avant, du or avant[0].periode.debut) == tantiemes:
        quand = f" au {format_jour(du)}" if du else ""
        raise RefusedError(
            f"Le lot {lot.numero} compte déjà {tantiemes} tantièmes sur la clé {cle.code}{quand}.",
            code="SANS_CHANGEMENT",
        )
    _write_valeurs(session, lot, cle, set_valeur(avant, du, tantiemes))


def list_valeurs(lot: Lot, cle: CleRepartition) -> list[Valeur[int]]:
    """The dated tantièmes of a lot on a clé, earliest first."""
    lines = [line for line in lot.tantiemes if line.cle_repartition_id == cle.id]
    valeurs = [Valeur(Periode(line.du, line.au), line.tantiemes) for line in lines]
    return sorted(valeurs, key=lambda valeur: valeur.periode.debut)


def _write_valeurs(session: Session, lot: Lot, cle: CleRepartition, apres: Sequence[Valeur[int]]) -> None:
    """Bring the lines to these values: a line is known by its first day."""
    known = {line.du: line for line in lot.tantiemes if line.cle_repartition_id == cle.id}
    for valeur in apres:
        line = known.get(valeur.periode.du)
        if line is None:
            line = TantiemeLot(lot_id=lot.id, cle_repartition_id=cle.id, du=valeur.periode.du)
            lot.tantiemes.append(line)
        line.au, line.tantiemes = valeur.periode.au, valeur.valeur
    session.flush()

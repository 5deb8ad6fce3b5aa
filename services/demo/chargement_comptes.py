"""The demo's yearly accounts: five closed exercises of some copropriétés, the last one with what remains to do.

Of the last exercise, one is approved, one has a gap, one waits, and some labels are to classify; the former ones are
approved, so that forecasts, heatmap and completeness rest on accounts and not on sums given as a whole.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from services.charges.comptes.comptes_annuels import approve_comptes, confirm_comptes, deposit_comptes
from services.charges.models import ComptesAnnuels
from services.demo.acteurs import find_acteur
from services.demo.comptes_syndics import write_comptes
from services.demo.depenses import LigneDepense
from shared.acteurs import Acteur

RECUES = ("C001", "C003", "C009", "C013")
ECART = {"C003": -45_000}
"""A key total misprinted by the syndic, in centimes."""
EN_ATTENTE = "C002"


def load_comptes(
    session: Session, patrimoine: dict[str, Any], depenses: Sequence[LigneDepense], aujourdhui: date
) -> int:
    """Receive the closed exercises of some copropriétés, by their accountants; returns how many files."""
    fiches = {copropriete["code"]: copropriete for copropriete in patrimoine["coproprietes"]}
    deposes = 0
    for code in (*RECUES, EN_ATTENTE):
        if code not in fiches:
            continue
        comptable = find_acteur(session, "CO", fiches[code]["agence"])
        exercices = list_exercices(depenses, code) if code in RECUES else [last_exercice(depenses, code)]
        for siennes in exercices:
            dernier = siennes is exercices[-1]
            ecart = ECART.get(code, 0) if dernier else 0
            contenu = write_comptes(fiches[code], siennes, ecart_centimes=ecart, vagues=dernier)
            apercu = deposit_comptes(session, comptable, contenu, f"Comptes {siennes[0].exercice} {code}.xlsx")
            deposes += 1
            if code != EN_ATTENTE:
                _receive(session, comptable, apercu, siennes[0], aujourdhui, approuves=not dernier or code == RECUES[0])
    return deposes


def _receive(
    session: Session,
    comptable: Acteur,
    apercu: ComptesAnnuels,
    depense: LigneDepense,
    aujourdhui: date,
    *,
    approuves: bool,
) -> None:
    comptes = confirm_comptes(
        session, comptable, apercu.id, version=apercu.version, code=depense.copropriete, debut=depense.debut,
        fin=depense.fin, recus_le=min(depense.fin + timedelta(days=75), aujourdhui),
        motif="Écart signalé au syndic, réponse attendue" if apercu.nombre_ecarts else "",
    )  # fmt: skip
    session.flush()
    le = depense.fin + timedelta(days=150)
    if approuves and le < aujourdhui:
        approve_comptes(session, comptable, comptes.id, version=comptes.version, le=le)


def list_exercices(depenses: Sequence[LigneDepense], code: str) -> list[list[LigneDepense]]:
    """What a copropriété spent, exercise by exercise, the oldest first."""
    par_fin: dict[date, list[LigneDepense]] = {}
    for depense in depenses:
        if depense.copropriete == code:
            par_fin.setdefault(depense.fin, []).append(depense)
    return [par_fin[fin] for fin in sorted(par_fin)]


def last_exercice(depenses: Sequence[LigneDepense], code: str) -> list[LigneDepense]:
    """What a copropriété spent in its last closed exercise."""
    return list_exercices(depenses, code)[-1]


def write_fichiers_comptes(dossier: Path, patrimoine: dict[str, Any], depenses: Sequence[LigneDepense]) -> None:
    """Accounts to drop by hand: two copropriétés whose syndic has just sent them, one with a gap."""
    dossier.mkdir(parents=True, exist_ok=True)
    fiches = {copropriete["code"]: copropriete for copropriete in patrimoine["coproprietes"]}
    for code, ecart in (("C004", 0), ("C005", 12_000)):
        if code in fiches:
            contenu = write_comptes(fiches[code], last_exercice(depenses, code), ecart_centimes=ecart)
            (dossier / f"comptes-{code}.xlsx").write_bytes(contenu)

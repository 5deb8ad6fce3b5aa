"""The demo's past calls: four quarters of workbooks, imported by the accountants, validated but for the last one."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.appels_fonds.comptabilite.ecritures import validate_ecritures
from services.appels_fonds.models import AppelFonds, Ecriture, ImportAppel
from services.appels_fonds.reception.analyses import analyse_fichier
from services.appels_fonds.reception.imports import integrate_file
from services.demo.acteurs import find_acteur
from services.demo.calendrier import echeances_passees
from services.demo.classeurs import write_classeur
from services.demo.envois import build_envois

PREAVIS = timedelta(days=18)
"""How long before its due date a call reaches the accountant."""


def load_appels(session: Session, patrimoine: dict[str, Any], aujourdhui: date) -> int:
    """Import the files of the last four quarters; returns how many calls. The last quarter stays to be validated."""
    accountants = {agence["code"]: find_acteur(session, "CO", agence["code"]) for agence in patrimoine["agences"]}
    echeances = echeances_passees(aujourdhui)
    count = 0
    with TemporaryDirectory() as folder:
        for exigible in echeances:
            for code, envoi in build_envois(patrimoine, exigible).items():
                path = write_classeur(Path(folder), code, envoi)
                accountant = accountants[envoi.coproprietes[0].fiche["agence"]]
                contenu = path.read_bytes()
                analyse = analyse_fichier(session, accountant, contenu, path.name, aujourdhui=exigible - PREAVIS)
                appels = integrate_file(session, accountant, contenu, analyse)
                _date_back(session, appels, exigible - PREAVIS)
                count += len(appels)
            if exigible != echeances[-1]:
                validate_ecritures(session, accountant, jusqu_au=exigible, aujourdhui=exigible + timedelta(days=2))
    return count


def _date_back(session: Session, appels: list[AppelFonds], jour: date) -> None:
    """Say that a file was read and integrated on its day, not at the moment of the loading."""
    session.flush()
    moment = datetime.combine(jour, time(10, 30), UTC)
    imports = {appel.import_id for appel in appels}
    entries = [appel.id for appel in appels]
    session.execute(update(ImportAppel).where(ImportAppel.id.in_(imports)).values(lu_le=moment, integre_le=moment))
    session.execute(update(Ecriture).where(Ecriture.appel_id.in_(entries)).values(piece_date=jour))

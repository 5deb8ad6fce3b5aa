"""Fund calls on the command line: read and integrate workbooks, validate entries, write the FEC."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import IntegrityError

from services.appels_fonds.analyses import REFUSE, Analyse, analyse_fichier
from services.appels_fonds.ecritures import list_fec, require_siren, validate_ecritures
from services.appels_fonds.export_fec import describe_fec, fec_name, write_fec
from services.appels_fonds.imports import base_name, integrate_file
from services.cli.contexte import acteur_for, option_agent, option_aujourdhui, option_json, suite
from shared.acteurs import Acteur
from shared.database import Lecture, Session
from shared.errors import RefusedError
from shared.montants import format_montant
from shared.presentation import today

JOUR = click.DateTime(["%Y-%m-%d"])


@click.group()
def appels() -> None:
    """Appels de fonds."""


@appels.command()
@click.argument("fichiers", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--confirmer", is_flag=True, help="Intègre ce qui est accepté ; sinon, lit et vérifie seulement.")
@click.option("--forcer", "forcages", multiple=True, metavar="CODE=COMMENTAIRE", help="Lève un contrôle à confirmer.")
@option_agent
@option_json
def importer(
    fichiers: tuple[Path, ...], confirmer: bool, forcages: tuple[str, ...], agent: str | None, en_json: bool
) -> None:
    """Lit, vérifie et montre des appels de fonds (.xlsx, .xls, .ods, .csv) ; avec --confirmer, les intègre."""
    comments = dict(_comment(forcage) for forcage in forcages)
    with suite(drains=confirmer):
        acteur = acteur_for(agent)
        results = [_import_one(acteur, path, confirmer, comments) for path in fichiers]
    if en_json:
        click.echo(json.dumps(results, ensure_ascii=False, indent=1))
    else:
        for result in results:
            _print_result(result)
    sys.exit(1 if any(result["issue"] == REFUSE for result in results) else 0)


def _comment(forcage: str) -> tuple[str, str]:
    code, equals, comment = forcage.partition("=")
    if not equals or not comment.strip():
        raise click.UsageError(f"--forcer attend CODE=COMMENTAIRE, pas « {forcage} »")
    return code.strip(), comment.strip()


def _import_one(acteur: Acteur, path: Path, confirmer: bool, comments: dict[str, str]) -> dict[str, Any]:
    contenu, nom = path.read_bytes(), base_name(path.name)
    if not confirmer:
        with Lecture() as session:
            return to_json(analyse_fichier(session, acteur, contenu, nom), integre=False)
    try:
        return _integrate_one(acteur, contenu, nom, comments)
    except IntegrityError as error:
        raise RefusedError(
            f"Une ligne de {nom} vient d'être intégrée par quelqu'un d'autre : relancez la commande.",
            code="DEJA_APPELE",
        ) from error


def _integrate_one(acteur: Acteur, contenu: bytes, nom: str, comments: dict[str, str]) -> dict[str, Any]:
    with Session.begin() as session:
        analyse = analyse_fichier(session, acteur, contenu, nom)
        integre = analyse.issue != REFUSE and bool(analyse.lignes) and not set(analyse.a_confirmer) - comments.keys()
        if integre:
            integrate_file(session, acteur, contenu, analyse, forcages=comments)
    return to_json(analyse, integre=integre)


def to_json(analyse: Analyse, *, integre: bool) -> dict[str, Any]:
    """One file as the contract says it: amounts in centimes, dates in ISO."""
    return {
        "fichier": analyse.nom,
        "issue": analyse.issue,
        "integre": integre,
        "lignes": [
            {
                "feuille": ligne.feuille, "cellule": ligne.cellule, "copropriete": ligne.copropriete,
                "lots": list(ligne.lots), "cle": ligne.cle, "nature": str(ligne.nature),
                "exigible": ligne.exigible.isoformat(), "montant": ligne.montant_centimes,
            }
            for ligne in analyse.lignes
        ],
        "total": analyse.total_centimes,
        "anomalies": [
            {
                "gravite": anomalie.gravite, "code": anomalie.code, "feuille": anomalie.feuille,
                "cellule": anomalie.cellule, "message": anomalie.message,
            }
            for anomalie in analyse.anomalies
        ],
    }  # fmt: skip


def _print_result(result: dict[str, Any]) -> None:
    etat = "intégré" if result["integre"] else result["issue"].replace("_", " ")
    click.echo(f"{result['fichier']} : {etat}, {len(result['lignes'])} lignes, {format_montant(result['total'])}")
    for anomalie in result["anomalies"]:
        lieu = " ".join(filter(None, (anomalie["feuille"], anomalie["cellule"])))
        click.echo(f"  {anomalie['gravite']} {anomalie['code']} {lieu} : {anomalie['message']}", err=True)


@appels.command()
@click.option("--jusqu-au", type=JOUR, required=True, help="Dernière date d'écriture à valider.")
@option_aujourdhui
@option_agent
def valider(jusqu_au: datetime, aujourdhui: datetime | None, agent: str | None) -> None:
    """Numérote et valide les écritures en brouillon, jamais celles datées après aujourd'hui."""
    with suite():
        acteur = acteur_for(agent)
        with Session.begin() as session:
            count = validate_ecritures(
                session, acteur, jusqu_au=jusqu_au.date(), aujourdhui=aujourdhui.date() if aujourdhui else today()
            )
    click.echo(f"{count} écriture(s) validée(s)")


@appels.command()
@click.option("--debut", type=JOUR, required=True)
@click.option("--fin", type=JOUR, required=True)
@click.option("-o", "dossier", required=True, type=click.Path(file_okay=False, path_type=Path))
def fec(debut: datetime, fin: datetime, dossier: Path) -> None:
    """Écrit le FEC des écritures validées et sa description dans un dossier."""
    with suite(), Lecture() as session:
        path, count = write_fec_files(session, debut.date(), fin.date(), dossier)
    click.echo(f"{path} : {count} lignes")


def write_fec_files(session: Any, debut: date, fin: date, dossier: Path) -> tuple[Path, int]:
    """Write the FEC and its description; the file appears whole or not at all."""
    bailleur = require_siren(session)
    dossier.mkdir(parents=True, exist_ok=True)
    path = dossier / fec_name(bailleur.siren or "", fin)
    partial = path.with_suffix(".part")
    count = -1
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            for count, line in enumerate(write_fec(list_fec(session, debut, fin))):  # noqa: B007 - the last rank counts
                file.write(line)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    description = describe_fec(
        path.name, bailleur=bailleur.nom, siren=bailleur.siren or "", debut=debut, fin=fin, lignes=count
    )
    (dossier / f"{path.stem}_description.txt").write_text(description, encoding="utf-8")
    return path, count

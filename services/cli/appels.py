"""Fund calls on the command line: read and integrate workbooks, validate entries, write the FEC."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import IntegrityError

from services.appels_fonds.comptabilite.choix_travaux import awaiting_choix
from services.appels_fonds.comptabilite.ecritures import require_siren, validate_ecritures
from services.appels_fonds.exports.controle_fec import require_conforme
from services.appels_fonds.exports.fec import describe_fec, fec_name
from services.appels_fonds.exports.lignes_fec import iter_fec
from services.appels_fonds.lecture.lignes import LectureAppel
from services.appels_fonds.models import RemiseVirements
from services.appels_fonds.paiements.virements import (
    approve_remise,
    cancel_remise,
    prepare_remise,
    read_bordereau,
    summarize,
)
from services.appels_fonds.reception.analyses import REFUSE, Analyse, analyse_fichier
from services.appels_fonds.reception.anomalies import BLOQUANTE, Anomalie
from services.appels_fonds.reception.depots import list_depots
from services.appels_fonds.reception.imports import base_name, integrate_file
from services.appels_fonds.schemas_imports import dump_analyse
from services.appels_fonds.schemas_paiements import RemiseSchema
from services.cli.contexte import acteur_for, option_agent, option_aujourdhui, option_json, suite
from shared.acteurs import Acteur
from shared.database import Lecture, Session
from shared.errors import RefusedError
from shared.excel.refus import FichierRefuse
from shared.montants import format_montant
from shared.presentation import accord, today

JOUR = click.DateTime(["%Y-%m-%d"])


@click.group()
def appels() -> None:
    """Appels de fonds."""


@appels.command()
@click.argument("fichiers", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--confirmer", is_flag=True, help="Intègre ce qui est accepté ; sinon, lit et vérifie seulement.")
@click.option("--forcer", "forcages", multiple=True, metavar="CODE=COMMENTAIRE", help="Lève un contrôle à confirmer.")
@option_agent
@option_aujourdhui
@option_json
def importer(
    fichiers: tuple[Path, ...],
    confirmer: bool,
    forcages: tuple[str, ...],
    agent: str | None,
    aujourdhui: datetime | None,
    en_json: bool,
) -> None:
    """Lit, vérifie et montre des appels de fonds (.xlsx, .xls, .ods, .csv, .eml) ; avec --confirmer, les intègre."""
    comments = dict(_comment(forcage) for forcage in forcages)
    with suite(drains=confirmer):
        acteur = acteur_for(agent)
        jour = aujourdhui.date() if aujourdhui else today()
        results = [
            result for path in fichiers for result in _import_path(acteur, path, jour, comments if confirmer else None)
        ]
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


def _import_path(acteur: Acteur, path: Path, jour: date, comments: dict[str, str] | None) -> list[dict[str, Any]]:
    """One result for a file, one for each table that an e-mail carries."""
    nom = base_name(path.name)
    try:
        pieces = list_depots(path.read_bytes(), nom)
    except FichierRefuse as refus:
        fautes = (Anomalie(BLOQUANTE, refus.code, None, None, refus.detail),)
        return [dump_analyse(Analyse(nom, "", LectureAppel(anomalies=fautes), fautes), integre=False)]
    return [_import_one(acteur, piece.contenu, base_name(piece.nom), jour, comments) for piece in pieces]


def _import_one(
    acteur: Acteur, contenu: bytes, nom: str, jour: date, comments: dict[str, str] | None
) -> dict[str, Any]:
    """Read one file; integrate it when ``comments`` are given, be they none."""
    if comments is None:
        with Lecture() as session:
            return dump_analyse(analyse_fichier(session, acteur, contenu, nom, aujourdhui=jour), integre=False)
    try:
        return _integrate_one(acteur, contenu, nom, jour, comments)
    except IntegrityError as error:
        raise RefusedError(
            f"Une ligne de {nom} vient d’être intégrée par quelqu’un d’autre : relancez la commande.",
            code="DEJA_APPELE",
        ) from error


def _integrate_one(acteur: Acteur, contenu: bytes, nom: str, jour: date, comments: dict[str, str]) -> dict[str, Any]:
    with Session.begin() as session:
        analyse = analyse_fichier(session, acteur, contenu, nom, aujourdhui=jour)
        integre = analyse.issue != REFUSE and bool(analyse.lignes) and not set(analyse.a_confirmer) - comments.keys()
        if integre:
            integrate_file(session, acteur, contenu, analyse, forcages=comments)
    return dump_analyse(analyse, integre=integre)


def _print_result(result: dict[str, Any]) -> None:
    etat = "intégré" if result["integre"] else result["issue"].replace("_", " ")
    click.echo(f"{result['fichier']} : {etat}, {len(result['lignes'])} lignes, {format_montant(result['total'])}")
    for anomalie in result["anomalies"]:
        lieu = " ".join(filter(None, (anomalie["feuille"], anomalie["cellule"])))
        click.echo(f"  {anomalie['gravite']} {anomalie['code']} {lieu} : {anomalie['message']}", err=True)


@appels.command()
@click.option("--jusqu-au", type=JOUR, required=True, help="Dernière date d’écriture à valider.")
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
        with Lecture() as session:
            attendus = awaiting_choix(session)
    click.echo(accord(count, "écriture validée"))
    for attendu in attendus:
        click.echo(
            f"  {attendu.numero} reste en brouillon : travaux {attendu.cle} de "
            f"{format_montant(attendu.montant_centimes)}, immobilisation ou gros entretien à décider",
            err=True,
        )


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
    """Write the FEC and its description; the file appears whole and checked, or not at all.

    :raises RefusedError: it would not be conform; each fault is named.
    """
    bailleur = require_siren(session)
    dossier.mkdir(parents=True, exist_ok=True)
    path = dossier / fec_name(bailleur.siren or "", fin)
    partial = path.with_suffix(".part")
    count = -1
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            for count, line in enumerate(iter_fec(session, debut, fin)):  # noqa: B007 - the last rank counts
                file.write(line)
        if count:
            with partial.open(encoding="utf-8", newline="") as file:
                require_conforme(path.name, file, debut, fin)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    description = describe_fec(
        path.name, bailleur=bailleur.nom, siren=bailleur.siren or "", debut=debut, fin=fin, lignes=count
    )
    (dossier / f"{path.stem}_description.txt").write_text(description, encoding="utf-8")
    return path, count


@appels.command()
@click.option("--preparer", is_flag=True, help="Prépare une remise de tout ce qui est dû jusqu’à --echeance.")
@click.option("--echeance", type=JOUR, help="Dernière date d’exigibilité à payer.")
@click.option("--approuver", type=int, metavar="N", help="Approuve la remise N, par un autre agent.")
@click.option("--annuler", type=int, metavar="N", help="Annule la remise N ; --motif dit pourquoi.")
@click.option("--motif", default="", metavar="TEXTE")
@click.option("--bordereau", type=int, metavar="N", help="Écrit dans -o le fichier d’une remise approuvée.")
@click.option("-o", "sortie", type=click.Path(dir_okay=False, path_type=Path))
@option_aujourdhui
@option_agent
@option_json
def virements(
    preparer: bool,
    echeance: datetime | None,
    approuver: int | None,
    annuler: int | None,
    motif: str,
    bordereau: int | None,
    sortie: Path | None,
    aujourdhui: datetime | None,
    agent: str | None,
    en_json: bool,
) -> None:
    """Virements SEPA à quatre yeux : préparer, approuver, puis écrire le fichier de la banque."""
    asked = [preparer, approuver is not None, annuler is not None, bordereau is not None]
    if sum(asked) != 1:
        raise click.UsageError("Donnez l’un de --preparer, --approuver N, --annuler N, --bordereau N.")
    if preparer and echeance is None:
        raise click.UsageError("--preparer demande --echeance DATE.")
    if bordereau is not None and sortie is None:
        raise click.UsageError("--bordereau demande -o FICHIER.")
    jour = aujourdhui.date() if aujourdhui else today()
    with suite():
        acteur = acteur_for(agent)
        with Session.begin() as session:
            if preparer and echeance:
                remise = prepare_remise(session, acteur, echeance=echeance.date(), aujourdhui=jour)
            elif approuver is not None:
                remise = approve_remise(session, acteur, approuver, aujourdhui=jour)
            elif annuler is not None:
                remise = cancel_remise(session, acteur, annuler, motif=motif, aujourdhui=jour)
            else:
                remise = _write_bordereau(session, acteur, bordereau or 0, sortie or Path())
            _print_remise(session, remise, en_json)


def _write_bordereau(session: Any, acteur: Acteur, numero: int, sortie: Path) -> RemiseVirements:
    remise, contenu = read_bordereau(session, acteur, numero)
    sortie.parent.mkdir(parents=True, exist_ok=True)
    partial = sortie.with_name(f"{sortie.name}.part")
    try:
        partial.write_bytes(contenu)
        partial.replace(sortie)
    finally:
        partial.unlink(missing_ok=True)
    return remise


def _print_remise(session: Any, remise: RemiseVirements, en_json: bool) -> None:
    if en_json:
        click.echo(json.dumps(RemiseSchema().dump(remise), ensure_ascii=False, indent=1))
        return
    click.echo(summarize(session, remise))
    for ecarte in remise.ecartes:
        montant = format_montant(ecarte["montant_centimes"])
        click.echo(f"  {ecarte['copropriete']} {ecarte['appel']} {montant} : {ecarte['message']}", err=True)

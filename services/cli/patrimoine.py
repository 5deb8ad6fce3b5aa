"""The patrimoine on the command line: import, export and the empty workbook."""

import json
from datetime import datetime
from pathlib import Path

import click

from services.cli.contexte import acteur_for, option_agent, option_aujourdhui, option_json, suite
from shared.acteurs import Acteur, Permission
from shared.database import Lecture, Session
from shared.errors import ForbiddenError
from shared.patrimoine.bilan import LIBELLES, BilanImport
from shared.patrimoine.export_classeur import gabarit as build_gabarit
from shared.patrimoine.export_classeur import write_classeur
from shared.patrimoine.exports import export_patrimoine
from shared.patrimoine.fichiers import import_fichier
from shared.patrimoine.registre.export import export_fiches
from shared.patrimoine.registre.lecture import read_extrait, read_fiche
from shared.presentation import today

CLASSEUR, JSON = ".xlsx", ".json"
SORTIE = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.group()
def patrimoine() -> None:
    """Copropriétés, lots, clés, tantièmes, syndics et agents."""


@patrimoine.command()
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option_agent
@option_json
def importer(fichier: Path, agent: str | None, en_json: bool) -> None:
    """Importe un classeur ou un fichier JSON : crée, met à jour, ne supprime rien, et dit ce qui change."""
    with suite(drains=True):
        acteur = _require(acteur_for(agent), Permission.MODIFIER_PATRIMOINE)
        with Session.begin() as session:
            bilan = import_fichier(session, acteur, fichier.read_bytes(), fichier.name)
    if en_json:
        click.echo(json.dumps(bilan.as_json(), ensure_ascii=False, indent=1))
    else:
        _print_bilan(bilan)


@patrimoine.command()
@click.argument("fichier", type=SORTIE)
@option_agent
@option_json
def exporter(fichier: Path, agent: str | None, en_json: bool) -> None:
    """Exporte tout le patrimoine : en classeur si le nom finit par .xlsx, en JSON s'il finit par .json."""
    forme = _check_forme(fichier, CLASSEUR, JSON)
    with suite():
        acteur = _require(acteur_for(agent), Permission.CONSULTER)
        if not acteur.sees_all:
            raise ForbiddenError(
                "L’export contient toutes les agences : il revient à la direction ou à l’administration."
            )
        with Lecture() as session:
            donnees = export_patrimoine(session)
    if forme == CLASSEUR:
        fichier.write_bytes(write_classeur(donnees))
    else:
        fichier.write_text(json.dumps(donnees, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    coproprietes, lots = len(donnees["coproprietes"]), sum(len(each["lots"]) for each in donnees["coproprietes"])
    _print_ecrit(fichier, f"{coproprietes} copropriétés, {lots} lots", en_json)


@patrimoine.command()
@click.argument("fichier", type=SORTIE)
@option_json
def gabarit(fichier: Path, en_json: bool) -> None:
    """Écrit le classeur vide à remplir (.xlsx), avec son mode d'emploi."""
    _check_forme(fichier, CLASSEUR)
    fichier.write_bytes(build_gabarit())
    _print_ecrit(fichier, "classeur vide", en_json)


@patrimoine.command()
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--immatriculation", metavar="X", help="Seulement cette copropriété (exemple : AA1234567).")
@option_json
@option_aujourdhui
def preremplir(fichier: Path, immatriculation: str | None, en_json: bool, aujourdhui: datetime | None) -> None:
    """Lit un extrait (CSV) du registre national des copropriétés, champ par champ, défauts signalés. N'écrit rien."""
    jour = aujourdhui.date() if aujourdhui else today()
    with fichier.open("rb") as flux:
        fiches = read_fiche(flux, jour, immatriculation) if immatriculation else read_extrait(flux, jour)
    if en_json:
        click.echo(json.dumps(export_fiches(fiches), ensure_ascii=False, indent=1))
        return
    for fiche in fiches:
        click.echo(fiche.immatriculation)
        for nom, champ in fiche.champs.items():
            if champ.valeur not in (None, []) or champ.drapeaux:
                click.echo(
                    f"  {nom} : {champ.valeur}{' [' + ', '.join(champ.drapeaux) + ']' if champ.drapeaux else ''}"
                )


def _require(acteur: Acteur, permission: Permission) -> Acteur:
    if not acteur.can(permission):
        raise ForbiddenError()
    return acteur


def _check_forme(fichier: Path, *formes: str) -> str:
    forme = fichier.suffix.lower()
    if forme not in formes:
        raise click.UsageError(f"le nom du fichier doit finir par {' ou '.join(formes)}, pas « {fichier.name} »")
    return forme


def _print_ecrit(fichier: Path, contenu: str, en_json: bool) -> None:
    click.echo(json.dumps({"fichier": str(fichier)}, ensure_ascii=False) if en_json else f"{fichier} : {contenu}")


def _print_bilan(bilan: BilanImport) -> None:
    if not bilan.changes:
        click.echo("Rien ne change : la base dit déjà ce que dit le fichier.")
    for genre, libelle in LIBELLES.items():
        crees, modifies = len(bilan.crees.get(genre, ())), bilan.modifies.get(genre, 0)
        if crees or modifies:
            click.echo(f"{libelle} : {_count(crees, 'création')}, {_count(modifies, 'modification')}")
    for change in bilan.changements:
        avant, apres = ("(vide)" if valeur is None else valeur for valeur in (change.avant, change.apres))
        click.echo(f"  {LIBELLES[change.genre]} · {change.objet} · {change.champ} : {avant} → {apres}")
    for genre, objets in bilan.absents.items():
        click.echo(f"{LIBELLES[genre]} absents du fichier, laissés tels quels : {', '.join(objets)}")


def _count(nombre: int, nom: str) -> str:
    return f"{nombre} {nom}{'s' if nombre > 1 else ''}"

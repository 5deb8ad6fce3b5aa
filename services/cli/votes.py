"""``tantieme votes …``: the pure rules of votes on files, without a database.

A refusal is raised as it is: the main group says it on standard error and exits 1.
"""

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import click

from services.votes.assemblees.echeances import DELAI_CONVOCATION, compute_echeances, write_echeances
from services.votes.lecture.convocation import read_convocation, write_convocation
from services.votes.lecture.pv import read_pv, write_pv
from services.votes.majorites.scrutins_json import compute_fichier
from services.votes.qualification.decision import qualify_resolution
from shared.errors import InvalidError

_FICHIER = click.Path(exists=True, dir_okay=False, path_type=Path)
_SORTIE = click.Path(dir_okay=False, path_type=Path)
_COLONNES = ("id", "intitule", "texte")
_SORTIES = ("id", "type", "article", "role", "confiance")


JOUR = click.DateTime(["%Y-%m-%d"])


@click.group(name="votes")
def votes() -> None:
    """Assemblées générales : qualifier des résolutions, calculer majorités et échéances."""


@votes.command()
@click.argument("entree", type=_FICHIER)
@click.option("-o", "--sortie", type=_SORTIE, required=True, help="Fichier CSV à écrire.")
def qualifier(entree: Path, sortie: Path) -> None:
    """Donne à chaque intitulé son type, son article, le rôle compétent et une confiance.

    ENTREE : CSV « id;intitule[;texte] ». Sortie : « id;type;article;role;confiance ».
    """
    rows = _read_intitules(_read_texte(entree))
    _write(sortie, _format_qualifications(rows))


@votes.command()
@click.argument("entree", type=_FICHIER)
@click.option("-o", "--sortie", type=_SORTIE, required=True, help="Fichier JSON à écrire.")
def majorite(entree: Path, sortie: Path) -> None:
    """Calcule le résultat de chaque scrutin, la passerelle et le second vote.

    ENTREE : JSON, une liste de scrutins. Une seule faute et rien n’est écrit.
    """
    try:
        donnees = json.loads(_read_texte(entree))
    except json.JSONDecodeError as error:
        raise InvalidError(f"Le fichier n’est pas du JSON (ligne {error.lineno}, colonne {error.colno}).") from error
    _write(sortie, json.dumps(compute_fichier(donnees), ensure_ascii=False, indent=1) + "\n")


@votes.command()
@click.option("--ag", type=JOUR, required=True, help="Date de l’assemblée.")
@click.option("--delai-convocation", type=int, default=DELAI_CONVOCATION, show_default=True, help="Jours du règlement.")
@click.option("--notification-pv", type=JOUR, help="Date de première présentation du procès-verbal.")
def echeances(ag: datetime, delai_convocation: int, notification_pv: datetime | None) -> None:
    """Affiche en JSON les dates qui entourent une assemblée."""
    try:
        dates = compute_echeances(ag.date(), notification_pv.date() if notification_pv else None, delai_convocation)
    except ValueError as error:
        raise InvalidError(str(error)) from error
    click.echo(json.dumps(write_echeances(dates), ensure_ascii=False, indent=1))


@votes.command("lire-convocation")
@click.argument("entree", type=_FICHIER)
@click.option("--json", "en_json", is_flag=True, help="Écrit du JSON seul sur la sortie standard.")
def lire_convocation(entree: Path, en_json: bool) -> None:
    """Lit une convocation (PDF, .eml, classeur ou texte) : copropriété, date, résolutions, lignes non comprises."""
    lue = write_convocation(read_convocation(entree.read_bytes(), entree.name))
    if en_json:
        click.echo(json.dumps(lue, ensure_ascii=False, indent=1))
        return
    click.echo(
        f"{lue['copropriete'] or 'Copropriété non lue'} · AG du {lue['date'] or '?'} {lue['heure'] or ''}".rstrip()
    )
    for resolution in lue["resolutions"]:
        click.echo(
            f"{resolution['numero'] or resolution['ordre']}  {resolution['intitule']}"
            f"  [{resolution['article_imprime'] or '-'}]"
        )


@votes.command("lire-pv")
@click.argument("entree", type=_FICHIER)
@click.option("--json", "en_json", is_flag=True, help="Écrit du JSON seul sur la sortie standard.")
def lire_pv(entree: Path, en_json: bool) -> None:
    """Lit un procès-verbal (PDF) : décomptes, résultats annoncés, opposants, tels qu’imprimés."""
    lu = write_pv(read_pv(entree.read_bytes()))
    if en_json:
        click.echo(json.dumps(lu, ensure_ascii=False, indent=1))
        return
    click.echo(f"{lu['copropriete'] or 'Copropriété non lue'} · AG du {lu['date'] or '?'}")
    for resolution in lu["resolutions"]:
        click.echo(
            f"{resolution['numero'] or ''}  {resolution['intitule']} : "
            f"{resolution['resultat_annonce'] or 'résultat non imprimé'}"
        )


def _read_texte(chemin: Path) -> str:
    try:
        return chemin.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidError(f"« {chemin.name} » n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 ».") from error


def _read_intitules(texte: str) -> list[dict[str, str]]:
    """The rows of the input, checked whole before any work."""
    lecteur = csv.DictReader(io.StringIO(texte, newline=""), delimiter=";")
    colonnes = [colonne.strip() for colonne in lecteur.fieldnames or ()]
    lecteur.fieldnames = colonnes
    fautes = [{"ou": nom, "message": "colonne absente"} for nom in _COLONNES[:2] if nom not in colonnes]
    fautes += [{"ou": nom, "message": "colonne inconnue"} for nom in colonnes if nom not in _COLONNES]
    if fautes:
        raise InvalidError("En-tête refusé ; attendu : id;intitule[;texte].", fautes=fautes)
    rows: list[dict[str, str]] = []
    for row in lecteur:
        en_trop = any(row.pop(None, None) or ())
        if en_trop or row["intitule"] is None:
            message = "trop de colonnes" if en_trop else "pas assez de colonnes"
            fautes.append({"ou": f"ligne {lecteur.line_num}", "message": message})
        else:
            rows.append(row)
    if fautes:
        raise InvalidError("Fichier refusé ; mettez entre guillemets un texte qui contient « ; ».", fautes=fautes)
    return rows


def _format_qualifications(rows: list[dict[str, str]]) -> str:
    tampon = io.StringIO(newline="")
    sortie = csv.writer(tampon, delimiter=";", lineterminator="\n")
    sortie.writerow(_SORTIES)
    for row in rows:
        lue = qualify_resolution(row["intitule"], row.get("texte"))
        sortie.writerow((row["id"], lue.type, lue.article, lue.role, lue.confiance))
    return tampon.getvalue()


def _write(chemin: Path, texte: str) -> None:
    try:
        chemin.write_text(texte, encoding="utf-8", newline="")
    except OSError as error:
        raise InvalidError(f"« {chemin} » ne peut pas être écrit : {error.strerror}.") from error

"""``tantieme charges …``: the pure rules of charges on files, without a database; and the sums kept in the database.

A refusal is raised as it is: the main group says it on standard error and exits 1. Nothing is written then.
"""

import json
import sys
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import select

from services.charges.anomalies.ensemble import detect_anomalies
from services.charges.anomalies.lecture import read_anomalies
from services.charges.comptes.export import export_comptes
from services.charges.cumuls.agregats import rebuild_agregat
from services.charges.decomptes.export_regularisation import export_regularisation
from services.charges.decomptes.lecture_regularisation import read_regularisation
from services.charges.decomptes.occupation import Periode
from services.charges.decomptes.regularisation import compute_regularisation
from services.charges.lecture_comptes.lecture import read_comptes
from services.charges.lecture_comptes.resultat import LectureComptes
from services.charges.postes.classement import classify_libelle
from services.charges.postes.lecture_libelles import read_libelles
from services.charges.tables.export import write_anomalies, write_classements
from services.charges.tables.lecture import Fichier
from services.cli.contexte import option_json, suite
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.models import Copropriete
from shared.montants import format_montant

ENTREE = click.Path(exists=True, dir_okay=False, path_type=Path)
SORTIE = click.Path(dir_okay=False, path_type=Path)
DOSSIER = click.Path(file_okay=False, path_type=Path)
JOUR = click.DateTime(["%Y-%m-%d"])


@click.group(name="charges")
def charges() -> None:
    """Charges : lire des comptes, classer des libellés, régulariser un exercice, trouver des anomalies."""


@charges.command()
@click.argument("entree", type=ENTREE)
@click.option("-o", "--sortie", type=SORTIE, required=True, help="Fichier à écrire (.csv ou .xlsx).")
def classer(entree: Path, sortie: Path) -> None:
    """Donne à chaque libellé de syndic son poste, son taux récupérable et une confiance.

    ENTREE : « id;libelle;compte_syndic ». Sortie : « id;code;taux;confiance ». Ce qui n'est pas sûr reçoit DIV-01 à 0.
    """
    lignes = read_libelles(_open(entree))
    classements = ((ligne.identifiant, classify_libelle(ligne.libelle, ligne.compte)) for ligne in lignes)
    _write(sortie, write_classements(sortie.name, classements))
    click.echo(f"{len(lignes)} libellés classés dans {sortie}.", err=True)


@charges.command(name="lire-comptes")
@click.argument("fichier", type=ENTREE)
@option_json
def lire_comptes(fichier: Path, en_json: bool) -> None:
    """Lit les comptes annuels d'un syndic (.xlsx, .xls, .ods, .csv) et les contrôle au centime. Rien n'est écrit.

    Relevé général des dépenses, annexes 2 et 3, état individuel, et chaque écart entre eux avec sa cellule.
    Code de retour 1 quand une dépense ne peut pas être lue : ces comptes sont refusés, avec la cellule en cause.
    """
    lecture = read_comptes(fichier.read_bytes(), fichier.name)
    if en_json:
        click.echo(json.dumps(export_comptes(lecture), ensure_ascii=False, indent=1))
    else:
        _print_comptes(lecture)
    sys.exit(1 if lecture.bloquantes else 0)


def _print_comptes(lecture: LectureComptes) -> None:
    exercice = f"du {lecture.debut:%d/%m/%Y} au {lecture.fin:%d/%m/%Y}" if lecture.debut and lecture.fin else "inconnu"
    click.echo(f"{lecture.copropriete or 'Copropriété non nommée'}, exercice {exercice}")
    click.echo(
        f"{len(lecture.lignes)} lignes, {format_montant(lecture.total)} ; annexe 2 : {len(lecture.annexe2)} comptes"
    )
    click.echo(f"annexe 3 : {len(lecture.annexe3)} clés ; quotes-parts : {len(lecture.quote_parts)}")
    for ecart in lecture.ecarts:
        attendu, trouve = format_montant(ecart.attendu), format_montant(ecart.trouve)
        lieu = "!".join(filter(None, (ecart.feuille, ecart.cellule)))
        click.echo(f"  ÉCART {lieu} · {ecart.quoi} : attendu {attendu}, imprimé {trouve}")
    for anomalie in lecture.anomalies:
        click.echo(f"  {anomalie.code} {anomalie.feuille or ''} {anomalie.cellule or ''} : {anomalie.message}")


@charges.command()
@click.option("--postes", type=ENTREE, required=True, help="code;libelle;compte;cle;budget;realise;taux_recuperable")
@click.option("--lots", type=ENTREE, required=True, help="lot;nature;bailleur;<une colonne par clé>")
@click.option("--baux", type=ENTREE, required=True, help="bail;lots;du;au;provisions (lots : 12+13)")
@click.option("--debut", type=JOUR, required=True, help="Premier jour de l’exercice.")
@click.option("--fin", type=JOUR, required=True, help="Dernier jour de l’exercice, compris.")
@click.option("-o", "--sortie", type=DOSSIER, required=True, help="Dossier à écrire.")
def regulariser(postes: Path, lots: Path, baux: Path, debut: datetime, fin: datetime, sortie: Path) -> None:
    """Calcule la régularisation d'un exercice, lot par lot et bail par bail, au centime.

    Écrit lots.csv, baux.csv et synthese.json dans le dossier. Une seule faute et rien n'est écrit.
    """
    if fin < debut:
        raise click.UsageError("L’exercice finit avant de commencer : --fin doit suivre --debut.")
    donnees = read_regularisation(_open(postes), _open(lots), _open(baux))
    exercice = Periode("exercice", debut.date(), fin.date())
    resultat = compute_regularisation(donnees.depenses, donnees.lots, donnees.baux, exercice)
    for nom, contenu in export_regularisation(resultat, [depense.code for depense in donnees.depenses]).items():
        _write(sortie / nom, contenu)
    click.echo(f"{len(resultat.soldes)} baux régularisés dans {sortie}.", err=True)


@charges.command()
@click.option("--coproprietes", type=ENTREE, required=True, help="copro_id;lots_habitation;…;surface_m2;chauffage;…")
@click.option("--charges", "depenses", type=ENTREE, required=True, help="copro_id;annee;poste;montant")
@click.option("--evenements", type=ENTREE, help="copro_id;annee;poste;description : les changements connus.")
@click.option("-o", "--sortie", type=SORTIE, required=True, help="Fichier à écrire (.csv ou .xlsx).")
def anomalies(coproprietes: Path, depenses: Path, evenements: Path | None, sortie: Path) -> None:
    """Trouve ce qui paraît faux dans les charges d'un parc, avec un score et une explication.

    Sortie : « copro_id;annee;poste;score;type;explication », le score le plus haut en tête.
    """
    donnees = read_anomalies(_open(coproprietes), _open(depenses), _open(evenements) if evenements else None)
    trouvees = detect_anomalies(donnees.coproprietes, donnees.montants, donnees.evenements)
    _write(sortie, write_anomalies(sortie.name, trouvees))
    click.echo(f"{len(trouvees)} anomalies écrites dans {sortie}.", err=True)


@charges.command()
@click.option("--verifier", is_flag=True, help="Ne change rien : dit seulement ce qui ne correspond plus aux lignes.")
def resommer(verifier: bool) -> None:
    """Additionne de nouveau les lignes de charges de chaque copropriété et refait ses sommes gardées.

    Sort en 1 avec --verifier si des sommes ne correspondent plus à leurs lignes.
    """
    with suite():
        with Lecture() as session:
            coproprietes = dict(
                session.execute(select(Copropriete.id, Copropriete.code).order_by(Copropriete.id)).all()
            )
        faux = []
        for ident, code in coproprietes.items():
            with Session() if verifier else Session.begin() as session:
                if rebuild_agregat(session, ident):
                    faux.append(code)
    click.echo(f"{len(coproprietes)} copropriétés additionnées, {len(faux)} ne correspondaient plus à leurs lignes.")
    if faux:
        click.echo(f"{'À refaire' if verifier else 'Refaites'} : {', '.join(faux)}.")
    if faux and verifier:
        sys.exit(1)


def _open(chemin: Path) -> Fichier:
    return Fichier(chemin.name, chemin.read_bytes())


def _write(chemin: Path, contenu: bytes) -> None:
    try:
        chemin.parent.mkdir(parents=True, exist_ok=True)
        chemin.write_bytes(contenu)
    except OSError as error:
        raise InvalidError(f"« {chemin} » ne peut pas être écrit : {error.strerror}.") from error

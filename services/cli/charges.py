"""``tantieme charges …``: the pure rules of charges on files, without a database.

A refusal is raised as it is: the main group says it on standard error and exits 1. Nothing is written then.
"""

from datetime import datetime
from pathlib import Path

import click

from services.charges.anomalies import detect_anomalies
from services.charges.classement import classify_libelle
from services.charges.export_regularisation import export_regularisation
from services.charges.export_table import write_anomalies, write_classements
from services.charges.lecture_anomalies import read_anomalies
from services.charges.lecture_libelles import read_libelles
from services.charges.lecture_regularisation import read_regularisation
from services.charges.lecture_table import Fichier
from services.charges.occupation import Periode
from services.charges.regularisation import compute_regularisation
from shared.errors import InvalidError

ENTREE = click.Path(exists=True, dir_okay=False, path_type=Path)
SORTIE = click.Path(dir_okay=False, path_type=Path)
DOSSIER = click.Path(file_okay=False, path_type=Path)
JOUR = click.DateTime(["%Y-%m-%d"])


@click.group(name="charges")
def charges() -> None:
    """Charges : classer des libellés, régulariser un exercice, trouver des anomalies."""


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


@charges.command()
@click.option("--postes", type=ENTREE, required=True, help="code;libelle;compte;cle;budget;realise;taux_recuperable")
@click.option("--lots", type=ENTREE, required=True, help="lot;nature;bailleur;<une colonne par clé>")
@click.option("--baux", type=ENTREE, required=True, help="bail;lots;du;au;provisions (lots : 12+13)")
@click.option("--debut", type=JOUR, required=True, help="Premier jour de l'exercice.")
@click.option("--fin", type=JOUR, required=True, help="Dernier jour de l'exercice, compris.")
@click.option("-o", "--sortie", type=DOSSIER, required=True, help="Dossier à écrire.")
def regulariser(postes: Path, lots: Path, baux: Path, debut: datetime, fin: datetime, sortie: Path) -> None:
    """Calcule la régularisation d'un exercice, lot par lot et bail par bail, au centime.

    Écrit lots.csv, baux.csv et synthese.json dans le dossier. Une seule faute et rien n'est écrit.
    """
    if fin < debut:
        raise click.UsageError("L'exercice finit avant de commencer : --fin doit suivre --debut.")
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


def _open(chemin: Path) -> Fichier:
    return Fichier(chemin.name, chemin.read_bytes())


def _write(chemin: Path, contenu: bytes) -> None:
    try:
        chemin.parent.mkdir(parents=True, exist_ok=True)
        chemin.write_bytes(contenu)
    except OSError as error:
        raise InvalidError(f"« {chemin} » ne peut pas être écrit : {error.strerror}.") from error

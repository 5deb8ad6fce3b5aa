"""Writing the exchange tables of charges, in the one form of CSV that the contract knows."""

import csv
import io
from collections.abc import Iterable, Sequence

from services.charges.anomalies import Anomalie
from services.charges.classement import Classement

EN_TETE_CLASSEMENT = ("id", "code", "taux", "confiance")
EN_TETE_ANOMALIES = ("copro_id", "annee", "poste", "score", "type", "explication")


def write_csv(en_tete: Sequence[str], lignes: Iterable[Sequence[object]]) -> bytes:
    """A CSV with ``;`` in UTF-8 without BOM, one line feed at each end of line."""
    sortie = io.StringIO(newline="")
    ecriture = csv.writer(sortie, delimiter=";", lineterminator="\n")
    ecriture.writerow(en_tete)
    ecriture.writerows(lignes)
    return sortie.getvalue().encode()


def write_classements(classements: Iterable[tuple[str, Classement]]) -> bytes:
    """One line for each label, in the order given: (identifier, what it is)."""
    return write_csv(
        EN_TETE_CLASSEMENT,
        ((identifiant, lu.code, lu.taux, lu.confiance) for identifiant, lu in classements),
    )


def write_anomalies(anomalies: Iterable[Anomalie]) -> bytes:
    """One line for each faulty cell, in the order given."""
    return write_csv(
        EN_TETE_ANOMALIES,
        (
            (trouvee.cellule.copro_id, trouvee.cellule.annee, trouvee.cellule.poste, trouvee.score, trouvee.type, trouvee.explication)
            for trouvee in anomalies
        ),
    )

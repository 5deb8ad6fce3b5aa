"""Reading a call of 100,000 lines, as a ratio to python-calamine giving the same rows, both in CPU time of one run.

    python bench/lecture_appels.py [lines]

Each measure runs in its own child process, interleaved, so that peaks of memory are separate and noise is shared.
"""

import io
import random
import resource
import statistics
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

RACINE = Path(__file__).resolve().parent.parent
ROUNDS = 5
ENTETE = [
    "Copropriété",
    "Lot",
    "Clé",
    "Libellé",
    "Nature",
    "Tantièmes",
    "Total",
    "À répartir",
    "Exigible le",
    "Montant",
]


def write_classeur(chemin: Path, nombre: int) -> None:
    """A long call as XlsxWriter writes it: 20 lots in each copropriété, keys and quarters turning."""
    import xlsxwriter

    hasard = random.Random(2026)
    classeur = xlsxwriter.Workbook(str(chemin), {"constant_memory": False})
    page = classeur.add_worksheet("Appel")
    jour = classeur.add_format({"num_format": "dd/mm/yyyy"})
    page.write_row(0, 0, ENTETE)
    for rang in range(nombre):
        lot, cle, trimestre, copropriete = rang % 20 + 1, rang // 20 % 5, rang // 100 % 4, rang // 400
        textes = [f"X{copropriete:04d}", lot, f"CLE{cle}", "Charges générales", "provision"]
        page.write_row(rang + 1, 0, [*textes, hasard.randint(1, 500), 10000, hasard.randint(1, 10**7) / 100])
        page.write_datetime(rang + 1, 8, datetime(2026, 3 * trimestre + 1, 1), jour)
        page.write_number(rang + 1, 9, hasard.randint(100, 99999) / 100)
    classeur.close()


def read_calamine(contenu: bytes, nombre: int) -> int:
    from python_calamine import CalamineWorkbook

    feuille = CalamineWorkbook.from_filelike(io.BytesIO(contenu)).get_sheet_by_index(0)
    return sum(1 for _ in feuille.iter_rows()) - 1


def read_nous(contenu: bytes, nombre: int) -> int:
    from services.appels_fonds.lecture.classeurs import read_appel
    from services.appels_fonds.lecture.patrimoine.referentiel import CleConnue, CoproprieteConnue, LotConnu, Patrimoine

    cles = tuple(CleConnue(f"CLE{rang}", f"Clé {rang}", 10000) for rang in range(5))
    lots = tuple(LotConnu(str(numero), date(2020, 1, 1)) for numero in range(1, 21))
    codes = range(nombre // 400 + 1)
    patrimoine = Patrimoine(
        tuple(CoproprieteConnue(f"X{code:04d}", f"SDC Numéro {code}", cles=cles, lots=lots) for code in codes)
    )
    lecture = read_appel(contenu, "appel.xlsx", patrimoine)
    assert not lecture.anomalies, lecture.anomalies[:3]
    return len(lecture.lignes)


def run_enfant(qui: str, chemin: str, nombre: int) -> None:
    contenu = Path(chemin).read_bytes()
    lire = {"calamine": read_calamine, "nous": read_nous}[qui]
    lire(_echauffement(), 1)
    debut = time.process_time()
    lues = lire(contenu, nombre)
    duree = time.process_time() - debut
    assert lues == nombre, lues
    print(duree, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _echauffement() -> bytes:
    """A tiny workbook, so that imports stay out of the measure."""
    with TemporaryDirectory() as dossier:
        chemin = Path(dossier) / "petit.xlsx"
        write_classeur(chemin, 1)
        return chemin.read_bytes()


def main(nombre: int) -> None:
    mesures: dict[str, list[tuple[float, float]]] = {"calamine": [], "nous": []}
    with TemporaryDirectory() as dossier:
        chemin = Path(dossier) / "appel.xlsx"
        write_classeur(chemin, nombre)
        for _ in range(ROUNDS):
            for qui in mesures:
                commande = [sys.executable, __file__, "--enfant", qui, str(chemin), str(nombre)]
                sortie = subprocess.run(commande, capture_output=True, text=True, check=True, cwd=RACINE)
                duree, pic = map(float, sortie.stdout.split())
                mesures[qui].append((duree, pic))
    reference = statistics.median(duree for duree, _ in mesures["calamine"])
    for qui, valeurs in mesures.items():
        duree = statistics.median(duree for duree, _ in valeurs)
        pic = max(pic for _, pic in valeurs)
        print(f"{qui:9} {nombre} lignes : {duree:.2f} s CPU, ratio {duree / reference:.2f}, pic {pic:.0f} Mio")


if __name__ == "__main__":
    sys.path.insert(0, str(RACINE))
    if sys.argv[1:2] == ["--enfant"]:
        run_enfant(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

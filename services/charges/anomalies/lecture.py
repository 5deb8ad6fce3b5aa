"""Reading the tables of ``charges anomalies``: buildings, yearly amounts by family, documented events."""

from dataclasses import dataclass

from services.charges.anomalies.attendus import Cellule, Copropriete
from services.charges.postes.nomenclature import FAMILLES_ANALYSE
from services.charges.tables.lecture import Faute, Fichier, Lecteur, Table, read_table, refuse_fautes

COLONNES_COPROPRIETES = (
    "copro_id",
    "lots_habitation",
    "lots_bailleur",
    "surface_m2",
    "chauffage",
    "ascenseurs",
    "gardien",
    "espaces_verts",
    "periode",
    "syndic",
)
COLONNES_CHARGES = ("copro_id", "annee", "poste", "montant")
COLONNES_EVENEMENTS = ("copro_id", "annee", "poste", "description")


@dataclass(frozen=True, slots=True)
class DonneesAnomalies:
    """What was read: ready for ``detect_anomalies``. ``montants`` in centimes."""

    coproprietes: tuple[Copropriete, ...]
    montants: dict[Cellule, int]
    evenements: frozenset[Cellule]


def read_anomalies(coproprietes: Fichier, charges: Fichier, evenements: Fichier | None = None) -> DonneesAnomalies:
    """Read and check the tables together.

    :raises InvalidError: naming every fault with its file and line.
    """
    fautes: list[Faute] = []
    table_coproprietes = read_table(coproprietes, COLONNES_COPROPRIETES, fautes)
    fiches = _read_coproprietes(table_coproprietes, fautes)
    montants = _read_montants(read_table(charges, COLONNES_CHARGES, fautes), fautes)
    connus: list[tuple[Cellule, int]] = []
    if evenements is not None:
        connus = _read_cellules(read_table(evenements, COLONNES_EVENEMENTS, fautes), fautes)
    if not fautes:
        _check_fiches(charges.nom, montants, fiches, fautes)
    refuse_fautes(fautes)
    return DonneesAnomalies(
        tuple(fiches.values()),
        {cellule: montant for cellule, (montant, _) in montants.items()},
        frozenset(cellule for cellule, _ in connus),
    )


def _read_coproprietes(table: Table, fautes: list[Faute]) -> dict[str, Copropriete]:
    fiches: dict[str, Copropriete] = {}
    for ligne in table.lignes:
        lecteur = Lecteur(table, ligne, fautes)
        copro_id = lecteur.read_texte("copro_id")
        surface = lecteur.read_surface("surface_m2")
        lots, notres = lecteur.read_entier("lots_habitation"), lecteur.read_entier("lots_bailleur", vide=0)
        if copro_id in fiches:
            lecteur.refuse(f"la copropriété {copro_id} apparaît déjà plus haut.")
        elif copro_id and surface and lots is not None and notres is not None:
            textes = (ligne.cellules[colonne] for colonne in COLONNES_COPROPRIETES[4:])
            fiches[copro_id] = Copropriete(copro_id, lots, notres, surface, *textes)
    return fiches


def _read_cellules(table: Table, fautes: list[Faute]) -> list[tuple[Cellule, int]]:
    """The cells named by the rows that can be read, with their line."""
    lues = []
    for ligne in table.lignes:
        lecteur = Lecteur(table, ligne, fautes)
        copro_id, annee, poste = lecteur.read_texte("copro_id"), lecteur.read_entier("annee"), ligne.cellules["poste"]
        if poste not in FAMILLES_ANALYSE:
            lecteur.refuse(f"« {poste} » n’est pas un poste (attendu : {', '.join(FAMILLES_ANALYSE)}).")
        elif copro_id and annee is not None:
            lues.append((Cellule(copro_id, annee, poste), ligne.numero))
    return lues


def _read_montants(table: Table, fautes: list[Faute]) -> dict[Cellule, tuple[int, int]]:
    """Amount in centimes and line, by cell; an empty amount is an absent year."""
    lignes = {ligne.numero: ligne for ligne in table.lignes}
    montants: dict[Cellule, tuple[int, int]] = {}
    for cellule, numero in _read_cellules(table, fautes):
        lecteur = Lecteur(table, lignes[numero], fautes)
        montant = lecteur.read_montant("montant") if lignes[numero].cellules["montant"] else 0
        if cellule in montants:
            precedente = montants[cellule][1]
            lecteur.refuse(f"{cellule.poste} {cellule.annee} de {cellule.copro_id} est déjà à la ligne {precedente}.")
        elif montant is not None:
            montants[cellule] = (montant, numero)
    return montants


def _check_fiches(
    fichier: str, montants: dict[Cellule, tuple[int, int]], fiches: dict[str, Copropriete], fautes: list[Faute]
) -> None:
    """One fault for each unknown building, at its first line."""
    inconnues: dict[str, int] = {}
    for cellule, (_, numero) in montants.items():
        if cellule.copro_id not in fiches:
            inconnues.setdefault(cellule.copro_id, numero)
    fautes.extend(
        Faute(fichier, numero, f"la copropriété {copro_id} n’est pas dans le fichier des copropriétés.")
        for copro_id, numero in inconnues.items()
    )

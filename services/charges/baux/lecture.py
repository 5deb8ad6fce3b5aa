"""Reading the workbook of leases, or of meter readings: every fault in one pass, each at its cell."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from services.charges.decomptes.occupation import VACANCE
from services.charges.postes.nomenclature import load_nomenclature
from services.charges.tables.feuille_saisie import LONGUEUR, Feuille
from services.charges.tables.lecture import Fichier, Ligne

COLONNES = ("bail", "lots", "du", "au", "provisions")
FACULTATIVES = ("copropriete", "locataire", "depot_garantie")
COLONNES_RELEVES = ("lot", "poste", "le", "index")


@dataclass(frozen=True, slots=True)
class BailLu:
    """One row: a lease, and what was invoiced for it over the exercise, in centimes; with the number of its row.

    ``depot``: the deposit received, None when the file does not say it.
    """

    rang: int
    copropriete: str
    numero: str
    lots: tuple[str, ...]
    du: date
    au: date | None
    provisions: int
    locataire: str | None
    depot: int | None = None


@dataclass(frozen=True, slots=True)
class ReleveLu:
    """One reading of a meter at the end of a day, in thousandths of its unit."""

    rang: int
    copropriete: str
    lot: str
    poste: str
    le: date
    index_milliemes: int


def read_baux(fichier: Fichier, copropriete: str = "") -> tuple[Feuille, list[BailLu]]:
    """The leases of a file, and the sheet whose faults the caller completes before ``check``.

    :param copropriete: code used when the file has no column « copropriete ».
    """
    feuille = Feuille(fichier, COLONNES, FACULTATIVES)
    lus: list[BailLu] = []
    vus: dict[tuple[str, str], int] = {}
    for ligne in feuille.table.lignes:
        lu = _read_bail(feuille, ligne, copropriete)
        if lu is None:
            continue
        jadis = vus.setdefault((lu.copropriete, lu.numero), lu.rang)
        if jadis != lu.rang:
            feuille.refuse(
                ligne, "bail", f"le bail {lu.numero} est déjà à la ligne {jadis} : un bail, une ligne (lots : 12+13)."
            )
        lus.append(lu)
    if feuille.table.colonnes and not feuille.table.lignes:
        feuille.fautes.append({"ou": fichier.nom, "message": "aucun bail sous les titres de colonnes."})
    return feuille, lus


def _read_bail(feuille: Feuille, ligne: Ligne, defaut: str) -> BailLu | None:
    copropriete = feuille.copropriete(ligne, defaut, "bail")
    numero, lots = feuille.texte(ligne, "bail"), _read_lots(feuille, ligne)
    du = feuille.jour(ligne, "du")
    au = feuille.jour(ligne, "au") if ligne.cellules["au"] else None
    provisions = feuille.montant(ligne, "provisions")
    if numero and numero.upper() == VACANCE:
        feuille.refuse(ligne, "bail", f"« {VACANCE} » désigne les jours sans locataire : donnez un autre numéro.")
    if du and au and au < du:
        feuille.refuse(ligne, "au", f"le bail {numero} finit avant de commencer.")
    if not (copropriete and numero and lots and du) or provisions is None:
        return None
    return BailLu(
        ligne.numero,
        copropriete,
        numero,
        lots,
        du,
        au,
        provisions,
        ligne.cellules.get("locataire", "")[:LONGUEUR] or None,
        feuille.montant(ligne, "depot_garantie") if ligne.cellules.get("depot_garantie") else None,
    )


def _read_lots(feuille: Feuille, ligne: Ligne) -> tuple[str, ...]:
    texte = feuille.texte(ligne, "lots")
    lots = tuple(lot.strip() for lot in texte.split("+")) if texte else ()
    if texte and "" in lots:
        feuille.refuse(ligne, "lots", f"« {texte} » a un lot sans numéro (forme attendue : 12+13).")
        return ()
    if len(set(lots)) < len(lots):
        feuille.refuse(ligne, "lots", f"« {texte} » nomme deux fois le même lot.")
        return ()
    return lots


def read_releves(fichier: Fichier, copropriete: str = "") -> tuple[Feuille, list[ReleveLu]]:
    """The meter readings of a file: lot, poste, day, index with at most three decimals."""
    feuille = Feuille(fichier, COLONNES_RELEVES, ("copropriete",))
    lus = []
    for ligne in feuille.table.lignes:
        code = feuille.copropriete(ligne, copropriete, "lot")
        lot, poste, le = feuille.texte(ligne, "lot"), feuille.texte(ligne, "poste"), feuille.jour(ligne, "le")
        index = _read_index(feuille, ligne)
        if poste and poste not in load_nomenclature():
            feuille.refuse(ligne, "poste", f"« {poste} » n’est pas un code de la nomenclature (exemple : EAU-01).")
        elif code and lot and poste and le and index is not None:
            lus.append(ReleveLu(ligne.numero, code, lot, poste, le, index))
    return feuille, lus


def _read_index(feuille: Feuille, ligne: Ligne) -> int | None:
    texte = ligne.cellules["index"]
    try:
        milliemes = Decimal(texte.replace(",", ".").replace(" ", "")) * 1000
        if not milliemes.is_finite() or milliemes != int(milliemes) or not 0 <= milliemes < 10**13:
            raise InvalidOperation
    except InvalidOperation:
        feuille.refuse(ligne, "index", f"« {texte} » n’est pas un index (nombre positif, trois décimales au plus).")
        return None
    return int(milliemes)

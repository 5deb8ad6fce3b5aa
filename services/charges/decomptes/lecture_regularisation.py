"""Reading the three tables of a régularisation (postes, lots, baux); the forms are those of the exchange contract.

Nothing is returned while one fault remains, and every fault of the three files is told in one pass.
"""

from dataclasses import dataclass
from datetime import date

from services.charges.decomptes.occupation import VACANCE, Bail, find_chevauchements, group_by_lot
from services.charges.decomptes.regularisation import Depense, Lot
from services.charges.tables.lecture import Faute, Fichier, Lecteur, Table, read_table, refuse_fautes
from shared.patrimoine.textes import order_naturel

COLONNES_POSTES = ("code", "libelle", "compte", "cle", "budget", "realise", "taux_recuperable")
COLONNES_LOTS = ("lot", "nature", "bailleur")
COLONNES_BAUX = ("bail", "lots", "du", "au", "provisions")


@dataclass(frozen=True, slots=True)
class DonneesRegularisation:
    """What was read: ready for ``compute_regularisation``."""

    depenses: tuple[Depense, ...]
    lots: tuple[Lot, ...]
    baux: tuple[Bail, ...]


def read_regularisation(postes: Fichier, lots: Fichier, baux: Fichier) -> DonneesRegularisation:
    """Read and check the three tables together.

    :raises InvalidError: naming every fault with its file and line.
    """
    fautes: list[Faute] = []
    table_postes = read_table(postes, COLONNES_POSTES, fautes)
    table_lots = read_table(lots, COLONNES_LOTS, fautes)
    table_baux = read_table(baux, COLONNES_BAUX, fautes)
    lots_lus = _read_lots(table_lots, fautes)
    depenses = _read_depenses(table_postes, fautes)
    baux_lus = _read_baux(table_baux, fautes)
    if table_lots.colonnes:
        _check_cles(table_postes, depenses, lots_lus, fautes)
        _check_lots_loues(table_baux, baux_lus, lots_lus, fautes)
    _check_chevauchements(table_baux, baux_lus, fautes)
    refuse_fautes(fautes)
    return DonneesRegularisation(tuple(depenses.values()), tuple(lots_lus.values()), tuple(baux_lus.values()))


def _read_depenses(table: Table, fautes: list[Faute]) -> dict[int, Depense]:
    """The expenses by line of the file."""
    lues: dict[int, Depense] = {}
    for ligne in table.lignes:
        lecteur = Lecteur(table, ligne, fautes)
        code, cle = lecteur.read_texte("code"), lecteur.read_texte("cle")
        realise, taux = lecteur.read_montant("realise"), lecteur.read_taux("taux_recuperable")
        if code is None or cle is None or realise is None or taux is None:
            continue
        depense = Depense(code, ligne.cellules["libelle"], ligne.cellules["compte"], cle, realise, taux)
        jumelle = next((numero for numero, autre in lues.items() if autre == depense), None)
        if jumelle:
            lecteur.refuse(f"le poste {code} répète la ligne {jumelle} à l’identique : supprimez-en une.")
        lues[ligne.numero] = depense
    return lues


def _read_lots(table: Table, fautes: list[Faute]) -> dict[str, Lot]:
    cles = [colonne for colonne in table.colonnes if colonne not in COLONNES_LOTS]
    lus: dict[str, Lot] = {}
    for ligne in table.lignes:
        lecteur = Lecteur(table, ligne, fautes)
        numero, bailleur = lecteur.read_texte("lot"), lecteur.read_oui_non("bailleur")
        tantiemes = {cle: lecteur.read_entier(cle, vide=0) or 0 for cle in cles}
        if numero in lus:
            lecteur.refuse(f"le lot {numero} apparaît déjà plus haut : un lot tient sur une ligne.")
        elif numero is not None:
            lus[numero] = Lot(numero, ligne.cellules["nature"], bailleur is not False, tantiemes)
    return lus


def _read_baux(table: Table, fautes: list[Faute]) -> dict[int, Bail]:
    """The leases by line of the file."""
    lus: dict[int, Bail] = {}
    vus: set[str] = set()
    for ligne in table.lignes:
        lecteur = Lecteur(table, ligne, fautes)
        numero, lots = lecteur.read_texte("bail"), _read_lots_loues(lecteur)
        du, au = lecteur.read_date("du"), _read_fin(lecteur)
        provisions = lecteur.read_montant("provisions")
        if numero and numero.upper() == VACANCE:
            lecteur.refuse(f"« {VACANCE} » est réservé aux jours sans locataire : donnez un autre numéro au bail.")
        elif numero in vus:
            lecteur.refuse(f"le bail {numero} apparaît déjà plus haut : un bail tient sur une ligne (lots : 12+13).")
        elif du and au and au < du:
            lecteur.refuse(f"le bail {numero} finit le {au} avant de commencer le {du}.")
        elif numero and lots and du and provisions is not None:
            lus[ligne.numero] = Bail(numero, lots, du, au, provisions)
        vus.add(numero or "")
    return lus


def _read_lots_loues(lecteur: Lecteur) -> tuple[str, ...]:
    texte = lecteur.read_texte("lots")
    lots = tuple(lot.strip() for lot in texte.split("+")) if texte else ()
    if texte and "" in lots:
        lecteur.refuse(f"« {texte} » (colonne « lots ») a un lot sans numéro (forme attendue : 12+13).")
        return ()
    if len(set(lots)) < len(lots):
        lecteur.refuse(f"« {texte} » (colonne « lots ») nomme deux fois le même lot.")
        return ()
    return lots


def _read_fin(lecteur: Lecteur) -> date | None:
    """The last day of a lease; an empty cell means that it still runs."""
    return lecteur.read_date("au") if lecteur.ligne.cellules["au"] else None


def _check_cles(table: Table, depenses: dict[int, Depense], lots: dict[str, Lot], fautes: list[Faute]) -> None:
    totaux: dict[str, int] = {}
    for lot in lots.values():
        for cle, tantiemes in lot.tantiemes.items():
            totaux[cle] = totaux.get(cle, 0) + tantiemes
    for numero, depense in depenses.items():
        if depense.cle not in totaux:
            connues = ", ".join(totaux) or "aucune"
            message = f"la clé {depense.cle} n’est pas une colonne du fichier des lots (clés lues : {connues})."
            fautes.append(Faute(table.fichier, numero, message))
        elif depense.realise and not totaux[depense.cle]:
            message = f"aucun lot n’a de tantièmes sur la clé {depense.cle} : le poste {depense.code} est sans porteur."
            fautes.append(Faute(table.fichier, numero, message))


def _check_lots_loues(table: Table, baux: dict[int, Bail], lots: dict[str, Lot], fautes: list[Faute]) -> None:
    for numero, bail in baux.items():
        for lot in bail.lots:
            if lot not in lots:
                fautes.append(Faute(table.fichier, numero, f"le lot {lot} du bail {bail.numero} est inconnu."))
            elif not lots[lot].bailleur:
                message = f"le lot {lot} du bail {bail.numero} n’est pas au bailleur (colonne « bailleur » : non)."
                fautes.append(Faute(table.fichier, numero, message))


def _check_chevauchements(table: Table, baux: dict[int, Bail], fautes: list[Faute]) -> None:
    lignes = {bail.numero: numero for numero, bail in baux.items()}
    par_lot = group_by_lot(baux.values())
    for lot in sorted(par_lot, key=order_naturel):
        for premier, second in find_chevauchements(par_lot[lot]):
            message = (
                f"le bail {second.numero} commence le {second.du} alors que le bail {premier.numero} "
                f"(ligne {lignes[premier.numero]}) occupe encore le lot {lot}."
            )
            fautes.append(Faute(table.fichier, lignes[second.numero], message))

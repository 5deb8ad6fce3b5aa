"""Read the patrimoine's workbook into its JSON, remembering the cell every value comes from."""

from collections.abc import Iterable
from typing import Any

from shared.excel.cellules import Feuille as FeuilleLue
from shared.excel.cellules import adresse
from shared.excel.ouverture import open_classeur
from shared.patrimoine.cellules import read_cellule
from shared.patrimoine.classeur_lu import ClasseurLu, Rangee, build_donnees
from shared.patrimoine.feuilles import FEUILLES, MODE_D_EMPLOI, Colonne, Feuille, Type
from shared.patrimoine.textes import normalise_texte
from shared.patrimoine.valeurs import ValeurRefusee

NOMS_DE_FEUILLES = ", ".join(feuille.titre for feuille in FEUILLES)


def read_classeur(contenu: bytes, nom: str = "patrimoine.xlsx") -> ClasseurLu:
    """Read a workbook. Sheets and columns may be missing: nothing is said of what they would hold.

    :raises FichierRefuse: not a workbook, damaged, encrypted, dangerous or over 20 MB.
    """
    lu = ClasseurLu()
    attendues = {normalise_texte(feuille.titre): feuille for feuille in FEUILLES}
    rangees: dict[str, list[Rangee]] = {}
    for trouvee in open_classeur(contenu, nom).feuilles():
        feuille = attendues.get(normalise_texte(trouvee.nom))
        if feuille:
            rangees[feuille.titre] = _read_feuille(trouvee, feuille, lu)
        elif normalise_texte(trouvee.nom) != normalise_texte(MODE_D_EMPLOI) and _has_content(trouvee):
            lu.add_faute(trouvee.nom, None, f"feuille inconnue ; feuilles admises : {NOMS_DE_FEUILLES}")
    build_donnees(lu, rangees)
    return lu


def _has_content(trouvee: FeuilleLue) -> bool:
    return any(str(valeur).strip() for _, rangee in trouvee.lignes() for valeur in rangee)


def _read_feuille(trouvee: FeuilleLue, feuille: Feuille, lu: ClasseurLu) -> list[Rangee]:
    lignes = ((numero, rangee) for numero, rangee in trouvee.lignes() if any(str(v).strip() for v in rangee))
    entete = next(lignes, None)
    if entete is None:
        return []
    colonnes = _read_entete(feuille, entete[0], entete[1], lu)
    muettes = dict.fromkeys(trouvee.particularites.erreurs, "cette cellule est en erreur dans le classeur")
    muettes |= dict.fromkeys(
        trouvee.particularites.formules_sans_valeur, "cette formule n’a pas de résultat enregistré"
    )
    return [_read_rangee(feuille, numero, rangee, colonnes, muettes, lu) for numero, rangee in lignes]


def _read_entete(feuille: Feuille, numero: int, rangee: Iterable[Any], lu: ClasseurLu) -> dict[int, Colonne]:
    """The columns found, by rank from 1."""
    attendues = {normalise_texte(colonne.titre): colonne for colonne in feuille.colonnes}
    trouvees: dict[int, Colonne] = {}
    for rang, titre in enumerate(rangee, 1):
        colonne = attendues.get(normalise_texte(str(titre)))
        if colonne and colonne not in trouvees.values():
            trouvees[rang] = colonne
        elif str(titre).strip():
            message = (
                "donnée deux fois"
                if colonne
                else f"inconnue ; admises : {', '.join(c.titre for c in feuille.colonnes)}"
            )
            lu.add_faute(feuille.titre, adresse(numero, rang), f"colonne « {titre} » {message}")
    for colonne in feuille.colonnes:
        if colonne.obligatoire and colonne not in trouvees.values():
            lu.add_faute(feuille.titre, None, f"la colonne « {colonne.titre} » manque")
    return trouvees


def _read_rangee(
    feuille: Feuille, numero: int, rangee: list[Any], colonnes: dict[int, Colonne],
    muettes: dict[tuple[int, int], str], lu: ClasseurLu,
) -> Rangee:  # fmt: skip
    lue = Rangee(feuille, adresse(numero, 1), {}, {})
    for rang, colonne in colonnes.items():
        brute = rangee[rang - 1] if rang <= len(rangee) else ""
        lue.cellules[colonne.cle] = adresse(numero, rang)
        try:
            if (numero, rang) in muettes:
                raise ValeurRefusee(muettes[numero, rang])
            lue.valeurs[colonne.cle] = _read_valeur(brute, colonne)
        except ValeurRefusee as refus:
            lu.add_faute(feuille.titre, adresse(numero, rang), str(refus))
    return lue


def _read_valeur(brute: Any, colonne: Colonne) -> Any:
    if str(brute).strip():
        return read_cellule(brute, colonne.type)
    if colonne.obligatoire:
        raise ValeurRefusee(f"« {colonne.titre} » est obligatoire")
    return [] if colonne.type in (Type.TEXTES, Type.DATES) else None

"""Reading the amounts of a taxe foncière notice, by copropriété or by lot: every fault in one pass, at its cell."""

from dataclasses import dataclass

from services.charges.postes.nomenclature import load_nomenclature
from services.charges.tables.feuille_saisie import Feuille
from services.charges.tables.lecture import Fichier, Ligne
from shared.montants import format_montant

TEOM = "TAX-03"
COLONNES = ("annee", "montant")
TOUTES = ("copropriete", "lot", "annee", "poste", "cle", "montant", "frais", "source")
"""Columns of the file, the optional ones included."""
FRAIS_POUR_CENT = 8
"""Frais de gestion of the TEOM, in percent of the tax without them (CGI, art. 1641)."""
ECART_FRAIS = 100
"""Notices round to the euro: fees are recognised within it, in centimes."""


@dataclass(frozen=True, slots=True)
class DepenseLue:
    """One row, with its number: centimes of a calendar year, for a lot or (``lot`` None) for all ours."""

    rang: int
    copropriete: str
    lot: str | None
    poste: str
    annee: int
    cle: str | None
    montant: int
    frais: int | None
    source: str


def read_depenses(fichier: Fichier, copropriete: str = "") -> tuple[Feuille, list[DepenseLue]]:
    """The amounts of a file, and the sheet whose faults the caller completes before ``check``.

    :param copropriete: code used when the file has no column « copropriete ».
    """
    feuille = Feuille(fichier, COLONNES, TOUTES)
    lues = [lue for ligne in feuille.table.lignes if (lue := _read_ligne(feuille, ligne, copropriete))]
    if feuille.table.colonnes and not feuille.table.lignes:
        feuille.fautes.append({"ou": fichier.nom, "message": "aucun montant sous les titres de colonnes."})
    return feuille, lues


def _read_ligne(feuille: Feuille, ligne: Ligne, defaut: str) -> DepenseLue | None:
    cellules = ligne.cellules
    copropriete = feuille.copropriete(ligne, defaut, "annee")
    annee, montant = _read_annee(feuille, ligne), feuille.montant(ligne, "montant")
    frais = feuille.montant(ligne, "frais") if cellules.get("frais") else None
    poste = cellules.get("poste", "") or TEOM
    connu = load_nomenclature().get(poste)
    if connu is None or connu.famille in ("FDT", "PRD"):
        feuille.refuse(ligne, "poste", f"« {poste} » n’est pas un poste de dépense (laissez vide pour {TEOM}).")
    if montant == 0:
        feuille.refuse(ligne, "montant", "rien à récupérer : laissez la ligne de côté si l’avis ne porte pas de taxe.")
    if poste == TEOM and montant and frais and holds_frais(montant, frais):
        feuille.refuse(
            ligne, "montant",
            f"{format_montant(montant)} semble comprendre les frais de gestion ({format_montant(frais)}) : ils ne se "
            f"récupèrent pas (CGI, art. 1641). Saisissez la taxe sans eux : {format_montant(montant - frais)}.",
        )  # fmt: skip
    if not copropriete or annee is None or not montant or connu is None:
        return None
    source = cellules.get("source", "") or f"Avis de taxe foncière {annee}"
    return DepenseLue(
        ligne.numero, copropriete, cellules.get("lot") or None, poste, annee, cellules.get("cle") or None, montant,
        frais, source[:200],
    )  # fmt: skip


def holds_frais(montant: int, frais: int) -> bool:
    """Whether an amount holds its own frais de gestion: they are 8 % of what is left without them, not 8 % of it.

    Within a euro, as notices round; an amount too small to tell is trusted.
    """
    sans, avec = (montant - frais) * FRAIS_POUR_CENT // 100, montant * FRAIS_POUR_CENT // 100
    return abs(frais - sans) <= ECART_FRAIS < abs(frais - avec)


def _read_annee(feuille: Feuille, ligne: Ligne) -> int | None:
    texte = ligne.cellules["annee"]
    if not (texte.isascii() and texte.isdigit() and 1990 <= int(texte) <= 2100):
        feuille.refuse(ligne, "annee", f"« {texte} » n’est pas une année (exemple : 2025).")
        return None
    return int(texte)

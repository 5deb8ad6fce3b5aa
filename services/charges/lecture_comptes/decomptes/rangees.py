"""One row of a statement: its key, its share with what is said of its computation, and what is told of no share."""

from services.charges.lecture_comptes.colonnes.genres import EnTete
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.decomptes.bloc import find_lot
from services.charges.lecture_comptes.decomptes.cellules import read_base_sur, read_part
from services.charges.lecture_comptes.decomptes.tetes import is_partielle
from services.charges.lecture_comptes.journal import Journal
from services.charges.lecture_comptes.resultat import A_CONFIRMER, QuotePart
from services.charges.lecture_comptes.valeurs.bases import read_fraction, read_tantiemes
from services.charges.lecture_comptes.valeurs.cles import IndexCles, is_explicit, write_cle
from services.charges.lecture_comptes.valeurs.pages import cell
from shared.excel.cellules import Rangee, Valeur, adresse

SANS_BASE = "La ligne « {} » n’a ni clé, ni montant à répartir, ni tantièmes : elle n’est pas une quote-part."


def read_titres(tableau: Tableau, index: IndexCles) -> tuple[str | None, str | None, tuple[int, int] | None]:
    """(lot, key, what the lot weighs in it) that the name of the sheet and the titles of the table say."""
    lot: str | None = None
    cle: str | None = None
    poids: tuple[int, int] | None = None
    for titre in (tableau.page.nom, *tableau.titres):
        if is_explicit(titre):
            cle, poids = index.resolve(titre), read_fraction(titre)
        else:
            lot = find_lot(titre) or lot
    return lot, cle, poids


def read_cle(index: IndexCles, entete: EnTete, rangee: Rangee, nommee: Valeur) -> str | None:
    """The key of a row: as its column names it, else by its words."""
    if nommee != "":
        return index.resolve(write_cle(nommee))
    for role in (Role.INTITULE, Role.LIBELLE):
        valeur = cell(rangee, entete.first(role))
        if isinstance(valeur, str) and valeur:
            return index.resolve(valeur)
    return None


def read_quote_part(
    journal: Journal,
    tableau: Tableau,
    numero: int,
    rangee: Rangee,
    lot: str,
    cle: str | None,
    places: tuple[int | None, int | None],
    poids: tuple[int | None, int | None] = (None, None),
) -> QuotePart | None:
    """The share of a row, or None where its cell holds no sure amount.

    :param places: of our share, and of what is shared out; ``poids``: our tantièmes and their total, where they stand
        elsewhere than in the columns of the row.
    """
    part, base = places
    if part is None or journal.note_cellule(tableau.page, numero, part):
        return None
    centimes = read_part(cell(rangee, part))
    if centimes is None:
        return None
    entete = tableau.entete
    ecrits = "" if is_partielle(entete, rangee) else cell(rangee, entete.first(Role.TANTIEMES))
    total = read_tantiemes(cell(rangee, entete.first(Role.BASE))) or read_base_sur(ecrits)
    return QuotePart(
        lot, cle, centimes, poids[0] or read_tantiemes(ecrits), poids[1] or total,
        None if base is None else read_part(cell(rangee, base)), tableau.page.nom, adresse(numero, part + 1),
        "" if base is None else adresse(numero, base + 1),
    )  # fmt: skip


def note_sans_base(journal: Journal, tableau: Tableau, numero: int, place: int, texte: str) -> None:
    """Tell of a row of money that says nothing of a key."""
    journal.note(A_CONFIRMER, "LIGNE_NON_LUE", tableau.page, numero, place, SANS_BASE.format(texte))

"""One line of expenses: its account, its key, its words, its date, and what the syndic declares recoverable."""

from datetime import date
from fractions import Fraction

from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.depenses.etat import EtatReleve
from services.charges.lecture_comptes.depenses.montants import Montant
from services.charges.lecture_comptes.resultat import LigneLue, TotalImprime
from services.charges.lecture_comptes.valeurs.bases import read_tantiemes
from services.charges.lecture_comptes.valeurs.cles import is_explicit
from services.charges.lecture_comptes.valeurs.comptes import clean_compte, is_bilan, print_compte, split_compte
from services.charges.lecture_comptes.valeurs.montants import read_centimes
from services.charges.lecture_comptes.valeurs.pages import cell
from shared.excel.cellules import Rangee, adresse
from shared.excel.dates import DateInvalide, read_date
from shared.excel.mots import normalise
from shared.montants import MontantInvalide

_OUI = frozenset({"oui", "o", "x", "1", "r", "yes", "vrai", "recuperable", "locatif", "recup", "locative"})
VOISINES_MAX = 150
"""How many rows around one tell how wide a column is."""


def add_ligne(etat: EtatReleve, numero: int, rangee: Rangee, montant: Montant) -> None:
    """Add the line of a row for one of its amounts: what cost nothing (« sous garantie ») is no expense."""
    place, centimes, cle = montant
    page, colonnes = etat.tableau.page, etat.colonnes
    compte, intitule, libelle = _read_compte(etat, rangee)
    if etat.hors_charges or is_bilan(compte) or not centimes:
        return
    if compte.startswith("7"):
        etat.signee = etat.signee and centimes <= 0
        centimes = -abs(centimes)
    if numero in page.particularites.lignes_masquees:
        etat.journal.note_masquee(page, numero, place)
    fournisseur = colonnes.read_texte(rangee, Role.FOURNISSEUR) or etat.fournisseur
    ligne = LigneLue(
        feuille=page.nom, cellule=adresse(numero, place + 1), compte=compte,
        libelle=libelle or intitule or fournisseur or etat.intitule,
        cle=cle or _read_cle(etat, rangee), montant=centimes, intitule=intitule or etat.intitule,
        fournisseur=fournisseur, piece_le=_read_jour(etat, rangee),
        compte_imprime=print_compte(cell(rangee, colonnes.compte))[1],
    )  # fmt: skip
    sien = colonnes.entete.recuperables.get(place)
    ligne.recuperable_declare = (
        _read_recuperable(etat, rangee, centimes) if sien is None else _read_simple(rangee, sien, centimes)
    )
    if colonnes.parts.place is not None:
        _read_part(etat, numero, rangee, ligne)
    etat.lignes.append(ligne)


def _read_part(etat: EtatReleve, numero: int, rangee: Rangee, ligne: LigneLue) -> None:
    """Our share of a line, what it is computed from, and whether it adds up those of our lots, if both are printed."""
    parts = etat.colonnes.parts
    assert parts.place is not None
    ligne.quote_part = _turn(parts.read(rangee), ligne.montant)
    ligne.cellule_quote_part = adresse(numero, parts.place + 1)
    ligne.tantiemes = _read_poids(etat, rangee) or (None if parts.lots else etat.poids)
    somme = _turn(parts.sum_lots(rangee), ligne.montant) if parts.tout is not None else None
    if somme is not None and ligne.quote_part is not None:
        lieu, juste = (ligne.feuille, ligne.cellule_quote_part), ligne.quote_part == somme
        quoi = f"{ligne.libelle} : total des quotes-parts de nos lots"
        etat.totaux_parts.append(TotalImprime(*lieu, None, ligne.quote_part, somme, juste, quoi))
        ligne.quote_part_juste = somme
    elif ligne.tantiemes is not None:
        ligne.quote_part_juste = round(Fraction(ligne.montant * ligne.tantiemes[0], ligne.tantiemes[1]))


def _read_poids(etat: EtatReleve, rangee: Rangee) -> tuple[int, int] | None:
    """(our tantièmes, their total) of a line, where a single column of each stands beside it; the total may be that of
    the heading of its key."""
    siens, bases = (etat.colonnes.entete.roles.get(role, []) for role in (Role.TANTIEMES, Role.BASE))
    if len(siens) != 1 or len(bases) > 1:
        return None
    nos_tantiemes = read_tantiemes(cell(rangee, siens[0]))
    total = read_tantiemes(cell(rangee, bases[0])) if bases else etat.base
    return (nos_tantiemes, total) if nos_tantiemes and total else None


def is_suite(etat: EtatReleve, numero: int, rangee: Rangee) -> bool:
    """Right under a line, words in the columns of its words alone: the rest of its label, that its column was too
    narrow to hold. Not the heading of an account, nor of a key where headings stand in that column."""
    places = {*etat.colonnes.entete.roles.get(Role.LIBELLE, []), etat.colonnes.libelle}
    fournisseurs = etat.colonnes.entete.roles.get(Role.FOURNISSEUR, [])
    dites = [place for place, valeur in enumerate(rangee) if valeur != ""]
    siennes = [place for place in dites if place in places]
    if numero != etat.suite or not etat.lignes or not siennes or not {*dites} <= {*places, *fournisseurs}:
        return False
    if is_explicit(str(rangee[dites[0]])) or clean_compte(rangee[dites[0]])[:1] in ("6", "7"):
        return False
    texte = str(rangee[siennes[0]])
    compte, reste = split_compte(texte)
    if (
        not _overflows(etat, siennes[0], numero, texte)
        or is_explicit(texte)
        or (len(compte) >= 3 and compte[0] in "67" and reste)
    ):
        return False
    if etat.place_cles in siennes or (etat.place_cles is None and etat.index.find(texte) is not None):
        return etat.totalisee and etat.index.find(texte) is None
    return etat.totalisee or etat.place_cles is not None or etat.colonnes.cle is not None or etat.cle is not None


def _overflows(etat: EtatReleve, place: int, numero: int, texte: str) -> bool:
    """The first word of this row would not have fitted on the row above, in a column as wide as its longest words."""
    cellules = {n: str(cell(r, place)) for n, r in etat.tableau.rangees if abs(n - numero) <= VOISINES_MAX}
    largeur = max(len(dit) for dit in cellules.values())
    dessus = cellules.get(numero - 1, "")
    return dessus != "" and len(dessus) + 1 + len(texte.split()[0]) > largeur


def add_suite(etat: EtatReleve, numero: int, rangee: Rangee) -> None:
    """Put the rest of its label after what was read of a line."""
    suite = etat.colonnes.read_texte(rangee, Role.LIBELLE)
    ligne = etat.lignes[-1]
    if suite and suite != ligne.libelle:
        ligne.libelle = f"{ligne.libelle} {suite}".strip()
    etat.suite = numero + 1


def _read_compte(etat: EtatReleve, rangee: Rangee) -> tuple[str, str, str]:
    """(account, its label, label of the line), the account taken from the label when it stands there."""
    colonnes = etat.colonnes
    libelle = colonnes.read_texte(rangee, Role.LIBELLE)
    intitule = colonnes.read_texte(rangee, Role.INTITULE)
    valeur = cell(rangee, colonnes.compte)
    compte = clean_compte(valeur) if valeur != "" else ""
    if compte:
        reste = split_compte(str(valeur))[1] if isinstance(valeur, str) else ""
        garde = etat.intitule if compte == etat.compte else ""
        etat.compte, etat.intitule = compte, intitule or reste or garde
        return compte, intitule or reste, libelle
    for texte in (libelle, intitule):
        compte, reste = split_compte(texte)
        if len(compte) >= 3 and compte[0] in "67" and (reste or colonnes.compte is None) and not etat.compte:
            return compte, intitule if texte is libelle else reste, reste if texte is libelle else libelle
    return etat.compte, intitule, libelle


def _read_cle(etat: EtatReleve, rangee: Rangee) -> str | None:
    valeur = cell(rangee, etat.colonnes.cle)
    if valeur != "":
        texte = str(int(valeur)) if isinstance(valeur, float) and valeur == int(valeur) else str(valeur)
        cle = etat.index.resolve(texte)
        libelle = cell(rangee, etat.colonnes.libelle_cle)
        if isinstance(libelle, str) and libelle:
            cle = etat.index.learn(texte, libelle)
        if cle != etat.cle:
            etat.cle = cle
            etat.reperes.cle = len(etat.lignes)
    return etat.cle


def _read_jour(etat: EtatReleve, rangee: Rangee) -> date | None:
    try:
        return read_date(cell(rangee, etat.colonnes.date), epoque_1904=etat.tableau.page.epoque_1904)
    except DateInvalide:
        return None


def _read_recuperable(etat: EtatReleve, rangee: Rangee, montant: int) -> int | None:
    """What the syndic declares recoverable: an amount, a rate of the line, or yes / no."""
    place, role = etat.colonnes.recuperable, etat.colonnes.recuperable_role
    valeur = cell(rangee, place)
    if place is None or valeur == "":
        return None
    if role is Role.OUI_NON:
        return montant if normalise(str(valeur)) in _OUI else 0
    if role is Role.TAUX:
        return _apply_taux(valeur, montant, entier=etat.colonnes.taux_entiers)
    return _read_simple(rangee, place, montant)


def _read_simple(rangee: Rangee, place: int, montant: int) -> int | None:
    """An amount beside the line, with the sign of the line when the line was turned (class 7)."""
    try:
        centimes = read_centimes(cell(rangee, place))
    except MontantInvalide:
        return None
    return _turn(centimes, montant)


def _turn(centimes: int | None, montant: int) -> int | None:
    """A part of a line, negative as the line is."""
    return -abs(centimes) if centimes is not None and montant < 0 else centimes


def _apply_taux(valeur: object, montant: int, *, entier: bool) -> int | None:
    """``73``, ``73 %`` or ``0.73`` of the line, rounded to the centime."""
    texte = str(valeur).replace("%", "").replace(",", ".").strip()
    try:
        taux = float(texte)
    except ValueError:
        return None
    pourcent = taux if entier or "%" in str(valeur) else taux * 100
    return round(montant * round(pourcent * 100) / 10_000)

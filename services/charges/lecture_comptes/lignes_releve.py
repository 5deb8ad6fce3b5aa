"""One line of expenses: its account, its key, its words, its date, and what the syndic declares recoverable."""

from datetime import date

from services.charges.lecture_comptes.comptes import clean_compte, is_bilan, split_compte
from services.charges.lecture_comptes.etat_releve import EtatReleve
from services.charges.lecture_comptes.montants import read_centimes
from services.charges.lecture_comptes.montants_releve import Montant
from services.charges.lecture_comptes.pages import cell
from services.charges.lecture_comptes.resultat import LigneLue
from services.charges.lecture_comptes.roles import Role
from shared.excel.cellules import Rangee, adresse
from shared.excel.dates import DateInvalide, read_date
from shared.excel.mots import normalise
from shared.montants import MontantInvalide

_OUI = frozenset({"oui", "o", "x", "1", "r", "yes", "vrai", "recuperable", "locatif"})


def add_ligne(etat: EtatReleve, numero: int, rangee: Rangee, montant: Montant) -> None:
    """Add the line of a row for one of its amounts."""
    place, centimes, cle = montant
    page, colonnes = etat.tableau.page, etat.colonnes
    compte, intitule, libelle = _read_compte(etat, rangee)
    if etat.hors_charges or is_bilan(compte):
        return
    if compte.startswith("7"):
        centimes = -abs(centimes)
    if numero in page.particularites.lignes_masquees:
        etat.journal.note_masquee(page, numero, place)
    fournisseur = colonnes.read_texte(rangee, Role.FOURNISSEUR)
    ligne = LigneLue(
        feuille=page.nom, cellule=adresse(numero, place + 1), compte=compte,
        libelle=libelle or intitule or fournisseur or etat.intitule,
        cle=cle or _read_cle(etat, rangee), montant=centimes, intitule=intitule or etat.intitule,
        fournisseur=fournisseur, piece_le=_read_jour(etat, rangee),
    )  # fmt: skip
    ligne.recuperable_declare = _read_recuperable(etat, rangee, centimes)
    if colonnes.quote_part is not None:
        ligne.quote_part = _read_simple(rangee, colonnes.quote_part, centimes)
        ligne.cellule_quote_part = adresse(numero, colonnes.quote_part + 1)
    etat.lignes.append(ligne)


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

"""Annex 1 (décret 2005-240): the syndicat's financial situation at the end of the exercise, treasury, dues and debts.

Its form prints two sides on the same rows, each with the exercise before and the one closed. Each label is read with
the amounts that follow it; what they are is told by the account when there is one, else by the words and the side.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from services.charges.lecture_comptes.colonnes.genres import Genre, find_titre
from services.charges.lecture_comptes.resultat import Situation
from services.charges.lecture_comptes.valeurs.comptes import clean_compte, split_compte
from services.charges.lecture_comptes.valeurs.montants import holds_montant, read_centimes
from services.charges.lecture_comptes.valeurs.pages import Page, texts_of
from shared.excel.cellules import Rangee, Valeur
from shared.excel.mots import normalise
from shared.montants import MontantInvalide

_TITRE = re.compile(r"\b(?:annexe|ann) ?(?:n|no|numero)? ?0?1\b|etat financier|situation financiere")
_AVANT = re.compile(r"\bprecedent|\banterieur|\bn 1\b|\bn moins 1\b")
_CLOS = re.compile(r"\bclos\b|\bn\b|\ben cours\b|\ba approuver\b")
_COMPTES = (
    ("douteux", ("459",)), ("fonds_travaux", ("105",)), ("tresorerie", ("50", "51", "52", "53")),
    ("fournisseurs", ("40",)), ("impayes", ("45",)),
)  # fmt: skip
_MOTS = (
    ("douteux", re.compile(r"\bdouteu")),
    ("fonds_travaux", re.compile(r"\bfonds (?:de )?travaux|\balur\b|art(?:icle)? 14 2 1")),
    ("impayes", re.compile(r"exigible|restant a recevoir|debiteur|impaye|arriere")),
    ("fournisseurs", re.compile(r"fournisseur|factures non parvenues|prestataire")),
    ("tresorerie", re.compile(r"tresorerie|banque|bancaire|disponib|caisse|livret|compte a terme|placement")),
)
_A_RENDRE = re.compile(r"excedent|crediteur|a rembourser|avances? vers|trop percu")


@dataclass(slots=True)
class _Bout:
    """A label of one side, and the (place, centimes) that follow it."""

    compte: str
    libelle: str
    cote: int
    montants: list[tuple[int, int]] = field(default_factory=list)


def read_annexe1(pages: Iterable[Page]) -> Situation | None:
    """What annex 1 says of the exercise closed, in centimes; None when the file holds none, or one without figures."""
    for page in pages:
        rangees = list(_find_rangees(page))
        entetes = _find_entetes(rangees)
        situation = Situation()
        for _, rangee in rangees:
            for bout in _cut_rangee(rangee):
                _count(situation, bout, entetes)
        if situation.dite:
            situation.feuille = page.nom
            return situation
    return None


def _find_rangees(page: Page) -> Iterator[tuple[int, Rangee]]:
    """The rows under a title of annex 1, up to the title of another annex."""
    dedans = bool(_TITRE.search(normalise(page.nom)))
    for numero, rangee in page.rangees:
        pleines = [valeur for valeur in rangee if valeur != ""]
        if len(pleines) <= 2 and texts_of(rangee):
            titre = " ".join(str(valeur) for valeur in pleines)
            if _TITRE.search(normalise(titre)):
                dedans = True
                continue
            if find_titre(titre) not in (None, Genre.AUTRE) or re.search(r"annexe (?:n )?[2345]", normalise(titre)):
                dedans = False
        if dedans:
            yield numero, rangee


def _find_entetes(rangees: list[tuple[int, Rangee]]) -> dict[int, bool]:
    """Place → whether the column is that of the exercise closed, where a header says it."""
    dits: dict[int, bool] = {}
    for _, rangee in rangees:
        if any(holds_montant(valeur) for valeur in rangee):
            continue
        for place, texte in texts_of(rangee):
            mots = normalise(texte)
            if _AVANT.search(mots):
                dits.setdefault(place, False)
            elif _CLOS.search(mots) and len(mots.split()) <= 6:
                dits.setdefault(place, True)
    return dits


def _cut_rangee(rangee: Rangee) -> Iterator[_Bout]:
    """The labels of a row with their amounts; an account may stand in a cell of its own before its label."""
    bout: _Bout | None = None
    compte, cote = "", 0
    for place, valeur in enumerate(rangee):
        if valeur == "":
            continue
        if isinstance(valeur, str) and not holds_montant(valeur):
            if bout is not None and bout.montants:
                yield bout
                bout, cote = None, cote + 1
            propre, reste = split_compte(valeur)
            bout = _Bout(propre or compte or (bout.compte if bout else ""), reste, cote)
            compte = ""
        elif _is_numero(valeur) and _precedes_texte(rangee, place):
            if bout is not None and bout.montants:
                yield bout
                bout, cote = None, cote + 1
            compte = clean_compte(valeur)
        elif bout is not None:
            try:
                centimes = read_centimes(valeur)
            except MontantInvalide:
                continue
            if centimes is not None:
                bout.montants.append((place, centimes))
    if bout is not None and bout.montants:
        yield bout


def _is_numero(valeur: Valeur) -> bool:
    compte = clean_compte(valeur)
    return 2 <= len(compte) <= 6 and compte[0] in "1245"


def _precedes_texte(rangee: Rangee, place: int) -> bool:
    suivante = next((valeur for valeur in rangee[place + 1 :] if valeur != ""), "")
    return isinstance(suivante, str) and suivante != "" and not holds_montant(suivante)


def _count(situation: Situation, bout: _Bout, entetes: dict[int, bool]) -> None:
    """Add a label's amount of the exercise closed to what it stands for."""
    nom = _name(bout)
    if nom is None or re.search(r"\btotal\b", normalise(bout.libelle)):
        return
    clos = [centimes for place, centimes in bout.montants if entetes.get(place) is True]
    restants = [centimes for place, centimes in bout.montants if entetes.get(place) is not False]
    montant = clos[0] if clos else restants[-1] if restants else None
    if montant is not None:
        setattr(situation, nom, (getattr(situation, nom) or 0) + montant)


def _name(bout: _Bout) -> str | None:
    mots = normalise(bout.libelle)
    nom = next((nom for nom, debuts in _COMPTES if bout.compte.startswith(debuts)), None)
    if nom is None and not bout.compte:
        nom = next((nom for nom, motif in _MOTS if motif.search(mots)), None)
    if nom == "impayes" and (_A_RENDRE.search(mots) or (bout.cote and not _MOTS[2][1].search(mots))):
        return None
    return nom

"""The headings inside a list of expenses: the key or the account of the lines below, with or without its total."""

import re

from services.charges.lecture_comptes.depenses.autres_tetes import is_autre_tete, open_autre
from services.charges.lecture_comptes.depenses.etat import AUTRE, CLE, COMPTE, EtatReleve, Tete
from services.charges.lecture_comptes.depenses.feuilles_par_cle import find_partie
from services.charges.lecture_comptes.depenses.montants import Montant
from services.charges.lecture_comptes.resultat import A_CONFIRMER
from services.charges.lecture_comptes.valeurs.bases import is_base, is_etiquette_base, read_base, read_fraction
from services.charges.lecture_comptes.valeurs.cles import is_bruit, is_explicit, split_cle, write_cle
from services.charges.lecture_comptes.valeurs.comptes import clean_compte, is_bilan, split_compte
from services.charges.lecture_comptes.valeurs.montants import holds_montant, read_nombre
from services.charges.lecture_comptes.valeurs.pages import cell, texts_of
from shared.excel.cellules import Rangee
from shared.excel.contenus import is_jour
from shared.excel.mots import normalise
from shared.excel.totaux import is_total

CODE_MAX = 8
_ETIQUETTE = re.compile(r"^(?:cl[ée]s?(?:\s+de\s+r[ée]partition)?|r[ée]partition)\s*(?:n\s*[°o]\.?)?\s*:?$", re.I)
_PRODUITS = re.compile(r"^(?:produits?|recettes?|credits?)\b")


def read_section(etat: EtatReleve, rang: int, rangee: Rangee, textes: list[tuple[int, str]]) -> None:
    """A row of words: it names the account or the key of the lines below, or nothing.

    The weight of a key (« 1000 tantièmes ») is no name; the budget of an expense that was not made is no heading.
    """
    dits = " – ".join(write_cle(valeur) for valeur in rangee if valeur != "").replace(": – ", ": ")
    textes = _drop_poids(textes)
    if not textes:
        return
    if rang in etat.rubriques.rangs and etat.cle is not None and not etat.close:
        etat.open_rubrique(textes[0][1])
        if rang in etat.rubriques.douteuses:
            _note_douteuse(etat, rang, *textes[0])
        return
    if _open_colonne(etat, rangee, textes):
        return
    compte, reste, texte = _read_intitule(etat, rangee, textes)
    if not is_explicit(texte) and any(holds_montant(cell(rangee, place)) for place in etat.colonnes.comparees):
        return
    texte = texte if etat.index.find(texte) is not None else find_partie(texte) or texte
    comptable = _is_comptable(compte) and not is_explicit(texte)
    connue = None if comptable else etat.index.find(texte)
    if connue is None and len(textes) <= 3 and (is_bilan(compte) or (etat.colonnes.grand_livre and len(compte) >= 4)):
        etat.open_compte(compte, reste)
    elif comptable and len(textes) <= 3:
        etat.open_compte(compte, reste or (textes[1][1] if len(textes) > 1 else ""))
    elif len(textes) > 2 and connue is None:
        return
    elif is_autre_tete(etat, textes[0][0], texte) and rang not in etat.rubriques.cles:
        open_autre(etat, texte)
    elif _PRODUITS.match(normalise(texte)) and connue is None:
        etat.open_cle(None)
    elif connue is None and _is_classe(etat, rang, texte):
        return
    elif (
        connue is not None
        or is_explicit(texte)
        or rang in etat.rubriques.cles
        or _may_name_cle(etat, rang, texte, textes[0][0])
    ):
        etat.place_cles = textes[0][0]
        code, *libelles = [dit for _, dit in textes]
        etat.open_cle(etat.index.learn(code, libelles[0]) if _is_code(code, libelles) else etat.index.resolve(texte))
        etat.poids, etat.base = read_fraction(dits), read_base(dits)


def read_etiquette(etat: EtatReleve, rangee: Rangee) -> bool:
    """Open the key whose code stands beside the word alone (``Clé | 01 | Charges générales | Base | 10000``); says
    whether a row does."""
    pleines = [valeur for valeur in rangee if valeur != ""]
    if len(pleines) < 2 or not _ETIQUETTE.match(str(pleines[0])) or any(map(is_jour, pleines)):
        return False
    code, *suite = pleines[1:]
    libelles = [
        str(dit) for dit in suite if isinstance(dit, str) and not (holds_montant(dit) or is_etiquette_base(dit))
    ]
    libelles = [dit for dit in libelles if not is_base(dit)]
    etat.open_cle(etat.index.learn(write_cle(code), libelles[0] if libelles else ""))
    dits = " ".join(write_cle(valeur) for valeur in pleines)
    etat.poids, etat.base = read_fraction(dits), read_base(dits)
    return True


def _drop_poids(textes: list[tuple[int, str]]) -> list[tuple[int, str]]:
    return [(place, texte) for place, texte in textes if not is_base(texte) and not is_etiquette_base(texte)]


def _open_colonne(etat: EtatReleve, rangee: Rangee, textes: list[tuple[int, str]]) -> bool:
    """Open the key that a heading names in the column of keys itself, its label in the next cell, where lines leave it
    empty; says whether it does."""
    place = etat.colonnes.cle
    dite = cell(rangee, place)
    if place is None or dite == "" or not etat.colonnes.cles_en_tete or is_jour(cell(rangee, etat.colonnes.date)):
        return False
    libelles = [texte for autre, texte in textes if autre != place]
    etat.open_cle(etat.index.learn(write_cle(dite), libelles[0]) if libelles else etat.index.resolve(write_cle(dite)))
    return True


def read_noms(etat: EtatReleve, rangee: Rangee) -> bool:
    """Note the names of the keys, where a row prints them once more over the amounts and holds nothing else; says
    whether it does."""
    colonnes = {place: cle for place, _, cle in etat.colonnes.montants if cle is not None}
    dites = {
        place: valeur for place, valeur in enumerate(rangee) if valeur != "" and place != etat.colonnes.total_ligne
    }
    noms = {place: valeur for place, valeur in dites.items() if isinstance(valeur, str) and not holds_montant(valeur)}
    if not noms or noms.keys() != dites.keys() or not noms.keys() <= colonnes.keys():
        return False
    for place, nom in noms.items():
        if etat.index.find(nom) in (None, colonnes[place]) and not is_bruit(nom):
            etat.index.name(colonnes[place] or "", nom)
    return True


def _note_douteuse(etat: EtatReleve, rang: int, place: int, texte: str) -> None:
    message = (
        f"« {texte} » est lu comme une rubrique de la clé « {etat.cle} » : si c’est une clé, écrivez « Clé : {texte} »."
    )
    etat.journal.note(A_CONFIRMER, "CLE_INCERTAINE", etat.tableau.page, etat.tableau.rangees[rang][0], place, message)


def _is_code(code: str, libelles: list[str]) -> bool:
    """``A01 | CHARGES GENERALES``: a code in a cell of its own, its label in the next."""
    return len(libelles) == 1 and len(code) <= CODE_MAX and " " not in code and len(libelles[0]) > len(code)


def find_tete(
    etat: EtatReleve, rang: int, rangee: Rangee, textes: list[tuple[int, str]], montants: list[Montant]
) -> str | None:
    """The words of the heading of a key, or an account, that prints its total beside its name: its details follow."""
    if not 1 <= len(textes) <= 2 or len(montants) != 1 or is_jour(cell(rangee, etat.colonnes.date)):
        return None
    if etat.colonnes.datee and not etat.is_datee(rangee):
        texte = _find_tete_codee(etat, rang, rangee, textes, montants[0][1])
        if texte is not None:
            return texte
    codee = etat.colonnes.tetes_codees and not clean_compte(cell(rangee, etat.colonnes.compte))
    if codee and cell(rangee, etat.colonnes.compte) != "":
        code, *libelles = [texte for _, texte in textes]
        return etat.index.learn(code, libelles[0]) if libelles else code
    if len(textes) != 1:
        return None
    place, texte = textes[0]
    if etat.colonnes.datee and not etat.is_datee(rangee) and _sums_dated(etat, rang, montants[0][1]):
        return texte
    compte, _ = split_compte(texte)
    if len(compte) < 3 and (etat.index.find(texte) is not None or is_explicit(texte)):
        return texte
    if place in (etat.colonnes.libelle, etat.colonnes.compte):
        tete = len(compte) >= 3 and _sums_below(etat, rang, montants[0][1])
    else:
        tete = len(etat.colonnes.textes) >= 2 and _sums_below(etat, rang, montants[0][1])
    return texte if tete else None


def _find_tete_codee(
    etat: EtatReleve, rang: int, rangee: Rangee, textes: list[tuple[int, str]], centimes: int
) -> str | None:
    """A code and its label without a date, where lines have one: the sum of the dated lines below proves it."""
    compte, _, texte = _read_intitule(etat, rangee, textes)
    premier = next(str(valeur) for valeur in rangee if valeur != "")
    if premier == textes[0][1] and len(textes) == 1:
        return None
    if not (etat.tetes_codees or etat.index.find(premier) is not None or _sums_dated(etat, rang, centimes)):
        return None
    etat.tetes_codees = True
    if _is_comptable(compte):
        return f"{compte} - {textes[-1][1]}"
    if len(textes) == 2:
        return etat.index.learn(textes[0][1], textes[1][1])
    return texte


def _sums_dated(etat: EtatReleve, rang: int, centimes: int) -> bool:
    """Whether the dated lines below, up to some of them, add up to this amount: one alone, under a code, is enough."""
    somme = nombre = 0
    textes = texts_of(etat.tableau.rangees[rang][1])
    codee = bool(textes) and split_cle(textes[0][1])[0] != split_cle(textes[0][1])[1]
    for _, rangee in etat.tableau.rangees[rang + 1 : rang + 400]:
        if etat.is_datee(rangee):
            somme += sum(read_nombre(cell(rangee, place)) * sens for place, sens, _ in etat.colonnes.montants)
            nombre += 1
            if somme == centimes and (nombre > 1 or codee):
                return True
    return False


def open_tete(etat: EtatReleve, numero: int, texte: str, montant: Montant) -> None:
    """Open the key or the account that a heading names, and keep its printed total until its lines are read."""
    compte, reste = split_compte(texte)
    comptable = _is_comptable(compte) or is_bilan(compte) or (etat.colonnes.grand_livre and len(compte) >= 3)
    if comptable and not is_explicit(texte):
        etat.open_compte(compte, reste)
        niveau, cle = COMPTE, None
    elif is_autre_tete(etat, -1, texte):
        open_autre(etat, texte)
        niveau, cle = AUTRE, None
    else:
        cle, niveau = etat.index.resolve(texte), CLE
        etat.open_cle(cle)
    etat.tetes.append(Tete(texte, montant[1], etat.locate(numero, montant[0])[1], niveau, cle))


def read_tete(etat: EtatReleve, numero: int, rangee: Rangee, textes: list[tuple[int, str]]) -> bool:
    """A heading whose total stands in a column of its own, or in that of its depth; False when the row is not one."""
    place = next((place for place in etat.colonnes.tetes if holds_montant(cell(rangee, place))), None)
    textes = _drop_poids(textes)
    if place is None or not textes:
        return False
    compte, _, texte = _read_intitule(etat, rangee, textes)
    dite = f"{compte} - {textes[0][1]}" if _is_comptable(compte) and not split_compte(texte)[0] else texte
    open_tete(etat, numero, dite, (place, read_nombre(cell(rangee, place)), None))
    return True


def _read_intitule(etat: EtatReleve, rangee: Rangee, textes: list[tuple[int, str]]) -> tuple[str, str, str]:
    """(account, its label, whole words) of a heading; a number may stand in a cell of its own."""
    texte = textes[0][1]
    compte, reste = split_compte(texte)
    seul = next((valeur for valeur in rangee if valeur != ""), "")
    if not compte and seul != texte and holds_montant(seul) and len(textes) == 1:
        chiffres = clean_compte(seul)
        if _is_comptable(chiffres):
            return chiffres, texte, texte
        if etat.index.find(texte) is None and not is_bruit(texte):
            texte = f"{seul if isinstance(seul, str) else int(float(str(seul)))} - {texte}"
    if not compte and etat.colonnes.compte is not None:
        compte, reste = clean_compte(cell(rangee, etat.colonnes.compte)), texte
    return compte, reste, texte


def _is_comptable(compte: str) -> bool:
    return len(compte) >= 3 and compte[0] in "67"


def _may_name_cle(etat: EtatReleve, rang: int, texte: str, place: int) -> bool:
    """Words alone, above lines, in a list whose columns do not say the key, where its other keys stand.

    Words under those of a line, in the column of labels, are the rest of its label.
    """
    colonnes = etat.colonnes
    if place != etat.place_cles and (etat.place_cles is not None or (place == colonnes.libelle and texte[0].islower())):
        return False
    return colonnes.cle is None and not colonnes.par_cle and not is_bruit(texte) and _opens(etat, rang)


def _is_classe(etat: EtatReleve, rang: int, texte: str) -> bool:
    """``60 - ACHATS``, right above the heading of an account that it holds (601): neither a key nor an account."""
    compte, reste = split_compte(texte)
    suivante = etat.tableau.rangees[rang + 1 : rang + 2]
    textes = texts_of(suivante[0][1]) if suivante else []
    dessous = split_compte(textes[0][1])[0] if textes else ""
    return len(compte) == 2 and compte[0] in "67" and reste != "" and dessous != compte and dessous.startswith(compte)


def _opens(etat: EtatReleve, rang: int) -> bool:
    """Whether lines, or the heading of an account, follow this row, under the weight of its key or not."""
    suivantes = [r for _, r in etat.tableau.rangees[rang + 1 : rang + 5] if not any(is_base(t) for _, t in texts_of(r))]
    return any(holds_montant(cell(rangee, place)) for rangee in suivantes[:2] for place, _, _ in etat.colonnes.montants)


def _sums_below(etat: EtatReleve, rang: int, centimes: int) -> bool:
    """Whether the rows right below, up to some of them, add up to this amount."""
    somme = 0
    for _, rangee in etat.tableau.rangees[rang + 1 : rang + 400]:
        textes = texts_of(rangee)
        if textes and is_total(textes[0][1]):
            return False
        for place, sens, _ in etat.colonnes.montants:
            valeur = cell(rangee, place)
            if holds_montant(valeur) and len(textes) > 1:
                somme += read_nombre(valeur) * sens
        if somme == centimes and somme:
            return True
    return False

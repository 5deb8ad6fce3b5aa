"""Totals of what is recoverable, in its own column or, in words (« dont charges récupérables »), in that of amounts.

« Dont … » breaks down what stands above: it is neither an expense nor a sum to add.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.charges.lecture_comptes.colonnes.genres import Genre
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.depenses.etat import EtatReleve
from services.charges.lecture_comptes.depenses.montants import Montant
from services.charges.lecture_comptes.depenses.quotes_parts import sum_justes
from services.charges.lecture_comptes.depenses.totaux import find_compte
from services.charges.lecture_comptes.resultat import DES_PARTS, LigneLue, TotalImprime
from services.charges.lecture_comptes.valeurs.bases import is_base
from services.charges.lecture_comptes.valeurs.comptes import clean_compte
from services.charges.lecture_comptes.valeurs.montants import read_centimes
from services.charges.lecture_comptes.valeurs.pages import cell
from shared.excel.cellules import Rangee
from shared.excel.mots import normalise
from shared.montants import MontantInvalide

_DONT = re.compile(r"^(?:dont|soit|y compris)\b")
_RECUPERABLE = re.compile(r"\b(?:recup|locati|locataires?\b)")
_NON = re.compile(r"\bnon (?:recup|locati)")


def is_dont(etat: EtatReleve, rangee: Rangee, texte: str) -> bool:
    """``dont charges récupérables``: without account, nor date where lines have one, or right under a total; what our
    lots weigh in a key (``dont vous : 438``) is no amount."""
    if is_base(texte) or _DONT.match(normalise(texte)) is None or clean_compte(cell(rangee, etat.colonnes.compte)):
        return False
    sous_total = etat.totalisee and etat.reperes.groupe == len(etat.lignes)
    return sous_total or (etat.colonnes.datee and cell(rangee, etat.colonnes.date) == "")


def judge_dont(etat: EtatReleve, numero: int, texte: str, montants: Sequence[Montant]) -> None:
    """What a total says to hold of recoverable, against what its lines declare; other parts of it are not judged."""
    if _RECUPERABLE.search(normalise(texte)) is None:
        return
    for place, centimes, cle in montants:
        lignes = [ligne for ligne in etat.lignes if cle is None or ligne.cle == cle]
        groupes = [lignes] if cle is not None else _list_groupes(etat, texte)
        attendu = _find_attendu(etat, texte, groupes, centimes)
        if attendu is not None:
            quoi = f"{texte} : part récupérable"
            lieu = etat.locate(numero, place)
            etat.totaux.append(TotalImprime(*lieu, None, centimes, attendu, centimes == attendu, quoi))


def judge_nomme(etat: EtatReleve, texte: str, juge: TotalImprime) -> TotalImprime | None:
    """A total whose words say « récupérable », in the column of amounts: of lines of that kind, or of that part of all
    lines. None when what it sums cannot be told.

    :param juge: the same total, as that of all the lines above.
    """
    if juge.juste or _RECUPERABLE.search(normalise(texte)) is None:
        return juge
    attendu = _find_attendu(etat, texte, _list_groupes(etat, texte), juge.trouve)
    if attendu is None:
        return juge if etat.reperes.groupe < len(etat.lignes) else None
    return replace(juge, cle=None, attendu=attendu, juste=attendu == juge.trouve)


def judge_recuperable(etat: EtatReleve, numero: int, rangee: Rangee, texte: str) -> None:
    """What a row of totals prints in the column of recoverable amounts."""
    place = etat.colonnes.recuperable
    if place is None or etat.colonnes.recuperable_role is not Role.RECUPERABLE:
        return
    try:
        trouve = read_centimes(cell(rangee, place))
    except MontantInvalide:
        return
    if trouve is None:
        return
    groupes = _list_groupes(etat, texte)
    sommes = [sum(ligne.recuperable_declare or 0 for ligne in groupe) for groupe in groupes]
    if trouve not in sommes:
        attendu = sommes[-1] if etat.find_cle(texte) is not None else sommes[0]
        quoi = f"{texte} : part récupérable"
        etat.totaux.append(TotalImprime(*etat.locate(numero, place), None, trouve, attendu, False, quoi))


def judge_parts(etat: EtatReleve, numero: int, rangee: Rangee, texte: str) -> None:
    """What a row of totals prints in the columns of our shares, each line rounded: of the lines above, or of the key
    that it names."""
    parts = etat.colonnes.parts
    trouve = parts.read(rangee)
    if parts.place is None or trouve is None or etat.tableau.genre is Genre.DETAIL:
        return
    groupes = [groupe for groupe in _list_groupes(etat, texte) if groupe]
    sommes = [sum_justes(groupe) for groupe in groupes]
    juste = any(abs(trouve - s) <= len(g) for g, dites in zip(groupes, sommes, strict=True) for s in dites)
    nommee = sommes[-1:] if etat.find_cle(texte) is not None else sommes
    attendu = min((juste for _, juste in nommee), key=lambda somme: abs(somme - trouve), default=trouve)
    quoi = f"{texte} : {DES_PARTS}"
    lieu = etat.locate(numero, parts.place)
    etat.totaux_parts.append(TotalImprime(*lieu, None, trouve, trouve if juste else attendu, juste, quoi))


def _list_groupes(etat: EtatReleve, texte: str) -> list[list[LigneLue]]:
    """The lines that a total may sum: of the account that it names, of the group, of the key that it names last."""
    reperes, cle = etat.reperes, etat.find_cle(texte)
    compte = find_compte(texte) if cle is None else ""
    du_compte = [ligne for ligne in etat.lignes[reperes.cle :] if compte and ligne.compte.startswith(compte)]
    debuts = (reperes.groupe, reperes.compte, reperes.cle, reperes.table, 0)
    nommees = [[ligne for ligne in etat.lignes if ligne.cle == cle]] if cle is not None else []
    return [*([du_compte] if du_compte else []), *(etat.lignes[debut:] for debut in debuts), *nommees]


def _find_attendu(etat: EtatReleve, texte: str, groupes: Sequence[Sequence[LigneLue]], trouve: int) -> int | None:
    """The nearest sum of the recoverable parts, or of what they leave; None where no line declares any.

    A rate is rounded on each line: sums that differ by no more are those printed.
    """
    non = _NON.search(normalise(texte)) is not None
    sommes = []
    for groupe in groupes:
        if any(ligne.recuperable_declare is not None for ligne in groupe):
            recuperable = sum(ligne.recuperable_declare or 0 for ligne in groupe)
            somme = sum(ligne.montant for ligne in groupe) - recuperable if non else recuperable
            arrondi = etat.colonnes.recuperable_role is Role.TAUX and abs(somme - trouve) <= len(groupe)
            sommes.append(trouve if arrondi else somme)
    return min(sommes, key=lambda somme: abs(somme - trouve), default=None)

"""Totals printed in the list of expenses: which lines each one sums, and whether it is right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.charges.lecture_comptes.resultat import LigneLue, TotalImprime
from services.charges.lecture_comptes.valeurs.cles import IndexCles
from services.charges.lecture_comptes.valeurs.comptes import split_compte
from shared.excel.mots import normalise

_GENERAL = re.compile(
    r"\bgeneral\b|\btotal des depenses\b|\btotal depenses\b|\btotal exercice|\bensemble|\bimmeuble|\bcopropriete"
    r"|\btoutes? (?:les )?cles\b|\btotal (?:de )?l? ?(?:annee|exercice)\b"
)
_NUS = ("total", "totaux", "total ttc", "total eur")
"""Words that name nothing: of the last group or of the whole table, whichever is nearer to what is printed."""
_SOLDE = re.compile(
    r"^(?:total\s+)?(?:soldes?|nets?|reste)\b(?:\s+(?:nets?|d[ée]biteurs?|cr[ée]diteurs?|total|restant))*"
    r"(?:\s+[àa]\s+r[ée]partir)?(?:\s+(?:pour|de\s+la|des|du|de))?\s*[:\-–]?\s*(\S.*?)(?:\s+[àa]\s+r[ée]partir)?$",
    re.I,
)
"""What a net total says around the name of its key."""
_TETE = re.compile(
    r"^(?:s(?:ous)?[-/\s]*)?tot(?:al|aux|\b\.?)\s*(?:(?:de|du|des|la|le|l['’])\s*)*"
    r"(?:(?:compte|cpte|classe|poste|rubrique|chapitre|nature)s?\s*(?:n[°o]\s*)?)?[:\-–]?\s*",
    re.I,
)
_NUMERO = re.compile(r"(?<![\w.,/])[67]\d{2,7}(?![\d/]|[.,]\d)")
_NET = re.compile(r"\bnet(?:s|te|tes)?\b")
"""What is left once credits are taken off, never what charges alone are."""
_PRODUITS = re.compile(r"\bproduits?\b|\brecettes?\b|\bcredits?\b")
_CHARGES = re.compile(r"\bcharges\b(?! (?:generales|communes))|\bdepenses\b")


@dataclass
class Reperes:
    """Where the running sums start: rank of the first line of the key, of the account, of the table, of the group."""

    table: int
    cle: int
    compte: int
    groupe: int


def is_credit(ligne: LigneLue) -> bool:
    """A line of class 7."""
    return ligne.compte.startswith("7")


def judge_total(
    texte: str,
    trouve: int,
    lignes: list[LigneLue],
    reperes: Reperes,
    cle: str | None,
    lieu: tuple[str, str],
    *,
    net_dit: bool = False,
    signee: bool = False,
    compte: str = "",
    sienne: str | None = None,
) -> TotalImprime:
    """A printed total against every sum that it may stand for; the one its words name when none is equal.

    :param cle: the key that its words name.
    :param net_dit: debits and credits are printed apart, so that the total can only be net of both; its words may say
        so too (« Total net à répartir »).
    :param compte: the account that its words or its row name; ``sienne``: the key that its row names beside.
    :param signee: credits are printed with their minus, so that a total that equals no sum was to be net of them.
    """
    net_dit = net_dit or _NET.search(normalise(texte)) is not None
    candidates = _candidates(lignes, reperes, cle)
    du_compte = _list_du_compte(lignes, reperes, compte, sienne)
    candidates |= du_compte
    sommes = [somme for groupe in candidates.values() for somme in readings_of(groupe, net_dit=net_dit, signee=signee)]
    juste = trouve in sommes
    nom = _meant(texte, cle, lignes, reperes)
    possibles = [nom]
    if cle is None and du_compte:
        possibles = [*du_compte]
    elif nom == "cle":
        possibles = [nom, "cle_nommee"]
    elif normalise(texte) in _NUS:
        possibles = [nom, "table"]
    elif nom == "compte" and candidates["meme_compte"]:
        possibles = [nom, "meme_compte"]
    nom = min(possibles, key=lambda une: abs(sum(ligne.montant for ligne in candidates[une]) - trouve))
    groupe = candidates[nom]
    net = sum(ligne.montant for ligne in groupe)
    if groupe and all(map(is_credit, groupe)) and trouve > 0:
        net = -net
    attendu = trouve if juste else net if net_dit or signee else _closest(net, groupe, trouve)
    quoi = f"{texte.strip()} : total imprimé, somme des {len(groupe)} lignes"
    de_cle = cle if nom in ("cle", "cle_nommee") else None
    credite = net != sum(ligne.montant for ligne in groupe if not is_credit(ligne))
    nets = {sum(ligne.montant for ligne in lues) for lues in candidates.values()}
    dit = net if credite and (trouve == net or (juste and trouve not in nets)) else None
    return TotalImprime(*lieu, de_cle, trouve, attendu, juste, quoi, net=dit)


def settle_bruts(totaux: Sequence[TotalImprime]) -> list[TotalImprime]:
    """A total, of a key or of all, that leaves its credits out is wrong where as many or more print them taken off."""
    dits = [
        (total, total.net)
        for total in totaux
        if total.net is not None and (total.cle is not None or says_general(total.quoi))
    ]
    nets = sum(total.trouve == net for total, net in dits)
    bruts = {id(total): net for total, net in dits if total.juste and total.trouve > net}
    if not nets or nets < len(bruts):
        return [*totaux]
    return [replace(total, attendu=bruts[id(total)], juste=False) if id(total) in bruts else total for total in totaux]


def net_of(groupe: Sequence[LigneLue]) -> int | None:
    """What lines add up to once their credits are taken off; None where they have none."""
    return sum(ligne.montant for ligne in groupe) if any(map(is_credit, groupe)) else None


def says_general(texte: str) -> bool:
    """Whether the words of a total say that it is that of all."""
    return _GENERAL.search(normalise(texte)) is not None


def find_nommee(texte: str, index: IndexCles) -> str | None:
    """The key that the words of a total name, whole or after those of a balance (« Solde net CHF »); none for the total
    of all."""
    if says_general(texte):
        return None
    solde = _SOLDE.match(texte.strip())
    nom = next((dit for dit in (texte, solde[1] if solde else "") if dit and index.find(dit) is not None), None)
    return None if nom is None else index.resolve(nom)


def _candidates(lignes: list[LigneLue], reperes: Reperes, cle: str | None) -> dict[str, list[LigneLue]]:
    candidates = {
        "groupe": lignes[reperes.groupe :],
        "compte": lignes[reperes.compte :],
        "cle": lignes[reperes.cle :],
        "table": lignes[reperes.table :],
        "tout": lignes,
        "meme_compte": list_meme_compte(lignes),
    }
    if cle is not None:
        candidates["cle_nommee"] = [ligne for ligne in lignes if ligne.cle == cle]
    return candidates


def find_compte(texte: str) -> str:
    """The account, or the class, that the words of a total name (``Total compte 6140 0010``, ``Sous-total 61``)."""
    lu = _TETE.match(texte)
    nu = _NUMERO.search(texte)
    return (split_compte(texte[lu.end() :])[0] if lu else "") or (nu[0] if nu else "")


def list_meme_compte(lignes: list[LigneLue]) -> list[LigneLue]:
    """The last lines, as far up as their account and their key are those of the last one."""
    debut = len(lignes)
    while debut and (lignes[debut - 1].compte, lignes[debut - 1].cle) == (lignes[-1].compte, lignes[-1].cle):
        debut -= 1
    return lignes[debut:] if lignes and lignes[-1].compte else []


def _list_du_compte(
    lignes: list[LigneLue], reperes: Reperes, compte: str, sienne: str | None
) -> dict[str, list[LigneLue]]:
    """The lines of an account: of the key that the row of the total names, else since the key began, in the table, in
    the file; nothing where it has none."""
    debuts = {"compte_de_cle": reperes.cle, "compte_de_table": reperes.table, "compte_partout": 0}
    if sienne is not None:
        debuts = {"compte_de_cle": reperes.table}
    siennes = {
        nom: [ligne for ligne in lignes[debut:] if ligne.compte.startswith(compte) and sienne in (None, ligne.cle)]
        for nom, debut in debuts.items()
    }
    return {nom: dites for nom, dites in siennes.items() if compte and dites}


def readings_of(groupe: list[LigneLue], *, net_dit: bool = False, signee: bool = False) -> set[int]:
    """What a total of these lines may be: net, the charges alone, the credits alone (of either sign), both gross.

    :param net_dit: it can only be net.
    :param signee: credits are printed with their minus: none is added where it was to be taken off.
    """
    if not groupe:
        return set()
    charges = sum(ligne.montant for ligne in groupe if not is_credit(ligne))
    produits = sum(ligne.montant for ligne in groupe if is_credit(ligne))
    lus = {charges + produits}
    if produits and not net_dit:
        lus |= {produits, -produits, charges} | (set() if signee else {charges - produits})
    return lus


def _closest(net: int, groupe: list[LigneLue], trouve: int) -> int:
    """What the total should be: net, or the charges alone when that is nearer to what is printed."""
    charges = sum(ligne.montant for ligne in groupe if not is_credit(ligne))
    if charges != net and charges and abs(trouve - charges) < abs(trouve - net):
        return charges
    return net


def _meant(texte: str, cle: str | None, lignes: list[LigneLue], reperes: Reperes) -> str:
    mots = normalise(texte)
    if cle is not None:
        siennes = lignes[reperes.cle :]
        return "cle" if siennes and all(ligne.cle == cle for ligne in siennes) else "cle_nommee"
    if says_general(texte) or (_NET.search(mots) and reperes.groupe == len(lignes)):
        return "tout"
    if _PRODUITS.search(mots):
        return "groupe"
    if re.match(r"sous ?total|s ?total", mots) or re.search(r"\b[67]\d\d", mots):
        return "compte"
    if _CHARGES.search(mots) or reperes.groupe == len(lignes):
        return "tout"
    return "groupe"

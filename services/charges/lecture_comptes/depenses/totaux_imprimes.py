"""The rows of totals in a list of expenses: each printed amount is judged against the lines it sums."""

import re
from collections.abc import Sequence

from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.depenses.etat import COMPTE, EtatReleve
from services.charges.lecture_comptes.depenses.montants import Montant, read_montants
from services.charges.lecture_comptes.depenses.totaux import (
    find_compte,
    list_meme_compte,
    net_of,
    readings_of,
    says_general,
)
from services.charges.lecture_comptes.depenses.totaux_recuperables import (
    is_dont,
    judge_dont,
    judge_nomme,
    judge_parts,
    judge_recuperable,
)
from services.charges.lecture_comptes.resultat import A_CONFIRMER, LigneLue, TotalImprime
from services.charges.lecture_comptes.valeurs.cles import is_explicit
from services.charges.lecture_comptes.valeurs.comptes import clean_compte
from services.charges.lecture_comptes.valeurs.montants import holds_montant, read_centimes, read_nombre
from services.charges.lecture_comptes.valeurs.pages import cell
from shared.excel.cellules import Rangee
from shared.excel.contenus import is_jour
from shared.excel.mots import normalise
from shared.excel.totaux import is_marque, is_report, is_total

_SOLDES = re.compile(r"^(?:soldes?|net|nets|reste)\b")
_ANTERIEURS = re.compile(
    r"^(?:soldes?|montants?) (?:a nouveau|anterieur|precedent|initial|d ouverture|reporte)|^a nouveau"
)
"""What is carried from before the exercise: neither a line of it, nor a sum of its lines."""
_COMPARES = re.compile(
    r"^(?:(?:pour )?(?:memoire|rappel)|budget|ecart|variation|evolution|prevu|previsions?|previsionnel"
    r"|(?:depenses? |charges? )?(?:de l |l )?(?:exercice|annee) (?:precedente?|anterieure?))\b"
)
"""What a total is compared with, right under it."""


def find_total(etat: EtatReleve, rangee: Rangee, textes: list[tuple[int, str]]) -> str | None:
    """The words of a row of total, or None: an ordinary line has a date or an account."""
    if etat.colonnes.date is not None and is_jour(cell(rangee, etat.colonnes.date)):
        dites = [texte for texte in _list_mots(etat, textes) if is_total(texte) and not is_marque(texte)]
        return dites[0] if dites and etat.colonnes.totaux_dates else None
    for texte in _list_mots(etat, textes):
        mots = normalise(texte)
        dit = is_total(texte) or is_report(texte) or _ANTERIEURS.match(mots) or _is_solde(etat, rangee, texte)
        dit = dit or is_dont(etat, rangee, texte) or _is_compare(etat, rangee, texte)
        if dit and not is_marque(texte):
            return texte
    return None


def _list_mots(etat: EtatReleve, textes: list[tuple[int, str]]) -> list[str]:
    """The words of a row that may say that it sums: all, but those of a supplier where lines have no date."""
    roles = etat.colonnes.entete.roles
    tiers = {*roles.get(Role.FOURNISSEUR, []), *roles.get(Role.PIECE, [])}
    return [
        texte for rang, (place, texte) in enumerate(textes) if rang < 2 or place not in tiers or etat.colonnes.datee
    ]


def _is_solde(etat: EtatReleve, rangee: Rangee, texte: str) -> bool:
    """``Solde clé 010``, ``Net à répartir``: without date, where lines have one, nor another account than theirs."""
    compte = clean_compte(cell(rangee, etat.colonnes.compte))
    connu = not compte or compte == etat.compte
    return (
        etat.colonnes.datee
        and connu
        and not etat.is_datee(rangee)
        and any(map(holds_montant, rangee))
        and _SOLDES.match(normalise(texte)) is not None
    )


def _is_compare(etat: EtatReleve, rangee: Rangee, texte: str) -> bool:
    """``Budget voté``, ``Rappel exercice précédent``, ``Écart``: right under a total, without date where lines have
    one, nor account."""
    dessous = etat.totalisee and etat.reperes.groupe == len(etat.lignes)
    seule = etat.colonnes.datee and not etat.is_datee(rangee) and not clean_compte(cell(rangee, etat.colonnes.compte))
    return dessous and seule and _COMPARES.match(normalise(texte)) is not None


def is_somme(etat: EtatReleve, rangee: Rangee, textes: list[tuple[int, str]], montants: list[Montant]) -> bool:
    """Whatever its words, a row without date nor account, where lines have a date, that sums those above it,
    or has both a debit and a credit, as no line has."""
    if not etat.colonnes.datee or etat.is_datee(rangee) or not textes or not montants:
        return False
    if clean_compte(cell(rangee, etat.colonnes.compte)) or montants[0][2] is not None:
        return False
    if len(montants) > 1:
        return Role.DEBIT in etat.colonnes.entete.roles
    debuts = {etat.reperes.groupe, etat.reperes.compte, etat.reperes.cle, etat.reperes.table}
    groupes = [etat.lignes[debut:] for debut in debuts]
    return any(len(g) > 1 and sum(ligne.montant for ligne in g) == montants[0][1] for g in groupes)


def read_total(etat: EtatReleve, numero: int, rangee: Rangee, texte: str) -> None:
    """A row of totals: the amount column first, then the declared recoverable and our share."""
    compare = _is_compare(etat, rangee, texte)
    if is_report(texte) or _ANTERIEURS.match(normalise(texte)) or etat.hors_charges or compare:
        return
    if is_dont(etat, rangee, texte):
        judge_dont(etat, numero, texte, read_montants(etat, numero, rangee, A_CONFIRMER))
        return
    etat.close_tetes(COMPTE)
    etat.totalisee = True
    montants = read_montants(etat, numero, rangee, A_CONFIRMER)
    if etat.colonnes.par_cle:
        _judge_colonnes(etat, numero, rangee, texte, montants)
        return
    montants = montants or _find_elsewhere(etat, rangee)
    compte, sienne = clean_compte(cell(rangee, etat.colonnes.compte)), _find_sienne(etat, rangee)
    if len(montants) == 2:
        _judge_debit_credit(etat, numero, texte, montants, compte)
    elif len(montants) == 1 and sienne is not None and (is_explicit(texte) or not (compte or find_compte(texte))):
        _judge_cles(etat, numero, texte, [(*montants[0][:2], sienne)])
    elif len(montants) == 1:
        place, centimes, _ = montants[0]
        dit = etat.judge(texte, centimes, etat.locate(numero, place), compte=compte, sienne=sienne)
        juge = judge_nomme(etat, texte, dit)
        etat.totaux += [juge] if juge is not None else []
    judge_recuperable(etat, numero, rangee, texte)
    judge_parts(etat, numero, rangee, texte)
    etat.reperes.groupe = len(etat.lignes)
    cle = None if compte and not is_explicit(texte) else etat.find_cle(texte)
    etat.close = etat.close or (cle is not None and cle == etat.cle)
    if cle is None and re.match(r"sous|s ", normalise(texte)):
        etat.reperes.compte = len(etat.lignes)


def read_rappel(etat: EtatReleve, numero: int, rangee: Rangee, textes: list[tuple[int, str]]) -> None:
    """A row that sums lines once more, at the foot of their list: a total, or the name of a key."""
    titre = find_total(etat, rangee, textes)
    if titre is not None:
        read_total(etat, numero, rangee, titre)
        return
    montants = read_montants(etat, numero, rangee, A_CONFIRMER)
    cle = _find_sienne(etat, rangee) or next((lu for _, texte in textes if (lu := etat.find_cle(texte))), None)
    if len(montants) == 1 and cle is not None and montants[0][2] is None:
        _judge_cles(etat, numero, textes[0][1], [(*montants[0][:2], cle)])


def _find_sienne(etat: EtatReleve, rangee: Rangee) -> str | None:
    """The key whose total this is, where the column of keys says it beside « TOTAL CLE »."""
    dite = cell(rangee, etat.colonnes.cle)
    return etat.find_cle(dite) if isinstance(dite, str) and dite and not is_total(dite) else None


def _judge_colonnes(etat: EtatReleve, numero: int, rangee: Rangee, texte: str, montants: list[Montant]) -> None:
    """A row of totals of a table with one column by key: of all its lines, of the account that it names, or of the
    lines since the last such row; the one that most of its amounts are."""
    table = etat.lignes[etat.reperes.table :]
    compte = clean_compte(cell(rangee, etat.colonnes.compte)) or find_compte(texte)
    nommees = [ligne for ligne in table if compte and ligne.compte.startswith(compte)]
    depuis = etat.lignes[etat.reperes.groupe :]
    partiel = max(
        filter(None, (nommees, depuis, list_meme_compte(etat.lignes))),
        key=lambda lignes: sum(montant[1] in _read_cle(lignes, montant[2]) for montant in montants),
        default=table,
    )
    justes = [sum(m[1] in _read_cle(lignes, m[2]) for m in montants) for lignes in (table, partiel)]
    if says_general(texte) or justes[0] > justes[1] or (justes[0] == justes[1] and not nommees):
        _judge_cles(etat, numero, texte, montants)
        total = read_nombre(cell(rangee, etat.colonnes.total_ligne))
        siennes = partiel if total not in readings_of(table) and total in readings_of(partiel) else table
        judge_ligne(etat, numero, rangee, siennes, f"{texte} : total général")
    else:
        for place, centimes, cle in montants:
            lues = _read_cle(partiel, cle)
            attendu = sum(ligne.montant for ligne in partiel if ligne.cle == cle)
            lieu = etat.locate(numero, place)
            etat.totaux.append(TotalImprime(*lieu, None, centimes, attendu, centimes in lues, f"{texte} {cle}"))
        judge_ligne(etat, numero, rangee, partiel, texte)
    etat.reperes.groupe = len(etat.lignes)


def _read_cle(lignes: Sequence[LigneLue], cle: str | None) -> set[int]:
    """What a total of the lines of a key may be."""
    return readings_of([ligne for ligne in lignes if ligne.cle == cle])


def _judge_cles(etat: EtatReleve, numero: int, texte: str, montants: list[Montant]) -> None:
    """Totals of columns, one by key: each against the lines of its key in this table."""
    table = etat.lignes[etat.reperes.table :]
    if len(montants) == 1 and _judge_seul(etat, numero, texte, montants[0], table):
        return
    for place, centimes, cle in montants:
        siennes = [ligne for ligne in table if ligne.cle == cle]
        attendu = sum(ligne.montant for ligne in siennes)
        juste = centimes in readings_of(siennes)
        etat.totaux.append(
            TotalImprime(
                *etat.locate(numero, place), cle, centimes, attendu, juste, f"{texte} {cle}", net=net_of(siennes)
            )
        )  # fmt: skip


def _judge_seul(etat: EtatReleve, numero: int, texte: str, montant: Montant, table: Sequence[LigneLue]) -> bool:
    """The only amount of a row of totals, under the first key but not of it: the total of all of them."""
    place, centimes, cle = montant
    siennes, toutes = [ligne for ligne in table if ligne.cle == cle], list(table)
    de_cle, de_table = readings_of(siennes), readings_of(toutes)
    if len({ligne.cle for ligne in toutes}) < 2 or (not says_general(texte) and centimes not in de_table - de_cle):
        return False
    juste = centimes in de_table | de_cle
    attendu = sum(ligne.montant for ligne in toutes)
    quoi = f"{texte} : total général"
    etat.totaux.append(
        TotalImprime(*etat.locate(numero, place), None, centimes, attendu, juste, quoi, net=net_of(toutes))
    )
    return True


def judge_ligne(etat: EtatReleve, numero: int, rangee: Rangee, lignes: Sequence[LigneLue], quoi: str) -> None:
    """The total that a row with one amount by key prints beside them, against these lines."""
    place = etat.colonnes.total_ligne
    if place is None or not holds_montant(cell(rangee, place)):
        return
    trouve, attendu = read_nombre(cell(rangee, place)), sum(ligne.montant for ligne in lignes)
    juste = trouve in readings_of(list(lignes))
    etat.totaux.append(
        TotalImprime(*etat.locate(numero, place), None, trouve, attendu, juste, quoi, net=net_of(lignes))
    )


def _find_elsewhere(etat: EtatReleve, rangee: Rangee) -> list[Montant]:
    """A total printed in a column of its own, when it is the only amount of its row."""
    parts = etat.colonnes.parts
    pris = (etat.colonnes.recuperable, parts.tout, *parts.lots)
    ailleurs = [place for place, valeur in enumerate(rangee) if holds_montant(valeur) and place not in pris]
    centimes = read_centimes(rangee[ailleurs[0]]) if len(ailleurs) == 1 else None
    return [] if centimes is None else [(ailleurs[0], centimes, None)]


def _judge_debit_credit(etat: EtatReleve, numero: int, texte: str, montants: list[Montant], compte: str) -> None:
    """Debits and credits printed apart: each against its own lines; only the debit is told when wrong."""
    net = sum(centimes for _, centimes, _ in montants)
    place, centimes, _ = max(montants, key=lambda montant: montant[1])
    juge = etat.judge(texte, net, etat.locate(numero, place), net_dit=True, compte=compte)
    ecart = juge.attendu - net
    etat.totaux.append(
        TotalImprime(juge.feuille, juge.cellule, juge.cle, centimes, centimes + ecart, juge.juste, juge.quoi)
    )

"""The three-way check: lines, printed totals, annexes 2 and 3, and the individual statement, to the centime.

One cause is told once, where it stands: when a key total, annex 2 and the statement agree, it is annex 3 that is wrong;
when annex 3 agrees with the others against the lines, it is the total of the lines (domaine : décret 2005-240).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction

from services.charges.lecture_comptes.depenses.totaux import is_credit
from services.charges.lecture_comptes.doutes import Famille, settle_doutes
from services.charges.lecture_comptes.resultat import (
    DES_PARTS,
    AnomalieLecture,
    Ecart,
    LectureComptes,
    LigneLue,
    TotalImprime,
)
from shared.excel.mots import normalise

ANNEXE2, ANNEXE3 = "annexe 2", "annexe 3"
"""How the words of a total printed in an annex end."""
HORS_RELEVE = ("65", "66", "67", "68", "70", "78")
"""Accounts that a list of current expenses often leaves out: without any line, they are no gap."""


def find_ecarts(lecture: LectureComptes) -> tuple[list[Ecart], list[AnomalieLecture]]:
    """Every gap, in the order: printed totals, keys, accounts, statement; and where reading itself is in doubt."""
    comptes, comptes_justes = _compare_comptes(lecture) if lecture.lignes else ([], 0)
    sommes = _sum_by_cle(lecture.lignes)
    des_cles, expliques = _judge_cles(lecture, sommes, comptes)
    jugees = list(_judge_parts(lecture, sommes))
    decales = {
        ANNEXE2: sum(ecart.attendu - ecart.trouve for ecart in comptes),
        ANNEXE3: sum(ecart.attendu - ecart.trouve for ecart in des_cles if ecart.quoi.startswith("Annexe 3")),
    }
    imprimes = [
        Ecart(total.quoi, total.attendu, total.trouve, total.cellule, total.feuille)
        for total in _keep_causes(_drop_restated(_drop_unsure(lecture), jugees), decales)
    ]
    des_lignes, lignes_justes = _judge_lignes(lecture.lignes)
    imprimes = _drop_portes(imprimes, des_lignes)
    restants = [ecart for ecart in comptes if ecart.trouve - ecart.attendu not in expliques]
    dits = {(ecart.feuille, ecart.cellule, ecart.attendu) for ecart in imprimes}
    parts = [p for p in jugees if (p.feuille, p.cellule, p.attendu) not in dits]
    cles_justes = sum(sommes.get(dite.cle) == dite.n_realise for dite in lecture.annexe3)
    return settle_doutes(
        (
            Famille("totaux imprimés", imprimes, sum(total.juste for total in lecture.totaux)),
            Famille("clés de l’annexe 3", des_cles, cles_justes),
            Famille("comptes de l’annexe 2", restants, comptes_justes),
            Famille("quotes-parts des lignes", des_lignes, lignes_justes),
            Famille("montants du décompte", parts, len({part.cellule for part in lecture.quote_parts}) - len(parts)),
        )
    )


def _drop_unsure(lecture: LectureComptes) -> list[TotalImprime]:
    """Without the totals of annex 3 that are right against the lines, or whose keys themselves agree with nothing."""
    surs = {lecture.total, *(total.trouve for total in lecture.totaux if total.juste)}
    return [
        total
        for total in lecture.totaux
        if not total.quoi.endswith(ANNEXE3)
        or not lecture.lignes
        or (total.attendu in surs and total.trouve != lecture.total)
    ]


def _drop_restated(totaux: list[TotalImprime], jugees: list[Ecart]) -> list[TotalImprime]:
    """Without the totals of our shares that are right once the wrong share is: one fault is told once, at its cell.

    A share is that of one computation within a centime, however it was rounded.
    """
    corriges = {(ecart.feuille, ecart.cellule): ecart.attendu - ecart.trouve for ecart in jugees}
    corriges |= {(t.feuille, t.cellule): t.attendu - t.trouve for t in totaux if not t.juste}

    def is_restated(total: TotalImprime) -> bool:
        for parts in total.parts:
            fautes = [corriges[lieu] for part in parts if (lieu := (part.feuille, part.cellule)) in corriges]
            somme = sum(part.montant for part in parts) + sum(fautes)
            if fautes and abs(total.trouve - somme) <= len(fautes):
                return True
        return False

    return [total for total in totaux if total.juste or not is_restated(total)]


def _drop_portes(imprimes: list[Ecart], des_lignes: list[Ecart]) -> list[Ecart]:
    """Without the totals of our shares that are right once the wrong shares of their lines are."""
    fautes = [ecart.trouve - ecart.attendu for ecart in des_lignes]
    portes = {*fautes, sum(fautes)} - {0}
    return [e for e in imprimes if not (e.quoi.endswith(DES_PARTS) and e.attendu - e.trouve in portes)]


def _keep_causes(totaux: list[TotalImprime], decales: dict[str, int]) -> list[TotalImprime]:
    """The printed totals that are wrong, without those that only carry the fault of a total they include.

    ``decales``: what the cells of an annex found wrong take from its total, when that total is right.
    """
    gardes: list[TotalImprime] = []
    de_cle = de_table = 0
    for total in totaux:
        ecart = 0 if total.juste else total.trouve - total.attendu
        annexe = next((annexe for annexe in decales if total.quoi.endswith(annexe)), None)
        if annexe is not None:
            if ecart and decales[annexe] not in (ecart, *(total.trouve - possible for possible in total.possibles)):
                gardes.append(total)
        elif total.cle is not None:
            if ecart and ecart != de_cle:
                gardes.append(total)
            de_table, de_cle = de_table + ecart, 0
        elif {"general", "ensemble"} & set(normalise(total.quoi).split()):
            if ecart and ecart != de_table + de_cle:
                gardes.append(total)
        elif ecart:
            gardes.append(total)
            de_cle += ecart
    return gardes


def _sum_by_cle(lignes: list[LigneLue]) -> dict[str | None, int]:
    sommes: dict[str | None, int] = defaultdict(int)
    for ligne in lignes:
        sommes[ligne.cle] += ligne.montant
    return dict(sommes)


def _compare_comptes(lecture: LectureComptes) -> tuple[list[Ecart], int]:
    """Annex 2 against the lines, account by account, each line going to the longest account that starts its own.

    The gaps, and how many accounts agree.
    """
    connus = {ligne.compte for ligne in lecture.annexe2 if ligne.compte}
    sommes: dict[str, int] = defaultdict(int)
    vus: set[str] = set()
    for ligne in lecture.lignes:
        compte = max((connu for connu in connus if ligne.compte.startswith(connu)), key=len, default=None)
        if compte is None:
            parents = [connu for connu in connus if ligne.compte and connu.startswith(ligne.compte)]
            if len(parents) != 1:
                continue
            compte = parents[0]
        sommes[compte] += ligne.montant
        vus.add(compte)
    repetes = Counter(ligne.compte for ligne in lecture.annexe2)
    ecarts = []
    justes = 0
    for dite in lecture.annexe2:
        if not dite.compte or dite.n_realise is None or repetes[dite.compte] > 1:
            continue
        if dite.compte not in vus and (dite.compte.startswith(HORS_RELEVE) or dite.n_realise == 0 or not vus):
            continue
        attendu = sommes.get(dite.compte, 0)
        justes += attendu == dite.n_realise
        if attendu != dite.n_realise:
            quoi = f"Annexe 2, compte {dite.compte} : réalisé, contre la somme des lignes"
            ecarts.append(Ecart(quoi, attendu, dite.n_realise, dite.cellule, dite.feuille))
    return ecarts, justes


def _judge_cles(
    lecture: LectureComptes, sommes: dict[str | None, int], comptes: list[Ecart]
) -> tuple[list[Ecart], set[int]]:
    """Annex 3 against the lines, key by key; and the differences that this already explains in annex 2."""
    ecarts: list[Ecart] = []
    expliques: set[int] = set()
    fausses = {total.cle: total for total in lecture.totaux if total.cle is not None and not total.juste}
    imprimes = {total.cle: total for total in lecture.totaux if total.cle is not None}
    de_compte = {ecart.trouve - ecart.attendu for ecart in comptes}
    for ligne in [*lecture.annexe3, *lecture.rappels]:
        if ligne.n_realise is None or ligne.cle not in sommes or not ligne.cellule:
            continue
        attendu = sommes[ligne.cle]
        difference = ligne.n_realise - attendu
        if difference == 0:
            continue
        fausse = fausses.get(ligne.cle)
        if fausse is not None and fausse.trouve == ligne.n_realise:
            expliques.add(difference)
            continue
        bases = {part.a_repartir for part in lecture.quote_parts if part.cle == ligne.cle}
        imprime = imprimes.get(ligne.cle)
        if (difference in de_compte or bases == {ligne.n_realise}) and imprime is not None and fausse is None:
            expliques.add(difference)
            quoi = f"Clé {ligne.cle} : total imprimé, contre l’annexe 3"
            ecarts.append(Ecart(quoi, ligne.n_realise, imprime.trouve, imprime.cellule, imprime.feuille))
        else:
            nom = "Annexe 3" if ligne in lecture.annexe3 else "Total par clé"
            quoi = f"{nom}, clé {ligne.cle} : réalisé, contre la somme des lignes"
            ecarts.append(Ecart(quoi, attendu, ligne.n_realise, ligne.cellule, ligne.feuille))
    return ecarts, expliques


def _judge_parts(lecture: LectureComptes, sommes: dict[str | None, int]) -> Iterator[Ecart]:
    """The statement: the amount shared out against the key, our share against amount × tantièmes / total."""
    brutes = _sum_by_cle([ligne for ligne in lecture.lignes if not is_credit(ligne)])
    totaux = _true_totals(lecture, sommes)
    communes = {
        cle: Counter(p.a_repartir for p in lecture.quote_parts if p.cle == cle and p.a_repartir is not None)
        for cle in {part.cle for part in lecture.quote_parts}
    }
    dites: set[tuple[str | None, int]] = set()
    for part in lecture.quote_parts:
        total = totaux.get(part.cle)
        base = part.a_repartir
        fausse = base is not None and total is not None and base not in (total, brutes.get(part.cle))
        if fausse and base is not None and total is not None and (part.cle, base) not in dites:
            dites.add((part.cle, base))
            quoi = f"Lot {part.lot}, clé {part.cle} : montant à répartir, contre le total de la clé"
            yield Ecart(quoi, total, base, part.cellule_base, part.feuille)
        possibles = [montant for montant in (base, total) if montant is not None]
        if base is None and communes[part.cle]:
            possibles = list(communes[part.cle])
        calcules = [part.share(montant) for montant in possibles]
        justes = [calcule for calcule in calcules if calcule is None or abs(part.montant - calcule) < part.marge]
        if calcules and not justes and calcules[0] is not None:
            quoi = f"Lot {part.lot}, clé {part.cle} : notre quote-part, contre montant × tantièmes ÷ total"
            attendu = calcules[-1] if fausse and calcules[-1] is not None else calcules[0]
            yield Ecart(quoi, round(attendu), part.montant, part.cellule, part.feuille)


def _judge_lignes(lignes: list[LigneLue]) -> tuple[list[Ecart], int]:
    """Our share of each line against amount × tantièmes / total, to the centime, where it prints all three; how many
    are right. Nothing unless most are: the columns may be others."""
    ecarts, justes = [], 0
    for ligne in lignes:
        if ligne.tantiemes is None or ligne.quote_part is None:
            continue
        attendu = Fraction(ligne.montant * ligne.tantiemes[0], ligne.tantiemes[1])
        if abs(ligne.quote_part - attendu) < 1:
            justes += 1
        else:
            quoi = f"Notre quote-part de « {ligne.libelle} », contre montant × tantièmes ÷ total"
            ecarts.append(Ecart(quoi, round(attendu), ligne.quote_part, ligne.cellule_quote_part, ligne.feuille))
    return (ecarts if justes > len(ecarts) else []), justes


def _true_totals(lecture: LectureComptes, sommes: dict[str | None, int]) -> dict[str | None, int]:
    """What each key really spent: its lines, unless a printed total, annex 3 and the statement agree against them."""
    totaux = dict(sommes)
    annexe = {ligne.cle: ligne.n_realise for ligne in lecture.annexe3 if ligne.n_realise is not None}
    bases: dict[str | None, set[int]] = defaultdict(set)
    for part in lecture.quote_parts:
        if part.a_repartir is not None:
            bases[part.cle].add(part.a_repartir)
    for cle, dite in annexe.items():
        if cle not in totaux or bases.get(cle) == {dite}:
            totaux[cle] = dite
    return totaux


def assign_produits(lecture: LectureComptes) -> None:
    """Credits printed apart, under no key: to the key whose annex 3 then agrees, else to the general charges."""
    sans = [ligne for ligne in lecture.lignes if ligne.cle is None]
    if not sans:
        return
    sommes = _sum_by_cle([ligne for ligne in lecture.lignes if ligne.cle is not None])
    total = sum(ligne.montant for ligne in sans)
    annexe = {ligne.cle: ligne.n_realise for ligne in lecture.annexe3}
    cible = next((cle for cle, dite in annexe.items() if dite is not None and sommes.get(cle, 0) + total == dite), None)
    if cible is None and len(sans) <= 12:
        for ligne in sans:
            ligne.cle = next(
                (
                    cle
                    for cle, dite in annexe.items()
                    if dite is not None and sommes.get(cle, 0) + ligne.montant == dite
                ),
                None,
            )
    cles = [cle for cle in sommes if cle is not None]
    generale = next((cle for cle in cles if cle.upper().startswith("GEN") or "general" in cle.lower()), None)
    seule = cles[0] if len(cles) == 1 else None
    for ligne in sans:
        if ligne.cle is None:
            ligne.cle = cible or ((generale or seule) if is_credit(ligne) else None)

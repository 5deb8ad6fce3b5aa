"""The totals that a statement prints of its shares: of a lot on its row or under its keys, of all lots, of each key."""

import re
from collections.abc import Mapping, Sequence

from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.decomptes.bloc import Bloc
from services.charges.lecture_comptes.decomptes.cellules import read_part
from services.charges.lecture_comptes.resultat import DES_PARTS, QuotePart, TotalImprime
from services.charges.lecture_comptes.valeurs.pages import cell
from shared.excel.cellules import Rangee, adresse
from shared.excel.mots import normalise
from shared.excel.totaux import is_total


def drop_rappels(parts: Sequence[QuotePart], rangs: Mapping[int, int]) -> list[QuotePart]:
    """Each share once, where one table prints again those of another (a summary, then a sheet by lot): the one that
    says how it is computed.

    :param rangs: identity of a share → rank of its table.
    """
    gardees: dict[tuple[str, str | None, int], int] = {}
    retenues: set[int] = set()
    for part in sorted(parts, key=lambda part: (part.total_tantiemes is None, part.a_repartir is None)):
        rang = rangs.get(id(part), -1)
        if gardees.setdefault((part.lot, part.cle, part.montant), rang) == rang:
            retenues.add(id(part))
    return [part for part in parts if id(part) in retenues]


_RESTE = re.compile(r"^(?:net|reste|solde|montants?|sommes?)\b")


def is_reste(texte: str) -> bool:
    """``Net à payer``, ``Solde``: what is left once payments are taken off, no sum of shares."""
    return _RESTE.match(normalise(texte)) is not None


def judge_rangee(bloc: Bloc, numero: int, rangee: Rangee, lot: str, siennes: list[QuotePart]) -> list[TotalImprime]:
    """The total that the row of a lot prints beside its shares; whole numbers may be tantièmes."""
    entete = bloc.tableau.entete
    libres = [*entete.inconnues, *entete.roles.get(Role.MONTANT, [])]
    total = next((place for place in libres if is_total(entete.textes[place])), None)
    trouve = None if total is None else read_part(cell(rangee, total))
    if total is None or trouve is None or total in bloc.matrice or not any(p.montant % 100 for p in siennes):
        return []
    attendu = sum(part.montant for part in siennes)
    lieu = bloc.tableau.page.nom, adresse(numero, total + 1)
    quoi = f"Lot {lot} : {DES_PARTS}"
    return [TotalImprime(*lieu, None, trouve, attendu, trouve == attendu, quoi, (siennes,))]


def judge_total(bloc: Bloc, numero: int, rangee: Rangee, texte: str, parts: Sequence[QuotePart]) -> list[TotalImprime]:
    """The total of a lot, or of all, against the shares above, with what rounds them or without; of our lots, key by
    key, where keys are columns."""
    if bloc.part in bloc.matrice:
        return _judge_colonnes(bloc, numero, rangee, texte, parts)
    part, debut, groupe = bloc.part, bloc.debut, bloc.groupe
    if is_reste(texte):
        return []
    trouve = None if part is None else read_part(cell(rangee, part))
    if part is None or trouve is None or (groupe == len(parts) and groupe == debut):
        return []
    lot = next((une.lot for une in reversed(parts)), None)
    groupes = (*(parts[d:] for d in (groupe, debut, 0)), [une for une in parts if une.lot == lot])
    sommes = [sum(une.montant for une in siennes) for siennes in groupes]
    permis = {0} | {dits for a in (bloc.aparts, bloc.cumul) for dits in (a.arrondis, a.arrondis + a.autres)}
    juste = any(trouve - somme in permis for somme in sommes)
    attendu = sommes[1] if groupe == len(parts) or "general" in normalise(texte) else sommes[0]
    lieu = bloc.tableau.page.nom, adresse(numero, part + 1)
    quoi = f"{texte} : {DES_PARTS}"
    return [TotalImprime(*lieu, None, trouve, trouve if juste else attendu, juste, quoi, groupes)]


def _judge_colonnes(
    bloc: Bloc, numero: int, rangee: Rangee, texte: str, parts: Sequence[QuotePart]
) -> list[TotalImprime]:
    """A row of totals that says to be that of our lots: that of the building sums others too."""
    if re.search(r"\b(?:vos|votre|nos|notre)\b", normalise(texte)) is None:
        return []
    totaux = []
    for place, cle in bloc.matrice.items():
        trouve = read_part(cell(rangee, place))
        siennes = [part for part in parts[bloc.debut :] if part.cle == cle]
        attendu = sum(part.montant for part in siennes)
        if trouve is not None:
            lieu = bloc.tableau.page.nom, adresse(numero, place + 1)
            quoi = f"{texte} {cle} : {DES_PARTS}"
            totaux.append(TotalImprime(*lieu, None, trouve, attendu, trouve == attendu, quoi, (siennes,)))
    return totaux

"""The three-way check as a table: for each key and each account, what each document says. Pure."""

from collections import defaultdict
from dataclasses import dataclass

from services.charges.lecture_comptes.resultat import LectureComptes


@dataclass(frozen=True)
class LigneControle:
    """One key (or account): lines, printed total, annex, amount of the statement; None where a document is silent."""

    nom: str
    libelle: str
    lignes: int | None
    imprime: int | None
    annexe: int | None
    a_repartir: int | None = None

    @property
    def juste(self) -> bool:
        """Whether all that is said agrees."""
        dits = {montant for montant in (self.lignes, self.imprime, self.annexe, self.a_repartir) if montant is not None}
        return len(dits) <= 1


def check_cles(lecture: LectureComptes) -> list[LigneControle]:
    """Key by key: lines = printed total = annex 3 = amount shared out by the statement."""
    lignes: dict[str, int] = defaultdict(int)
    for ligne in lecture.lignes:
        lignes[ligne.cle or "?"] += ligne.montant
    imprimes = {total.cle: total.trouve for total in lecture.totaux if total.cle is not None}
    annexe = {dite.cle: dite for dite in lecture.annexe3}
    bases: dict[str, set[int]] = defaultdict(set)
    for part in lecture.quote_parts:
        if part.a_repartir is not None:
            bases[part.cle or "?"].add(part.a_repartir)
    noms = list(dict.fromkeys([*annexe, *lignes]))
    return [
        LigneControle(
            nom, annexe[nom].libelle if nom in annexe else "", lignes.get(nom), imprimes.get(nom),
            annexe[nom].n_realise if nom in annexe else None,
            next(iter(bases[nom])) if len(bases.get(nom, ())) == 1 else None,
        )
        for nom in noms
    ]  # fmt: skip


def check_comptes(lecture: LectureComptes) -> list[LigneControle]:
    """Account by account of annex 2: lines = what was spent."""
    connus = {dite.compte for dite in lecture.annexe2 if dite.compte}
    lignes: dict[str, int] = defaultdict(int)
    for ligne in lecture.lignes:
        compte = max((connu for connu in connus if ligne.compte.startswith(connu)), key=len, default="")
        lignes[compte] += ligne.montant
    return [
        LigneControle(dite.compte, dite.libelle, lignes.get(dite.compte), None, dite.n_realise)
        for dite in lecture.annexe2
    ]

"""Totals printed beside the last line of an account, or of a key, in a column of their own."""

from collections import Counter
from dataclasses import dataclass, field

from services.charges.lecture_comptes.depenses.etat import EtatReleve
from services.charges.lecture_comptes.depenses.totaux import list_meme_compte, readings_of
from services.charges.lecture_comptes.resultat import TotalImprime
from services.charges.lecture_comptes.valeurs.montants import holds_montant, read_nombre
from services.charges.lecture_comptes.valeurs.pages import cell
from shared.excel.cellules import Rangee


@dataclass(frozen=True, slots=True)
class Fin:
    """One such total: its cell, its centimes, what each group that ends there sums, and those that are equal."""

    lieu: tuple[str, str]
    trouve: int
    sommes: dict[str, int]
    egales: frozenset[str]


@dataclass(slots=True)
class Fins:
    """Those of a table, by their column."""

    par_colonne: dict[int, list[Fin]] = field(default_factory=dict)

    def note(self, etat: EtatReleve, numero: int, rangee: Rangee) -> None:
        """Keep the totals beside the line just read."""
        for place in etat.colonnes.fins:
            if etat.lignes and holds_montant(cell(rangee, place)):
                lignes, cle = etat.lignes, etat.lignes[-1].cle
                groupes = {
                    "compte": list_meme_compte(lignes) or lignes[etat.reperes.compte :],
                    "cle": [ligne for ligne in lignes[etat.reperes.table :] if ligne.cle == cle],
                    "table": lignes[etat.reperes.table :],
                }
                trouve = read_nombre(cell(rangee, place))
                egales = frozenset(nom for nom, groupe in groupes.items() if trouve in readings_of(groupe))
                sommes = {nom: sum(ligne.montant for ligne in groupe) for nom, groupe in groupes.items()}
                fin = Fin(etat.locate(numero, place), trouve, sommes, egales)
                self.par_colonne.setdefault(place, []).append(fin)

    def judge(self) -> list[TotalImprime]:
        """Each total against the group that most totals of its column sum; nothing of a column where most sum none."""
        totaux = []
        for fins in self.par_colonne.values():
            dits = Counter(nom for fin in fins for nom in fin.egales)
            nom, justes = dits.most_common(1)[0] if dits else ("", 0)
            if justes > 1 and 2 * justes > len(fins):
                for fin in fins:
                    quoi = "Total en fin de groupe : total imprimé"
                    attendu = fin.trouve if fin.egales else fin.sommes[nom]
                    totaux.append(TotalImprime(*fin.lieu, None, fin.trouve, attendu, bool(fin.egales), quoi))
        return totaux

"""Under a list with one column of amounts by key: the weights of the keys, and what our lots owe of them.

Such rows (« Tantièmes du lot 12 », « Quote-part du lot 12 ») have no date, and are no expenses.
"""

import re
from dataclasses import dataclass, field

from services.charges.lecture_comptes.decomptes.bloc import find_lot
from services.charges.lecture_comptes.decomptes.cellules import name_lot, read_part
from services.charges.lecture_comptes.depenses.etat import EtatReleve
from services.charges.lecture_comptes.resultat import A_CONFIRMER, QuotePart
from services.charges.lecture_comptes.valeurs.bases import is_rangee_poids, read_fraction, read_tantiemes
from services.charges.lecture_comptes.valeurs.cles import IndexCles
from services.charges.lecture_comptes.valeurs.comptes import clean_compte
from services.charges.lecture_comptes.valeurs.montants import holds_montant
from services.charges.lecture_comptes.valeurs.pages import cell
from shared.excel.cellules import Rangee, adresse
from shared.excel.mots import normalise

_NOTRE = re.compile(
    r"^(?:total (?:de |des )?)?(?:(?:vos|votre|nos|notre|quotes? parts?|qp)\b"
    r"|(?:parts?|tantiemes?|milliemes?|charges?) (?:du|des|de|pour) (?:la |le |les |votre |vos )?(?:lots?|bailleur)\b"
    r"|lots? (?:n |no )?[a-z]{0,2}\d)"
)
"""What speaks of our lots, not of the building."""
_UNITAIRE = re.compile(r"\b(?:au|par|du|d un|le) (?:tantieme|millieme|m3|metre cube|unite)\b")
"""What one unit costs: « Coût au tantième »."""
_LOT = re.compile(r"\blots?\s*(?:n\s*[°o]\.?\s*)?:?\s*([A-Z]{0,2}\d+[A-Z]?)\b", re.I)


_NOTRE_PART = re.compile(
    r"^(?:total (?:de |des )?)?(?:(?:vos|votre|nos|notre) (?:charges?|parts?|quotes? parts?|qp|tantiemes?|milliemes?)"
    r"|(?:quotes? parts?|qp) (?:du|des|de) (?:vos |votre )?lots?)\b"
)


def _is_notre_part(etat: EtatReleve, rangee: Rangee, mots: str) -> bool:
    """``Votre quote-part``, right under the total of a list with one column of amounts: no expense either."""
    dessous = etat.totalisee and etat.reperes.groupe == len(etat.lignes)
    return dessous and not clean_compte(cell(rangee, etat.colonnes.compte)) and _NOTRE_PART.match(mots) is not None


@dataclass(slots=True)
class PiedReleve:
    """What these rows print: the weight of each key, the tantièmes of each lot, its shares."""

    bases: dict[str | None, int] = field(default_factory=dict)
    tantiemes: dict[tuple[str, str | None], int] = field(default_factory=dict)
    parts: list[QuotePart] = field(default_factory=list)

    def read(self, etat: EtatReleve, numero: int, rangee: Rangee, textes: list[tuple[int, str]]) -> bool:
        """Note what a row prints of the keys or of our lots; says whether it is such a row."""
        montants = etat.colonnes.montants if etat.colonnes.par_cle else ()
        if is_rangee_poids(rangee):
            self.bases |= {
                cle: poids for place, _, cle in montants if (poids := read_tantiemes(cell(rangee, place))) is not None
            }
            return True
        if not textes or not any(map(holds_montant, rangee)):
            return False
        texte = textes[0][1]
        mots = normalise(texte)
        datee = etat.colonnes.datee and cell(rangee, etat.colonnes.date) == ""
        if not montants and datee and _is_notre_part(etat, rangee, mots):
            if not self._add_part(etat, numero, rangee, texte):
                self._note(etat, numero, textes[0])
            return True
        if not montants or not datee or not (_NOTRE.match(mots) or _UNITAIRE.search(mots)):
            return False
        if _UNITAIRE.search(mots):
            return True
        lu = _LOT.search(texte)
        if lu is not None and re.search(r"\b(?:tantieme|millieme)s?\b", mots):
            for place, _, cle in montants:
                self.tantiemes[lu[1], cle] = read_tantiemes(cell(rangee, place)) or 0
        elif lu is not None and re.search(r"\b(?:parts?|qp|charges?|montants?)\b", mots):
            self._add_parts(etat, numero, rangee, lu[1])
        else:
            self._note(etat, numero, textes[0])
        return True

    def _note(self, etat: EtatReleve, numero: int, dit: tuple[int, str]) -> None:
        message = f"La ligne « {dit[1]} » n’a pas été lue : dites « Quote-part du lot … » si elle est la vôtre."
        etat.journal.note(A_CONFIRMER, "LIGNE_NON_LUE", etat.tableau.page, numero, dit[0], message)

    def _add_part(self, etat: EtatReleve, numero: int, rangee: Rangee, texte: str) -> bool:
        """Our share of the key whose total stands right above, where a title names our only lot; says whether it is."""
        lots = {lot for titre in etat.tableau.titres if (lot := find_lot(titre)) is not None}
        place = etat.colonnes.montants[0][0]
        centimes = read_part(cell(rangee, place))
        if len(lots) != 1 or centimes is None or etat.cle is None or not etat.close:
            return False
        part = QuotePart(lots.pop(), etat.cle, centimes)
        part.feuille, part.cellule = etat.locate(numero, place)
        poids = read_fraction(texte) or etat.poids
        if poids is not None:
            part.tantiemes, part.total_tantiemes = poids
        self.parts.append(part)
        return True

    def _add_parts(self, etat: EtatReleve, numero: int, rangee: Rangee, lot: str) -> None:
        for place, _, cle in etat.colonnes.montants:
            centimes = read_part(cell(rangee, place))
            if centimes:
                lieu = etat.tableau.page.nom, adresse(numero, place + 1)
                self.parts.append(QuotePart(lot, cle, centimes, feuille=lieu[0], cellule=lieu[1]))

    def settle(self, connues: list[QuotePart], index: IndexCles) -> list[QuotePart]:
        """The shares that no statement printed, with their tantièmes and the weight of their key."""
        dites = {(name_lot(part.lot), index.settle(part.cle)) for part in connues}
        for part in self.parts:
            part.tantiemes = part.tantiemes or self.tantiemes.get((part.lot, part.cle)) or None
            part.total_tantiemes = part.total_tantiemes or self.bases.get(part.cle)
        return [part for part in self.parts if (name_lot(part.lot), index.settle(part.cle)) not in dites]

"""Names that only begin like one of ours: the copropriété of a neighbour (``Les Peupliers II``, ``Le Parc du Lac``)."""

import re
from collections.abc import Sequence, Set

from services.appels_fonds.lecture.patrimoine.referentiel import CoproprieteConnue
from services.appels_fonds.lecture.valeurs.mots import normalise

SEGMENTS = re.compile(r"\s+[-–—/|]\s*|\s*[,;:(–—|]\s*")
_RANG = re.compile(r"[2-9]|iii?|iv|vi?|bis|ter|nord|sud|est|ouest")
_COMPLEMENT = re.compile(r"(?:du|des|d|de la|de l) (?P<mots>[a-z]{3,}(?: [a-z]{3,})?)")
_PERIODE = re.compile(
    r"trim|semestre|mois|exercice|budget|syndic|charges|provisions|travaux|appel|fonds|janv|fevr|mars|avril|mai|juin"
    r"|juil|aout|sept|octo|nov|dec|premier|second|deux|trois|quatr"
)
# fmt: off
_MENUS = frozenset((
    "sdc", "syndicat", "coproprietaires", "copropriete", "copro", "residence", "immeuble", "ensemble", "immobilier",
    "batiment", "bat", "entree", "tour", "hall", "cage", "escalier", "rue", "avenue", "av", "boulevard", "bd", "place",
    "chemin", "allee", "ref", "reference", "code", "numero", "num", "no", "le", "la", "les", "de", "du", "des", "et",
    "au", "aux", "sur", "pour", "cedex", "france",
))
# fmt: on
_ABREGES = {"st": "saint", "ste": "sainte"}


def is_voisin(mots: Sequence[str], debut: int, fin: int, fins: Set[int]) -> bool:
    """In a sentence, is a name (its words from ``debut`` to ``fin``) only the beginning of another, which a number, a
    point of the compass or a complement ends?

    :param fins: where the parts of the sentence end, as ranks of words.
    """
    if fin in fins or any(map(str.isdigit, "".join(mots[debut:fin]))):
        return False
    suite = " ".join(mots[fin : min((borne for borne in fins if borne > fin), default=fin)])
    complement = _COMPLEMENT.fullmatch(suite)
    return _RANG.fullmatch(suite) is not None or (complement is not None and not _PERIODE.search(complement["mots"]))


def is_nommee(texte: str, copropriete: CoproprieteConnue) -> bool:
    """In a cell that only names a copropriété, is each word beside the name hers, of her address, or of no meaning?

    Her reference at the syndic may stand before her name (``AG-0117 Résidence du Vouldy``).
    """
    siens = (copropriete.nom, copropriete.adresse or "", *copropriete.syndics)
    codes = (copropriete.code, copropriete.immatriculation, copropriete.reference_bailleur)
    connus = _MENUS.union(*(_list_mots(dit) for dit in siens))
    nom = set(_list_mots(copropriete.nom)) - _MENUS
    dit = f" {normalise(texte)} "
    for code in (normalise(code) for code in codes if code):
        if f" {code} " in dit:
            return " " not in code or set(_list_mots(dit.replace(f" {code} ", " ", 1))) <= connus
    parties = [_list_mots(segment) for segment in SEGMENTS.split(texte)]
    restes = [mot for mots in parties if nom <= set(mots) for mot in mots if mot not in connus]
    return all(len(mot) == 1 or any(map(str.isdigit, mot)) for mot in restes)


def _list_mots(texte: str) -> list[str]:
    return [_ABREGES.get(mot, mot) for mot in normalise(texte).split()]

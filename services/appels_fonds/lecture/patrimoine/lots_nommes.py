"""Matching the words of a syndic with the lots of one copropriété; every answer is certain or is a refusal."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from services.appels_fonds.lecture.patrimoine.referentiel import CoproprieteConnue, LotConnu
from services.appels_fonds.lecture.valeurs.mots import normalise
from shared.excel.cellules import Valeur

_PREFIXE_LOT = re.compile(
    r"^\s*(?:(?:vos?|votre|les|le)\s+)?(?:lots?|lot\(s\)|uf|ref\.?)?\s*(?:n\s*[°ºo]s?|num[ée]ros?|no\.?|n\.)?\s*"
    r"(?:[:.]|(?<=[tT])\s?[-_])?\s*",
    re.I,
)
_ABREGE_LOT = re.compile(r"(?<![\w.])l(?:t?\.|t)\s?(?:n\s?[°ºo]\s?)?(?=\d)", re.I)
"""``L.1012``, ``Lt 12``: the word abbreviated, unless a letter may stand before our numbers (``A12``, ``L12``)."""
_NUMERO = r"[A-Za-z]{0,3}\d{1,6}[A-Za-z]{0,3}"
_UN = re.compile(rf"({_NUMERO})(?:\.0+)?")
_DETAIL = re.compile(rf"({_NUMERO})(?!\s*(?:bis|ter|quater)\b)\s*(?:[-–—:,(/]|\s)\s*[A-Za-zÀ-ÿ]{{3,}}.*", re.I)
_TYPE = re.compile(rf"({_NUMERO})(?:\s+[-–—]\s+|\s*[(:,]\s*|\s+)[TF]\s?[1-7]\b(?:(?!\bet\b|[-–—]\s*\d)[^,;+&/])*", re.I)
"""One lot and the type of the flat (``3 - T3``); anything that may name another lot after it makes it a list."""
_LISTE = re.compile(rf"{_NUMERO}(?:\s*(?:[-/,;+&]|\bet\b)\s*(?:lots?\s*)?(?:n[°ºo]\s*)?{_NUMERO})+")
_NOMME = re.compile(
    rf"\blot\s*(?:n\s*[°ºo]|num[ée]ro|no\.?|n\.)?\s*[:.\-_]?\s*(?P<lot>{_NUMERO})(?![\w.]|\s*(?:bis|ter|quater)\b)(?P<suite>\s*(?:[-/,;+&]|\bet\b|[àa]\b)\s*\w*\d)?",
    re.I,
)
"""A lot named inside other words; what follows may name more of them."""
_PLURIEL = re.compile(r"\blots\b", re.I)
_DECRITS = re.compile(
    rf"({_LISTE.pattern})\s*[-–—:,(]\s*(?!lots?\b)[A-Za-zÀ-ÿ]{{3,}}"
    r"(?:(?!\b(?:lots?|et)\b|[-,+&/;]\s*\d+(?!\d|\s*(?:er|re|e|nd|[eè]me)\b)).)*",
    re.I,
)
"""Lots, and one description of them all (``7 - 8 - Appartement T3 avec cave``), after which none other is named."""
_SEPARE = re.compile(r"\s*(?:[-/,;+&]|\bet\b)\s*(?:lots?\s*)?(?:n[°ºo]\s*)?")
_RANG = re.compile(r"\d+")
_LETTRES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ETENDUE = re.compile(r"(\d{1,6})\s*(?:à|a|au|\.\.|->|jusqu.?au?)\s*(\d{1,6})")


class LotIncertain(ValueError):
    """Ce lot n'est pas reconnu avec certitude."""


class LotsNommes:
    """The lots of one copropriété, ready to be asked for by the words of a cell."""

    def __init__(self, copropriete: CoproprieteConnue, alias_lots: dict[str, str]) -> None:
        self.connue = copropriete
        self.code = copropriete.code
        self._alias_lots = alias_lots
        self.directs: dict[Valeur, tuple[LotConnu, ...]] = {}
        self._exacts: dict[str, LotConnu] = {}
        self.lots: dict[str, LotConnu] = {}

    def _index_lots(self) -> None:
        """Lots by exact number and by canonical form, on the first question; two that share a form have none."""
        doublons: set[str] = set()
        for lot in self.connue.lots:
            forme = canonise(lot.numero)
            doublons |= {forme} & self.lots.keys()
            self.lots[forme] = lot
            self._exacts[lot.numero] = lot
        for forme in doublons:
            del self.lots[forme]
        for lot in self.connue.lots:
            if lot.numero.isdigit() and self.lots.get(canonise(lot.numero)) is lot:
                self.directs[float(lot.numero)] = (lot,)

    def find_lots(self, valeur: Valeur) -> tuple[LotConnu, ...]:
        """Our lots named by a cell: one, or a group kept together.

        ``12-13`` is a group only when both are ours, unless a lot is really called so; ``12-15`` is refused when 13
        and 14 are ours too, since it may then be four lots.

        :raises LotIncertain: one French sentence.
        """
        if not self.lots:
            self._index_lots()
        connus = self.directs.get(valeur)
        if connus is None:
            connus = self.directs[valeur] = self._search_lots(valeur)
        return connus

    def _search_lots(self, valeur: Valeur) -> tuple[LotConnu, ...]:
        if isinstance(valeur, date | datetime):
            raise LotIncertain(
                f"la cellule contient la date {valeur:%d/%m/%Y} : le tableur a sans doute transformé un groupe de lots"
            )
        if isinstance(valeur, bool) or not isinstance(valeur, str | float | int):
            raise LotIncertain(f"« {valeur} » n’est pas un numéro de lot")
        if not isinstance(valeur, str):
            if valeur != int(valeur):
                raise LotIncertain(f"« {str(valeur).replace('.', ',')} » n’est pas un numéro de lot")
            valeur = str(int(valeur))
        return self._search_texte(valeur)

    def _search_texte(self, texte: str) -> tuple[LotConnu, ...]:
        net = texte.strip()
        net = self._alias_lots.get(normalise(net), net)
        exact = self._exacts.get(net)
        net = net if exact or self._has_lettre(net) else _ABREGE_LOT.sub("lot ", net)
        coeur = _PREFIXE_LOT.sub("", net, count=1).strip(" .:")
        decrits = _DECRITS.fullmatch(coeur)
        coeur = decrits[1] if decrits else coeur
        liste = _LISTE.fullmatch(coeur)
        groupe = [canonise(numero) for numero in _SEPARE.split(coeur)] if liste else []
        ensemble = groupe and all(numero in self.lots for numero in groupe)
        if exact is not None:
            if ensemble and len(groupe) > 1:
                raise LotIncertain(f"« {net} » peut être un lot ou le groupe des lots {' et '.join(groupe)}")
            return (exact,)
        if ensemble:
            return self._check_groupe(net, groupe)
        un = _UN.fullmatch(coeur) or (None if liste else _DETAIL.fullmatch(coeur))
        if un is not None and canonise(un[1]) in self.lots:
            return (self.lots[canonise(un[1])],)
        compact = canonise(coeur)
        if compact in self.lots:
            return (self.lots[compact],)
        type_de_lot = _find_type(net, coeur)
        if type_de_lot is not None and canonise(type_de_lot[1]) in self.lots:
            return (self.lots[canonise(type_de_lot[1])],)
        nommes = list(_NOMME.finditer(net))
        seul = len(nommes) == 1 and not nommes[0]["suite"] and not _PLURIEL.search(net)
        if seul and canonise(nommes[0]["lot"]) in self.lots:
            return (self.lots[canonise(nommes[0]["lot"])],)
        etendue = _ETENDUE.fullmatch(coeur)
        if etendue is not None:
            return self._expand(net, int(etendue[1]), int(etendue[2]))
        absents = [numero for numero in groupe if numero not in self.lots]
        detail = f" ({', '.join(absents)} absent)" if absents else ""
        raise LotIncertain(f"le lot « {net} » n’est pas dans notre patrimoine à {self.code}{detail}")

    def _has_lettre(self, texte: str) -> bool:
        """Is one of our lots a number of the text with a letter before, so that another letter may name another lot?"""
        numeros = {canonise(numero) for numero in _RANG.findall(texte)}
        return any(forme[0].isalpha() and forme.lstrip(_LETTRES) in numeros for forme in self.lots)

    def _check_groupe(self, texte: str, groupe: list[str]) -> tuple[LotConnu, ...]:
        if len(set(groupe)) != len(groupe):
            raise LotIncertain(f"« {texte} » cite deux fois le même lot")
        rangs = [int(lu[0]) for numero in groupe if (lu := _RANG.match(numero))]
        if len(groupe) == len(rangs) == 2 and "-" in texte:
            debut, fin = rangs
            if any(str(numero) in self.lots for numero in range(debut + 1, min(fin, debut + 500))):
                raise LotIncertain(f"« {texte} » peut être deux lots ou tous ceux de {debut} à {fin}")
        return tuple(self.lots[numero] for numero in groupe)

    def _expand(self, texte: str, debut: int, fin: int) -> tuple[LotConnu, ...]:
        if not debut < fin <= debut + 500:
            raise LotIncertain(f"« {texte} » n’est pas une suite de lots")
        numeros = [str(numero) for numero in range(debut, fin + 1)]
        absents = [numero for numero in numeros if numero not in self.lots]
        if absents:
            raise LotIncertain(f"« {texte} » : le lot {absents[0]} n’est pas dans notre patrimoine à {self.code}")
        return tuple(self.lots[numero] for numero in numeros)


def _find_type(texte: str, coeur: str) -> re.Match[str] | None:
    """``Lot n° 3 - T3``: a lot and its type. ``Lots 3 - T3`` says that they are two."""
    return None if re.search(r"\blots\b|\(s\)", texte, re.I) else _TYPE.fullmatch(coeur)


def names_lot(texte: str) -> bool:
    """``Charges générales – lot n° 12``: does a label name a lot among other words?"""
    return _NOMME.search(texte) is not None


def canonise(numero: str) -> str:
    """``0012`` → ``12``, ``10 a`` → ``10A``: zeros in front and blanks do not tell two lots apart."""
    if numero.isdigit():
        return numero.lstrip("0") or "0"
    compact = re.sub(r"\s+", "", numero).upper()
    return re.sub(r"^([A-Z]*)0+(?=\d)", r"\1", compact)


def list_numeros(lots: Iterable[LotConnu]) -> tuple[str, ...]:
    return tuple(lot.numero for lot in lots)
